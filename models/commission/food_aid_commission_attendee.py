from odoo import fields, models


class FoodAidCommissionAttendee(models.Model):
    """A member of the commission at a meeting: elected people and partners hold no account."""

    _name = "food.aid.commission.attendee"
    _description = "Member of the commission"
    _inherit = ["food.aid.links.mixin", "food.aid.frozen.mixin"]
    _order = "commission_id, sequence, id"
    _frozen_parent = "commission_id"

    commission_id = fields.Many2one(
        "food.aid.commission", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    capacity = fields.Char(help="For instance: deputy mayor, member of the board, association.")
    is_present = fields.Boolean(string="Present", default=True)
