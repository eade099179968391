from decimal import Decimal, InvalidOperation

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain
from odoo.tools.misc import format_date

ROLES = ("applicant", "partner", "child", "other")
OLDEST_MONTHS = 12
FIRST_YEAR = 1900
MOST_PEOPLE = 20
AUTHOR_LENGTH = 100
INSTRUCTOR = "food_aid.group_food_aid_instructor"


class FoodAidOrientation(models.Model):
    """An evaluation made by a service under agreement: taken over, without a second interview.

    It waits as it was typed, for those who assess. The sender reads it back until somebody is
    taken up, then the state alone. It is erased once it became an assessment, or at the end.
    """

    _inherit = "food.aid.orientation"

    evaluation = fields.Json(groups=INSTRUCTOR, copy=False)
    has_evaluation = fields.Boolean(
        string="With an evaluation", compute="_compute_has_evaluation", compute_sudo=True
    )
    evaluation_text = fields.Text(
        string="Evaluation of the service", compute="_compute_evaluation_text", groups=INSTRUCTOR
    )
    assessment_id = fields.Many2one(
        "food.aid.assessment",
        string="Taken over as",
        index="btree_not_null",
        ondelete="set null",
        groups=INSTRUCTOR,
        copy=False,
        readonly=True,
    )

    @api.depends("evaluation")
    def _compute_has_evaluation(self):
        for orientation in self:
            orientation.has_evaluation = bool(orientation.evaluation)

    @api.depends("evaluation")
    @api.depends_context("lang")
    def _compute_evaluation_text(self):
        for orientation in self:
            told = orientation._describe_evaluation() if orientation.evaluation else {}
            rows = (
                [
                    f"{told['author']} · {told['date']}",
                    *(f"{role} : {year}" for role, year in told["members"]),
                    *(f"{name} : {amount}" for name, amount in told["lines"]),
                ]
                if told
                else []
            )
            orientation.evaluation_text = "\n".join(rows)

    # ------------------------------------------------------------------
    # ACTIONS OF THE CCAS
    # ------------------------------------------------------------------

    def action_take_over(self):
        """Make a draft assessment of the evaluation, dated and signed: to check and validate.

        :return: action that opens the assessment
        """
        self.ensure_one()
        if not self.evaluation:
            raise UserError(self.env._("There is no evaluation to take over here."))
        if self.state == "received":
            self.action_register()
        assessment = self.env["food.aid.assessment"].create(self._prepare_assessment())
        self.request_id._complete(fields.Date.context_today(self))
        self.write({"assessment_id": assessment.id, "evaluation": False})
        return assessment._get_records_action(name=self.env._("Assessment"))

    def action_end(self):
        self.check_access("write")
        result = super().action_end()
        # Reason for sudo: who ends it may hold no right on budgets; it is erased, not read.
        self.sudo().evaluation = False
        return result

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    def _prepare_members(self):
        """Add ages and people told by the service to a new household, without names."""
        members = super()._prepare_members()
        # Reason for sudo: reception, who types people but reads no budget, registers too.
        told = (self.sudo().evaluation or {}).get("members", [])
        for member in told:
            if member["role"] == "applicant":
                members[0] |= member
        return members + [member for member in told if member["role"] != "applicant"]

    def _prepare_assessment(self):
        """Return the draft. The people of a household stay; a note tells when others were told."""
        evaluation, told = self.evaluation, self._describe_evaluation()
        categories = self.env["food.aid.budget.category"]
        lines = [
            {
                "category_id": categories.browse(line["category_id"]).exists().id,
                "declared_amount": float(line["amount"]),
            }
            for line in evaluation["lines"]
        ]
        author = " · ".join([self.organisation_id.name, told["author"], told["date"]])
        people = "\n".join(f"{role} : {year}" for role, year in told["members"])
        note = self.env._("People, as told by the service:\n%(people)s", people=people)
        return {
            "household_id": self.household_id.id,
            "request_id": self.request_id.id,
            "date": evaluation["date"],
            "origin": "taken_over",
            "origin_text": author,
            "line_ids": [Command.create(line) for line in lines if line["category_id"]],
            "note": note if self._is_composition_other() else False,
        }

    def _is_composition_other(self):
        """Tell whether the service told other people than the household has."""
        lives = self.household_id._get_members(self.evaluation["date"])
        known = [
            (one.role, one.birthdate.year if one.birthdate else one.birth_year) for one in lives
        ]
        told = [(one["role"], one["birth_year"]) for one in self.evaluation["members"]]
        return sorted(known) != sorted(told)

    def _describe_evaluation(self):
        """Return the evaluation in words: `author`, `date`, `members` and `lines` as pairs."""
        evaluation = self.evaluation
        member_fields = self.env["food.aid.household.member"]._fields
        roles = dict(member_fields["role"]._description_selection(self.env))
        categories = self.env["food.aid.budget.category"].browse(
            line["category_id"] for line in evaluation["lines"]
        )
        names = {category.id: category.name for category in categories.exists()}
        currency = self.company_id.food_aid_currency_id
        return {
            "author": evaluation["author"],
            "date": format_date(self.env, evaluation["date"]),
            "members": [(roles[one["role"]], one["birth_year"]) for one in evaluation["members"]],
            "lines": [
                (names.get(line["category_id"], "–"), currency.format(float(line["amount"])))
                for line in evaluation["lines"]
            ],
        }

    # ------------------------------------------------------------------
    # PORTAL
    # ------------------------------------------------------------------

    @api.model
    def _may_evaluate(self):
        # Reason for sudo: whether one's own organisation is under agreement, nothing else.
        organisation = self.env.user.sudo().food_aid_organisation_id
        return self._may_send() and organisation.is_food_aid_evaluator

    @api.model
    def _get_evaluation_categories(self):
        """Return {kind: [(id, name, is it usual)]} of the headings of a budget, in order."""
        # Reason for sudo: names of headings say nothing about anybody.
        categories = self.env["food.aid.budget.category"].sudo().search(Domain.TRUE)
        return {
            kind: [(one.id, one.name, one.is_usual) for one in categories if one.kind == kind]
            for kind in ("income", "expense")
        }

    @api.model
    def _prepare_evaluation(self, organisation, typed):
        """Check an evaluation as typed, and return it as it is kept.

        :param typed: dict with `date`, `author`, `members` (role, birth year) and `lines`
            (heading, monthly amount), all of them texts
        :raise AccessError: when the organisation is not under agreement
        :raise UserError: when something is missing or no number; it says what
        """
        # Reason for sudo: portal users do not read the agreement of their organisation.
        if not organisation.sudo().is_food_aid_evaluator:
            raise AccessError(
                self.env._("Evaluations are taken over from services under agreement only.")
            )
        author = str(typed.get("author") or "").strip()[:AUTHOR_LENGTH]
        if not author:
            raise UserError(self.env._("Write who made the evaluation."))
        return {
            "date": fields.Date.to_string(self._check_evaluation_date(typed.get("date"))),
            "author": author,
            "members": self._check_evaluation_members(typed.get("members") or []),
            "lines": self._check_evaluation_lines(typed.get("lines") or []),
        }

    @api.model
    def _check_evaluation_date(self, text):
        today = fields.Date.context_today(self)
        oldest = today - relativedelta(months=OLDEST_MONTHS)
        try:
            day = fields.Date.to_date(text or None)
        except ValueError:
            day = None
        if not day or not oldest <= day <= today:
            raise UserError(
                self.env._("Write the day of the evaluation: one of the last twelve months.")
            )
        return day

    @api.model
    def _check_evaluation_members(self, typed):
        last = fields.Date.context_today(self).year
        members = []
        for role, year in typed[:MOST_PEOPLE]:
            if role not in ROLES or not year.isdecimal() or not FIRST_YEAR <= int(year) <= last:
                raise UserError(
                    self.env._("Write a year of birth in four figures for each person.")
                )
            members.append({"role": role, "birth_year": int(year)})
        if [member["role"] for member in members].count("applicant") != 1:
            raise UserError(self.env._("Write the year of birth of the person who asks."))
        return members

    @api.model
    def _check_evaluation_lines(self, typed):
        known = {one for pairs in self._get_evaluation_categories().values() for one, *_ in pairs}
        lines = []
        for category, text in typed:
            try:
                amount = Decimal("".join(text.split()).replace(",", "."))
            except InvalidOperation:
                amount = Decimal(-1)
            if category not in known or not amount.is_finite() or not 0 <= amount < 10**6:
                raise UserError(
                    self.env._(
                        "“%(text)s” is not an amount: write euros, without a sign.", text=text
                    )
                )
            lines.append({"category_id": category, "amount": str(round(amount, 2))})
        if not lines:
            raise UserError(self.env._("Write what comes in and what goes out each month."))
        return lines

    def _keep_evaluation(self, evaluation):
        """Keep a checked evaluation beside what was sent, until it is taken up."""
        self.filtered(lambda one: one.state == "received").evaluation = evaluation

    def _get_own_evaluation(self):
        """Return in words what the sender typed, until somebody was taken up; else nothing."""
        self.ensure_one()
        self.check_access("read")
        # Reason for sudo: what the portal user's own organisation typed, of what they read.
        orientation = self.sudo()
        is_waiting = orientation.state == "received" and orientation.evaluation
        return orientation._describe_evaluation() if is_waiting else {}
