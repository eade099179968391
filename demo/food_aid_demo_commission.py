from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Command

MEMBERS = [
    ("Claire Fictive", "Vice-présidente du CCAS"),
    ("Paul Fictif", "Membre du conseil d'administration"),
    ("Anne Fictive", "Association familiale"),
]
WORDS = "Chaudière à remplacer avant l'hiver ; aide au logement suspendue, recours déposé."
REASON = "Dernier avis de la CAF attendu."
LEFT = 6


class FoodAidDemo(models.AbstractModel):
    """A meeting of the commission that was held, and the next one with its files."""

    _inherit = "food.aid.demo"

    @api.model
    def _build(self):
        result = super()._build()
        self._hold_commission()
        return result

    def _hold_commission(self):
        today = fields.Date.today()
        held = self._plan_commission(today - relativedelta(days=9))
        held.action_add_waiting()
        held.item_ids[-LEFT:].unlink()
        held.action_start()
        for index, item in enumerate(held.item_ids):
            values = {"votes_for": 3, "rate": 20, "months": 3, "outcome": "granted"}
            if index % 3 == 1:
                values = {"outcome": "adjourned", "reason": REASON}
            elif index % 3 == 2:
                values = {"outcome": "refused", "reason": "Ressources au-dessus du plafond."}
            item.write(values)
        if held.item_ids:
            held.action_record()
        held.action_close()
        coming = self._plan_commission(today + relativedelta(days=5))
        coming.action_add_waiting()
        coming.item_ids[LEFT:].unlink()
        coming.item_ids[:1].presentation = WORDS

    def _plan_commission(self, day):
        return self._as("food.aid.commission", "coordinator").create(
            {
                "date": day,
                "hour": "14 h",
                "place": "Salle du conseil",
                "reference": "Délibération du conseil d'administration n° 2026-04",
                "attendee_ids": [
                    Command.clear(),
                    *(Command.create({"name": name, "capacity": what}) for name, what in MEMBERS),
                ],
            }
        )
