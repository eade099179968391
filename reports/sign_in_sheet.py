from math import ceil

from odoo import api, models
from odoo.exceptions import UserError

BLANK_ROWS = 6
# Lines of text that fit on a page, those of its foot, and how long a label is in its cell.
PAGE_LINES, FOOT_LINES, LABEL_LENGTH, ROW_GAP = 54, 6, 21, 0.65
LABELS_A_PAGE, LABELS_A_ROW = 24, 3


class DistributionPaper(models.AbstractModel):
    """Papers of a distribution: who is expected, with the rights of who prints."""

    _name = "report.food_aid.distribution_paper"
    _description = "Paper of a distribution"
    _inherit = ["report.food_aid.paper"]

    _paper_model = "food.aid.distribution"

    @api.model
    def _log_print(self, docs):
        if self.env.user._is_internal():
            households = self._get_expected(docs).household_id
            self.env["food.aid.access.log"]._log(households, "print")

    @api.model
    def _get_expected(self, docs):
        expected = self.env["food.aid.referral"]
        for distribution in docs:
            expected += distribution._get_expected()
        return expected

    @api.model
    def _prepare_paper(self, docs):
        pages = [page for distribution in docs for page in self._get_pages(distribution)]
        if not pages:
            raise UserError(
                self.env._("Nobody is expected at this distribution: there is nothing to print.")
            )
        return {"pages": pages}


class SignInSheet(models.AbstractModel):
    """Feuille d'émargement: ticked by hand, entered in the same order, then destroyed.

    Headings are not repeated by wkhtmltopdf: each page is a table of its own.
    """

    _name = "report.food_aid.report_sign_in_sheet"
    _description = "Sign-in sheet of a distribution"
    _inherit = ["report.food_aid.distribution_paper"]

    @api.model
    def _get_pages(self, distribution):
        expected = distribution._get_expected()
        chunks = self._get_chunks(expected)
        # Reason for sudo: a word for its public, of a service that portal users do not open.
        word = distribution.sudo().service_id.public_word
        rank, pages = 1, []
        for number, chunk in enumerate(chunks, start=1):
            pages.append(
                {
                    "distribution": distribution,
                    "word": word,
                    "rows": list(enumerate(chunk, start=rank)),
                    "number": number,
                    "count": len(chunks),
                    "households": len(expected),
                    "persons": sum(expected.mapped("size")),
                    "babies": sum(expected.mapped("age_0_2")),
                    "blank_rows": range(BLANK_ROWS if number == len(chunks) else 0),
                }
            )
            rank += len(chunk)
        return pages

    @api.model
    def _get_chunks(self, expected):
        """Return what fits on each page, the blank lines and the foot on the last one."""
        chunks, room = [], 0
        for referral in expected:
            label = ceil(len(f"{referral.person_label} {referral.name}") / LABEL_LENGTH)
            height = max(1, label, 2 * referral.no_cooking + bool(referral.group_name)) + ROW_GAP
            if height > room:
                chunks.append(expected.browse())
                room = PAGE_LINES
            chunks[-1] += referral
            room -= height
        if chunks and room < FOOT_LINES + BLANK_ROWS * (1 + ROW_GAP):
            chunks.append(chunks[-1][-3:])
            chunks[-2] -= chunks[-1]
        return [chunk for chunk in chunks if chunk]


class ParcelLabels(models.AbstractModel):
    """Labels for prepared parcels: a code and how many people, never a name."""

    _name = "report.food_aid.report_parcel_labels"
    _description = "Labels of prepared parcels"
    _inherit = ["report.food_aid.distribution_paper"]

    @api.model
    def _get_pages(self, distribution):
        expected = distribution._get_expected()
        return [
            {
                "distribution": distribution,
                "rows": [
                    expected[start : start + LABELS_A_ROW]
                    for start in range(
                        first, min(first + LABELS_A_PAGE, len(expected)), LABELS_A_ROW
                    )
                ],
            }
            for first in range(0, len(expected), LABELS_A_PAGE)
        ]
