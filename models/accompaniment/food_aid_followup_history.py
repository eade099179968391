from odoo import fields, models


class FoodAidFollowupHistory(models.Model):
    """What became of a follow-up, in plain lines that nobody writes by hand."""

    _name = "food.aid.followup.history"
    _description = "History of a follow-up"
    _order = "date desc, id desc"

    followup_id = fields.Many2one(
        "food.aid.followup", string="Follow-up", required=True, index=True, ondelete="cascade"
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        "res.users", string="By", required=True, default=lambda self: self.env.user
    )
    kind = fields.Selection(
        [
            ("opened", "Opened"),
            ("review", "Reviewed"),
            ("handed_over", "Handed over to a colleague"),
            ("team", "Team changed"),
            ("ended", "Finished"),
            ("reopened", "Opened again"),
        ],
        required=True,
    )
    text = fields.Char(string="What was said")
