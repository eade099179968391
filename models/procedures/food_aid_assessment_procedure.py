from odoo import models


class FoodAidAssessment(models.Model):
    _inherit = "food.aid.assessment"

    def action_check_rights(self):
        """Open the rights to check of the household that is being listened to."""
        self.ensure_one()
        return self.household_id.action_check_rights()
