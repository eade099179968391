from odoo import api, fields, models


class ScaleComparison(models.AbstractModel):
    """One page for the board: numbers without names, small ones hidden."""

    _name = "report.food_aid.report_scale_comparison"
    _description = "Comparison of two scales"
    _inherit = ["report.food_aid.paper"]

    _paper_model = "food.aid.scale.comparison"
    _lines = 28  # that one page holds

    @api.model
    def _prepare_paper(self, docs):
        docs.ensure_one()
        result = docs._get_result(masked=True)
        result["sections"] = self._keep_to_one_page(result["sections"])
        return {"result": result, "today": fields.Date.context_today(docs)}

    @api.model
    def _keep_to_one_page(self, sections):
        """Leave the communes to the screen when there are too many for the page."""
        if sum(len(section["lines"]) for section in sections) <= self._lines:
            return sections
        return [section for section in sections if section["key"] != "commune"]

    @api.model
    def _log_print(self, docs):
        """Open no household: the numbers come from nameless cases."""
