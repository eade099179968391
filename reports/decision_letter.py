from functools import cache

from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

from ..models.common.word_date import word_date
from ..models.decision.food_aid_decision import DEFAULT_MONTHS

LONGEST_COLUMN = 6


class DecisionLetter(models.AbstractModel):
    """What the household is told: the decision, why, how it was computed, how to contest it."""

    _name = "report.food_aid.report_decision_letter"
    _description = "Decision letter"
    _inherit = ["report.food_aid.paper"]

    _paper_model = "food.aid.decision"

    @api.model
    def _log_print(self, docs):
        """Write down on each household that its letter was printed."""
        left_out = self.env["food.aid.letter"]._get_left_out(docs.household_id)
        self.env["food.aid.letter"].create(
            [
                {"household_id": one.household_id.id, "kind": "decision"}
                for one in docs.filtered(lambda one: one.household_id not in left_out)
            ]
        )
        return super()._log_print(docs)

    @api.model
    def _prepare_paper(self, docs):
        get_words = cache(self.env["food.aid.letter.template"]._get_for)
        letters = self.env["food.aid.letter"]
        left_out = letters._get_left_out(docs.household_id)
        written = docs.filtered(lambda one: one.household_id not in left_out)
        if not written:
            raise UserError(
                self.env._(
                    "Nobody receives letters of this file any more. "
                    "When somebody still lives there, choose the new applicant first."
                )
            )
        return {
            "letters": [self._prepare_letter(decision, get_words) for decision in written],
            "left_out": left_out and letters._word_left_out(left_out),
        }

    @api.model
    def _prepare_letter(self, decision, get_words):
        company = decision.company_id
        template = get_words(self._get_kind(decision), company)
        values = self._get_values(decision)
        calculation = self._get_calculation(decision)
        return {
            "decision": decision,
            "company": company,
            "addressee": decision.household_id._get_letter_recipient()["lines"],
            "date": values["decision_date"],
            "subject": template._fill("subject", values),
            "body": template._fill("body", values) + self._get_other_help(template, values),
            "outcome": values["decision"],
            "date_from": values["date_from"],
            "date_to": values["date_to"],
            "calculation": calculation and self._set_in_columns(calculation),
            "calculation_date": self._format_date(decision.assessment_id.date),
            "mention": template.legal_mention if calculation else "",
            "appeal": company.food_aid_appeal_contact or template.appeal_mention,
            "signatory": self._get_signatory(decision),
        }

    @api.model
    def _get_other_help(self, template, values):
        """Return what the letter adds to the words of its template."""
        return Markup()

    @api.model
    def _get_kind(self, decision):
        """Return which words fit: those of the occasion, else those of the outcome."""
        if decision.kind in ("appeal", "emergency") and decision.outcome == "granted":
            return decision.kind
        return "appeal" if decision.kind == "appeal" else decision.outcome

    @api.model
    def _get_values(self, decision):
        """Return what the placeholders of `food.aid.letter.template` stand for, as text."""
        household, company = decision.household_id, decision.company_id
        assessment, referent = decision.assessment_id, household.referent_id
        date_from, date_to = self._get_period(decision)
        outcomes = dict(decision._fields["outcome"]._description_selection(self.env))
        return {
            "household_name": self._get_name(household) or household.name,
            "file_number": household.name,
            "ccas_name": company.name,
            "decision_number": decision.name,
            "decision_date": self._format_date(decision.date),
            "decision": outcomes[decision.outcome],
            "reason": decision.reason or "",
            "request_date": self._format_date(decision.request_id.date or decision.date),
            "size": str(assessment.size or household.size),
            "remaining": self._format_amount(assessment.remaining, decision),
            "value": self._format_amount(assessment.value, decision),
            "date_from": self._format_date(date_from),
            "date_to": self._format_date(date_to),
            "rate": self._format_number(decision.rate),
            "credit": self._format_amount(decision.credit, decision),
            "referent_name": referent.name or company.name,
            "referent_phone": referent.phone or company.phone or "",
        }

    @api.model
    def _get_period(self, decision):
        """Return the days a granted decision runs; one taken over too late opened no right."""
        if decision.outcome != "granted":
            return None, None
        if right := decision.right_ids.sorted("date_from")[:1]:
            return right.date_from, right.date_to
        months = decision.months or DEFAULT_MONTHS
        return decision.date, decision.date + relativedelta(months=months, days=-1)

    @api.model
    def _get_name(self, household):
        return household.applicant_id._get_label("full") if household.applicant_id else ""

    @api.model
    def _get_calculation(self, decision):
        """Return the lines of the calculation that the decision rests on, in plain words."""
        version, assessment = decision.scale_version_id, decision.assessment_id
        if not version or not assessment.case:
            return []
        return version._explain(assessment.case, for_person=True)

    @api.model
    def _set_in_columns(self, lines):
        """Return the lines as one column, or two when there are many: a letter has one page."""
        if len(lines) <= LONGEST_COLUMN:
            return [lines]
        half = (len(lines) + 1) // 2
        return [lines[:half], lines[half:]]

    @api.model
    def _get_signatory(self, decision):
        """Return name and quality; a decision taken over was not signed by who imported it."""
        if decision.kind == "taken_over":
            return [decision.company_id.food_aid_signatory or decision.company_id.name]
        return [decision.decided_by_id.name, decision.capacity]

    @api.model
    def _format_date(self, day):
        return word_date(self.env, day) if day else ""

    @api.model
    def _format_amount(self, amount, decision):
        return formatLang(self.env, amount, currency_obj=decision.currency_id)
