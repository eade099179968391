from odoo import fields, models


class FoodAidArea(models.Model):
    _name = "food.aid.area"
    _description = "Area of a commune"
    _order = "commune_id, name"

    name = fields.Char(required=True)
    commune_id = fields.Many2one("food.aid.commune", required=True, index=True, ondelete="cascade")
    active = fields.Boolean(default=True)
