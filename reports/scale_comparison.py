from odoo import api, fields, models


class ScaleComparison(models.AbstractModel):
    """One page for the board: numbers without names, small ones hidden."""

    _name = "report.food_aid.report_scale_comparison"
    _description = "Comparison of two scales"
    _inherit = ["report.food_aid.paper"]

    _paper_model = "food.aid.scale.comparison"

    @api.model
    def _prepare_paper(self, docs):
        docs.ensure_one()
        return {
            "result": docs._get_result(masked=True),
            "today": fields.Date.context_today(docs),
        }

    @api.model
    def _log_print(self, docs):
        """Open no household: the numbers come from nameless cases."""
