from odoo import fields, models


class FoodAidCouncilMember(models.Model):
    """A first name that somebody chose, and nothing that leads to who they are."""

    _name = "food.aid.council.member"
    _description = "Member of a users' commission"
    _inherit = ["food.aid.links.mixin"]
    _order = "date_end desc, name, id"

    council_id = fields.Many2one("food.aid.council", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="council_id.company_id", string="CCAS", store=True)
    name = fields.Char(
        string="First name", required=True, help="The one they choose to be called by."
    )
    date_start = fields.Date(string="Since", default=fields.Date.context_today)
    date_end = fields.Date(string="Until")
