from odoo import api, fields, models
from odoo.exceptions import ValidationError

# 2000 has a 29 February
LEAP_YEAR = 2000


class FoodAidScaleSeason(models.Model):
    """A part of the year that multiplies the thresholds; the last one that matches counts."""

    _name = "food.aid.scale.season"
    _description = "Season of a scale"
    _inherit = ["food.aid.scale.line.mixin"]
    _order = "version_id, sequence, id"

    sequence = fields.Integer(default=10)
    day_from = fields.Integer(string="From the", required=True, default=1)
    month_from = fields.Selection(
        selection="_selection_month", string="of", required=True, default="04"
    )
    day_to = fields.Integer(string="to the", required=True, default=31)
    month_to = fields.Selection(
        selection="_selection_month", string="of ", required=True, default="10"
    )
    factor = fields.Float(
        string="Thresholds are multiplied by",
        digits=(16, 6),
        required=True,
        default=1.0,
        help="0.7 lowers the thresholds by 30 %.",
    )

    _factor_check = models.Constraint("CHECK (factor >= 0)", "A factor is not below zero.")

    @api.model
    def _selection_month(self):
        return [
            ("01", self.env._("January")),
            ("02", self.env._("February")),
            ("03", self.env._("March")),
            ("04", self.env._("April")),
            ("05", self.env._("May")),
            ("06", self.env._("June")),
            ("07", self.env._("July")),
            ("08", self.env._("August")),
            ("09", self.env._("September")),
            ("10", self.env._("October")),
            ("11", self.env._("November")),
            ("12", self.env._("December")),
        ]

    @api.constrains("day_from", "month_from", "day_to", "month_to")
    def _check_days(self):
        for season in self:
            for day, month in (
                (season.day_from, season.month_from),
                (season.day_to, season.month_to),
            ):
                try:
                    fields.Date.to_date(f"{LEAP_YEAR}-{month}-{day:02d}")
                except ValueError as error:
                    raise ValidationError(
                        self.env._(
                            "The %(day)s of %(month)s does not exist.",
                            day=day,
                            month=dict(self._selection_month())[month],
                        )
                    ) from error
