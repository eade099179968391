from odoo import fields, models
from odoo.fields import Command

from .food_aid_appointment import TAKING


class FoodAidAppointment(models.Model):
    """The worker's calendar knows that they are busy, and nothing else.

    Every employee may search calendar events by their content and read their files: the block
    holds no household, code, text or file.
    """

    _inherit = "food.aid.appointment"
    _event_fields = frozenset(["user_id", "date_start", "date_end", "state"])

    event_id = fields.Many2one(string="Busy block")

    def _is_shown(self):
        return self.state in TAKING

    def _prepare_event(self):
        worker = self.user_id
        return super()._prepare_event() | {
            "name": self.with_context(lang=worker.lang).env._("Appointment"),
            "user_id": worker.id,
            "partner_ids": [Command.set(worker.partner_id.ids)],
            "privacy": "private",
        }
