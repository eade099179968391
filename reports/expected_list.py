from functools import partial
from math import ceil
from operator import itemgetter

from odoo import api, models
from odoo.exceptions import UserError

from ..tools.composition import AGE_BANDS
from .paper import cut

BLANK_ROWS = 5
CELL_LENGTH = 30
# Lines of text that fit between the headings and the foot, and how long they are in a cell.
PAGE_LINES, LABEL_LENGTH, AGES_LENGTH = 35, 14, 20
ROW_GAP = 0.6


class ExpectedList(models.AbstractModel):
    """The people an organisation expects, on paper: ticked by hand and entered afterwards.

    Headings are not repeated by wkhtmltopdf: each page is a table of its own.
    """

    _name = "report.food_aid.report_expected_list"
    _description = "List of people expected"
    _inherit = ["report.food_aid.paper"]

    _paper_model = "food.aid.referral"

    @api.model
    def _prepare_paper(self, docs):
        docs._check_printable()
        expected = docs.filtered("is_welcome_open")
        if not expected:
            raise UserError(
                self.env._("Nobody of this list is expected any more: there is nothing to print.")
            )
        return {
            "pages": self._get_pages(expected),
            "ages": self._get_ages,
            "short": partial(cut, CELL_LENGTH),
            "blank_rows": range(BLANK_ROWS),
        }

    @api.model
    def _get_pages(self, expected):
        """Return the pages, organisation by organisation and service by service."""
        pages = []
        services = expected.grouped(lambda one: (one.organisation_name, one.service_name))
        for (organisation, service), referrals in sorted(services.items(), key=itemgetter(0)):
            referrals = referrals.sorted(lambda one: (one.person_label or "").lower())
            chunks = self._get_chunks(referrals)
            pages += [
                {
                    "organisation": organisation,
                    "service": service,
                    "referrals": chunk,
                    "rank": rank,
                    "count": len(chunks),
                    "is_last": rank == len(chunks),
                    "households": len(referrals),
                    "persons": sum(referrals.mapped("size")),
                }
                for rank, chunk in enumerate(chunks, start=1)
            ]
        return pages

    @api.model
    def _get_chunks(self, referrals):
        """Return what fits on each page: nothing may push the foot of a list to another one."""
        chunks, room = [], 0
        for referral in referrals:
            height = self._count_lines(referral) + ROW_GAP
            if height > room:
                chunks.append(referrals.browse())
                room = PAGE_LINES
            chunks[-1] += referral
            room -= height
        return chunks

    @api.model
    def _count_lines(self, referral):
        label = ceil(len(referral.person_label or "") / LABEL_LENGTH) + 1  # and the code
        ages = ceil(len(", ".join(self._get_ages(referral))) / AGES_LENGTH) + referral.no_cooking
        return max(2, label, ages)

    @api.model
    def _get_ages(self, referral):
        """Return the age bands that somebody is in: `2 × 6–13`, `1 × 26–64`."""
        return [
            f"{referral[band]} × {referral._fields[band]._description_string(self.env)}"
            for band in AGE_BANDS
            if referral[band]
        ]
