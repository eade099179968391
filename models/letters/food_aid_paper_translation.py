from odoo import fields, models


class FoodAidPaperTranslation(models.Model):
    """A paper to bring, in the words of another language."""

    _name = "food.aid.paper.translation"
    _description = "Paper to bring, in another language"
    _inherit = ["food.aid.shared.mixin"]
    _order = "language_id, kind_id, id"

    language_id = fields.Many2one(
        "food.aid.language", required=True, index=True, ondelete="cascade"
    )
    kind_id = fields.Many2one(
        "food.aid.paper.kind", string="Paper", required=True, index=True, ondelete="cascade"
    )
    text = fields.Char(required=True)

    _paper_uniq = models.UniqueIndex("(language_id, kind_id)", "This paper is already there.")
