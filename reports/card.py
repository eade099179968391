from odoo import api, models
from odoo.exceptions import UserError

PER_SHEET = 10


class Card(models.AbstractModel):
    """Neutral cards of the size of a bank card, ten to an A4 sheet, with marks to cut along.

    A card found in the street tells a town and two numbers, nothing of food or of a person.
    """

    _name = "report.food_aid.report_card"
    _description = "Card"
    _inherit = ["report.food_aid.paper"]

    _paper_model = "food.aid.household"

    @api.model
    def _prepare_paper(self, docs):
        empty = docs.filtered(lambda one: one.situation == "empty")
        left_out = [
            self.env._("%(file)s: nobody lives in this household any more.", file=one.name)
            for one in empty
        ]
        docs -= empty
        if not docs:
            raise UserError("\n".join(left_out))
        return {
            "sheets": [docs[rank : rank + PER_SHEET] for rank in range(0, len(docs), PER_SHEET)],
            "left_out": left_out,
            "town": lambda company: company.city or company.name,
        }
