from odoo import fields, models


class FoodAidScaleVersion(models.Model):
    """What a version would change, before anybody is assessed under it."""

    _inherit = "food.aid.scale.version"

    def action_compare(self):
        """Compare this version with the one in force, or the one in force with what comes next.

        A draft stays a draft: comparing neither stores its spec nor freezes it.
        """
        self.ensure_one()
        current = self.scale_id._version_at(fields.Date.context_today(self))
        before, after = current, self
        if self == current:
            before, after = self, self.scale_id._get_proposed_version()
        return self.env["food.aid.scale.comparison"]._open(before, after)
