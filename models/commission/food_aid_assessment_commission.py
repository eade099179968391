from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL


class FoodAidAssessment(models.Model):
    """Which files wait for the commission, and when an adjourned one comes back."""

    _inherit = "food.aid.assessment"

    commission_item_ids = fields.One2many(
        "food.aid.commission.item", "assessment_id", string="On agendas"
    )
    is_waiting_commission = fields.Boolean(
        string="Waits for the commission",
        compute="_compute_is_waiting_commission",
        search="_search_is_waiting_commission",
    )
    is_waiting_papers = fields.Boolean(
        string="Adjourned, papers awaited", compute="_compute_is_waiting_commission"
    )

    @api.model
    def _get_adjourned_item_domain(self):
        """Return the agenda lines adjourned until papers come, or a day."""
        return (
            Domain("outcome", "=", "adjourned")
            & Domain("decision_id", "!=", False)
            & Domain("date_papers", "=", False)
            & (Domain("date_back", "=", False) | Domain("date_back", ">", "today"))
        )

    @api.model
    def _get_waiting_commission_domain(self):
        """Return the validated files to put on an agenda, adjourned ones once they are back."""
        on_agenda = Domain("decision_id", "=", False) & Domain(
            "commission_id.state", "in", ("planned", "held")
        )
        return (
            Domain("id", "in", self._get_latest_query())
            & Domain("is_decided", "=", False)
            & (Domain("outcome", "=", "commission") | Domain("commission_item_ids", "!=", False))
            & Domain(
                "commission_item_ids", "not any", on_agenda | self._get_adjourned_item_domain()
            )
        )

    @api.model
    def _get_latest_query(self):
        """Return the last validated assessment of each household: it takes the place of others."""
        self.flush_model(["household_id", "state", "date"])
        return SQL(
            "(SELECT DISTINCT ON (household_id) id FROM food_aid_assessment"
            " WHERE state = 'validated' ORDER BY household_id, date DESC, id DESC)"
        )

    @api.depends(
        "state",
        "outcome",
        "is_decided",
        "commission_item_ids.decision_id",
        "commission_item_ids.date_papers",
        "commission_item_ids.date_back",
    )
    def _compute_is_waiting_commission(self):
        waiting = self.search(self._get_waiting_commission_domain() & Domain("id", "in", self.ids))
        adjourned = self.commission_item_ids.filtered_domain(self._get_adjourned_item_domain())
        for assessment in self:
            assessment.is_waiting_commission = assessment._origin in waiting
            assessment.is_waiting_papers = (
                not assessment.is_decided and assessment._origin in adjourned.assessment_id
            )

    def _search_is_waiting_commission(self, operator, value):
        return self._get_waiting_commission_domain() if operator == "in" else NotImplemented

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_put_on_agenda(self):
        """Put these files on the agenda of the next meeting of their CCAS."""
        for company, assessments in self.grouped("company_id").items():
            meeting = self.env["food.aid.commission"].search(
                [("company_id", "=", company.id), ("state", "in", ("planned", "held"))],
                order="date, id",
                limit=1,
            )
            if not meeting:
                raise UserError(
                    self.env._("No meeting of the commission is planned: plan one first.")
                )
            meeting._add(assessments)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%(count)s on the agenda.", count=len(self)),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_papers_received(self):
        """The papers an adjourned file waited for have come: it waits for a meeting again."""
        self.check_access("write")
        adjourned = self.commission_item_ids.filtered_domain(self._get_adjourned_item_domain())
        adjourned.date_papers = fields.Date.context_today(self)
