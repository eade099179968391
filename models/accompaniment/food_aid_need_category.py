from odoo import fields, models


class FoodAidNeedCategory(models.Model):
    """What a need is about; its `code` and prefix are those that other services understand."""

    _name = "food.aid.need.category"
    _description = "Category of needs"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False)
    theme = fields.Char(
        string="Themes of data.inclusion",
        help="Prefixes of the themes under which the directories of inclusion list services.",
    )
    hint = fields.Char(translate=True, help="What belongs here, for the agents.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "Another category has this code.")
