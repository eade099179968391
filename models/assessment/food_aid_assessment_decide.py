from odoo import api, fields, models
from odoo.exceptions import UserError

FOLLOWED = ("granted", "refused")


class FoodAidAssessment(models.Model):
    """From a validated assessment to its decision: following the proposal is one click."""

    _inherit = "food.aid.assessment"

    is_decided = fields.Boolean(
        string="Decided", compute="_compute_is_decided", search="_search_is_decided"
    )
    is_granted = fields.Boolean(compute="_compute_is_decided")

    @api.depends("decision_ids.outcome", "decision_ids.is_service_scale")
    def _compute_is_decided(self):
        decisions = self.env["food.aid.decision"]
        mine = fields.Domain("assessment_id", "in", self.ids)
        settled = decisions._read_group(mine & decisions._get_settling_domain(), ["assessment_id"])
        granted = decisions._read_group(
            mine & fields.Domain("outcome", "=", "granted"), ["assessment_id"]
        )
        settled, granted = ({one.id for (one,) in groups} for groups in (settled, granted))
        for assessment in self:
            assessment.is_decided = assessment._origin.id in settled
            assessment.is_granted = assessment._origin.id in granted

    def _search_is_decided(self, operator, value):
        if operator != "in":
            return NotImplemented
        return fields.Domain(
            "decision_ids", "any", self.env["food.aid.decision"]._get_settling_domain()
        )

    @api.model
    def _get_to_finish_domain(self):
        """Return the drafts of households in which somebody still lives."""
        empty = fields.Domain("household_id.member_ids", "!=", False) & fields.Domain(
            "household_id.member_ids", "not any", [("date_end", "=", False)]
        )
        return fields.Domain("state", "=", "draft") & ~empty

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_decide(self):
        """Open the form of a decision that follows the proposal, departs from it or adjourns."""
        self.ensure_one()
        kind = "commission" if self.outcome == "commission" else "initial"
        outcome = self.outcome if self.outcome in FOLLOWED else False
        return self.env["food.aid.decide"]._open(assessment_id=self.id, kind=kind, outcome=outcome)

    def action_appeal(self):
        """Open the form of a second decision on the same assessment."""
        self.ensure_one()
        return self.env["food.aid.decide"]._open(assessment_id=self.id, kind="appeal")

    def action_refer(self):
        self.ensure_one()
        return self.household_id.action_refer()

    def action_follow_proposal(self):
        """Decide as the scale proposes, in one gesture for one assessment or a whole list.

        What needs a person is left out, and the message says why.
        """
        decisions, left_out = self._follow_proposal()
        if not decisions:
            raise UserError("\n".join(self._word_left_out(left_out)))
        lines = [self.env._("%(count)s decided as proposed.", count=len(decisions))]
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": "\n".join(lines + self._word_left_out(left_out)),
                "type": "warning" if left_out else "success",
                "sticky": bool(left_out),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    def _follow_proposal(self):
        """Take the proposed decision on each assessment that needs nobody's judgement.

        :return: the decisions, and {reason: assessments left out}
        """
        left_out = {}
        for assessment in self:
            if reason := assessment._why_left_out():
                left_out[reason] = left_out.get(reason, self.browse()) | assessment
        followed = self - self.browse().union(*left_out.values())
        for company, group in followed.grouped("company_id").items():
            try:
                self.env["food.aid.delegation"]._get_for(
                    company, "initial", fields.Date.context_today(self)
                )
            except UserError as error:
                left_out[str(error)] = group
                followed -= group
        decisions = self.env["food.aid.decision"].create(
            [{"assessment_id": one.id, "outcome": one.outcome} for one in followed]
        )
        return decisions, left_out

    def _why_left_out(self):
        """Return why following the proposal is not possible here, or an empty string."""
        if self.state == "draft":
            return self.env._("not validated yet")
        if self.is_decided:
            return self.env._("already decided")
        if self.outcome not in FOLLOWED:
            return self.env._("for the commission: open it and press “Decide”")
        return ""

    @api.model
    def _word_left_out(self, left_out):
        return [
            self.env._("%(count)s left out: %(reason)s", count=len(assessments), reason=reason)
            for reason, assessments in left_out.items()
        ]
