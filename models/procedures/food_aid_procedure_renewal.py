import logging

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.delays import add_delay

_logger = logging.getLogger(__name__)


class FoodAidProcedure(models.Model):
    """What was granted for a time is asked for again before it ends."""

    _inherit = "food.aid.procedure"

    date_from = fields.Date(
        string="Granted from", compute="_compute_granted", store=True, readonly=False, copy=False
    )
    date_to = fields.Date(
        string="Granted until", compute="_compute_granted", store=True, readonly=False, copy=False
    )
    date_renewal = fields.Date(
        string="To renew from", compute="_compute_date_renewal", store=True, index="btree_not_null"
    )
    previous_id = fields.Many2one(
        "food.aid.procedure",
        string="Renews",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    next_ids = fields.One2many("food.aid.procedure", "previous_id", string="Renewed by")

    @api.depends("state", "decided_on")
    def _compute_granted(self):
        for procedure in self:
            if procedure.state != "accepted":
                procedure.date_from = procedure.date_to = False
                continue
            start = procedure.date_from or procedure.decided_on
            procedure.date_from = start
            duration = procedure.type_id.duration
            if start and duration and not procedure.date_to:
                procedure.date_to = add_delay(start, duration, "month")

    @api.depends("state", "date_to", "type_id")
    def _compute_date_renewal(self):
        for procedure in self:
            end, before = procedure.date_to, procedure.type_id.renewal
            runs = procedure.state == "accepted" and end
            procedure.date_renewal = add_delay(end, -before, "month") if runs else False

    def action_renew(self):
        """Open the next procedure, made the first time."""
        self.ensure_one()
        self.check_access("write")
        following = self.next_ids[:1] or self._renew()
        return following._get_records_action(name=self.env._("Procedure"))

    def _renew(self):
        """Open the next one for the same people, with the same worker: whoever still lives there.

        :return: the procedures opened
        """
        values = []
        for procedure in self:
            members = procedure.member_ids.filtered(lambda one: not one.date_end)
            if members and not procedure.next_ids:
                values.append(
                    {
                        "household_id": procedure.household_id.id,
                        "member_ids": members.ids,
                        "type_id": procedure._get_current_type().id,
                        "user_id": procedure.user_id.id,
                        "previous_id": procedure.id,
                        "date_agreed": procedure.date_to,
                        **procedure._prepare_renewal(),
                    }
                )
        return self.create(values)

    def _get_current_type(self):
        """Return the kind as this CCAS words it today."""
        kind, company = self.type_id, self.company_id
        return kind.copy_ids.filtered(lambda one: one.company_id == company)[:1] or kind

    def _prepare_renewal(self):
        return {}

    def _prepare_parting(self, theirs):
        """Return what is cut when this procedure and `theirs` go to another file."""
        return {} if self.previous_id in theirs else {"previous_id": False}

    @api.model
    def _cron_renew(self):
        """Open the next procedure of what is to be renewed."""
        due = self.search(
            Domain("state", "=", "accepted")
            & Domain("date_renewal", "<=", "today")
            & Domain("date_to", ">=", "today")
            & Domain("next_ids", "=", False)
            & Domain("household_id.active", "=", True)
        )
        for procedure in due:
            try:
                with self.env.cr.savepoint():
                    procedure._renew()
            except ValidationError:
                # Its worker left, mostly: nothing of it belongs in a log but its number.
                _logger.warning("Procedure %s was not renewed", procedure.id)
