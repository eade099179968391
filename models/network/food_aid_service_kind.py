from odoo import fields, models


class FoodAidServiceKind(models.Model):
    _name = "food.aid.service.kind"
    _description = "Kind of service"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_food = fields.Boolean(
        string="Food",
        default=True,
        help="Food services are opened by a right; the others by the person's wish alone.",
    )

    _code_uniq = models.UniqueIndex("(code)", "Another kind of service has this code.")
