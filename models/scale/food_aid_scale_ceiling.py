from odoo import fields, models


class FoodAidScaleCeiling(models.Model):
    """The value that a household of a size may reach."""

    _name = "food.aid.scale.ceiling"
    _description = "Ceiling of a scale"
    _inherit = ["food.aid.scale.line.mixin"]
    _order = "version_id, persons, id"

    persons = fields.Integer(string="Number of people", required=True, default=1)
    amount = fields.Float(string="Ceiling", digits=(16, 6), required=True)

    _persons_uniq = models.UniqueIndex(
        "(version_id, persons)", "Two ceilings are for the same number of people."
    )
    _persons_check = models.Constraint(
        "CHECK (persons > 0)", "A ceiling is for one person at least."
    )
