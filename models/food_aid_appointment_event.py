from odoo import api, fields, models
from odoo.fields import Command, Domain

from .food_aid_appointment import TAKING

# The block is made in silence: no mail, no alarm, no follower, no contact of anybody in its text.
SILENT = {
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "no_mail_to_attendees": True,
    "dont_notify": True,
    "skip_contact_description": True,
}
# What somebody could have changed, or typed, in the calendar.
COMPARED = ("name", "active", "start", "stop", "description", "location")


class FoodAidAppointment(models.Model):
    """The worker's calendar knows that they are busy, and nothing else.

    Every employee may search calendar events by their content and read their files: the block
    holds no household, code, text or file, and no link; only the appointment knows its block.
    A block moved, renamed or deleted in the calendar changes no appointment: it comes back as
    it was at the appointment's next change, or in the night.
    """

    _inherit = "food.aid.appointment"

    event_id = fields.Many2one(
        "calendar.event", string="Busy block", readonly=True, copy=False, ondelete="set null"
    )

    def _sync_events(self):
        """Make the blocks say what the appointments say, missing ones being made again."""
        # Reason for sudo: the block belongs to the worker, whoever takes the appointment.
        appointments = self.sudo().with_context(**SILENT)
        taking = appointments.filtered(lambda one: one.state in TAKING)
        (appointments - taking).event_id.unlink()
        without = taking.filtered(lambda one: not one.event_id)
        for appointment in taking - without:
            values = appointment._prepare_event()
            event = appointment.event_id
            if any(event[name] != values[name] for name in COMPARED) or (
                event.user_id != appointment.user_id
            ):
                event.write(values)
        events = self.env["calendar.event"].sudo().with_context(**SILENT)  # as above
        made = events.create([one._prepare_event() for one in without])
        for appointment, event in zip(without, made, strict=True):
            appointment.event_id = event

    def _prepare_event(self):
        worker = self.user_id
        return {
            "name": self.with_context(lang=worker.lang).env._("Appointment"),
            "active": True,
            "allday": False,
            "start": self.date_start,
            "stop": self.date_end,
            "user_id": worker.id,
            "partner_ids": [Command.set(worker.partner_id.ids)],
            "privacy": "private",
            "show_as": "busy",
            "description": False,
            "location": False,
        }

    @api.model
    def _cron_sync_events(self):
        """Bring back the blocks of coming appointments that were changed in the calendar."""
        coming = Domain("date_start", ">=", "now") & Domain("state", "in", TAKING)
        self.search(coming)._sync_events()
