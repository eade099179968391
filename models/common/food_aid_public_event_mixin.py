from odoo import fields, models
from odoo.fields import Command

# What the event shows of any of these records; a model adds what its name is made of.
SHOWN = frozenset(["date_start", "date_end", "place", "state", "animator_ids"])


class FoodAidPublicEventMixin(models.AbstractModel):
    """What is open to many stands in the calendar: what, where, when, and who leads it.

    Every employee reads the calendar: the event never names who comes and holds no text. Who
    comes is read in our models.
    """

    _name = "food.aid.public.event.mixin"
    _description = "Shown in the calendar"
    _inherit = ["food.aid.event.mixin"]
    _event_fields = SHOWN

    date_start = fields.Datetime(string="Starts at", required=True, index=True)
    date_end = fields.Datetime(string="Ends at", required=True)
    place = fields.Char()
    animator_ids = fields.Many2many(
        "res.users", string="Led by", domain=[("share", "=", False)], help="In their calendar too."
    )

    _dates_check = models.Constraint("CHECK (date_end > date_start)", "It ends after it starts.")

    def _has_others(self, event):
        return event.partner_ids != self.animator_ids.partner_id

    def _get_public_name(self):
        """Return what everybody may read of it; each model has its own."""
        raise NotImplementedError

    def _prepare_event(self):
        return super()._prepare_event() | {
            "name": self._get_public_name(),
            "user_id": self.animator_ids[:1].id,
            "partner_ids": [Command.set(self.animator_ids.partner_id.ids)],
            "privacy": "public",
            "location": self.place or False,
        }
