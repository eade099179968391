from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

NOTE = "Parle d'un changement d'horaires depuis septembre. Loyer en retard, bailleur prévenu."
NEEDS = "Tenir jusqu'à la paie du mois prochain ; un vélo pour aller au travail."


class FoodAidDemo(models.AbstractModel):
    """A renewal in the middle of its interview: note, three months of wages, an unpaid rent."""

    _inherit = "food.aid.demo"

    @api.model
    def _build(self):
        result = super()._build()
        self._begin_interview()
        return result

    def _begin_interview(self):
        assessments = self._as("food.aid.assessment", "instructor")
        last = assessments.search(
            [
                ("company_id", "=", self.env.company.id),
                ("state", "=", "validated"),
                # somebody who comes again, long after the last time
                ("date", "<", "today -5m"),
                (
                    "household_id.assessment_ids",
                    "not any",
                    ["|", ("state", "=", "draft"), ("date", ">=", "today -5m")],
                ),
                ("line_ids.category_id.code", "=", "wage"),
            ],
            limit=1,
        )
        if not last:
            return
        draft = assessments._start(last.household_id)
        wage = draft.line_ids.filtered(lambda line: line.category_id.code == "wage")[:1]
        wage.write({"period": "mean", "month_1": 612.4, "month_2": 580, "month_3": 655.15})
        draft.add_unpaid("rent")
        since = fields.Date.today() - relativedelta(months=2)
        draft.unpaid_ids.write({"amount": 412.5, "date_since": since})
        draft.write({"note": NOTE, "needs_text": NEEDS})
