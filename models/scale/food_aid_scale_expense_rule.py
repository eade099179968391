from odoo import fields, models


class FoodAidScaleExpenseRule(models.Model):
    """What is kept of a charge; a charge without rule is kept in full."""

    _name = "food.aid.scale.expense.rule"
    _description = "Rule of a scale on a charge"
    _inherit = ["food.aid.scale.line.mixin"]
    _order = "version_id, sequence, id"

    sequence = fields.Integer(default=10)
    category_id = fields.Many2one(
        "food.aid.budget.category",
        string="Charge",
        required=True,
        ondelete="restrict",
        domain=[("kind", "=", "expense")],
    )
    mode = fields.Selection(
        [
            ("actual", "Kept in full"),
            ("capped", "Capped"),
            ("flat", "Flat amount"),
            ("excluded", "Not kept"),
        ],
        string="What is kept",
        required=True,
        default="actual",
        help="A flat amount replaces what is declared, and counts even when nothing is.",
    )
    amount = fields.Float(string="Cap or flat amount", digits=(16, 6))
    per = fields.Selection(
        [
            ("household", "for the household"),
            ("person", "for each person"),
            ("unit", "for each unit"),
        ],
        string="Counted",
        required=True,
        default="household",
    )
    coefficient = fields.Float(
        string="Share kept (%)",
        digits=(16, 6),
        required=True,
        default=100.0,
        help="Applies after the cap or the flat amount.",
    )

    _category_uniq = models.UniqueIndex(
        "(version_id, category_id)", "A charge has one rule in a version of a scale."
    )
    _figures_check = models.Constraint(
        "CHECK (amount >= 0 AND coefficient >= 0)", "A cap or a share kept is not below zero."
    )
