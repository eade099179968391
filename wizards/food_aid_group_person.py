from odoo import fields, models


class FoodAidGroupPerson(models.TransientModel):
    """Somebody of a file that is grouped, and who they are in the one that remains."""

    _name = "food.aid.group.person"
    _description = "Person to group"
    _inherit = ["food.aid.links.mixin"]

    group_id = fields.Many2one("food.aid.group", required=True, ondelete="cascade")
    remaining_id = fields.Many2one(related="group_id.household_id")
    member_id = fields.Many2one("food.aid.household.member", string="Person", required=True)
    role = fields.Selection(related="member_id.role")
    same_id = fields.Many2one(
        "food.aid.household.member",
        string="Is the same person as",
        domain="[('household_id', '=', remaining_id)]",
        help="Empty: the person joins the file.",
    )
