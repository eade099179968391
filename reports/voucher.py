from odoo import api, models


class Voucher(models.AbstractModel):
    """A voucher twice on a sheet of A4, to cut in two A5: for the person, and for the CCAS.

    It says nothing of why it is given, nor of the household: a reserved file has no name on it.
    """

    _name = "report.food_aid.report_voucher"
    _description = "Food voucher"
    _inherit = ["report.food_aid.paper"]

    _paper_model = "food.aid.voucher"

    @api.model
    def _prepare_paper(self, docs):
        return {
            "copies": [self.env._("For the person"), self.env._("Kept by the CCAS")],
            "bearer": self._get_bearer,
            "in_words": self._word_amount,
        }

    @api.model
    def _get_bearer(self, voucher):
        """Return the first name and an initial, or nothing: the number is enough."""
        household = voucher.household_id
        if household.is_reserved:
            return ""
        label = household.applicant_id._get_label("initial") if household.applicant_id else ""
        return label or voucher.first_name or ""

    @api.model
    def _word_amount(self, voucher):
        """Return the amount in words, as the language of the paper writes it."""
        words = voucher.currency_id.with_context(lang=self.env.lang).amount_to_text(voucher.amount)
        return words.lower()
