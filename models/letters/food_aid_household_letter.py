from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

from ..common.word_date import word_date


class FoodAidHousehold(models.Model):
    """The letters of a household, and what fills their words."""

    _inherit = "food.aid.household"

    letter_ids = fields.One2many("food.aid.letter", "household_id", string="Letters printed")

    def action_letter(self):
        """Open the form that chooses a letter to print."""
        self.ensure_one()
        choose = self.env["food.aid.letter.choose"].create({"household_id": self.id})
        return choose._get_records_action(name=self.env._("Print a letter"), target="new")

    def _print_letter(self, kind, **values):
        """Print a letter of `kind` for each of these households, and write it down.

        :param kind: a kind of `food.aid.letter`, except `decision`
        :param values: what fills its words, by the names of `food.aid.letter.template`; what is
            not given is found in the file (last open request, running right)
        :return: the action that prints
        :raise UserError: when the file has nothing to write, or nobody to write to
        """
        contents = {household: household._get_letter_content(kind) | values for household in self}
        letters, left_out = self.env["food.aid.letter"]._write_letters(kind, contents)
        return letters._print(left_out)

    def _get_letter_content(self, kind):
        """Return what the file says for a letter of `kind`, as texts that can be kept."""
        self.ensure_one()
        prepare = getattr(self, f"_get_letter_{kind}", None)
        return prepare() if prepare else {}

    # ------------------------------------------------------------------
    # WHAT FILLS EACH KIND, as texts that can be kept
    # ------------------------------------------------------------------

    def _get_letter_missing_papers(self):
        request = self.request_ids.filtered(lambda one: one.state in ("received", "complete"))[:1]
        return request._get_missing_content()

    def _get_letter_end_of_right(self):
        right = self.right_ids.filtered("is_running")[:1]
        if not right:
            raise UserError(self.env._("%(file)s has no running right.", file=self.name))
        return right._get_end_content()

    def _get_letter_attestation(self):
        """Dates only: amounts are added when they are asked for."""
        right = self.right_ids.filtered("is_running")[:1] or self.right_ids[:1]
        if not right:
            raise UserError(self.env._("%(file)s has never had a right.", file=self.name))
        return {
            "date_from": fields.Date.to_string(right.date_from),
            "date_to": fields.Date.to_string(right.date_to),
            "amounts": "",
        }

    def _get_letter_own_sheet(self):
        """Refuse a sheet on what nobody assessed; budgets are read when it is printed."""
        self.env["food.aid.assessment"].check_access("read")
        if not self._get_last_validated():
            raise UserError(self.env._("%(file)s has no validated assessment.", file=self.name))
        return {}

    def _get_last_validated(self):
        return self.assessment_ids.filtered(lambda one: one.state == "validated")[:1]

    def _get_amounts_text(self):
        """Return in words what the running right gives, for an attestation that says it."""
        right = self.right_ids.filtered("is_running")[:1] or self.right_ids[:1]
        rate = self.env["report.food_aid.paper"]._format_number(right.rate)
        if not right.credit:
            return self.env._("With a share to pay of %(rate)s %%.", rate=rate)
        return self.env._(
            "With a share to pay of %(rate)s %% and a purchase budget of %(amount)s.",
            rate=rate,
            amount=formatLang(self.env, right.credit, currency_obj=right.currency_id),
        )

    def _get_common_values(self):
        """Return the placeholders that every letter may bear, as text."""
        self.ensure_one()
        company, referent = self.company_id, self.referent_id
        recipient = self._get_letter_recipient()
        return {
            "household_name": self.env["report.food_aid.report_decision_letter"]._get_name(self)
            or self.name,
            "recipient_name": recipient.get("name") or self.name,
            "file_number": self.name,
            "ccas_name": company.name,
            "ccas_phone": company.phone or "",
            "referent_name": referent.name or company.name,
            "referent_phone": referent.phone or company.phone or "",
            "today": word_date(self.env, fields.Date.context_today(self)),
        }
