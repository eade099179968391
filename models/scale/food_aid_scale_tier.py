from odoo import api, fields, models


class FoodAidScaleTier(models.Model):
    """An outcome up to a bound; the first tier that matches counts, in the order given."""

    _name = "food.aid.scale.tier"
    _description = "Tier of a scale"
    _inherit = ["food.aid.scale.line.mixin", "food.aid.scale.numbers.mixin"]
    _order = "version_id, sequence, id"

    sequence = fields.Integer(default=10)
    bound_kind = fields.Selection(
        [("below", "below"), ("up_to", "up to, included"), ("rest", "all the rest")],
        string="When the value is",
        required=True,
        default="below",
    )
    bound = fields.Float(digits=(16, 6))
    outcome = fields.Selection(selection="_selection_outcome", required=True, default="granted")
    rate = fields.Char(
        string="Share paid (%)", help="0: free. Leave empty when the scale sets none."
    )
    credit = fields.Char(
        string="Purchase budget",
        help="One amount, or one for each size of household: 20 ; 30 ; 35 (the last one serves "
        "larger households). Leave empty when there is none.",
    )
    credit_per = fields.Selection(
        [("household", "for the household"), ("person", "for each person")],
        string="Budget counted",
        required=True,
        default="household",
    )
    months = fields.Integer(help="Months of the right. 0: not set by the scale.")

    _months_check = models.Constraint("CHECK (months >= 0)", "Months are not below zero.")

    @api.model
    def _selection_outcome(self):
        return self.env["food.aid.scale.version"]._selection_outcome()

    @api.constrains("rate", "credit")
    def _check_numbers(self):
        self._ensure_numbers("rate")
        self._ensure_numbers("credit", several=True)
