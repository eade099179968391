import json
from contextlib import contextmanager
from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, TransactionCase, freeze_time, tagged

from .scale_helpers import CASES, make_case, make_spec
from .scale_helpers import scale as engine

KEYS = list(engine.SPEC_KEYS)


class ScaleCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))
        cls.env.company.currency_id = cls.env.ref("base.EUR")
        cls.scale = cls.env["food.aid.scale"].create({"name": "CCAS of Testville"})

    @contextmanager
    def refused(self, error, words):
        """Refused, and everything as before: what the end of a failed request does."""
        with self.assertRaisesRegex(error, words), self.env.cr.savepoint():
            yield

    def draft(self, **keys):
        return self.scale._import_spec(make_spec(**keys))

    def opened(self, **keys):
        version = self.draft(**{"date_from": "2024-01-01"} | keys)
        version.action_open()
        return version

    def used(self, **keys):
        version = self.opened(**keys)
        version._mark_used()
        return version


@tagged("post_install", "-at_install")
class TestScaleSpec(ScaleCase):
    def test_every_spec_of_the_contract_comes_back_as_it_came(self):
        for case in CASES:
            with self.subTest(case=case["name"]):
                version = self.scale._import_spec(case["spec"])
                self.assertEqual(version.state, "draft")
                self.assertEqual(version._to_spec(), case["spec"])
                version.invalidate_recordset()
                self.assertEqual(version._to_spec(), case["spec"])

    def test_every_spec_means_the_same_once_written_by_the_form(self):
        for case in CASES:
            with self.subTest(case=case["name"]):
                version = self.scale._import_spec(case["spec"])
                version.write({"source_spec": False, "source_built": False})
                result = engine.evaluate(version._to_spec(), case["case"])
                self.assertEqual({key: result[key] for key in case["expect"]}, case["expect"])

    def test_every_spec_means_the_same_once_copied(self):
        for case in CASES:
            version = self.scale._import_spec(case["spec"])
            copied = version.copy()
            result = copied._compiled()(case["case"])
            self.assertEqual({key: result[key] for key in case["expect"]}, case["expect"])

    def test_the_keys_of_a_spec_come_in_the_order_of_the_contract(self):
        for case in CASES:
            spec = json.loads(json.dumps(case["spec"], sort_keys=True))
            keys = list(self.scale._import_spec(spec)._to_spec())
            self.assertEqual(keys, [key for key in KEYS if key in spec])

    def test_what_is_edited_changes_and_the_rest_keeps_its_spelling(self):
        spec = make_spec(name="Ours", divisor="30.420", minimum="3.00", grey_zone="1.50")
        spec["date_from"] = "2024-01-01"
        version = self.scale._import_spec(spec)
        version.write({"minimum": "2,5", "single_parent_bonus": 0.2})
        expected = spec | {"minimum": "2.5"}
        expected["units"] = {"method": "per_capita", "single_parent_bonus": "0.2"}
        self.assertEqual(version._to_spec(), expected)
        version.minimum = False
        del expected["minimum"]
        self.assertEqual(version._to_spec(), expected)

    def test_a_spec_the_engine_refuses_is_not_imported(self):
        for spec, words in (
            (make_spec(divisor="0"), "divisor must not be zero"),
            (make_spec(outcome={"mode": "lottery"}), "“lottery” is unknown"),
            ({}, "outcome.mode"),
            ([], "must be an object"),
            (make_spec(date_from="1 mars 2024"), "dates of this scale"),
        ):
            with self.assertRaisesRegex(UserError, words):
                self.scale._import_spec(spec)
        self.assertFalse(self.scale.version_ids)

    def test_a_heading_unknown_here_is_added_to_the_list(self):
        rules = [{"category": "moon_rent", "mode": "excluded"}]
        version = self.draft(expense_rules=rules, income_rules=[{"category": "moon_rent"}])
        categories = version.expense_rule_ids.category_id + version.income_rule_ids.category_id
        self.assertEqual(categories.mapped("kind"), ["expense", "income"])
        self.assertEqual(categories.mapped("code"), ["moon_rent", "moon_rent"])


@tagged("post_install", "-at_install")
class TestScaleVersion(ScaleCase):
    def test_a_scale_has_one_version_on_a_day(self):
        first = self.opened(date_from="2012-01-01", date_to="2023-12-31")
        second = self.opened(date_from="2024-01-01")
        for day, version in (
            (date(2011, 12, 31), self.env["food.aid.scale.version"]),
            (date(2012, 1, 1), first),
            (date(2023, 12, 31), first),
            (date(2024, 1, 1), second),
            (date(2050, 1, 1), second),
        ):
            self.assertEqual(self.scale._version_at(day), version)

    def test_no_scale_has_no_version(self):
        self.assertFalse(self.env["food.aid.scale"]._version_at(date(2024, 1, 1)))

    def test_a_version_in_preparation_does_not_count(self):
        version = self.draft(date_from="2024-01-01")
        self.assertFalse(self.scale._version_at(date(2024, 6, 1)))
        version.action_open()
        self.assertEqual(self.scale._version_at(date(2024, 6, 1)), version)
        version.action_draft()
        self.assertFalse(self.scale._version_at(date(2024, 6, 1)))

    @freeze_time("2024-06-01")
    def test_the_scale_shows_the_version_of_today(self):
        version = self.opened()
        self.assertEqual(self.scale.version_id, version)

    def test_a_new_version_ends_the_open_ended_one_the_day_before(self):
        first = self.used(date_from="2020-01-01")
        self.opened(date_from="2024-07-01")
        self.assertEqual(first.date_to, date(2024, 6, 30))

    def test_two_versions_in_force_do_not_overlap(self):
        self.opened(date_from="2024-01-01", date_to="2024-12-31")
        for start, end in (
            ("2024-12-31", False),
            ("2023-01-01", False),
            ("2023-01-01", "2024-01-01"),
            ("2024-03-01", "2024-04-01"),
            ("2020-01-01", "2030-01-01"),
        ):
            version = self.draft(date_from=start)
            version.date_to = end
            with self.refused(ValidationError, "would be in force together"):
                version.action_open()
        for start, end in (("2025-01-01", False), ("2023-01-01", "2023-12-31")):
            version = self.draft(date_from=start)
            version.date_to = end
            version.action_open()

    def test_a_later_change_of_dates_does_not_make_versions_overlap(self):
        first = self.opened(date_from="2020-01-01")
        self.opened(date_from="2024-01-01")
        with self.assertRaisesRegex(ValidationError, "would be in force together"):
            first.date_to = False

    def test_versions_of_two_scales_live_side_by_side(self):
        self.opened()
        other = self.scale.copy({"name": "Shelf"})
        self.assertFalse(other.version_ids)
        other._import_spec(make_spec(date_from="2024-01-01")).action_open()

    def test_a_version_that_cannot_be_computed_is_not_put_in_force(self):
        version = self.draft()
        version.tier_ids.unlink()
        with self.assertRaisesRegex(UserError, "outcome.tiers must not be empty"):
            version.action_open()
        self.assertEqual(version.state, "draft")

    def test_the_next_version_starts_as_a_copy_of_the_latest(self):
        self.used(expense_rules=[{"category": "phone", "mode": "capped", "amount": "30"}])
        with freeze_time("2025-03-10"):
            action = self.scale.action_new_version()
        version = self.env["food.aid.scale.version"].browse(action["res_id"])
        self.assertEqual(version.state, "draft")
        self.assertEqual(version.date_from, date(2025, 4, 1))
        self.assertEqual(version.expense_rule_ids.amount, 30.0)
        self.assertEqual(version._to_spec()["outcome"], make_spec()["outcome"])

    def test_the_first_version_of_a_scale_starts_empty(self):
        action = self.scale.action_new_version()
        version = self.env["food.aid.scale.version"].browse(action["res_id"])
        self.assertEqual(version.scale_id, self.scale)
        self.assertFalse(version.tier_ids)

    def test_the_usual_exceptions_are_added_once(self):
        version = self.draft(income_rules=[{"category": "apa", "coefficient": "50"}])
        version.action_add_default_rules()
        rules = {rule.category_id.code: rule.coefficient for rule in version.income_rule_ids}
        self.assertEqual(rules["apa"], 50.0)
        self.assertEqual(rules["school_allowance"], 0.0)
        self.assertNotIn("wage", rules)
        count = len(version.income_rule_ids)
        version.action_add_default_rules()
        self.assertEqual(len(version.income_rule_ids), count)

    def test_numbers_typed_as_people_write_them_are_read(self):
        version = self.draft()
        version.tier_ids[0].write({"rate": "12,5 %", "credit": "20 ; 30,50 €"})
        tier = version._to_spec()["outcome"]["tiers"][0]
        self.assertEqual(tier["rate"], "12.5")
        self.assertEqual(tier["credit"], ["20", "30.50"])

    def test_what_is_no_number_is_refused_at_once(self):
        version = self.draft()
        for record, vals, words in (
            (version, {"minimum": "three"}, "Minimum: “three” is not a number"),
            (version, {"minimum": "3 ; 4"}, "give one number"),
            (version.tier_ids[0], {"rate": "10-20"}, "“10-20” is not a number"),
            (version.tier_ids[0], {"credit": "20 ; many"}, "“many” is not a number"),
        ):
            with self.refused(ValidationError, words):
                record.write(vals)

    def test_a_season_is_made_of_days_that_exist(self):
        version = self.draft(seasons=[{"from": "02-29", "to": "04-30", "factor": "1"}])
        for vals in ({"day_to": 31}, {"day_from": 30}, {"day_from": 0}, {"day_to": -1}):
            with self.refused(ValidationError, "does not exist"):
                version.season_ids.write(vals)

    def test_a_missing_ceiling_is_named(self):
        outcome = {"mode": "ceilings", "ceilings": ["500", "700", "900"]}
        version = self.draft(outcome=outcome)
        version.ceiling_ids.filtered(lambda ceiling: ceiling.persons == 2).unlink()
        with self.assertRaisesRegex(UserError, "The ceiling for 2 people is missing"):
            version.action_open()


@tagged("post_install", "-at_install")
class TestScaleExplanation(ScaleCase):
    def test_the_explanation_is_in_the_words_of_the_user(self):
        version = self.used(expense_rules=[{"category": "debt", "mode": "excluded"}])
        lines = version._explain(make_case("60", debt="10"))
        self.assertIn("Wages and bonuses: 60.00\N{NO-BREAK SPACE}€, counted in full", lines)
        self.assertIn("Debt plan: 10.00\N{NO-BREAK SPACE}€, not kept", lines)
        self.assertEqual(
            lines[-2:], ["Outcome: Within the scale", "Share paid by the household: 10 %"]
        )

    def test_seasons_are_explained_with_the_names_of_months(self):
        version = self.used(seasons=[{"from": "04-01", "to": "10-31", "factor": "0.70"}])
        [line] = [text for text in version._explain(make_case(day="2024-05-01")) if "From" in text]
        self.assertIn("From 1 April to 31 October", line)
        self.assertIn("multiplied by 0.7", line)

    def test_a_batch_reads_a_used_version_once_and_makes_no_trace(self):
        version = self.used()
        compiled = version._compiled()
        self.assertIs(version._compiled(), compiled)
        self.assertNotIn("trace", compiled(make_case("60")))

    def test_an_error_of_the_engine_is_worded(self):
        error = engine.ScaleError("%(path)s must not be zero.", path="divisor")
        Version = self.env["food.aid.scale.version"]
        self.assertEqual(Version._word_error(error), "divisor must not be zero.")

    def test_the_example_follows_the_rules_while_they_are_typed(self):
        version = self.draft(date_from="2024-01-01")
        with Form(version) as form:
            form.example_adults = 2
            form.example_children = 1
            form.example_income = 900
            form.example_rent = 300
            form.example_housing_benefit = 0
            form.example_other = 60
            self.assertEqual(form.example_value, "6.00\N{NO-BREAK SPACE}€")
            self.assertEqual(form.example_outcome, "granted")
            form.divisor = 15
            self.assertEqual(form.example_value, "12.00\N{NO-BREAK SPACE}€")
            self.assertEqual(form.example_outcome, "refused")
            with form.tier_ids.edit(0) as tier:
                tier.bound = 13
            self.assertEqual(form.example_outcome, "granted")
            self.assertIn("is below 13.00", form.example_explanation)
            with form.expense_rule_ids.new() as rule:
                rule.category_id = self.env.ref("food_aid.budget_category_rent")
                rule.mode = "excluded"
            self.assertEqual(form.example_value, "18.67\N{NO-BREAK SPACE}€")
            form.example_adults = 0
            form.example_children = 0
            self.assertEqual(form.example_explanation, "The household has no member.")
            form.example_adults = 1
        self.assertEqual(version.divisor, 15)

    def test_a_tier_that_never_applies_is_pointed_out(self):
        version = self.draft()
        for tiers, number in (
            ([("below", 8), ("rest", 0)], None),
            ([("below", 8), ("up_to", 8), ("below", 9)], None),
            ([("below", 9), ("below", 8), ("rest", 0)], 2),
            ([("up_to", 8), ("below", 8)], 2),
            ([("below", 8), ("rest", 0), ("below", 9)], 3),
            ([("below", 8), ("below", 8)], 2),
        ):
            version.tier_ids = [Command.clear()] + [
                Command.create({"sequence": rank, "bound_kind": kind, "bound": bound})
                for rank, (kind, bound) in enumerate(tiers)
            ]
            with self.subTest(tiers=tiers):
                if number:
                    self.assertIn(f"Line {number} never applies", version.tier_warning)
                else:
                    self.assertFalse(version.tier_warning)
        version.outcome_mode = "curve"
        self.assertFalse(version.tier_warning)

    def test_the_example_weighs_ages(self):
        version = self.draft(units={"method": "oecd_modified"})
        version.write({"example_adults": 3, "example_teenagers": 1, "example_children": 2})
        self.assertIn("Units: 3.1", version.example_explanation.splitlines())


@tagged("post_install", "-at_install")
class TestFrozenVersion(ScaleCase):
    RULES = {
        "income_rules": [{"category": "wage", "coefficient": "90"}],
        "expense_rules": [{"category": "phone", "mode": "capped", "amount": "30"}],
        "seasons": [{"from": "04-01", "to": "10-31", "factor": "0.70"}],
    }
    LINES = {
        "income_rule_ids": {"coefficient": 80},
        "expense_rule_ids": {"amount": 40},
        "season_ids": {"factor": 0.5},
        "tier_ids": {"bound": 12},
    }

    def test_the_first_use_stores_the_spec_and_freezes_it(self):
        version = self.opened(**self.RULES)
        spec = version._to_spec()
        version._mark_used()
        self.assertEqual(version.state, "used")
        self.assertEqual(version.spec, spec)
        self.assertEqual(version._to_spec(), spec)
        version._mark_used()

    def test_a_version_in_preparation_cannot_be_used(self):
        with self.assertRaisesRegex(UserError, "put it in force first"):
            self.draft()._mark_used()

    def test_a_used_version_is_neither_changed_nor_deleted_nor_taken_back(self):
        version = self.used(**self.RULES)
        for records in (version, version.sudo()):
            for act in (
                lambda one: one.write({"divisor": 31}),
                lambda one: one.write({"spec": {}}),
                lambda one: one.write({"date_to": False, "date_from": "2020-01-01"}),
                lambda one: one.write({"state": "draft"}),
                lambda one: one.write({"tier_ids": [(5,)]}),
                lambda one: one.copy(),
                lambda one: one.unlink(),
                lambda one: one.scale_id.unlink(),
            ):
                with self.refused(UserError, "its rules no longer change"):
                    act(records)
        version.action_draft()
        self.assertEqual(version.state, "used")

    def test_the_lines_of_a_used_version_are_frozen_with_it(self):
        version = self.used(**self.RULES)
        draft = self.draft(**self.RULES)
        for field, vals in self.LINES.items():
            line, other = version[field][:1].sudo(), draft[field][:1]
            for act in (
                lambda line=line, vals=vals: line.write(vals),
                lambda line=line: line.unlink(),
                lambda line=line: line.copy(),
                lambda line=line: line.write({"version_id": draft.id}),
                lambda other=other: other.write({"version_id": version.id}),
                lambda other=other: other.copy({"version_id": version.id}),
            ):
                with self.subTest(field=field), self.assertRaisesRegex(UserError, "no longer"):
                    act()

    def test_points_and_ceilings_are_frozen_too(self):
        for outcome, field, vals in (
            ({"mode": "curve", "points": [["3", "10"]]}, "point_ids", {"rate": 20}),
            ({"mode": "ceilings", "ceilings": ["500"]}, "ceiling_ids", {"amount": 600}),
        ):
            version = self.draft(outcome=outcome, date_from="2024-01-01")
            version.scale_id = self.scale.copy({"name": field})
            version.action_open()
            version._mark_used()
            with self.assertRaisesRegex(UserError, "no longer change"):
                version[field].write(vals)
            with self.assertRaisesRegex(UserError, "no longer change"):
                version[field].unlink()

    def test_the_end_of_a_used_version_and_its_example_may_change(self):
        version = self.used()
        version.write({"date_to": "2024-12-31", "example_income": 1200})
        self.assertEqual(version.date_to, date(2024, 12, 31))
        self.assertEqual(version.spec, version._to_spec())

    def test_a_version_in_force_and_unused_is_not_deleted_by_mistake(self):
        version = self.opened()
        with self.assertRaisesRegex(UserError, "Take it back into preparation"):
            version.unlink()
        version.action_draft()
        version.unlink()
        self.assertFalse(version.exists())

    def test_a_heading_keeps_its_code(self):
        category = self.env.ref("food_aid.budget_category_wage")
        category.write({"name": "Salaries", "code": "wage"})
        for vals in ({"code": "salary"}, {"kind": "expense"}):
            with self.assertRaisesRegex(UserError, "recognise “Salaries” by its code"):
                category.write(vals)
        with self.assertRaisesRegex(ValidationError, "small letters"):
            category.create({"name": "Été", "code": "Été", "kind": "income"})
