from markupsafe import Markup

from odoo import api, models
from odoo.tools.misc import format_date, formatLang

from ..models.letters.food_aid_language import FRENCH

LTR = Markup('<span dir="ltr">{}</span>')


class Letter(models.AbstractModel):
    """What people are given to keep: French on one side, their language on the other."""

    _inherit = "report.food_aid.report_letter"

    @api.model
    def _prepare_page(self, letter, get_words):
        if letter.kind not in ("slip", "own_sheet"):
            return super()._prepare_page(letter, get_words)
        known = self.env["food.aid.language"].with_context(active_test=False)
        french = known.search([("code", "=", FRENCH)], limit=1)
        chosen = known.browse((letter.content or {}).get("language")).exists()
        languages = french if chosen in (french, known) else french + chosen
        says = getattr(self, f"_say_{letter.kind}")(letter.household_id)
        return {
            "company": letter.company_id,
            "file": letter.household_id.name,
            "date": format_date(self.env, letter.date),
            "languages": languages,
            "rows": [(style, [say(language) for language in languages]) for style, say in says],
            "to_review": languages.filtered(lambda language: not language.is_reviewed),
        }

    @api.model
    def _sentence(self, key, style="", **values):
        """Return (style, function that says `key` in a language)."""
        return style, lambda language: language._say(key, **values)

    # ------------------------------------------------------------------
    # PAPERS TO BRING
    # ------------------------------------------------------------------

    @api.model
    def _say_slip(self, household):
        papers = [
            ("fa_paper_line", lambda language, kind=kind: language._name_paper(kind))
            for kind in household._get_papers_to_bring()
        ]
        return [
            self._sentence("title_slip", "fa_strong"),
            self._sentence("slip_intro"),
            *papers,
            self._sentence("slip_kept"),
            self._say_call(household),
        ]

    # ------------------------------------------------------------------
    # ONE'S OWN SHEET
    # ------------------------------------------------------------------

    @api.model
    def _say_own_sheet(self, household):
        return [
            self._sentence("title_sheet", "fa_strong"),
            *self._say_situation(household),
            *self._say_right(household),
            *self._say_places(household),
            self._say_call(household),
            self._sentence("hungry", "fa_bold"),
            *self._say_shared(household),
        ]

    @api.model
    def _say_situation(self, household):
        assessment = household._get_last_validated()
        amounts = {
            name: formatLang(self.env, assessment[name], currency_obj=assessment.currency_id)
            for name in ("income", "expense", "value")
        }
        return [
            self._sentence("household", size=assessment.size),
            *(self._sentence(name, **{name: amount}) for name, amount in amounts.items()),
            *self._say_unpaid(assessment),
            self._sentence(self._get_result(assessment), "fa_bold"),
        ]

    @api.model
    def _say_unpaid(self, assessment):
        """Return what is still to pay, apart from the budget; bills are named as on them."""
        bills = assessment.unpaid_ids.filtered("amount")
        if not bills:
            return []
        return [
            self._sentence("unpaid", unpaid=assessment._format_amount(assessment.unpaid_total)),
            *(
                ("fa_place", lambda language, line=line: line)
                for line in (LTR.format(" · ".join(bill._say())) for bill in bills)
            ),
        ]

    @api.model
    def _get_result(self, assessment):
        decision = assessment.decision_ids.filtered(lambda one: not one.is_service_scale)[:1]
        return decision.outcome or "waiting"

    @api.model
    def _say_right(self, household):
        right = household.right_ids.filtered("is_running")[:1]
        if not right:
            return []
        days = {name: format_date(self.env, right[name]) for name in ("date_from", "date_to")}
        rate = f"{self._format_number(right.rate)}\N{NO-BREAK SPACE}%"
        return [self._sentence("right", **days), self._sentence("rate", rate=rate)]

    @api.model
    def _say_places(self, household):
        """Return where the household is expected; a place is written in one way only."""
        open_referrals = household.referral_ids.filtered(
            lambda one: one.state in ("sent", "accepted")
        )
        places = [
            LTR.format(
                " · ".join(filter(None, (one.organisation_name, one.place, one.day, one.hour)))
            )
            for one in open_referrals
        ]
        if not places:
            return []
        return [
            self._sentence("where"),
            *(("fa_place", lambda language, place=place: place) for place in places),
        ]

    @api.model
    def _say_call(self, household):
        values = household._get_common_values()
        phone = values["referent_phone"].replace(" ", "\N{NO-BREAK SPACE}")
        return self._sentence("call", name=values["referent_name"], phone=phone)

    @api.model
    def _say_shared(self, household):
        agreements = household.agreement_ids.filtered(lambda one: not one.date_withdrawn)
        return [
            self._sentence("shared"),
            *(
                self._sentence(f"shared_{one.level}", organisation=one.organisation_id.name)
                for one in agreements
            ),
            self._sentence("shared_none"),
        ]
