from odoo import fields, models


class FoodAidReferralHistory(models.Model):
    """Who moved a referral to which state, and when: plain lines instead of a thread.

    A thread would open internal notes to whoever may read the record in the portal.
    """

    _name = "food.aid.referral.history"
    _description = "History of a referral"
    _order = "date desc, id desc"

    referral_id = fields.Many2one(
        "food.aid.referral", required=True, index=True, ondelete="cascade"
    )
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", string="By", required=True)
    state = fields.Selection(
        selection=lambda self: self.env["food.aid.referral"]._selection_state(),
        required=True,
    )
    note = fields.Char()
