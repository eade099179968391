"""The barème's arithmetic, loaded by path: `python3 tests/test_scale_engine.py` needs no Odoo."""

import ast
import sys
import unittest
from copy import deepcopy

try:
    from . import scale_helpers as helpers
except ImportError:
    import scale_helpers as helpers

CASES, scale, tagged = helpers.CASES, helpers.scale, helpers.tagged
make_case, make_spec, person, tiers = (
    helpers.make_case,
    helpers.make_spec,
    helpers.person,
    helpers.tiers,
)


@tagged("post_install", "-at_install")
class TestScaleContract(helpers.BaseCase):
    def test_every_case_of_the_contract_gives_its_exact_result(self):
        self.assertGreaterEqual(len(CASES), 33)
        for case in CASES:
            with self.subTest(case=case["name"]):
                result = scale.evaluate(case["spec"], case["case"])
                self.assertEqual({key: result[key] for key in case["expect"]}, case["expect"])

    def test_the_engine_imports_nothing_but_the_standard_library(self):
        imported = set()
        for node in ast.walk(ast.parse(helpers.ENGINE.read_text())):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                self.assertEqual(node.level, 0)
                imported.add(node.module)
        self.assertLessEqual(imported, sys.stdlib_module_names)
        self.assertIn("decimal", imported)

    def test_a_compiled_version_computes_what_evaluate_does_again_and_again(self):
        for case in CASES:
            compiled = scale.compile(case["spec"])
            once = compiled(case["case"])
            self.assertEqual(once, compiled(case["case"]))
            self.assertEqual(once, scale.evaluate(case["spec"], case["case"]))

    def test_spec_and_case_are_left_as_they_were(self):
        for case in CASES:
            before = deepcopy(case)
            scale.evaluate(case["spec"], case["case"])
            self.assertEqual(case, before)

    def test_a_compiled_version_no_longer_follows_its_spec(self):
        spec = make_spec(divisor="30")
        compiled = scale.compile(spec)
        spec["divisor"] = "1"
        spec["outcome"]["tiers"].clear()
        self.assertEqual(compiled(make_case("60"))["value"], "2.00")

    def test_an_empty_entry_is_worth_an_absent_one(self):
        spec = make_spec(minimum=None, divisor=None, seasons=None, housing_benefit=None)
        case = make_case("210")
        self.assertEqual(scale.evaluate(spec, case), scale.evaluate(make_spec(), case))

    def test_what_documents_a_scale_is_accepted(self):
        spec = make_spec(source="Delibération 12", checked_on="2026-11-01", label="Colis")
        self.assertEqual(scale.evaluate(spec, make_case("60"))["value"], "2.00")


@tagged("post_install", "-at_install")
class TestScaleTrace(helpers.BaseCase):
    def test_the_trace_is_printable_lines_in_the_order_of_the_computation(self):
        spec = make_spec(
            units={"method": "oecd_modified", "single_parent_bonus": "0.2"},
            expense_rules=[
                {"category": "phone", "mode": "capped", "amount": "30", "per": "person"},
                {"category": "debt", "mode": "excluded"},
                {"category": "energy", "mode": "flat", "amount": "50", "coefficient": "50"},
            ],
            housing_benefit="net_of_rent",
            minimum="3",
            seasons=[{"from": "01-01", "to": "12-31", "factor": "0.5"}],
        )
        child = person("child", "2016-01-15")
        case = make_case("1000", person(), child, rent="600", phone="85", debt="200")
        case["lines"].append({"kind": "income", "category": "housing_benefit", "amount": "200"})
        self.assertEqual(
            scale.evaluate(spec, case)["trace"],
            [
                (
                    "Household of 2: 1 unit for the applicant, 0.5 for each other person aged 14 "
                    "or over, 0.3 for each younger one (OECD-modified)"
                ),
                "Units of each: 1 + 0.3",
                "Single parent: 0.2 unit more",
                "Units: 1.5",
                "housing_benefit: 200.00, counted in full",
                "wage: 1000.00, counted in full",
                "debt: 200.00, not kept",
                "energy: flat amount of 50.00 (declared: 0.00)",
                "energy: 50 % of it is kept: 25.00",
                "phone: 85.00, capped at 30.00 a person: 60.00",
                "rent: 600.00, kept in full",
                "Housing benefit 200.00 comes off the rent 600.00: 400.00 is kept",
                "Income counted: 1000.00",
                "Expenses kept: 485.00",
                "Income less expenses: 1000.00 − 485.00 = 515.00",
                "515.00 ÷ 1.5 ÷ 30 = 11.44",
                "From 01-01 to 12-31 (month-day), thresholds are multiplied by 0.5",
                "11.44 is not below 4.00",
                "Outcome: refused",
            ],
        )

    def test_every_case_can_be_explained(self):
        for case in CASES:
            trace = scale.evaluate(case["spec"], case["case"])["trace"]
            self.assertGreater(len(trace), 5)
            for line in trace:
                self.assertIs(type(line), str)
                self.assertTrue(line.isprintable())
                self.assertNotIn("%(", line)

    def test_without_say_a_batch_gets_the_same_figures_and_no_trace(self):
        for case in CASES:
            result = scale.evaluate(case["spec"], case["case"])
            del result["trace"]
            self.assertEqual(scale.compile(case["spec"])(case["case"], say=None), result)

    def test_the_trace_is_worded_by_whoever_asks(self):
        def say(text, **figures):
            return (text, figures)

        trace = scale.evaluate(make_spec(), make_case("60"), say)["trace"]
        figures = dict(trace)["%(category)s: %(declared)s, counted in full"]
        self.assertEqual(figures["category"], "wage")
        self.assertEqual(figures["declared"], scale.Decimal("60.00"))
        self.assertEqual(dict(trace)["Outcome: %(outcome)s"], {"outcome": "granted"})

    def test_an_error_is_translatable_too(self):
        with self.assertRaises(scale.ScaleError) as raised:
            scale.compile(make_spec(divisor="thirty"))
        error = raised.exception
        self.assertEqual(str(error), 'divisor: “thirty” is not a number written like "1035.50".')
        self.assertEqual(error.figures, {"path": "divisor", "value": "thirty"})
        self.assertEqual(error.text % error.figures, str(error))


@tagged("post_install", "-at_install")
class TestScaleErrors(helpers.BaseCase):
    def assert_refused(self, spec, words):
        with self.assertRaisesRegex(scale.ScaleError, words):
            scale.compile(spec)

    def assert_case_refused(self, case, words, **keys):
        with self.assertRaisesRegex(scale.ScaleError, words):
            scale.compile(make_spec(**keys))(case)

    def test_a_scale_error_is_a_value_error(self):
        self.assertTrue(issubclass(scale.ScaleError, ValueError))

    def test_an_unknown_mode_is_refused_by_name(self):
        for keys, words in (
            ({"basis": "wealth"}, "basis: “wealth” is unknown"),
            ({"units": {"method": "caf"}}, "units.method: “caf” is unknown"),
            ({"housing_benefit": "ignored"}, "housing_benefit: “ignored” is unknown"),
            ({"outcome": {"mode": "lottery"}}, "outcome.mode: “lottery” is unknown"),
            ({"outcome": {}}, "outcome.mode: “None” is unknown"),
            ({"outcome": "tiers"}, "outcome.mode: “None” is unknown"),
            ({"outcome": None}, "outcome.mode: “None” is unknown"),
            ({"expense_rules": [{"category": "rent", "mode": "halved"}]}, "mode: “halved”"),
            (
                {"expense_rules": [{"category": "rent", "per": "cat"}]},
                r"expense_rules\[0\].per: “cat”",
            ),
            ({"outcome": tiers({"outcome": "maybe"})}, r"tiers\[0\].outcome: “maybe”"),
            ({"outcome": tiers({"below": "3"})}, r"tiers\[0\].outcome: “None”"),
            (
                {"outcome": tiers({"outcome": "granted", "credit": "1", "credit_per": "unit"})},
                "credit_per: “unit” is unknown; one of household, person",
            ),
            ({"outcome": {"mode": "ceilings", "ceilings": ["1"], "above": "no"}}, "above: “no”"),
            ({"outcome": {"mode": "ceilings", "ceilings": ["1"], "beyond": "no"}}, "beyond: “no”"),
        ):  # fmt: skip
            with self.subTest(keys=keys):
                self.assert_refused(make_spec(**keys), words)

    def test_a_key_that_nobody_reads_is_refused_rather_than_ignored(self):
        for keys, words in (
            ({"minimun": "3"}, "spec: “minimun” is unknown"),
            ({"units": {"metod": "oxford"}}, "units: “metod” is unknown"),
            ({"income_rules": [{"category": "wage", "coef": "5"}]}, "“coef” is unknown"),
            ({"outcome": tiers({"under": "3", "outcome": "granted"})}, "“under” is unknown"),
            ({"outcome": {"mode": "curve", "points": [["1", "2"]], "rate": "3"}}, "“rate”"),
        ):
            with self.subTest(keys=keys):
                self.assert_refused(make_spec(**keys), words)

    def test_two_rules_of_a_category_are_refused(self):
        for key in ("income_rules", "expense_rules"):
            rules = [{"category": "rent"}, {"category": "wage"}, {"category": "rent"}]
            self.assert_refused(
                make_spec(**{key: rules}), f"{key} has two rules for the category “rent”"
            )

    def test_the_same_category_may_have_an_income_and_an_expense_rule(self):
        rules = [{"category": "alimony"}]
        scale.compile(make_spec(income_rules=rules, expense_rules=rules))

    def test_points_must_go_up(self):
        for values in (["3", "2"], ["3", "3"], ["1", "5", "4"]):
            points = [[value, "10"] for value in values]
            self.assert_refused(
                make_spec(outcome={"mode": "curve", "points": points}), "the points must go up"
            )

    def test_a_point_is_a_pair(self):
        for point in (["1"], ["1", "2", "3"], "12"):
            self.assert_refused(
                make_spec(outcome={"mode": "curve", "points": [point]}), r"outcome.points\[0\]"
            )

    def test_an_outcome_without_table_is_refused(self):
        for mode in ("tiers", "curve", "ceilings"):
            self.assert_refused(make_spec(outcome={"mode": mode}), "must not be empty")
        self.assert_refused(
            make_spec(outcome=tiers({"outcome": "granted", "credit": []})), "must not be empty"
        )

    def test_a_tier_has_one_bound(self):
        both = {"below": "3", "up_to": "3", "outcome": "granted"}
        self.assert_refused(make_spec(outcome=tiers(both)), "both “below” and “up_to”")

    def test_numbers_are_written_plainly(self):
        for divisor in ("1e3", "30,42", "", " 30", "1 000", "NaN", "Infinity", "1_0", "٣٠", 30.0,
                        True, [], "1234567890123"):  # fmt: skip
            with self.subTest(divisor=divisor):
                self.assert_refused(make_spec(divisor=divisor), "divisor: .* is not a number")
        self.assertEqual(scale.evaluate(make_spec(divisor=30), make_case("60"))["value"], "2.00")

    def test_a_figure_out_of_its_range_is_refused(self):
        for keys, words in (
            ({"divisor": "0"}, "divisor must not be zero"),
            ({"divisor": "-30"}, "divisor: -30 is below zero"),
            ({"grey_zone": "-1"}, "grey_zone: -1 is below zero"),
            ({"units": {"single_parent_bonus": "-1"}}, "single_parent_bonus: -1 is below zero"),
            ({"units": {"use_presence": "yes"}}, "units.use_presence must be true or false"),
            ({"income_rules": [{"category": "wage", "coefficient": "-5"}]}, "below zero"),
            ({"income_rules": [{"coefficient": "5"}]}, "the category is missing"),
            ({"expense_rules": [{"category": "rent", "mode": "capped"}]}, r"\[0\].amount: “None”"),
            ({"expense_rules": [{"category": "rent", "mode": "flat"}]}, r"\[0\].amount: “None”"),
            ({"outcome": tiers({"outcome": "granted", "months": "1.5"})}, "whole number of months"),
            ({"outcome": tiers({"outcome": "granted", "months": 0})}, "months must not be zero"),
            ({"outcome": tiers({"outcome": "granted", "rate": "-1"})}, "rate: -1 is below zero"),
            ({"seasons": [{"from": "02-30", "to": "03-01"}]}, r"\[0\].from: “02-30”"),
            ({"seasons": [{"from": "02-01", "to": "13-01"}]}, r"\[0\].to: “13-01”"),
            ({"seasons": [{"from": "02-01", "to": "03-01"}]}, r"\[0\].factor: “None”"),
            ({"seasons": {}}, "seasons must be a list"),
            ({"units": []}, "units must be an object"),
        ):  # fmt: skip
            with self.subTest(keys=keys):
                self.assert_refused(make_spec(**keys), words)
        self.assert_refused([], "spec must be an object")

    def test_a_household_has_members(self):
        self.assert_case_refused({"date": "2024-03-01", "members": [], "lines": []}, "no member")
        self.assert_case_refused({"date": "2024-03-01"}, "no member")

    def test_a_household_where_nobody_is_present_counts_for_nothing(self):
        case = make_case("0", person(presence="0"))
        self.assert_case_refused(case, "zero units")
        for units in ({"use_presence": False}, {"method": "household"}):
            self.assertEqual(scale.evaluate(make_spec(units=units), case)["units"], "1")

    def test_an_impossible_case_says_where(self):
        members = [person(), person("cousin")]
        for case, words in (
            (make_case("0", *members), r"members\[1\].role: “cousin” is unknown"),
            (make_case("0", person(birthdate="1980-13-01")), r"members\[0\].birthdate"),
            (make_case("0", person(birthdate="19800101")), r"members\[0\].birthdate"),
            (make_case("0", person(presence="1.5")), "presence is a share, between 0 and 1"),
            (make_case("0", person(presence="-0.5")), "below zero"),
            (make_case("0", "someone"), r"members\[0\] must be an object"),
            (make_case("0", day="1 mars"), "date: “1 mars” is not a date"),
            (make_case(100.5), r"lines\[0\].amount: “100.5” is not a number"),
            (make_case(None), r"lines\[0\].amount"),
            (make_case() | {"lines": [{"kind": "debt"}]}, r"lines\[0\].kind: “debt” is unknown"),
            (make_case() | {"lines": [{"kind": ["income"]}]}, r"lines\[0\].kind"),
            (
                make_case() | {"lines": [{"kind": "income", "category": "", "amount": "1"}]},
                r"lines\[0\]: the category is missing",
            ),
            (
                make_case() | {"lines": [{"kind": "income", "category": [], "amount": "1"}]},
                "the category is missing",
            ),
            (make_case() | {"lines": ["wage"]}, r"lines\[0\] must be an object"),
            (make_case() | {"lines": None}, "lines must be a list"),
            ("someone", "case must be an object"),
        ):
            with self.subTest(words=words):
                self.assert_case_refused(case, words)

    def test_a_birth_date_is_missed_only_where_ages_weigh(self):
        case = make_case("60", person(birthdate=None), person("child", None))
        self.assertEqual(scale.evaluate(make_spec(), case)["units"], "2")
        self.assert_case_refused(
            case, r"members\[1\]: the birth date is missing", units={"method": "oxford"}
        )


if __name__ == "__main__":
    unittest.main()
