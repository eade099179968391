from functools import partial
from operator import itemgetter

from odoo import api, models
from odoo.exceptions import UserError

from ..tools.composition import AGE_BANDS
from .paper import cut

ROWS = 18  # a page, headings and the foot of the last one included
BLANK_ROWS = 5
CELL_LENGTH = 30


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
            chunks = [referrals[rank : rank + ROWS] for rank in range(0, len(referrals), ROWS)]
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
    def _get_ages(self, referral):
        """Return the age bands that somebody is in as one line: `2 × 6–13, 1 × 26–64`."""
        return ", ".join(
            f"{referral[band]} × {referral._fields[band]._description_string(self.env)}"
            for band in AGE_BANDS
            if referral[band]
        )
