from odoo import api, fields, models
from odoo.fields import Domain


class FoodAidHousehold(models.Model):
    """The workshops of a household."""

    _inherit = "food.aid.household"

    registration_ids = fields.One2many(
        "food.aid.workshop.registration", "household_id", string="Workshops"
    )
    workshop_contract_ids = fields.One2many(
        "food.aid.workshop.contract", "household_id", string="Workshops agreed on"
    )
    workshop_progress = fields.Char(string="Workshops done", compute="_compute_workshop_progress")

    @api.depends("workshop_contract_ids.progress")
    def _compute_workshop_progress(self):
        """Say where they stand in what was agreed for today, or last."""
        today = fields.Date.context_today(self)
        for household in self:
            contracts = household.workshop_contract_ids
            running = contracts.filtered(lambda one: one.date_from <= today <= one.date_to)
            household.workshop_progress = (running or contracts)[:1].progress

    def action_register_workshop(self):
        self.ensure_one()
        return self.env["food.aid.workshop.register"]._open(household=self)

    def _take_person(self, stay, here):
        """Two registrations of one human at a session become one before the person does."""
        kept = here.person_id
        going = stay.person_id.registration_ids.filtered(lambda one: one.state != "cancelled")
        for registration in going:
            twin = kept.registration_ids.filtered(
                lambda one, session=registration.session_id: (
                    one.session_id == session and one.state != "cancelled"
                )
            )
            if twin:
                if registration.state == "present":
                    twin.state = "present"
                registration.unlink()
        return super()._take_person(stay, here)

    def _part_with(self, leaving, shared, day):
        """Leave no trace of where those who left will be: they register again themselves."""
        coming = Domain("state", "in", ("registered", "waiting")) & Domain("date", ">=", day)
        persons = Domain("person_id", "in", leaving.person_id.ids)
        registrations = self.env["food.aid.workshop.registration"]
        registrations.search(Domain("household_id", "=", self.id) & persons & coming).unlink()
        return super()._part_with(leaving, shared, day)

    def _cancel_appointments(self):
        """Nobody of a file that closes is expected at a workshop any more."""
        result = super()._cancel_appointments()
        # Reason for sudo: a death may close a file that is out of the agent's sight.
        registrations = self.env["food.aid.workshop.registration"].sudo()
        coming = [("household_id", "in", self.ids), ("date", ">=", "today")]
        waiting = registrations.search([*coming, ("state", "in", ("registered", "waiting"))])
        waiting.state = "cancelled"
        waiting.session_id._arrange()
        return result


class FoodAidPerson(models.Model):
    _inherit = "food.aid.person"

    registration_ids = fields.One2many("food.aid.workshop.registration", "person_id")


class FoodAidAssessment(models.Model):
    _inherit = "food.aid.assessment"

    workshop_progress = fields.Char(related="household_id.workshop_progress")
