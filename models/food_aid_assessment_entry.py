from odoo import api, models


class FoodAidAssessment(models.Model):
    """Typing a budget: two lists on screen, one in the figures."""

    _inherit = "food.aid.assessment"

    @api.onchange("income_line_ids", "expense_line_ids")
    def _onchange_lines(self):
        """Show the proposal while typing: the figures read the whole, the form edits halves."""
        self.line_ids = self.income_line_ids | self.expense_line_ids
