from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    """A service under agreement: the CCAS takes over the evaluations it makes."""

    _inherit = "res.partner"

    is_food_aid_evaluator = fields.Boolean(
        string="Its evaluations are taken over",
        groups="food_aid.group_food_aid_coordinator",
        copy=False,
        help="An agreement says so: the service types people and budget with whom it sends, and "
        "nobody is interviewed twice.",
    )
    food_aid_evaluator_date = fields.Date(
        string="Agreement signed on", groups="food_aid.group_food_aid_coordinator", copy=False
    )

    @api.constrains("is_food_aid_evaluator", "food_aid_evaluator_date")
    def _check_food_aid_evaluator(self):
        for partner in self:
            if partner.is_food_aid_evaluator and not partner.food_aid_evaluator_date:
                raise ValidationError(
                    self.env._("Write the day when the agreement with this service was signed.")
                )
