import textwrap
from functools import partial

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.image import image_data_uri
from odoo.tools.misc import formatLang

from ..models.common.word_date import word_date
from ..tools.qr import qr_data_uri


def cut(length, text):
    """Shorten what was typed to the place there is on paper; a dash where there is nothing."""
    return textwrap.shorten(text or "—", length, placeholder=" …")


class Paper(models.AbstractModel):
    """What all printed papers share: who may print, in which language, without `sudo`.

    The records are read as the user who prints them: the rules and the whitelist of fields
    that hold on screen hold on paper, whichever address asks for it.
    """

    _name = "report.food_aid.paper"
    _description = "Printed paper"

    _paper_model = None

    @api.model
    def _get_report_values(self, docids, data=None):
        lang = self.env.context.get("lang") or self.env.user.lang
        paper = self.with_context(lang=lang)
        docs = paper.env[self._paper_model].browse(docids or ())
        if not docs:
            raise UserError(self.env._("Choose at least one line of the list, then print."))
        docs.check_access("read")
        paper._log_print(docs)
        return {
            "docs": docs,
            "paper_lang": lang,
            "number": paper._format_number,
            "word_date": partial(word_date, paper.env),
            "qr": qr_data_uri,
            "logo": paper._get_logo,
        } | paper._prepare_paper(docs)

    @api.model
    def _log_print(self, docs):
        """Write down, as openings, what an employee prints; organisations read no household."""
        if self.env.user._is_internal():
            households = docs if docs._name == "food.aid.household" else docs.household_id
            self.env["food.aid.access.log"]._log(households, "print")

    @api.model
    def _get_logo(self, record):
        """Return the logo of the organisation of `record` as an image, empty without one."""
        # Reason for sudo: a logo is public, and contacts are closed to portal users.
        image = record.sudo().organisation_id.image_256
        return image_data_uri(image) if image else ""

    @api.model
    def _prepare_paper(self, docs):
        """Return what this paper needs besides its records, or refuse to print them."""
        return {}

    @api.model
    def _format_number(self, value):
        """Write a number with as few decimals as it needs: 10 %, 12,50 €."""
        return formatLang(self.env, value, digits=0 if value == int(value) else 2)
