"""What must hold for every barème and household: `python3 tests/test_scale_properties.py`."""

import unittest
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

try:
    from . import scale_helpers as helpers
except ImportError:
    import scale_helpers as helpers

scale, tagged, make_spec, tiers = helpers.scale, helpers.tagged, helpers.make_spec, helpers.tiers

CATEGORIES = {
    "income": ["wage", "rsa", "housing_benefit"],
    "expense": ["rent", "energy", "phone", "debt"],
}
RANK = {"refused": 0, "commission": 1, "granted": 2}

# Derandomised: a suite that fails says the same thing twice.
check = settings(database=None, deadline=None, derandomize=True, max_examples=150)


def cents(low, high):
    return st.integers(low, high).map(lambda n: f"{Decimal(n).scaleb(-2):f}")


amounts = cents(0, 300000)
percents = cents(0, 12000)
days = st.dates(date(1930, 1, 1), date(2030, 1, 1)).map(str)


def rules(kind):
    coefficient = st.fixed_dictionaries({"coefficient": percents})
    if kind == "expense":
        coefficient = st.fixed_dictionaries(
            {
                "coefficient": percents,
                "mode": st.sampled_from(scale.EXPENSE_MODES),
                "amount": amounts,
                "per": st.sampled_from(scale.PER),
            }
        )
    return st.dictionaries(st.sampled_from(CATEGORIES[kind]), coefficient, max_size=3).map(
        lambda entries: [{"category": category} | rule for category, rule in entries.items()]
    )


def granted_tiers(bounds_and_rates):
    """Bounds and rates both going up, then nothing: more means never give more."""
    bounds = sorted({bound for bound, __ in bounds_and_rates}, key=Decimal)
    rates = sorted((rate for __, rate in bounds_and_rates), key=Decimal)
    return tiers(
        *(
            {"below": bound, "outcome": "granted", "rate": rate, "credit": "80"}
            for bound, rate in zip(bounds, rates, strict=False)
        )
    )


def curve(bounds_and_rates):
    bounds = sorted({bound for bound, __ in bounds_and_rates}, key=Decimal)
    rates = sorted((rate for __, rate in bounds_and_rates), key=Decimal)
    points = [list(point) for point in zip(bounds, rates, strict=False)]
    return {"mode": "curve", "points": points, "credit": "80", "credit_per": "person"}


steps = st.lists(st.tuples(cents(0, 3000), cents(0, 10000)), min_size=1, max_size=5)
outcomes = st.one_of(
    steps.map(granted_tiers),
    steps.map(curve),
    st.lists(amounts, min_size=1, max_size=5).map(
        lambda ceilings: {"mode": "ceilings", "ceilings": ceilings, "rate": "5"}
    ),
)
specs = st.fixed_dictionaries(
    {
        "basis": st.sampled_from(scale.BASES),
        "units": st.fixed_dictionaries(
            {
                "method": st.sampled_from(sorted(scale.WEIGHTS)),
                "use_presence": st.booleans(),
                "single_parent_bonus": st.sampled_from(["0", "0.2", "0.5"]),
            }
        ),
        "divisor": st.sampled_from(["1", "30", "30.42", "31"]),
        "income_rules": rules("income"),
        "expense_rules": rules("expense"),
        "housing_benefit": st.sampled_from(scale.HOUSING_MODES),
        "grey_zone": cents(0, 300),
        "outcome": outcomes,
    }
)
lines = st.lists(
    st.sampled_from(["income", "expense"]).flatmap(
        lambda kind: st.fixed_dictionaries(
            {
                "kind": st.just(kind),
                "category": st.sampled_from(CATEGORIES[kind]),
                "amount": amounts,
            }
        )
    ),
    max_size=8,
)
others = st.lists(
    st.fixed_dictionaries(
        {
            "role": st.sampled_from(["partner", "child", "other"]),
            "birthdate": days,
            "presence": st.sampled_from(["1", "0.5", "0.25"]),
        }
    ),
    max_size=6,
)
cases = st.builds(
    lambda members, lines: {
        "date": "2024-03-01",
        "members": [{"role": "applicant", "birthdate": "1980-01-15"}, *members],
        "lines": lines,
    },
    others,
    lines,
)


def more(case, kind, category, amount):
    line = {"kind": kind, "category": category, "amount": amount}
    return case | {"lines": [*case["lines"], line]}


@tagged("post_install", "-at_install")
class TestScaleProperties(helpers.BaseCase):
    @check
    @given(specs, cases, st.randoms(use_true_random=False))
    def test_the_order_of_lines_and_members_never_matters(self, spec, case, random):
        shuffled = {
            "date": case["date"],
            "members": random.sample(case["members"], len(case["members"])),
            "lines": random.sample(case["lines"], len(case["lines"])),
        }
        self.assertEqual(scale.evaluate(spec, shuffled), scale.evaluate(spec, case))

    @check
    @given(specs, cases, amounts, st.sampled_from(["income", "expense"]), st.data())
    def test_splitting_a_line_changes_nothing(self, spec, case, amount, kind, data):
        category = data.draw(st.sampled_from(CATEGORIES[kind]))
        part = data.draw(cents(0, int(Decimal(amount) * 100)))
        whole = more(case, kind, category, amount)
        split = more(case, kind, category, part)
        split = more(split, kind, category, f"{Decimal(amount) - Decimal(part):f}")
        self.assertEqual(scale.evaluate(spec, split), scale.evaluate(spec, whole))

    @check
    @given(specs, cases, amounts, st.sampled_from(CATEGORIES["income"]))
    def test_more_income_never_opens_more(self, spec, case, amount, category):
        before = scale.evaluate(spec, case)
        after = scale.evaluate(spec, more(case, "income", category, amount))
        self.assert_not_better(after, before)

    @check
    @given(specs, cases, amounts, st.sampled_from(CATEGORIES["expense"]))
    def test_more_expenses_never_open_less(self, spec, case, amount, category):
        before = scale.evaluate(spec, case)
        after = scale.evaluate(spec, more(case, "expense", category, amount))
        self.assert_not_better(before, after)

    def assert_not_better(self, richer, poorer):
        self.assertGreaterEqual(Decimal(richer["value"]), Decimal(poorer["value"]))
        self.assertLessEqual(RANK[richer["outcome"]], RANK[poorer["outcome"]])
        if richer["rate"] and poorer["rate"]:
            self.assertGreaterEqual(Decimal(richer["rate"]), Decimal(poorer["rate"]))
        if richer["contribution"] and poorer["contribution"]:
            self.assertGreaterEqual(
                Decimal(richer["contribution"]), Decimal(poorer["contribution"])
            )

    @check
    @given(specs, cases)
    def test_the_household_never_pays_more_than_its_credit(self, spec, case):
        result = scale.evaluate(spec, case)
        if result["contribution"]:
            self.assertLessEqual(Decimal(result["contribution"]), Decimal(result["credit"]))

    @check
    @given(specs, cases)
    def test_a_cap_or_an_exclusion_never_keeps_more_than_the_actual(self, spec, case):
        expenses = [
            rule | {"coefficient": "100", "mode": mode}
            for rule in spec["expense_rules"]
            for mode in [rule["mode"] if rule["mode"] != "flat" else "capped"]
        ]
        spec = spec | {"housing_benefit": "as_income"}
        limited = scale.evaluate(spec | {"expense_rules": expenses}, case)
        actual = scale.evaluate(spec | {"expense_rules": []}, case)
        self.assertLessEqual(Decimal(limited["expense"]), Decimal(actual["expense"]))

    @check
    @given(specs, cases)
    def test_housing_benefit_net_of_rent_only_loses_its_surplus(self, spec, case):
        as_income = scale.evaluate(spec | {"housing_benefit": "as_income"}, case)
        net = scale.evaluate(spec | {"housing_benefit": "net_of_rent"}, case)
        self.assertLessEqual(Decimal(net["income"]), Decimal(as_income["income"]))
        self.assertLessEqual(Decimal(net["remaining"]), Decimal(as_income["remaining"]))
        enough = more(case, "expense", "rent", "999999")
        spec = spec | {"expense_rules": []}
        self.assertEqual(
            scale.evaluate(spec | {"housing_benefit": "net_of_rent"}, enough)["remaining"],
            scale.evaluate(spec | {"housing_benefit": "as_income"}, enough)["remaining"],
        )

    @check
    @given(specs, cases, cents(0, 100))
    def test_a_season_that_lowers_thresholds_never_opens_more(self, spec, case, factor):
        season = {"from": "01-01", "to": "12-31", "factor": factor}
        spec = spec | {"grey_zone": "0"}
        usual = scale.evaluate(spec, case)
        strict = scale.evaluate(spec | {"seasons": [season]}, case)
        self.assertEqual(strict["value"], usual["value"])
        self.assertLessEqual(RANK[strict["outcome"]], RANK[usual["outcome"]])

    @check
    @given(specs, cases)
    def test_figures_are_exact_and_well_written(self, spec, case):
        result = scale.evaluate(spec, case)
        for key in ("income", "expense", "remaining", "value"):
            self.assertRegex(result[key], r"^-?\d+\.\d\d$")
            self.assertNotEqual(result[key], "-0.00")
        self.assertEqual(result["emergency"], result["value"].startswith("-"))
        if spec["basis"] == "remaining" and not spec["income_rules"] + spec["expense_rules"]:
            divided = Fraction(result["remaining"]) / Fraction(result["units"])
            half_up = int(abs(divided) / Fraction(spec["divisor"]) * 100 + Fraction(1, 2))
            self.assertEqual(abs(Decimal(result["value"])), Decimal(half_up).scaleb(-2))

    @check
    @given(specs, cases, others)
    def test_one_more_person_never_raises_a_share_of_means(self, spec, case, newcomers):
        spec = spec | {"units": {"method": "oecd_modified"}, "expense_rules": []}
        larger = case | {"members": case["members"] + newcomers}
        before, after = scale.evaluate(spec, case), scale.evaluate(spec, larger)
        self.assertEqual(after["remaining"], before["remaining"])
        self.assertLessEqual(abs(Decimal(after["value"])), abs(Decimal(before["value"])))


if __name__ == "__main__":
    unittest.main()
