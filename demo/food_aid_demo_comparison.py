from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from .food_aid_demo import BY_DAY

# What the coordinator is preparing, to be compared with what is in force.
PROPOSALS = {
    "demo_scale_ccas": {
        "name": "Proposition : parts d'Oxford, 12 €, étude jusqu'à 14 €",
        "units": {"method": "oxford"},
        "outcome": {
            "mode": "tiers",
            "tiers": [
                {"below": "5", "outcome": "granted", "rate": "0"},
                {"below": "12", "outcome": "granted", "rate": "10"},
                {"below": "14", "outcome": "commission"},
                {"outcome": "refused"},
            ],
        },
    },
    "demo_scale_grocery": {
        "name": "Ancienne grille : un seul seuil",
        "outcome": {
            "mode": "tiers",
            "tiers": [
                {
                    "below": "8",
                    "outcome": "granted",
                    "rate": "10",
                    "credit": "40",
                    "credit_per": "person",
                    "months": 6,
                },
                {"outcome": "commission"},
            ],
        },
    },
}


class FoodAidDemo(models.AbstractModel):
    """Versions in preparation, so that two scales can be compared on the register."""

    _inherit = "food.aid.demo"

    @api.model
    def _build(self):
        result = super()._build()
        start = fields.Date.today() + relativedelta(years=1, month=1, day=1)
        for name, spec in PROPOSALS.items():
            self._ref(name)._import_spec(
                {**BY_DAY, "date_from": fields.Date.to_string(start), **spec}
            )
        return result
