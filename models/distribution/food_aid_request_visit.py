from statistics import median

from odoo import api, models
from odoo.fields import Domain


class FoodAidRequest(models.Model):
    """How long people wait between asking and eating."""

    _inherit = "food.aid.request"

    @api.model
    def _get_days_to_first_visit(self, domain=()):
        """Return (median days, how many requests) from asking to the first passage.

        :param domain: which requests; those without a passage yet are left out
        """
        requests = self.search(Domain(domain))
        decisions = self.env["food.aid.decision"].search_fetch(
            Domain("assessment_id.request_id", "in", requests.ids)
            | Domain("request_id", "in", requests.ids),
            ["request_id", "assessment_id"],
        )
        first = {}
        for referral in self.env["food.aid.referral"].search_fetch(
            Domain("right_id.decision_id", "in", decisions.ids)
            & Domain("date_first_visit", "!=", False),
            ["date_first_visit", "right_id"],
        ):
            decision = referral.right_id.decision_id
            request = decision.request_id or decision.assessment_id.request_id
            day = referral.date_first_visit
            first[request] = min(day, first.get(request, day))
        waits = [max(0, (day - request.date).days) for request, day in first.items()]
        return (median(waits), len(waits)) if waits else (0, 0)
