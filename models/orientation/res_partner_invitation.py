from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_food_aid_invite_to_send(self):
        """Mail this organisation a link by which it sends one person, without an account."""
        self.ensure_one()
        invitation = self.env["food.aid.invitation"]._invite(self)
        return invitation._tell_mailed()
