from odoo import fields, models


class FoodAidScaleLineMixin(models.AbstractModel):
    """A line of the rules of a version of a scale, frozen with it."""

    _name = "food.aid.scale.line.mixin"
    _description = "Line of a scale"
    _inherit = ["food.aid.frozen.mixin"]
    _frozen_parent = "version_id"

    version_id = fields.Many2one(
        "food.aid.scale.version", required=True, index=True, ondelete="cascade"
    )
