from odoo import models


class FoodAidHousehold(models.Model):
    """The gesture that refers: from a household, its right or its assessment."""

    _inherit = "food.aid.household"

    def action_refer(self):
        """Open the form that shows what every service can offer to this household."""
        self.ensure_one()
        return self.env["food.aid.refer"]._open(self, self._get_running_right())

    def _get_running_right(self):
        """Return the right on the CCAS's own scale that runs today, else an emergency's."""
        running = self.right_ids.filtered("is_running")
        scale = self.company_id.food_aid_scale_id
        on_scale = running.filtered(lambda right: right.scale_version_id.scale_id == scale)
        without = running.filtered(lambda right: not right.scale_version_id)
        return (on_scale or without or running)[:1]
