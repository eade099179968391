"""The arithmetic of a barème: what its rules make of a household's budget.

`compile(spec)` reads a version once and gives the function that computes a case; `evaluate(spec,
case)` does both. The engine proposes, a named person decides. It is pure and exact: standard
library, `decimal`, no Odoo, no names; the file is loaded alone by path, hence its length.

Numbers come in and go out as strings (`"1035.50"`); whole numbers may be integers. Whatever cannot
be computed raises `ScaleError` with the place in the JSON that is wrong.

The trace is worded by a function `say(text, **figures)`: `plain` leaves it in English; another
one may translate `text` and write the figures its own way (amounts of money arrive as `Decimal`,
`category` and `outcome` as codes, anything else as text). Sentences are marked by `_` so that
translation tools find them.
"""

import re
from datetime import date
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext

ZERO, ONE, HUNDRED, CENT = Decimal(0), Decimal(1), Decimal(100), Decimal("0.01")
# Wide enough for every sum, product and the single division of amounts to be exact to the cent.
EXACT = Context(prec=80, rounding=ROUND_HALF_EVEN)

BASES = ("remaining", "income", "income_minus_housing")
# method: weight of the others from fourteen on, and under fourteen
WEIGHTS = {
    "per_capita": (ONE, ONE),
    "household": (ZERO, ZERO),
    "oecd_modified": (Decimal("0.5"), Decimal("0.3")),
    "oxford": (Decimal("0.7"), Decimal("0.5")),
}
EXPENSE_MODES = ("actual", "capped", "flat", "excluded")
PER = ("household", "person", "unit")
HOUSING_MODES = ("as_income", "net_of_rent")
OUTCOMES = ("granted", "commission", "refused")
KINDS = ("income", "expense")
ROLES = ("applicant", "partner", "child", "other")
RENT, HOUSING_BENEFIT = "rent", "housing_benefit"

# The order in which a spec is written, at each level.
SPEC_KEYS = (
    "name",
    "date_from",
    "date_to",
    "basis",
    "units",
    "divisor",
    "income_rules",
    "expense_rules",
    "housing_benefit",
    "minimum",
    "grey_zone",
    "seasons",
    "outcome",
)
UNITS_KEYS = ("method", "use_presence", "single_parent_bonus")
INCOME_RULE_KEYS = ("category", "coefficient")
EXPENSE_RULE_KEYS = ("category", "mode", "amount", "per", "coefficient")
SEASON_KEYS = ("from", "to", "factor")
GRANT_KEYS = ("rate", "credit", "credit_per", "months")
TIER_KEYS = ("below", "up_to", "outcome", *GRANT_KEYS)
OUTCOME_KEYS = {
    "tiers": ("mode", "tiers"),
    "curve": ("mode", "points", "credit", "credit_per", "months"),
    "ceilings": ("mode", "ceilings", "inclusive", "above", "beyond", *GRANT_KEYS),
}
# What documents a spec without entering the computation; accepted at every level.
DOCUMENTING_KEYS = ("label", "description", "comment", "source", "source_url", "checked_on")


def evaluate(spec, case, say=None):
    """Compute `case` under `spec`: figures, proposed outcome, reason and trace."""
    return compile(spec)(case, say or plain)


def compile(spec):
    """The function that computes cases under `spec`: `compiled(case, say=plain)`.

    With `say=None` no trace is made, which is what a batch wants.
    """
    with localcontext(EXACT):
        return _Scale(spec)


def plain(text, **figures):
    """Word a line of the trace, or an error, in English."""
    return text % figures


def _(text):
    """Mark a sentence for translation; whoever has a language translates it, see `say`."""
    return text


class ScaleError(ValueError):
    """A spec or a case that cannot be computed; `text` and `figures` let it be translated.

    `path` says where: a text, or a format and its figures, so that the reading of ten thousand
    cases writes no path as long as nothing is wrong.
    """

    def __init__(self, text, **figures):
        path = figures.get("path")
        if isinstance(path, tuple):
            figures["path"] = path[0] % path[1:]
        super().__init__(plain(text, **figures))
        self.text = text
        self.figures = figures


# Reading what comes in
# ---------------------

_is_number = re.compile(r"[+-]?\d{1,12}(\.\d{1,12})?", re.ASCII).fullmatch
_is_day = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII).fullmatch
_is_month_day = re.compile(r"\d{2}-\d{2}", re.ASCII).fullmatch


def _number(value, path):
    kind = type(value)
    if (kind is str and _is_number(value)) or (kind is int and _is_number(str(value))):
        return Decimal(value)
    raise ScaleError(
        _("%(path)s: “%(value)s” is not a number written like \"1035.50\"."),
        path=path, value=value,
    )  # fmt: skip


def _positive(value, path, zero=True):
    number = _number(value, path)
    if number < ZERO:
        raise ScaleError(_("%(path)s: %(value)s is below zero."), path=path, value=value)
    if not zero and not number:
        raise ScaleError(_("%(path)s must not be zero."), path=path)
    return number


def _months(value, path):
    number = _positive(value, path, zero=False)
    if number != int(number):
        raise ScaleError(
            _("%(path)s: %(value)s is not a whole number of months."), path=path, value=value
        )
    return int(number)


def _flag(value, path):
    if not isinstance(value, bool):
        raise ScaleError(_("%(path)s must be true or false."), path=path)
    return value


def _choice(value, choices, path):
    if not isinstance(value, str) or value not in choices:
        raise ScaleError(
            _("%(path)s: “%(value)s” is unknown; one of %(choices)s is expected."),
            path=path, value=value, choices=", ".join(choices),
        )  # fmt: skip
    return value


def _day(value, path):
    if not isinstance(value, str) or not _is_day(value) or not _exists(value):
        raise ScaleError(
            _("%(path)s: “%(value)s” is not a date written like 2024-03-01."),
            path=path,
            value=value,
        )
    return value


def _month_day(value, path):
    # 2000 has a 29 February
    if not isinstance(value, str) or not _is_month_day(value) or not _exists(f"2000-{value}"):
        raise ScaleError(
            _("%(path)s: “%(value)s” is not a day of the year written like 04-01 (month, day)."),
            path=path,
            value=value,
        )
    return value


def _exists(day):
    try:
        return bool(date.fromisoformat(day))
    except ValueError:
        return False


def _mapping(value, keys, path):
    """`value` without its empty entries; a key nobody reads is refused rather than ignored."""
    if not isinstance(value, dict):
        raise ScaleError(_("%(path)s must be an object {…}."), path=path)
    if unknown := [str(key) for key in value if key not in keys and key not in DOCUMENTING_KEYS]:
        raise ScaleError(
            _("%(path)s: “%(key)s” is unknown; %(choices)s may be given."),
            path=path, key=unknown[0], choices=", ".join(keys),
        )  # fmt: skip
    return {key: entry for key, entry in value.items() if entry is not None}


def _list(value, path):
    if not isinstance(value, list | tuple):
        raise ScaleError(_("%(path)s must be a list […]."), path=path)
    return value


def _filled_list(value, path):
    if not _list(value, path):
        raise ScaleError(_("%(path)s must not be empty."), path=path)
    return value


def _category(value, path):
    if not isinstance(value, str) or not value:
        raise ScaleError(_("%(path)s: the category is missing."), path=path)
    return value


def _rules(entries, path, read):
    """`{category: rule}`; two rules of a category would hide one another."""
    rules = {}
    for index, entry in enumerate(_list(entries, path)):
        category, rule = read(entry, f"{path}[{index}]")
        if category in rules:
            raise ScaleError(
                _("%(path)s has two rules for the category “%(category)s”."),
                path=path, category=category,
            )  # fmt: skip
        rules[category] = rule
    return rules


# Writing what goes out
# ---------------------


def _cents(number):
    """Rounded half up to the cent, zero without sign."""
    return number.quantize(CENT, ROUND_HALF_UP) + ZERO


def _short(number):
    """Without trailing zeros: 4, 2.3, 12.5."""
    return f"{number.normalize() + ZERO:f}"


def _threshold(number):
    """A bound as people write it: two decimals, or all those it has."""
    return number if number.as_tuple().exponent < -2 else _cents(number)


# Members and units
# -----------------


class _Units:
    """What the household is divided by."""

    def __init__(self, spec):
        spec = _mapping(spec, UNITS_KEYS, "units")
        self.method = _choice(spec.get("method", "per_capita"), WEIGHTS, "units.method")
        self.older, self.younger = WEIGHTS[self.method]
        self.use_presence = _flag(spec.get("use_presence", True), "units.use_presence")
        self.bonus = _positive(spec.get("single_parent_bonus", "0"), "units.single_parent_bonus")

    def __call__(self, members, day, note):
        """Units of the members on `day` (an ISO date)."""
        fourteen = f"{int(day[:4]) - 14:04d}{day[4:]}"  # whoever was born by then is fourteen
        weights, roles = [], set()
        for index, member in enumerate(members):
            weight, role = self._weight(member, index, fourteen)
            weights.append(weight)
            roles.add(role)
        units = ONE if self.method == "household" else sum(weights)
        bonus = self.bonus if "child" in roles and "partner" not in roles else ZERO
        if note:
            self._explain(weights, bonus, units + bonus, note)
        if not units + bonus:
            raise ScaleError(_("The household counts for zero units: nobody is present in it."))
        return units + bonus

    def _weight(self, member, index, fourteen):
        role, birthdate, presence = _member(member, index)
        if role == "applicant":
            weight = ONE
        elif self.older == self.younger:
            weight = self.older
        elif birthdate is None:
            path = "members[%s]", index
            raise ScaleError(_("%(path)s: the birth date is missing."), path=path)
        else:
            weight = self.older if birthdate <= fourteen else self.younger
        return (weight * presence if self.use_presence else weight), role

    def _explain(self, weights, bonus, units, note):
        figures = {"older": _short(self.older), "younger": _short(self.younger)}
        note(_UNITS_TEXTS[self.method], persons=str(len(weights)), **figures)
        if self.method != "household" and len(weights) > 1:
            parts = " + ".join(_short(weight) for weight in sorted(weights, reverse=True))
            note(_("Units of each: %(parts)s"), parts=parts)
        if bonus:
            note(_("Single parent: %(bonus)s unit more"), bonus=_short(bonus))
        note(_("Units: %(units)s"), units=_short(units))


_UNITS_TEXTS = {
    "per_capita": _("Household of %(persons)s: one unit for each person"),
    "household": _("Household of %(persons)s: one unit for all"),
    "oecd_modified": _(
        "Household of %(persons)s: 1 unit for the applicant, %(older)s for each other person aged "
        "14 or over, %(younger)s for each younger one (OECD-modified)"
    ),
    "oxford": _(
        "Household of %(persons)s: 1 unit for the applicant, %(older)s for each other person aged "
        "14 or over, %(younger)s for each younger one (Oxford)"
    ),
}


def _member(member, index):
    if not isinstance(member, dict):
        raise ScaleError(_("%(path)s must be an object {…}."), path=("members[%s]", index))
    role = _choice(member.get("role"), ROLES, ("members[%s].role", index))
    birthdate, presence = member.get("birthdate"), member.get("presence")
    if birthdate is not None:
        birthdate = _day(birthdate, ("members[%s].birthdate", index))
    if presence is None or presence == "1":
        return role, birthdate, ONE
    path = "members[%s].presence", index
    presence = _positive(presence, path)
    if presence > ONE:
        raise ScaleError(_("%(path)s is a share, between 0 and 1."), path=path)
    return role, birthdate, presence


# Budget
# ------


def _sums(lines):
    """`{kind: {category: amount}}`: several lines of a category add up."""
    sums = {"income": {}, "expense": {}}
    for index, line in enumerate(lines):
        if not isinstance(line, dict):
            raise ScaleError(_("%(path)s must be an object {…}."), path=("lines[%s]", index))
        kind, category = line.get("kind"), line.get("category")
        of_kind = sums[_choice(kind, KINDS, ("lines[%s].kind", index))]
        amount = _number(line.get("amount"), ("lines[%s].amount", index))
        if _category(category, ("lines[%s]", index)) in of_kind:
            of_kind[category] += amount
        else:
            of_kind[category] = amount
    return sums


class _IncomeRule:
    def __init__(self, coefficient=HUNDRED):
        self.coefficient = coefficient
        self.share = coefficient / HUNDRED

    @classmethod
    def from_spec(cls, entry, path):
        entry = _mapping(entry, INCOME_RULE_KEYS, path)
        coefficient = _positive(entry.get("coefficient", "100"), f"{path}.coefficient")
        return _category(entry.get("category"), path), cls(coefficient)

    def __call__(self, category, declared, note):
        kept = declared * self.share
        if note:
            figures = {"category": category, "declared": _cents(declared), "kept": _cents(kept)}
            if not self.share:
                note(_("%(category)s: %(declared)s, not counted"), **figures)
            elif self.share == ONE:
                note(_("%(category)s: %(declared)s, counted in full"), **figures)
            else:
                note(
                    _("%(category)s: %(declared)s, counted at %(coefficient)s %%: %(kept)s"),
                    coefficient=_short(self.coefficient), **figures,
                )  # fmt: skip
        return kept


class _ExpenseRule:
    def __init__(self, mode="actual", amount=ZERO, per="household", coefficient=HUNDRED):
        self.mode = mode
        self.amount = amount
        self.per = per
        self.coefficient = coefficient
        self.share = coefficient / HUNDRED

    @classmethod
    def from_spec(cls, entry, path):
        entry = _mapping(entry, EXPENSE_RULE_KEYS, path)
        mode = _choice(entry.get("mode", "actual"), EXPENSE_MODES, f"{path}.mode")
        amount = entry.get("amount", None if mode in ("capped", "flat") else "0")
        return _category(entry.get("category"), path), cls(
            mode,
            _positive(amount, f"{path}.amount"),
            _choice(entry.get("per", "household"), PER, f"{path}.per"),
            _positive(entry.get("coefficient", "100"), f"{path}.coefficient"),
        )

    def __call__(self, category, declared, persons, units, note):
        limit = self.amount
        if self.per != "household":
            limit *= persons if self.per == "person" else units
        if self.mode == "actual":
            kept = declared
        elif self.mode == "capped":
            kept = min(declared, limit)
        else:
            kept = limit if self.mode == "flat" else ZERO
        if note:
            self._explain(category, declared, kept, limit, note)
        return kept * self.share

    def _explain(self, category, declared, kept, limit, note):
        figures = {
            "category": category,
            "declared": _cents(declared),
            "kept": _cents(kept * self.share),
            "limit": _cents(limit),
            "amount": _cents(self.amount),
        }
        if self.mode == "excluded" or not self.share:
            note(_("%(category)s: %(declared)s, not kept"), **figures)
            return
        if self.mode == "actual":
            note(_("%(category)s: %(declared)s, kept in full"), **figures)
        elif self.mode == "flat":
            note(_FLAT_TEXTS[self.per], **figures)
        elif declared <= limit:
            note(_("%(category)s: %(declared)s, within the cap of %(limit)s"), **figures)
        else:
            note(_CAPPED_TEXTS[self.per], **figures)
        if self.share != ONE:
            note(
                _("%(category)s: %(coefficient)s %% of it is kept: %(kept)s"),
                coefficient=_short(self.coefficient), **figures,
            )  # fmt: skip


_CAPPED_TEXTS = {
    "household": _("%(category)s: %(declared)s, capped at %(limit)s"),
    "person": _("%(category)s: %(declared)s, capped at %(amount)s a person: %(limit)s"),
    "unit": _("%(category)s: %(declared)s, capped at %(amount)s a unit: %(limit)s"),
}
_FLAT_TEXTS = {
    "household": _("%(category)s: flat amount of %(limit)s (declared: %(declared)s)"),
    "person": _(
        "%(category)s: flat amount of %(amount)s a person: %(limit)s (declared: %(declared)s)"
    ),
    "unit": _("%(category)s: flat amount of %(amount)s a unit: %(limit)s (declared: %(declared)s)"),
}


class _Budget:
    """Sums of categories, rules, housing, then the basis."""

    def __init__(self, spec):
        self.basis = _choice(spec.get("basis", "remaining"), BASES, "basis")
        housing = spec.get("housing_benefit", "as_income")
        self.net_of_rent = _choice(housing, HOUSING_MODES, "housing_benefit") == "net_of_rent"
        self.incomes = _rules(spec.get("income_rules", []), "income_rules", _IncomeRule.from_spec)
        self.expenses = _rules(
            spec.get("expense_rules", []), "expense_rules", _ExpenseRule.from_spec
        )
        self.flat = [category for category, rule in self.expenses.items() if rule.mode == "flat"]

    def __call__(self, lines, persons, units, note):
        """Income, expense and what the basis makes of them."""
        sums = _sums(lines)
        incomes = {
            category: self.incomes.get(category, _ALL_INCOME)(category, declared, note)
            for category, declared in sorted(sums["income"].items())
        }
        declared_expenses = dict.fromkeys(self.flat, ZERO) | sums["expense"]
        expenses = {
            category: self.expenses.get(category, _ALL_EXPENSE)(
                category, declared, persons, units, note
            )
            for category, declared in sorted(declared_expenses.items())
        }
        if self.net_of_rent:
            self._take_off_rent(incomes, expenses, note)
        income, expense = sum(incomes.values(), ZERO), sum(expenses.values(), ZERO)
        rent = expenses.get(RENT, ZERO)
        if note:
            note(_("Income counted: %(income)s"), income=_cents(income))
            note(_("Expenses kept: %(expense)s"), expense=_cents(expense))
        return income, expense, self._basis_amount(income, expense, rent, note)

    def _take_off_rent(self, incomes, expenses, note):
        benefit = incomes.pop(HOUSING_BENEFIT, ZERO)
        if not benefit:
            return
        rent = expenses.get(RENT, ZERO)
        expenses[RENT] = max(rent - benefit, ZERO)
        if note:
            note(
                _("Housing benefit %(benefit)s comes off the rent %(rent)s: %(kept)s is kept"),
                benefit=_cents(benefit), rent=_cents(rent), kept=_cents(expenses[RENT]),
            )  # fmt: skip

    def _basis_amount(self, income, expense, rent, note):
        amount, text = {
            "remaining": (
                income - expense,
                _("Income less expenses: %(income)s − %(expense)s = %(amount)s"),
            ),
            "income": (income, _("Income alone counts: %(amount)s")),
            "income_minus_housing": (
                income - rent,
                _("Income less housing: %(income)s − %(rent)s = %(amount)s"),
            ),
        }[self.basis]
        if note:
            note(
                text, income=_cents(income), expense=_cents(expense), rent=_cents(rent),
                amount=_cents(amount),
            )  # fmt: skip
        return amount


_ALL_INCOME, _ALL_EXPENSE = _IncomeRule(), _ExpenseRule()


# Outcome
# -------


class _Grant:
    """What is given: rate, credit, months."""

    def __init__(self, spec, path):
        rate, months = spec.get("rate"), spec.get("months")
        self.rate = None if rate is None else _positive(rate, f"{path}.rate")
        self.months = None if months is None else _months(months, f"{path}.months")
        per = spec.get("credit_per", "household")
        self.per_person = _choice(per, PER[:2], f"{path}.credit_per") == "person"
        self.credits = self._read_credits(spec.get("credit"), f"{path}.credit")

    @staticmethod
    def _read_credits(credit, path):
        if credit is None:
            return None
        credits = _filled_list(credit if isinstance(credit, list | tuple) else [credit], path)
        return [_positive(amount, path) for amount in credits]

    def __call__(self, persons, numerator=None, denominator=ONE):
        """Rate (a fraction, so that nothing is rounded twice), credit, contribution, months."""
        if numerator is None:
            numerator = self.rate
        credit = contribution = None
        if self.credits is not None:
            credit = self.credits[min(persons, len(self.credits)) - 1]
            if self.per_person:
                credit *= persons
            if numerator is not None:
                contribution = _cents(credit * numerator / (denominator * HUNDRED))
        return {
            "rate": None if numerator is None else _cents(numerator / denominator),
            "credit": None if credit is None else _cents(credit),
            "contribution": contribution,
            "months": self.months,
        }


_NOTHING = {"rate": None, "credit": None, "contribution": None, "months": None}


class _Tiers:
    """First match in the order given."""

    def __init__(self, spec, grey_zone, factor):
        self.tiers = []
        for index, tier in enumerate(_filled_list(spec.get("tiers", []), "outcome.tiers")):
            self.tiers.append(self._read_tier(tier, f"outcome.tiers[{index}]", factor))
        bounds = [bound for bound, __, outcome, __ in self.tiers if outcome == "granted"]
        self.granted_to = max((bound for bound in bounds if bound is not None), default=None)
        self.margin_to = None
        if grey_zone and self.granted_to is not None:
            self.margin_to = self.granted_to + grey_zone

    @staticmethod
    def _read_tier(tier, path, factor):
        tier = _mapping(tier, TIER_KEYS, path)
        if "below" in tier and "up_to" in tier:
            raise ScaleError(_("%(path)s has both “below” and “up_to”: keep one."), path=path)
        inclusive = "up_to" in tier
        bound = tier.get("up_to", tier.get("below"))
        if bound is not None:
            bound = factor(_number(bound, f"{path}.{'up_to' if inclusive else 'below'}"))
        outcome = _choice(tier.get("outcome"), OUTCOMES, f"{path}.outcome")
        return bound, inclusive, outcome, _Grant(tier, path)

    def __call__(self, value, persons, note):
        outcome, grant = self._match(value, note)
        if outcome == "granted":
            return "granted", "within", grant(persons)
        if outcome == "refused" and self.margin_to is not None and value < self.margin_to:
            if note:
                note(
                    _("%(value)s is within the margin studied in commission, below %(limit)s"),
                    value=value, limit=_threshold(self.margin_to),
                )  # fmt: skip
            return "commission", "grey_zone", _NOTHING
        above = self.granted_to is None or value >= self.granted_to
        return outcome, "above" if above else "below", _NOTHING

    def _match(self, value, note):
        for bound, inclusive, outcome, grant in self.tiers:
            matches = bound is None or value < bound or (inclusive and value == bound)
            if note and bound is not None:
                note(
                    _TIER_TEXTS[inclusive, matches], value=value, bound=_threshold(bound)
                )  # fmt: skip
            if matches:
                return outcome, grant
        return "refused", None


_TIER_TEXTS = {
    (False, True): _("%(value)s is below %(bound)s"),
    (False, False): _("%(value)s is not below %(bound)s"),
    (True, True): _("%(value)s does not exceed %(bound)s"),
    (True, False): _("%(value)s exceeds %(bound)s"),
}


class _Curve:
    """A share that grows with the value, in straight lines between the points."""

    def __init__(self, spec, grey_zone, factor):
        points = _filled_list(spec.get("points", []), "outcome.points")
        raw = [self._read_point(p, f"outcome.points[{i}]") for i, p in enumerate(points)]
        for index in range(1, len(raw)):
            if raw[index][0] <= raw[index - 1][0]:
                raise ScaleError(
                    _("outcome.points[%(index)s]: the points must go up, %(value)s comes after."),
                    index=index, value=_short(raw[index][0]),
                )  # fmt: skip
        self.points = [(factor(value), rate) for value, rate in raw]
        self.grant = _Grant(spec, "outcome")

    @staticmethod
    def _read_point(point, path):
        if len(_list(point, path)) != 2:
            raise ScaleError(_("%(path)s must be a pair [value, rate]."), path=path)
        return _number(point[0], path), _positive(point[1], path)

    def __call__(self, value, persons, note):
        numerator, denominator = self._rate(value, note)
        refused = numerator >= HUNDRED * denominator
        if note and refused:
            note(_("From 100 %% on, nothing is taken off the price"))
        given = self.grant(persons, numerator, denominator)
        return ("refused", "above", given) if refused else ("granted", "within", given)

    def _rate(self, value, note):
        """The rate as an exact fraction."""
        low, low_rate = self.points[0]
        if value <= low:
            if note:
                self._explain_flat(
                    _("%(value)s is not above %(bound)s: %(rate)s %%"), 0, value, note
                )
            return low_rate, ONE
        for high, high_rate in self.points[1:]:
            if value <= high:
                width = high - low
                numerator = low_rate * width + (value - low) * (high_rate - low_rate)
                if note:
                    note(
                        _(
                            "%(value)s lies between %(low)s (%(low_rate)s %%) and %(high)s "
                            "(%(high_rate)s %%): %(rate)s %%"
                        ),
                        value=value, low=_threshold(low), low_rate=_short(low_rate),
                        high=_threshold(high), high_rate=_short(high_rate),
                        rate=_short(_cents(numerator / width)),
                    )  # fmt: skip
                return numerator, width
            low, low_rate = high, high_rate
        if note:
            self._explain_flat(_("%(value)s is above %(bound)s: %(rate)s %%"), -1, value, note)
        return low_rate, ONE

    def _explain_flat(self, text, index, value, note):
        bound, rate = self.points[index]
        note(text, value=value, bound=_threshold(bound), rate=_short(rate))


class _Ceilings:
    """One ceiling for each size of household."""

    def __init__(self, spec, grey_zone, factor):
        ceilings = _filled_list(spec.get("ceilings", []), "outcome.ceilings")
        self.ceilings = [
            factor(_number(ceiling, f"outcome.ceilings[{index}]"))
            for index, ceiling in enumerate(ceilings)
        ]
        self.inclusive = _flag(spec.get("inclusive", True), "outcome.inclusive")
        self.above = _choice(spec.get("above", "refused"), OUTCOMES, "outcome.above")
        self.beyond = _choice(spec.get("beyond", "commission"), OUTCOMES, "outcome.beyond")
        self.grant = _Grant(spec, "outcome")

    def __call__(self, value, persons, note):
        if persons > len(self.ceilings):
            if note:
                note(_("No ceiling is set for a household of %(persons)s"), persons=str(persons))
            outcome, reason = self.beyond, "beyond_ceilings"
        else:
            ceiling = self.ceilings[persons - 1]
            within = value < ceiling or (self.inclusive and value == ceiling)
            if note:
                note(
                    _CEILING_TEXTS[self.inclusive, within],
                    value=value, bound=_threshold(ceiling), persons=str(persons),
                )  # fmt: skip
            outcome, reason = ("granted", "within") if within else (self.above, "above")
        return outcome, reason, self.grant(persons) if outcome == "granted" else _NOTHING


_CEILING_TEXTS = {
    (False, True): _("%(value)s is below %(bound)s, the ceiling of a household of %(persons)s"),
    (False, False): _(
        "%(value)s is not below %(bound)s, the ceiling of a household of %(persons)s"
    ),
    (True, True): _(
        "%(value)s does not exceed %(bound)s, the ceiling of a household of %(persons)s"
    ),
    (True, False): _("%(value)s exceeds %(bound)s, the ceiling of a household of %(persons)s"),
}
_OUTCOMES = {"tiers": _Tiers, "curve": _Curve, "ceilings": _Ceilings}


class _Thresholds:
    """The minimum and the outcome, as they stand all year or in one season."""

    def __init__(self, spec, factor=None, text=None, figures=None):
        scaled = (lambda number: number) if factor is None else (lambda n: _cents(n * factor))
        minimum = spec.get("minimum")
        self.minimum = None if minimum is None else scaled(_number(minimum, "minimum"))
        grey_zone = _positive(spec.get("grey_zone", "0"), "grey_zone")
        outcome = spec.get("outcome")
        mode = outcome.get("mode") if isinstance(outcome, dict) else None
        mode = _choice(mode, _OUTCOMES, "outcome.mode")
        outcome = _mapping(outcome, OUTCOME_KEYS[mode], "outcome")
        self.decide = _OUTCOMES[mode](outcome, grey_zone, scaled)
        self.text, self.figures = text, figures

    def __call__(self, value, persons, note):
        if note and self.text:
            note(self.text, **self.figures)
        if self.minimum is not None and value < self.minimum:
            if note:
                note(
                    _("%(value)s is below the minimum of %(minimum)s"),
                    value=value, minimum=_threshold(self.minimum),
                )  # fmt: skip
            return "refused", "below_minimum", _NOTHING
        return self.decide(value, persons, note)


class _Season:
    def __init__(self, season, path, spec):
        season = _mapping(season, SEASON_KEYS, path)
        self.start = _month_day(season.get("from"), f"{path}.from")
        self.end = _month_day(season.get("to"), f"{path}.to")
        factor = _positive(season.get("factor"), f"{path}.factor")
        text = _("From %(start)s to %(end)s (month-day), thresholds are multiplied by %(factor)s")
        figures = {"start": self.start, "end": self.end, "factor": _short(factor)}
        self.thresholds = _Thresholds(spec, factor, text, figures)

    def covers(self, day):
        if self.start <= self.end:
            return self.start <= day <= self.end
        return day >= self.start or day <= self.end  # over New Year


class _Scale:
    """A version read once; called with a case, it computes it."""

    def __init__(self, spec):
        spec = _mapping(spec, SPEC_KEYS, "spec")
        self.units = _Units(spec.get("units", {}))
        self.divisor = _positive(spec.get("divisor", "30"), "divisor", zero=False)
        self.budget = _Budget(spec)
        self.all_year = _Thresholds(spec)
        seasons = enumerate(_list(spec.get("seasons", []), "seasons"))
        self.seasons = [_Season(season, f"seasons[{index}]", spec) for index, season in seasons]
        self.seasons.reverse()  # the last that matches counts

    def __call__(self, case, say=plain):
        """Figures, proposed outcome and reason; with `say`, the `trace` too."""
        trace = []
        note = (lambda text, **figures: trace.append(say(text, **figures))) if say else None
        with localcontext(EXACT):
            result = self._compute(case, note)
        if say:
            result["trace"] = trace
        return result

    def give(self, value, persons):
        """Outcome and what is given at a `value`, outside any season: to study thresholds."""
        with localcontext(EXACT):
            outcome, __, given = self.all_year(value, persons, None)
        keys = ("rate", "credit", "contribution")
        return {"outcome": outcome, **{key: _text(given[key]) for key in keys}}

    def _compute(self, case, note):
        if not isinstance(case, dict):
            raise ScaleError(_("%(path)s must be an object {…}."), path="case")
        day = _day(case.get("date"), "date")
        members = _list(case.get("members", ()), "members")
        if not members:
            raise ScaleError(_("The household has no member."))
        persons = len(members)
        units = self.units(members, day, note)
        lines = _list(case.get("lines", ()), "lines")
        income, expense, amount = self.budget(lines, persons, units, note)
        value = self._value(amount, units, note)
        outcome, reason, given = self._thresholds(day)(value, persons, note)
        if note:
            self._explain_given(outcome, given, note)
        return {
            "income": str(_cents(income)),
            "expense": str(_cents(expense)),
            "remaining": str(_cents(income - expense)),
            "units": _short(units),
            "value": str(value),
            "emergency": value < ZERO,
            "outcome": outcome,
            "reason": reason,
            "rate": _text(given["rate"]),
            "credit": _text(given["credit"]),
            "contribution": _text(given["contribution"]),
            "months": given["months"],
        }

    def _value(self, amount, units, note):
        value = _cents(amount / (units * self.divisor))
        if note:
            one = self.divisor == ONE
            text = _("%(amount)s ÷ %(units)s ÷ %(divisor)s = %(value)s")
            note(
                _("%(amount)s ÷ %(units)s = %(value)s") if one else text,
                amount=_cents(amount), units=_short(units), divisor=_short(self.divisor),
                value=value,
            )  # fmt: skip
            if value < ZERO:
                note(_("The budget is in deficit"))
        return value

    def _thresholds(self, day):
        for season in self.seasons:
            if season.covers(day[5:]):
                return season.thresholds
        return self.all_year

    @staticmethod
    def _explain_given(outcome, given, note):
        note(_("Outcome: %(outcome)s"), outcome=outcome)
        rate, credit, months = given["rate"], given["credit"], given["months"]
        if rate is not None:
            note(_("Share paid by the household: %(rate)s %%"), rate=_short(rate))
        if credit is not None:
            note(_("Purchase budget: %(credit)s"), credit=credit)
        if given["contribution"] is not None:
            note(_("Of which the household pays %(paid)s"), paid=given["contribution"])
        if months is not None:
            note(_("For %(months)s months"), months=str(months))


def _text(amount):
    return None if amount is None else str(amount)
