from odoo import api, fields, models

MONTHS_PER_PERIOD = {"month": 1, "mean": 1, "quarter": 3, "year": 12}


class FoodAidAssessmentLine(models.Model):
    """A resource or a charge: what was declared, and what the agent lets into the engine."""

    _name = "food.aid.assessment.line"
    _description = "Line of a budget"
    _inherit = ["food.aid.frozen.mixin"]
    _frozen_parent = "assessment_id"
    _order = "assessment_id, kind desc, sequence, id"

    assessment_id = fields.Many2one(
        "food.aid.assessment", required=True, index=True, ondelete="cascade"
    )
    category_id = fields.Many2one(
        "food.aid.budget.category",
        required=True,
        ondelete="restrict",
    )
    kind = fields.Selection(related="category_id.kind", store=True)
    sequence = fields.Integer(related="category_id.sequence", store=True)
    currency_id = fields.Many2one(related="assessment_id.currency_id")
    declared_amount = fields.Monetary(
        string="Declared", compute="_compute_declared_amount", store=True, readonly=False
    )
    period = fields.Selection(
        [
            ("month", "A month"),
            ("quarter", "A quarter"),
            ("year", "A year"),
            ("mean", "Mean of three months"),
        ],
        required=True,
        default="month",
    )
    # what a mean of three months comes from, when the agent typed the months
    month_1 = fields.Monetary(string="First month")
    month_2 = fields.Monetary(string="Second month")
    month_3 = fields.Monetary(string="Third month")
    retained_amount = fields.Monetary(
        string="Retained",
        compute="_compute_retained_amount",
        store=True,
        readonly=False,
        help="What counts each month; what the scale's rules make of it is explained below.",
    )
    is_unexplained = fields.Boolean(string="Reason wanted", compute="_compute_is_unexplained")
    reason = fields.Char(help="Why what is retained differs from what was declared.")

    _amounts_check = models.Constraint(
        "CHECK (declared_amount >= 0 AND retained_amount >= 0 "
        "AND LEAST(month_1, month_2, month_3) >= 0)",
        "An amount is never negative: a charge goes among the charges.",
    )

    @api.depends("month_1", "month_2", "month_3", "period")
    def _compute_declared_amount(self):
        """Take the mean of the months typed; a declared amount without months stays."""
        for line in self:
            months = (line.month_1, line.month_2, line.month_3)
            if line.period == "mean" and any(months):
                mean = sum(months) / len(months)
                line.declared_amount = line.currency_id.round(mean) if line.currency_id else mean

    @api.depends("declared_amount", "period")
    def _compute_retained_amount(self):
        for line in self:
            line.retained_amount = line._get_declared_monthly()

    @api.depends("declared_amount", "period", "retained_amount", "reason")
    def _compute_is_unexplained(self):
        for line in self:
            line.is_unexplained = bool(line.currency_id) and line._is_unexplained()

    def _get_declared_monthly(self):
        self.ensure_one()
        amount = self.declared_amount / MONTHS_PER_PERIOD[self.period or "month"]
        return self.currency_id.round(amount) if self.currency_id else amount

    def _is_unexplained(self):
        """Tell whether the agent retained something else than declared without a reason."""
        self.ensure_one()
        gap = self.retained_amount - self._get_declared_monthly()
        return not self.reason and not self.currency_id.is_zero(gap)

    def _is_empty(self):
        """Tell whether a ready-made line was left as it was."""
        self.ensure_one()
        return not (self.declared_amount or self.retained_amount or self.reason)
