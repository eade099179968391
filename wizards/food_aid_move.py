from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..models.appointments.food_aid_appointment_slots import AHEAD


class FoodAidMove(models.TransientModel):
    """Move all the appointments of a colleague who is away, in one go.

    1. Choose who, and which days (an absence does it by itself).
    2. Each appointment gets another time: the same hour with somebody else when there is one,
       else the first free time. Any of them may be changed, or left out.
    3. One button moves them; the people concerned are listed, to be told.
    """

    _name = "food.aid.move"
    _description = "Move appointments"
    _inherit = ["food.aid.links.mixin"]

    user_id = fields.Many2one(
        "res.users",
        string="Who is away",
        domain=lambda self: self.env["food.aid.appointment"]._get_worker_domain(),
    )
    date_from = fields.Date(string="First day", default=fields.Date.context_today)
    date_to = fields.Date(string="Last day", default=fields.Date.context_today)
    line_ids = fields.One2many("food.aid.move.line", "move_id", string="Appointments")

    @api.model
    def _open(self, appointments):
        """Open the form with another time proposed for each of `appointments`."""
        move = self.create({"user_id": appointments.user_id[:1].id})
        move._propose(appointments)
        return move._get_form()

    def action_propose(self):
        """Take up the appointments of the worker and the days chosen."""
        self.ensure_one()
        appointments = self.env["food.aid.appointment"].search(
            Domain("user_id", "=", self.user_id.id)
            & Domain("state", "=", "planned")
            & Domain("date", ">=", max(self.date_from, fields.Date.context_today(self)))
            & Domain("date", "<=", self.date_to)
        )
        if not appointments:
            raise UserError(self.env._("No appointment to move on these days."))
        self._propose(appointments)
        return self._get_form()

    def action_move(self):
        """Move the lines that have a time, and list the people to tell."""
        self.ensure_one()
        moved = self.line_ids.filtered(lambda line: line.date_start and line.user_id)
        if not moved:
            raise UserError(self.env._("Choose a time for one appointment at least."))
        for line in moved:
            line.appointment_id._move(line._prepare_values(), is_to_tell=True)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "food_aid.food_aid_appointment_action_to_tell"
        )
        return action | {"target": "main"}

    def _get_form(self):
        return self._get_records_action(
            name=self.env._("Move appointments"),
            target="new",
            context={"dialog_size": "extra-large"},
        )

    # ------------------------------------------------------------------
    # PROPOSALS
    # ------------------------------------------------------------------

    def _propose(self, appointments):
        values = []
        for company, group in appointments.grouped("company_id").items():
            values += self.with_company(company)._get_proposals(group, company)
        self.line_ids = [Command.clear(), *(Command.create(one) for one in values)]

    def _get_proposals(self, appointments, company):
        """Return the values of a line for each of `appointments`, no time given twice."""
        records = self.env["food.aid.appointment"].with_company(company)
        no_household = self.env["food.aid.household"]
        first, last = min(appointments.mapped("date")), max(appointments.mapped("date"))
        last += timedelta(days=AHEAD)
        workers = records._get_workers(no_household)
        free = records._find_free(workers, first, last, no_household)
        proposals = []
        for appointment in appointments:
            slot = self._choose(appointment, free, first, last)
            values = {"appointment_id": appointment.id}
            if slot:
                free = [
                    one
                    for one in free
                    if one.worker != slot.worker or one.end <= slot.start or slot.end <= one.start
                ]
                values |= {
                    "user_id": slot.worker.id,
                    "date_start": records._to_stored(slot.start),
                    "date_end": records._to_stored(slot.end),
                    "place": slot.place,
                }
            proposals.append(values)
        return proposals

    def _choose(self, appointment, free, first, last):
        """Return the free time that suits `appointment` best, None when there is none.

        The same hour of the same day first, then the earliest one from that day on.
        """
        start = appointment._get_local_times()[0]
        household = appointment.household_id
        apart = appointment._get_apart(household, first, last)
        possible = [
            one
            for one in free
            if one.start >= start.replace(hour=0, minute=0)
            and (not household.is_reserved or one.worker in household.reserved_user_ids)
            and not appointment._is_apart(one.start.date(), one.place, apart)
        ]
        same = [one for one in possible if one.start == start]
        return (same or possible or [None])[0]


class FoodAidMoveLine(models.TransientModel):
    _name = "food.aid.move.line"
    _description = "Appointment to move"
    _inherit = ["food.aid.links.mixin"]
    _order = "id"

    move_id = fields.Many2one("food.aid.move", required=True, index=True, ondelete="cascade")
    appointment_id = fields.Many2one(
        "food.aid.appointment", required=True, readonly=True, ondelete="cascade"
    )
    date_before = fields.Datetime(string="Was at", related="appointment_id.date_start")
    user_id = fields.Many2one(
        "res.users",
        string="With",
        domain=lambda self: self.env["food.aid.appointment"]._get_worker_domain(),
    )
    date_start = fields.Datetime(string="New time", help="Empty: left where it is.")
    date_end = fields.Datetime(string="Until")
    place = fields.Char()

    @api.onchange("date_start")
    def _onchange_date_start(self):
        """Keep the length of the appointment when another hour is typed."""
        appointment = self.appointment_id
        if self.date_start and appointment:
            self.date_end = self.date_start + (appointment.date_end - appointment.date_start)

    def _prepare_values(self):
        length = self.appointment_id.date_end - self.appointment_id.date_start
        end = self.date_end if self.date_end and self.date_end > self.date_start else None
        return {
            "user_id": self.user_id.id,
            "date_start": self.date_start,
            "date_end": end or self.date_start + length,
            "place": self.place,
        }
