from odoo import api, fields, models
from odoo.fields import Domain

# Made in silence: no mail, no alarm, no follower, no contact of anybody in its text.
SILENT = {
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "no_mail_to_attendees": True,
    "dont_notify": True,
    "skip_contact_description": True,
}
# What somebody could have changed, or typed, in the calendar.
COMPARED = ("name", "active", "start", "stop", "description", "location")


class FoodAidEventMixin(models.AbstractModel):
    """A record that stands in the calendar, and is its master.

    The event is made from the record and leads nowhere; only the record knows its event. Moved,
    renamed or deleted in the calendar, it comes back as it was at the record's next change, or
    in the night. Models say what it shows: `_is_shown`, `_prepare_event`, `_has_others`.
    """

    _name = "food.aid.event.mixin"
    _description = "Stands in the calendar"

    # fields whose change the event follows
    _event_fields = frozenset()

    event_id = fields.Many2one(
        "calendar.event", string="In the calendar", readonly=True, copy=False, ondelete="set null"
    )

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._sync_events()
        return records

    def write(self, vals):
        result = super().write(vals)
        if self._event_fields & vals.keys():
            self._sync_events()
        return result

    def unlink(self):
        # Reason for sudo: the event goes with what it stands for, whoever its owner is.
        events = self.sudo().event_id
        result = super().unlink()
        events.with_context(**SILENT).unlink()
        return result

    def _sync_events(self):
        """Make the events say what the records say, missing ones being made again."""
        # Reason for sudo: the event belongs to whoever receives or leads, whoever plans.
        records = self.sudo().with_context(**SILENT)
        shown = records.filtered(lambda one: one._is_shown())
        (records - shown).event_id.unlink()
        without = shown.filtered(lambda one: not one.event_id)
        for record in shown - without:
            values, event = record._prepare_event(), record.event_id
            if record._has_others(event) or any(event[name] != values[name] for name in COMPARED):
                event.write(values)
        events = records.env["calendar.event"].create([one._prepare_event() for one in without])
        for record, event in zip(without, events, strict=True):
            record.event_id = event

    def _is_shown(self):
        """Tell whether this record has its place in the calendar."""
        return True

    def _has_others(self, event):
        """Tell whether the event is no longer of those whose time it takes."""
        return event.user_id != self.user_id

    def _prepare_event(self):
        """Return the values of the event: nothing that leads to a person."""
        return {
            "active": True,
            "allday": False,
            "start": self.date_start,
            "stop": self.date_end,
            "show_as": "busy",
            "description": False,
            "location": False,
        }

    @api.model
    def _cron_sync_events(self):
        """Bring back the coming events that were changed or deleted in the calendar."""
        self.search(Domain("date_start", ">=", "now"))._sync_events()
