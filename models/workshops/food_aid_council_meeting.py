from odoo import api, fields, models
from odoo.tools.misc import format_date


class FoodAidCouncilMeeting(models.Model):
    _name = "food.aid.council.meeting"
    _description = "Meeting of a users' commission"
    _inherit = ["food.aid.public.event.mixin", "food.aid.links.mixin"]
    _order = "date_start desc, id desc"

    council_id = fields.Many2one("food.aid.council", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="council_id.company_id", string="CCAS", store=True)
    present_ids = fields.Many2many(
        "food.aid.council.member",
        string="Who was there",
        domain="[('council_id', '=', council_id)]",
    )
    minutes = fields.Text(string="What was said", help="Ideas, not who had them.")
    proposal_ids = fields.One2many("food.aid.council.proposal", "meeting_id", string="Proposals")

    @api.depends("council_id.name", "date_start")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for meeting in self:
            day = meeting.date_start and format_date(self.env, meeting.date_start.date())
            meeting.display_name = " · ".join(filter(None, (meeting.council_id.name, day)))

    def _get_public_name(self):
        return self.council_id.name
