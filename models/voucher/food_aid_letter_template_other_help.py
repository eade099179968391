from odoo import api, models

from ...tools import placeholders


class FoodAidLetterTemplate(models.Model):
    """A refusal says what else is possible."""

    _inherit = "food.aid.letter.template"

    @api.model
    def _get_decision_placeholders(self):
        return super()._get_decision_placeholders() | {
            "other_help": self.env._(
                "What else is possible: services open as it is, food voucher. "
                "Without it, a refusal ends with these words."
            )
        }

    def _asks_for(self, name):
        """Tell whether the words of this letter hold the placeholder `name` somewhere."""
        self.ensure_one()
        return any(name in placeholders.names(text or "") for text in (self.subject, self.body))
