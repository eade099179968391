from odoo import api, fields, models
from odoo.exceptions import UserError


class FoodAidWorkshopRegister(models.TransientModel):
    """Register the people of a household for a session: tick who comes, one button."""

    _name = "food.aid.workshop.register"
    _description = "Register for a workshop"
    _inherit = ["food.aid.links.mixin"]

    household_id = fields.Many2one("food.aid.household", required=True)
    session_id = fields.Many2one(
        "food.aid.workshop.session",
        required=True,
        domain="[('state', '=', 'planned'), ('date', '>=', 'today')]",
    )
    available_ids = fields.Many2many("food.aid.person", compute="_compute_available_ids")
    person_ids = fields.Many2many(
        "food.aid.person",
        string="Who comes",
        compute="_compute_person_ids",
        store=True,
        readonly=False,
        domain="[('id', 'in', available_ids)]",
    )
    need_id = fields.Many2one(
        "food.aid.need",
        string="Answers the need",
        domain="[('household_id', '=', household_id)]",
        groups="food_aid.group_food_aid_instructor",
    )
    place_text = fields.Char(string="Places", compute="_compute_place_text")

    @api.depends("household_id")
    def _compute_available_ids(self):
        today = fields.Date.context_today(self)
        for register in self:
            register.available_ids = register.household_id._get_members(today).person_id

    @api.depends("household_id")
    def _compute_person_ids(self):
        for register in self:
            register.person_ids = register.household_id.applicant_id

    @api.depends("session_id", "person_ids")
    def _compute_place_text(self):
        for register in self:
            session = register.session_id
            left = session.capacity - session.registered_count
            if not session or not session.capacity:
                register.place_text = False
            elif left >= len(register.person_ids):
                register.place_text = self.env._("%(left)s places left", left=left)
            else:
                register.place_text = self.env._(
                    "%(left)s places left: who is beyond waits, and moves up when one is free.",
                    left=max(0, left),
                )

    @api.model
    def _open(self, session=None, household=None):
        coming = self.env["food.aid.workshop.session"].search(
            [("state", "=", "planned"), ("date", ">=", "today")], order="date_start", limit=1
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Register for a workshop"),
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_session_id": (session or coming).id,
                "default_household_id": household.id if household else False,
            },
        }

    def action_register(self):
        self.ensure_one()
        if not self.person_ids:
            raise UserError(self.env._("Tick who comes."))
        registrations = self.env["food.aid.workshop.registration"].create(
            [
                {
                    "session_id": self.session_id.id,
                    "household_id": self.household_id.id,
                    "person_id": person.id,
                }
                for person in self.person_ids
            ]
        )
        if self._has_field_access(self._fields["need_id"], "read") and self.need_id:
            registrations.need_id = self.need_id
        self.household_id.date_last_operation = fields.Date.context_today(self)
        return self._tell(registrations)

    def _tell(self, registrations):
        waiting = registrations.filtered(lambda one: one.state == "waiting")
        message = self.env._(
            "%(count)s registered, %(waiting)s waiting.",
            count=len(registrations - waiting),
            waiting=len(waiting),
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "success",
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
