import json
import re
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_repr
from odoo.tools.misc import format_amount, get_lang
from odoo.tools.translate import get_translation

from ...tools import scale as engine
from ..common.word_date import word_date
from .food_aid_scale_version import EXAMPLE_FIELDS

RULE_FIELDS = (
    *("basis", "housing_benefit", "divisor", "date_from", "state", "scale_id.company_id"),
    *("unit_method", "use_presence", "single_parent_bonus", "minimum", "grey_zone"),
    *("outcome_mode", "ceiling_inclusive", "ceiling_above", "ceiling_beyond"),
    *("rate", "credit", "credit_per", "months"),
    *(f"income_rule_ids.{name}" for name in ("sequence", "category_id", "coefficient")),
    *(
        f"expense_rule_ids.{name}"
        for name in ("sequence", "category_id", "mode", "amount", "per", "coefficient")
    ),
    *(
        f"season_ids.{name}"
        for name in ("sequence", "day_from", "month_from", "day_to", "month_to", "factor")
    ),
    *(f"tier_ids.{name}" for name in ("sequence", "bound_kind", "bound", "outcome")),
    *(f"tier_ids.{name}" for name in ("rate", "credit", "credit_per", "months")),
    *(f"point_ids.{name}" for name in ("value", "rate")),
    *(f"ceiling_ids.{name}" for name in ("persons", "amount")),
)

EXAMPLE_RESULTS = ("example_value", "example_outcome", "example_explanation")

_is_number = re.compile(r"-?\d+\.\d+").fullmatch


@lru_cache(maxsize=256)
def _compile(text):
    """One reading of a spec a process; without trace, as a batch wants it by default."""
    return partial(engine.compile(json.loads(text)), say=None)


class FoodAidScaleVersion(models.Model):
    """The engine applied: results, explanation in the user's language, example household."""

    _inherit = "food.aid.scale.version"

    example_adults = fields.Integer(string="Adults", default=1)
    example_teenagers = fields.Integer(string="Children of fourteen or over")
    example_children = fields.Integer(string="Children under fourteen")
    example_income = fields.Float(string="Wages", digits=(16, 2), default=900.0)
    example_housing_benefit = fields.Float(string="Housing benefit", digits=(16, 2), default=200.0)
    example_rent = fields.Float(string="Rent", digits=(16, 2), default=500.0)
    example_other = fields.Float(string="Other charges", digits=(16, 2), default=150.0)
    example_date = fields.Date(string="On", help="Empty: the first day of the version.")
    tier_warning = fields.Char(compute="_compute_tier_warning")
    example_value = fields.Char(string="Value", compute="_compute_example")
    example_outcome = fields.Selection(
        selection="_selection_outcome", string="Outcome", compute="_compute_example"
    )
    example_explanation = fields.Text(string="Calculation", compute="_compute_example")

    @api.depends_context("lang")
    @api.depends("outcome_mode", "tier_ids.sequence", "tier_ids.bound_kind", "tier_ids.bound")
    def _compute_tier_warning(self):
        for version in self:
            version.tier_warning = False
            if version.outcome_mode == "tiers" and (hidden := version._find_hidden_tier()):
                version.tier_warning = self.env._(
                    "Line %(number)s never applies: a line above it already takes the same "
                    "values. Put the lowest bounds first.",
                    number=hidden,
                )

    @api.depends_context("lang")
    @api.depends(*RULE_FIELDS, *EXAMPLE_FIELDS)
    def _compute_example(self):
        for version in self:
            try:
                result = version._evaluate(version._build_example())
            except engine.ScaleError as error:
                version.example_value = version.example_outcome = False
                version.example_explanation = version._word_error(error)
            else:
                version.example_value = version._format_amount(result["value"])
                version.example_outcome = result["outcome"]
                version.example_explanation = "\n".join(result["trace"])

    def onchange(self, values, field_names, fields_spec):
        """Always send the example back: the form is compared with a state that already holds
        the lines just edited, so that a value typed back to what is saved would seem unchanged.
        """
        result = super().onchange(values, field_names, fields_spec)
        if shown := [name for name in EXAMPLE_RESULTS if name in fields_spec]:
            typed = {key: value for key, value in values.items() if key not in EXAMPLE_RESULTS}
            version = self.new(typed, origin=self)
            result.setdefault("value", {}).update({name: version[name] for name in shown})
        return result

    def _find_hidden_tier(self):
        """The number of the first tier that those above it leave nothing to, 0 when none."""
        self.ensure_one()
        reached = None  # (bound, whether it is included)
        for number, tier in enumerate(self.tier_ids, start=1):
            limit = (float("inf"), False)
            if tier.bound_kind != "rest":
                limit = (tier.bound, tier.bound_kind == "up_to")
            if reached is not None and limit <= reached:
                return number
            reached = limit
        return 0

    # What the rest of the addon calls
    # --------------------------------

    def _compiled(self):
        """The engine reading this version, kept by the process: `compiled(case)`.

        It makes no trace unless `say` is given, and raises `ScaleError`.
        """
        self.ensure_one()
        if self.state == "draft":  # still changing: not worth keeping
            return partial(engine.compile(self._to_spec()), say=None)
        return _compile(json.dumps(self._to_spec()))

    def _evaluate(self, case):
        """The engine's result, its trace in the user's language."""
        return self._compiled()(case, say=self._say())

    def _explain(self, case, for_person=False):
        """The lines of the calculation, in the user's language.

        :param for_person: whether those whom it is about read it: no word of ours for them
        """
        return self.with_context(food_aid_for_person=for_person)._evaluate(case)["trace"]

    def _ensure_computable(self):
        """Refuse a version that the engine cannot read, with its reason."""
        self.ensure_one()
        try:
            self._evaluate(self._build_example())
        except engine.ScaleError as error:
            raise UserError(self._word_error(error)) from error

    # Words
    # -----

    def _say(self):
        """Word lines of the trace in the user's language, amounts in the CCAS's currency."""
        Category = self.env["food.aid.budget.category"].with_context(active_test=False)
        categories = {
            category.code: category.name for category in Category.search_fetch([], ["code", "name"])
        }
        outcomes = self._get_outcome_words()
        point = get_lang(self.env).decimal_point
        company = self.company_id or self.env.company

        def figure(key, value):
            if isinstance(value, Decimal):
                return self._format_amount(value)
            if key == "category":
                return categories.get(value, value)
            if key == "outcome":
                return outcomes.get(value, value)
            if key in ("start", "end"):
                day = date(2000, int(value[:2]), int(value[3:]))
                return word_date(self.env, day, "d MMMM")
            if isinstance(value, str) and _is_number(value):
                return value.replace(".", point)
            return value

        def say(text, **figures):
            figures = {key: figure(key, value) for key, value in figures.items()}
            line = get_translation("food_aid", self.env.lang or "en_US", text, figures)
            return company._food_aid_word_remaining(line)

        return say

    def _get_outcome_words(self):
        if not self.env.context.get("food_aid_for_person"):
            return dict(self._selection_outcome())
        return {
            "granted": self.env._("the rule of calculation proposes help"),
            "commission": self.env._("a commission studies the situation"),
            "refused": self.env._("the rule of calculation proposes no help"),
        }

    def _format_amount(self, amount):
        currency = (self.company_id or self.env.company).food_aid_currency_id
        return format_amount(self.env, float(amount), currency)

    @api.model
    def _word_error(self, error):
        """What the engine could not compute, in the user's language."""
        return get_translation("food_aid", self.env.lang or "en_US", error.text, error.figures)

    # Example household
    # -----------------

    def _build_example(self):
        """The example as a case; ages are those of nobody."""
        self.ensure_one()
        day = self.example_date or self.date_from or fields.Date.context_today(self)
        adults = ["applicant", "partner", *["other"] * self.example_adults][: self.example_adults]
        members = [_example_member(role, day.year - 40) for role in adults]
        members += [_example_member("child", day.year - 15)] * self.example_teenagers
        members += [_example_member("child", day.year - 8)] * self.example_children
        lines = [
            {"kind": kind, "category": category, "amount": float_repr(amount, 2)}
            for kind, category, amount in (
                ("income", "wage", self.example_income),
                ("income", "housing_benefit", self.example_housing_benefit),
                ("expense", "rent", self.example_rent),
                ("expense", "other_expense", self.example_other),
            )
            if amount
        ]
        return {"date": fields.Date.to_string(day), "members": members, "lines": lines}


def _example_member(role, year):
    return {"role": role, "birthdate": f"{year}-01-01"}
