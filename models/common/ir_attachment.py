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
# Whose papers are seen and never kept.
SEEN_ONLY = (
    "food.aid.presence.proof",
    "food.aid.procedure",
    "food.aid.procedure.paper",
    "food.aid.right.check",
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

    @api.constrains("res_model")
    def _check_food_aid_seen_only(self):
        if any(attachment.res_model in SEEN_ONLY for attachment in self):
            raise ValidationError(
                self.env._("Files are not attached here: papers are seen, not kept.")
            )
