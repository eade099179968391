from odoo import api, models
from odoo.exceptions import ValidationError

PORTAL_MODELS = (
    "food.aid.closure",
    "food.aid.distribution",
    "food.aid.orientation",
    "food.aid.referral",
    "food.aid.team.message",
    "food.aid.visit",
)


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.constrains("res_model")
    def _check_food_aid_res_model(self):
        """Whoever reads a record reads its files: none on what organisations read."""
        if any(attachment.res_model in PORTAL_MODELS for attachment in self):
            raise ValidationError(
                self.env._(
                    "Files are not attached here: the organisation would read them. "
                    "Papers are seen, not kept."
                )
            )
