from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import format_date

from ...tools import slots


class FoodAidLeave(models.Model):
    """Days on which a worker, or the whole CCAS, receives nobody. No reason is kept."""

    _name = "food.aid.leave"
    _description = "Days without reception"
    _order = "date_from desc, id desc"

    user_id = fields.Many2one(
        "res.users",
        string="Who is away",
        index=True,
        ondelete="cascade",
        domain=lambda self: self.env["food.aid.appointment"]._get_worker_domain(),
        help="Empty: the CCAS is closed.",
    )
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    date_from = fields.Date(
        string="First day", required=True, default=fields.Date.context_today, index=True
    )
    date_to = fields.Date(
        string="Last day", required=True, default=fields.Date.context_today, index=True
    )
    part = fields.Selection(
        [("day", "Whole days"), ("morning", "Mornings"), ("afternoon", "Afternoons")],
        string="When",
        required=True,
        default="day",
    )
    appointment_count = fields.Integer(
        string="Appointments to move", compute="_compute_appointment_count"
    )

    _dates_check = models.Constraint(
        "CHECK (date_to >= date_from)", "The last day comes after the first one."
    )

    @api.depends("user_id", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for leave in self:
            days = sorted({day for day in (leave.date_from, leave.date_to) if day})
            shown = " – ".join(format_date(self.env, day) for day in days)
            name = leave.user_id.name or self.env._("CCAS closed")
            leave.display_name = f"{name} · {shown}"

    @api.depends("user_id", "company_id", "date_from", "date_to", "part")
    @api.depends_context("uid")
    def _compute_appointment_count(self):
        appointments = self._get_appointments()
        for leave in self:
            leave.appointment_count = len(appointments.filtered(leave._covers))

    def action_move_appointments(self):
        """Propose another time for everybody whom these absences leave alone."""
        return self.env["food.aid.move"]._open(self._get_appointments())

    @api.model
    def _get_current(self, first, last, company):
        """Return the absences of `company` that touch the days from `first` to `last`."""
        return self.search(
            Domain("company_id", "=", company.id)
            & Domain("date_from", "<=", last)
            & Domain("date_to", ">=", first)
        )

    def _get_appointments(self):
        """Return the coming appointments that these absences leave without anybody."""
        if not self:
            return self.env["food.aid.appointment"]
        everybody = self.filtered(lambda one: not one.user_id).company_id
        candidates = self.env["food.aid.appointment"].search(
            Domain("state", "=", "planned")
            & Domain("date", ">=", max(min(self.mapped("date_from")), fields.Date.today()))
            & Domain("date", "<=", max(self.mapped("date_to")))
            & (
                Domain("user_id", "in", self.user_id.ids)
                | Domain("company_id", "in", everybody.ids)
            )
        )
        return candidates.filtered(lambda one: any(leave._covers(one) for leave in self))

    def _covers(self, appointment):
        """Tell whether the worker of `appointment` is away at its time."""
        if appointment.company_id != self.company_id or (
            self.user_id and appointment.user_id != self.user_id
        ):
            return False
        start, end = appointment._get_local_times()
        return not slots.is_free(start, end, self._get_times(start.date(), start.date()))

    def _get_times(self, first, last):
        """Return what these absences take of the days from `first` to `last`, local moments."""
        return [
            slots.span(day, leave.part)
            for leave in self
            for day in slots.days(max(first, leave.date_from), min(last, leave.date_to))
        ]
