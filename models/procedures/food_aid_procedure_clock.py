from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.delays import add_delay
from .food_aid_procedure_type import SILENCES, UNITS

AHEAD = "today +15d"


class FoodAidProcedure(models.Model):
    """The days that matter: answer, appeal, renewal; the next one of them is `date_next`.

    The times of the kind are copied: changing a kind changes no running clock.
    """

    _inherit = "food.aid.procedure"
    _order = "date_next, id desc"

    delay = fields.Integer(
        string="Time to answer",
        compute="_compute_times",
        store=True,
        readonly=False,
        precompute=True,
        aggregator=None,
    )
    delay_unit = fields.Selection(
        UNITS, compute="_compute_times", store=True, readonly=False, precompute=True
    )
    silence = fields.Selection(
        SILENCES,
        string="Silence means",
        compute="_compute_times",
        store=True,
        readonly=False,
        precompute=True,
    )
    appeal_delay = fields.Integer(
        string="Time to appeal",
        compute="_compute_times",
        store=True,
        readonly=False,
        precompute=True,
        aggregator=None,
    )
    appeal_unit = fields.Selection(
        UNITS, compute="_compute_times", store=True, readonly=False, precompute=True
    )
    deadline = fields.Date(string="Answer due on", compute="_compute_deadline", store=True)
    appeal_deadline = fields.Date(
        string="Appeal before", compute="_compute_appeal_deadline", store=True
    )
    date_next = fields.Date(
        string="Next date", compute="_compute_date_next", store=True, index="btree_not_null"
    )

    @api.depends("type_id")
    def _compute_times(self):
        for procedure in self:
            kind = procedure.type_id
            for name in ("delay", "delay_unit", "silence", "appeal_delay", "appeal_unit"):
                procedure[name] = kind[name]

    @api.depends("complete_on", "delay", "delay_unit")
    def _compute_deadline(self):
        for procedure in self:
            start, number = procedure.complete_on, procedure.delay
            procedure.deadline = (
                add_delay(start, number, procedure.delay_unit) if start and number else False
            )

    @api.depends("state", "decided_on", "appeal_delay", "appeal_unit")
    def _compute_appeal_deadline(self):
        for procedure in self:
            start, number = procedure.decided_on, procedure.appeal_delay
            is_open = procedure.state == "refused" and start and number
            procedure.appeal_deadline = (
                add_delay(start, number, procedure.appeal_unit) if is_open else False
            )

    @api.depends("state", "date_agreed", "deadline", "appeal_deadline", "date_renewal", "next_ids")
    def _compute_date_next(self):
        for procedure in self:
            procedure.date_next = {
                "preparing": procedure.date_agreed,
                "complete": procedure.deadline,
                "refused": procedure.appeal_deadline,
                "accepted": not procedure.next_ids and procedure.date_renewal,
            }.get(procedure.state, False)

    def _get_known_silence(self):
        """Return what silence means where somebody read it: in the source, or for this one."""
        kind = self.type_id
        return self.silence if kind.checked_on or self.silence != kind.silence else "unknown"

    @api.model
    def _get_due_domain(self):
        """Return what the worker in charge has to look at: a date within fifteen days, or past."""
        missed_appeal = Domain("state", "=", "refused") & Domain("date_next", "<", "today")
        return Domain("date_next", "<=", AHEAD) & ~missed_appeal
