from odoo import api, fields, models
from odoo.fields import Command, Domain

from .food_aid_appointment_event import COMPARED, SILENT

SHOWN = frozenset(["date_start", "date_end", "place", "state", "animator_ids", "workshop_id"])


class FoodAidPublicEventMixin(models.AbstractModel):
    """What is open to many stands in the calendar: what, where, when, and who leads it.

    Every employee reads the calendar: the event is made from the record, never names who comes,
    holds no text, and is made again when it was changed there. Who comes is read in our models.
    """

    _name = "food.aid.public.event.mixin"
    _description = "Shown in the calendar"

    date_start = fields.Datetime(string="Starts at", required=True, index=True)
    date_end = fields.Datetime(string="Ends at", required=True)
    place = fields.Char()
    animator_ids = fields.Many2many(
        "res.users", string="Led by", domain=[("share", "=", False)], help="In their calendar too."
    )
    event_id = fields.Many2one(
        "calendar.event", string="In the calendar", readonly=True, copy=False, ondelete="set null"
    )

    _dates_check = models.Constraint("CHECK (date_end > date_start)", "It ends after it starts.")

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._sync_events()
        return records

    def write(self, vals):
        result = super().write(vals)
        if SHOWN & vals.keys():
            self._sync_events()
        return result

    def unlink(self):
        # Reason for sudo: the event belongs to whoever leads, and goes with what it shows.
        events = self.sudo().event_id
        result = super().unlink()
        events.with_context(**SILENT).unlink()
        return result

    def _sync_events(self):
        """Make the events say what the records say, and nothing else."""
        # Reason for sudo: the event belongs to whoever leads, whoever plans.
        records = self.sudo().with_context(**SILENT)
        shown = records.filtered(lambda one: one._is_shown())
        (records - shown).event_id.unlink()
        without = shown.filtered(lambda one: not one.event_id)
        for record in shown - without:
            values, event = record._prepare_event(), record.event_id
            partners = record.animator_ids.partner_id
            if event.partner_ids != partners or any(
                event[name] != values[name] for name in COMPARED
            ):
                event.write(values)
        events = records.env["calendar.event"].create([one._prepare_event() for one in without])
        for record, event in zip(without, events, strict=True):
            record.event_id = event

    def _is_shown(self):
        return True

    def _get_public_name(self):
        raise NotImplementedError

    def _prepare_event(self):
        return {
            "name": self._get_public_name(),
            "active": True,
            "allday": False,
            "start": self.date_start,
            "stop": self.date_end,
            "user_id": self.animator_ids[:1].id,
            "partner_ids": [Command.set(self.animator_ids.partner_id.ids)],
            "privacy": "public",
            "show_as": "busy",
            "description": False,
            "location": self.place or False,
        }

    @api.model
    def _cron_sync_events(self):
        """Bring back what was changed or deleted in the calendar."""
        self.search(Domain("date_start", ">=", "now"))._sync_events()
