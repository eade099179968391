from odoo import api, fields, models


class FoodAidCouncil(models.Model):
    """People who come to the services say what they think of them, and it is followed up."""

    _name = "food.aid.council"
    _description = "Users' commission"
    _inherit = ["food.aid.links.mixin"]
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    description = fields.Text(string="What it is for")
    member_ids = fields.One2many("food.aid.council.member", "council_id", string="Who sits there")
    meeting_ids = fields.One2many("food.aid.council.meeting", "council_id", string="Meetings")
    proposal_ids = fields.One2many("food.aid.council.proposal", "council_id", string="Proposals")
    open_count = fields.Integer(string="Proposals without an answer", compute="_compute_open_count")

    @api.depends("proposal_ids.state")
    def _compute_open_count(self):
        for council in self:
            council.open_count = len(
                council.proposal_ids.filtered(lambda one: one.state in ("made", "studied"))
            )
