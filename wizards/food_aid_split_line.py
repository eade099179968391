from odoo import fields, models


class FoodAidSplitLine(models.TransientModel):
    """Somebody of a household that separates."""

    _name = "food.aid.split.line"
    _description = "Person of a household that separates"
    _inherit = ["food.aid.links.mixin"]

    split_id = fields.Many2one("food.aid.split", required=True, ondelete="cascade")
    member_id = fields.Many2one(
        "food.aid.household.member", string="Person", required=True, readonly=True
    )
    role = fields.Selection(related="member_id.role")
    side = fields.Selection(
        [("stays", "Stays"), ("leaves", "Leaves"), ("both", "Lives on both sides")],
        required=True,
        default="stays",
    )
