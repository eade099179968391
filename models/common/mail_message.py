from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import ValidationError

from .ir_attachment import PORTAL_MODELS


class MailMessage(models.Model):
    _inherit = "mail.message"

    @api.constrains("model")
    def _check_food_aid_model(self):
        """Whoever reads a record reads its messages: none on what organisations read.

        The mails that the addon itself sends of it leave as the system, and leave nothing behind.
        """
        by_system = self.env.uid == SUPERUSER_ID
        if not by_system and any(message.model in PORTAL_MODELS for message in self):
            raise ValidationError(
                self.env._("Messages are not left here: the organisation would read them.")
            )
