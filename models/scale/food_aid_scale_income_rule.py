from odoo import fields, models


class FoodAidScaleIncomeRule(models.Model):
    """What share of a resource counts; a resource without rule counts in full."""

    _name = "food.aid.scale.income.rule"
    _description = "Rule of a scale on a resource"
    _inherit = ["food.aid.scale.line.mixin"]
    _order = "version_id, sequence, id"

    sequence = fields.Integer(default=10)
    category_id = fields.Many2one(
        "food.aid.budget.category",
        string="Resource",
        required=True,
        ondelete="restrict",
        domain=[("kind", "=", "income")],
    )
    coefficient = fields.Float(
        string="Share counted (%)", digits=(16, 6), required=True, default=100.0
    )

    _category_uniq = models.UniqueIndex(
        "(version_id, category_id)", "A resource has one rule in a version of a scale."
    )
    _coefficient_check = models.Constraint(
        "CHECK (coefficient >= 0)", "A share counted is not below zero."
    )
