from odoo import fields, models


class FoodAidScalePoint(models.Model):
    """A point of the share paid: straight lines join the points, flat outside them."""

    _name = "food.aid.scale.point"
    _description = "Point of a scale's share"
    _inherit = ["food.aid.scale.line.mixin"]
    _order = "version_id, value, id"

    value = fields.Float(string="At a value of", digits=(16, 6), required=True)
    rate = fields.Float(string="Share paid (%)", digits=(16, 6), required=True)

    _value_uniq = models.UniqueIndex("(version_id, value)", "Two points have the same value.")
    _rate_check = models.Constraint("CHECK (rate >= 0)", "A share paid is not below zero.")
