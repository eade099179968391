from odoo import fields, models


class ResCompany(models.Model):
    """Whether a CCAS accompanies with this tool."""

    _inherit = "res.company"

    food_aid_has_followup = fields.Boolean(
        string="Accompany households here",
        default=True,
        help="Off: needs are still noted; no follow-up is opened, those of before stay readable.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "food_aid_has_followup" in vals:
            self.env.registry.clear_cache()  # what the menus hold
        return result
