from odoo import models


class ResUsers(models.Model):
    """Whose access ends keeps no PIN."""

    _inherit = "res.users"

    def _food_aid_end_access(self):
        result = super()._food_aid_end_access()
        # Reason for sudo: nobody holds a right on PINs; callers checked whose access ends.
        self.env["food.aid.pin"].sudo().search([("user_id", "in", self.ids)]).unlink()
        return result
