from odoo import api, fields, models


class FoodAidAppointment(models.Model):
    """People whose appointment the CCAS moved, told one by one, and slips of paper."""

    _inherit = "food.aid.appointment"

    phone = fields.Char(compute="_compute_contact")
    safe_contact = fields.Char(string="How to reach safely", compute="_compute_contact")

    @api.depends("household_id", "contact_phone")
    def _compute_contact(self):
        """Say how to reach the person: their own phone, and how to call it without risk."""
        for appointment in self:
            person = appointment.household_id.applicant_id
            appointment.phone = person.phone or appointment.contact_phone
            appointment.safe_contact = person.safe_contact

    def action_told(self):
        """The person knows the new time."""
        self.is_to_tell = False

    def action_move_all(self):
        """Propose another time for all of these appointments at once."""
        return self.env["food.aid.move"]._open(self.filtered(lambda one: one.state == "planned"))

    def action_print_slip(self):
        """Print slips that say when, where and with whom, and nothing of why."""
        return self.env.ref("food_aid.action_report_appointment_slip").report_action(self)
