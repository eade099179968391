from functools import cache

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.common.word_date import word_date

DATES = frozenset(["date_from", "date_to", "request_date"])


class Letter(models.AbstractModel):
    """The letters that are no decision, one layout around all of them: one or thirty pages."""

    _name = "report.food_aid.report_letter"
    _description = "Letter"
    _inherit = ["report.food_aid.paper"]

    _paper_model = "food.aid.letter"

    @api.model
    def _prepare_paper(self, docs):
        get_words = cache(self.env["food.aid.letter.template"]._get_for)
        return {"pages": [self._prepare_page(letter, get_words) for letter in docs]}

    @api.model
    def _prepare_page(self, letter, get_words):
        household, company = letter.household_id, letter.company_id
        recipient = household._get_letter_recipient()
        if not recipient:
            raise UserError(
                self.env._(
                    "%(file)s: nobody receives letters of this file any more.", file=household.name
                )
            )
        template = get_words(letter.kind, company)
        values = self._get_values(letter, template)
        return {
            "company": company,
            "file": household.name,
            "addressee": recipient["lines"],
            "date": word_date(self.env, letter.date),
            "subject": template._fill("subject", values),
            "body": template._fill("body", values),
            "signatory": company.food_aid_signatory or company.name,
            "signature": self._get_signature(company),
        }

    @api.model
    def _get_values(self, letter, template):
        """Return what the placeholders of `template` stand for in `letter`, as text."""
        content = letter.content or {}
        common = letter.household_id._get_common_values()
        return {
            name: common[name] if name in common else self._word(name, content.get(name))
            for name in template._get_placeholders()
        }

    @api.model
    def _word(self, name, value):
        if isinstance(value, list):
            return Markup().join(Markup("<br/>– {}").format(line) for line in value)
        if name in DATES and value:
            return word_date(self.env, fields.Date.to_date(value))
        return value or ""

    @api.model
    def _get_signature(self, company):
        """Return the scanned signature that goes with the signatory of `company`."""
        # Reason for sudo: only coordinators reach the image itself; printed, it is on the letter.
        return company.sudo().food_aid_signature if company.food_aid_signatory else False
