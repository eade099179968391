from operator import itemgetter

from odoo import api, models


class DecisionList(models.AbstractModel):
    """What was decided in each capacity, for the board: numbers and codes, never names."""

    _name = "report.food_aid.report_decision_list"
    _description = "List of decisions by delegation"
    _inherit = ["report.food_aid.paper"]

    _paper_model = "food.aid.decision"

    @api.model
    def _prepare_paper(self, docs):
        return {"parts": self._get_parts(docs)}

    @api.model
    def _get_parts(self, decisions):
        """Return one part a CCAS and capacity, with its period and counts by outcome."""
        groups = decisions.grouped(lambda one: (one.company_id.name, one.capacity or ""))
        outcomes = decisions._fields["outcome"]._description_selection(self.env)
        parts = []
        for (company, capacity), taken in sorted(groups.items(), key=itemgetter(0)):
            counts = [
                (label, len(taken.filtered(lambda one, key=key: one.outcome == key)))
                for key, label in outcomes
            ]
            parts.append(
                {
                    "company": company,
                    "capacity": capacity or self.env._("No delegation (taken over)"),
                    "holders": ", ".join(taken.decided_by_id.mapped("name")),
                    "first": min(taken.mapped("date")),
                    "last": max(taken.mapped("date")),
                    "decisions": taken.sorted(lambda one: (one.date, one.name)),
                    "counts": counts,
                }
            )
        return parts
