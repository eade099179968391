from babel.core import UnknownLocaleError
from babel.dates import format_date
from markupsafe import Markup

from odoo import api, models

from ..models.common.word_date import write_first
from ..models.letters.food_aid_language import FRENCH
from .paper import cut

LONGEST = 700
LTR = Markup('<span dir="ltr">{}</span>')


class ProcedurePage(models.AbstractModel):
    """One page a procedure, for the person: agreed, missing, by when, whom to call.

    It bears the file number, no name and no address: it is carried in a pocket. French, and beside
    it the language chosen when it was printed. A part of the page is a function that says it in a
    language; a part that has nothing to say is None.
    """

    _name = "report.food_aid.report_procedure"
    _description = "Page of a procedure"
    _inherit = ["report.food_aid.paper"]

    _paper_model = "food.aid.procedure"

    @api.model
    def _get_report_values(self, docids, data=None):
        """The dialog says which procedure and in which language; a list prints French alone."""
        chosen = (data or {}).get("language")
        page = self.with_context(food_aid_language=chosen if isinstance(chosen, int) else False)
        docids = docids or (data or {}).get("ids")
        return super(ProcedurePage, page)._get_report_values(docids, data)

    @api.model
    def _prepare_paper(self, docs):
        known = self.env["food.aid.language"].with_context(active_test=False)
        french = known.search([("code", "=", FRENCH)], limit=1)
        chosen = known.browse(self.env.context.get("food_aid_language") or ()).exists()
        languages = french | chosen
        return {"pages": [self._prepare_page(procedure, languages) for procedure in docs]}

    @api.model
    def _prepare_page(self, procedure, languages):
        parts = [
            self._say_what(procedure),
            self._say_agreed(procedure),
            self._say_papers(procedure),
            self._say_next(procedure),
            self._say_call(procedure),
            self._sentence("page_yours", "fa_small"),
        ]
        return {
            "company": procedure.company_id,
            "file": procedure.household_id.name,
            "date": "",
            "languages": languages,
            "rows": [("", [part(one) for one in languages]) for part in parts if part],
            "to_review": languages.filtered(lambda one: not one.is_reviewed),
        }

    # ------------------------------------------------------------------
    # HOW A LINE IS SAID
    # ------------------------------------------------------------------

    @api.model
    def _lines(self, *lines):
        return lambda language: Markup().join(line(language) for line in lines if line)

    @api.model
    def _line(self, css, words):
        return Markup('<div class="{}">{}</div>').format(css, words)

    @api.model
    def _sentence(self, key, css="", day=None, **values):
        """Return the function that says a sentence, its `day` in the words of each language."""

        def say(language):
            days = {"day": self._say_day(day, language)} if day else {}
            return self._line(css, language._say(key, **days, **values))

        return say

    @api.model
    def _as_is(self, words, css=""):
        """Return the function that writes `words` as they were typed, in any language."""
        return lambda language: self._line(css, LTR.format(words))

    @api.model
    def _say_day(self, day, language):
        """Words of another script do not stand in the middle of a line: figures do."""
        try:
            full = "dd/MM/y" if language.is_rtl else "EEEE d MMMM y"
            return write_first(format_date(day, full, locale=language.code))
        except (UnknownLocaleError, ValueError):
            return format_date(day, "dd/MM/y", locale=FRENCH)

    # ------------------------------------------------------------------
    # THE PARTS
    # ------------------------------------------------------------------

    @api.model
    def _say_what(self, one):
        return self._lines(
            self._sentence("page_title", "fa_label"),
            self._as_is(one.type_id.name, "fa_strong"),
            self._sentence("page_to", target=one.target),
        )

    @api.model
    def _say_agreed(self, one):
        day = one.state == "preparing" and one.date_agreed
        if not (one.agreed_text or day):
            return None
        return self._lines(
            self._sentence("page_agreed", "fa_strong"),
            one.agreed_text and self._as_is(cut(LONGEST, one.agreed_text)),
            day and self._sentence("page_by", "fw-bold", day=day),
        )

    @api.model
    def _say_papers(self, one):
        if not one.paper_ids:
            return None
        missing = one.paper_ids.filtered(lambda paper: paper._is_missing())
        seen = one.paper_ids - missing
        return self._lines(
            self._sentence("page_missing" if missing else "page_none_missing", "fa_strong"),
            *(self._name_paper(paper) for paper in missing),
            seen and self._sentence("page_seen", "fa_small"),
            seen and self._as_is(", ".join(seen.mapped("name")), "fa_small"),
        )

    @api.model
    def _name_paper(self, paper):
        def say(language):
            line = self._line("", LTR.format(f"☐ {paper.name}"))
            if paper.is_mandatory:
                return line
            return line + self._line("fa_small", language._say("page_optional"))

        return say

    @api.model
    def _say_call(self, one):
        company, worker = one.company_id, one.user_id
        phone = (worker.phone or company.phone or "").replace(" ", "\N{NO-BREAK SPACE}")
        place = ", ".join(filter(None, (company.name, company.street, company.city)))
        return self._lines(
            self._sentence("call", "fa_strong", name=worker.name, phone=phone),
            self._as_is(place, "fa_small"),
        )

    # ------------------------------------------------------------------
    # WHAT COMES NEXT
    # ------------------------------------------------------------------

    @api.model
    def _say_next(self, one):
        """Return what comes next, in sentences that anybody understands."""
        say = {
            "preparing": self._say_preparing,
            "submitted": self._say_submitted,
            "complete": self._say_complete,
            "accepted": self._say_accepted,
            "refused": self._say_refused,
            "appealed": lambda one: [self._sentence("page_appealed")],
            "closed": lambda one: [self._sentence("page_stopped")],
        }[one.state]
        return self._lines(self._sentence("page_next", "fa_strong"), *say(one))

    @api.model
    def _say_preparing(self, one):
        return [self._sentence("page_not_handed"), self._sentence("page_bring")]

    @api.model
    def _say_submitted(self, one):
        return [
            one.submitted_on and self._sentence("page_handed", day=one.submitted_on),
            one.receipt and self._sentence("page_receipt", number=one.receipt),
            self._sentence("page_letter"),
        ]

    @api.model
    def _say_complete(self, one):
        if not one.deadline:
            return [self._sentence("page_waiting")]
        meaning = {"accepted": "yes", "refused": "no"}.get(one._get_known_silence(), "call")
        return [
            self._sentence("page_deadline", day=one.deadline),
            self._sentence(f"page_silence_{meaning}"),
        ]

    @api.model
    def _say_accepted(self, one):
        return [
            self._sentence("page_yes"),
            one.date_to and self._sentence("page_until", day=one.date_to),
            one.date_renewal and self._sentence("page_renew", day=one.date_renewal),
        ]

    @api.model
    def _say_refused(self, one):
        return [
            self._sentence("page_no"),
            one.appeal_deadline and self._sentence("page_appeal", day=one.appeal_deadline),
        ]
