from odoo import models
from odoo.exceptions import UserError


class FoodAidReferral(models.Model):
    """The paper that goes with a person."""

    _inherit = "food.aid.referral"

    def action_print_sheet(self):
        """Print one liaison sheet a referral; drafts have nothing to tell an organisation yet."""
        if self.filtered(lambda one: one.state == "draft"):
            raise UserError(self.env._("Send the referral first: the sheet is what was sent."))
        return self.env.ref("food_aid.action_report_liaison_sheet").report_action(self)
