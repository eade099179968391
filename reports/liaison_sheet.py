from functools import partial

from odoo import api, models

from ..tools.composition import AGE_BANDS
from .paper import cut

# A sheet is one page whatever was typed: longer texts are cut, and read in full in the portal.
SHORT_LENGTH = 60
LINE_LENGTH = 150
MESSAGE_LENGTH = 700
DENSE_LENGTH = 400  # beyond, the letters get smaller


class LiaisonSheet(models.AbstractModel):
    """One A4 page a referral, which a volunteer reads in ten seconds."""

    _name = "report.food_aid.report_liaison_sheet"
    _description = "Liaison sheet"
    _inherit = ["report.food_aid.paper"]

    _paper_model = "food.aid.referral"

    @api.model
    def _prepare_paper(self, docs):
        docs._check_printable()
        return {
            "ages": self._get_ages,
            "passages": self._get_passages,
            "short": partial(cut, SHORT_LENGTH),
            "line": partial(cut, LINE_LENGTH),
            "paragraph": partial(cut, MESSAGE_LENGTH),
            "is_dense": self._is_dense,
            "hidden": self.env["food.aid.sheet.layout"]._get_hidden(docs),
        }

    @api.model
    def _get_ages(self, referral):
        """Return (label, people) of the age bands that somebody is in."""
        return [
            (referral._fields[band]._description_string(self.env), referral[band])
            for band in AGE_BANDS
            if referral[band]
        ]

    @api.model
    def _is_dense(self, referral):
        """Tell whether so much was typed that the page needs smaller letters."""
        names = ("place", "day", "hour", "bring", "group_name", "message")
        return sum(len(referral[name] or "") for name in names) > DENSE_LENGTH

    @api.model
    def _get_passages(self, referral):
        """Return how often the household may come, empty when there is no limit."""
        if not referral.quota:
            return ""
        count = referral.quota
        return {
            "week": self.env._("%(count)s a week", count=count),
            "fortnight": self.env._("%(count)s a fortnight", count=count),
            "month": self.env._("%(count)s a month", count=count),
            "total": self.env._("%(count)s in all", count=count),
        }.get(referral.quota_period, str(count))
