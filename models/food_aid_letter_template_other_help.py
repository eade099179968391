from odoo import api, models


class FoodAidLetterTemplate(models.Model):
    """A refusal says what else is possible."""

    _inherit = "food.aid.letter.template"

    @api.model
    def _get_decision_placeholders(self):
        return super()._get_decision_placeholders() | {
            "other_help": self.env._("What else is possible: services open as it is, food voucher")
        }
