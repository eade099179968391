from odoo import fields, models


class FoodAidCouncilProposal(models.Model):
    """What was proposed, and what became of it."""

    _name = "food.aid.council.proposal"
    _description = "Proposal of a users' commission"
    _inherit = ["food.aid.links.mixin"]
    _order = "date desc, id desc"

    council_id = fields.Many2one("food.aid.council", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="council_id.company_id", string="CCAS", store=True)
    meeting_id = fields.Many2one(
        "food.aid.council.meeting",
        string="At the meeting",
        index="btree_not_null",
        ondelete="set null",
        domain="[('council_id', '=', council_id)]",
    )
    name = fields.Char(string="Proposal", required=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    state = fields.Selection(
        [
            ("made", "Put forward"),
            ("studied", "Being studied"),
            ("accepted", "Accepted"),
            ("done", "Carried out"),
            ("declined", "Not followed"),
        ],
        string="What became of it",
        required=True,
        default="made",
        index=True,
    )
    answer = fields.Char(help="What was answered to the commission, in plain words.")
    date_answer = fields.Date(string="Answered on")
