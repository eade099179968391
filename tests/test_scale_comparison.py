import random
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import BaseCase, HttpCase, tagged

from ..tools import scale as engine
from ..tools.comparison import SIDES, VERDICTS, jumps
from .common import SPEC, FoodAidCase, FoodAidMixin

DAY = date(2026, 3, 2)
OTHERS = ("reception", "instructor", "social", "stock", "observer", "dpo")
OTHERS += ("volunteer", "manager", "prescriber", "employee")
# A floor of 1, below 7 at 10 % of 40 a person, up to 9 in commission.
PROPOSED = SPEC | {
    "name": "Proposed",
    "date_from": "2027-01-01",
    "minimum": "1",
    "outcome": {
        "mode": "tiers",
        "tiers": [
            {
                "below": "7",
                "outcome": "granted",
                "rate": "10",
                "credit": "40",
                "credit_per": "person",
            },
            {"up_to": "9", "outcome": "commission"},
            {"outcome": "refused"},
        ],
    },
}


class ComparisonMixin(FoodAidMixin):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not hasattr(cls, "scale"):
            cls.setUpFoodAid()
        cls.used = cls.scale.version_ids
        cls.proposed = cls.scale._import_spec(PROPOSED)

    @classmethod
    def _validate(cls, income, children=0, status="employed", day=DAY, user=None, **vals):
        """Register a household left with `income` for the month, and validate its assessment."""
        household = cls._create_household(children=[date(2018, 1, 1)] * children, **vals)
        household.member_ids[0].status = status
        assessment = cls._create_assessment(household, income, rent=0, user=user, date=day)
        assessment.action_validate()
        return assessment

    def _compare(self, before=None, after=None, user="coordinator", **vals):
        values = {
            "before_id": (before or self.used).id,
            "after_id": (after or self.proposed).id,
            "date_from": date(2026, 1, 1),
            "date_to": date(2026, 12, 31),
        }
        comparisons = self.env["food.aid.scale.comparison"].with_user(self.users[user])
        return comparisons.create(values | vals)

    def _numbers(self, comparison, masked=False):
        """Return {(section, line): {column: number}} of the table."""
        return {
            (section["key"], line["key"]): {
                cell["column"]: cell["number"] for cell in line["numbers"]
            }
            for section in comparison._get_result(masked=masked)["sections"]
            for line in section["lines"]
        }


@tagged("post_install", "-at_install")
class TestJumps(BaseCase):
    """What changes across the bounds of a version, outside any household."""

    def _jumps(self, outcome, sizes=(1, 4), **keys):
        spec = {"outcome": outcome, **keys}
        return jumps(engine.compile(spec), spec, sizes)

    def test_a_single_threshold_takes_all_the_help_at_once(self):
        granted = {"below": "8", "outcome": "granted", "rate": "10"}
        granted |= {"credit": "40", "credit_per": "person"}
        (jump,) = self._jumps({"mode": "tiers", "tiers": [granted, {"outcome": "refused"}]})
        self.assertEqual((jump["bound"], jump["persons"], jump["amount"]), (8, 4, -144))

    def test_a_curve_takes_it_little_by_little_and_a_floor_gives_it_at_once(self):
        curve = {"mode": "curve", "points": [["3", "10"], ["10", "30"], ["14", "100"]]}
        curve |= {"credit": "40", "credit_per": "person"}
        self.assertEqual(self._jumps(curve), [])
        (jump,) = self._jumps(curve, minimum="3")
        self.assertEqual((jump["bound"], jump["before"]["outcome"]), (3, "refused"))
        self.assertAlmostEqual(float(jump["amount"]), 143.95, delta=0.06)

    def test_each_size_has_its_ceiling(self):
        ceilings = {"mode": "ceilings", "ceilings": ["500", "700"], "credit": "50"}
        found = self._jumps(ceilings, sizes=(1, 2, 3))
        self.assertEqual([(one["bound"], one["persons"]) for one in found], [(500, 1), (700, 2)])
        self.assertEqual({one["amount"] for one in found}, {-50})

    def test_without_a_budget_the_outcome_alone_changes(self):
        granted = {"up_to": "7", "outcome": "granted", "rate": "10"}
        (jump,) = self._jumps({"mode": "tiers", "tiers": [granted, {"outcome": "commission"}]})
        self.assertIsNone(jump["amount"])
        self.assertEqual(jump["after"]["outcome"], "commission")


@tagged("post_install", "-at_install")
class TestScaleComparison(ComparisonMixin, FoodAidCase):
    """Two versions of a scale on the same frozen cases."""

    def _fill(self):
        """Six households, left per person and day with 0.50, 4, 6 (two of them), 8 and 10."""
        self._validate(15)
        self._validate(240, children=1, status="retired")
        self._validate(180)
        self._validate(360, children=1)
        self._validate(240)
        self._validate(300, status="retired")

    def test_a_small_register_counted_by_hand(self):
        self._fill()
        numbers = self._numbers(self._compare())
        everybody = {
            "households": 6,
            "before_granted": 5,
            "before_commission": 1,
            "before_above": 0,
            "before_below": 0,
            "after_granted": 3,
            "after_commission": 1,
            "after_above": 1,
            "after_below": 1,
            "enter": 0,
            "leave": 2,
        }
        self.assertEqual(numbers["all", "all"], everybody)
        for line, expected in {
            ("typology", "single_parent"): (2, 2, 2, 0),
            ("typology", "alone"): (4, 3, 1, 2),
            ("status", "retired"): (2, 1, 1, 0),
            ("status", "employed"): (4, 4, 2, 2),
            ("size", "1"): (4, 3, 1, 2),
            ("size", "2"): (2, 2, 2, 0),
            ("commune", "few"): (6, 5, 3, 2),
        }.items():
            with self.subTest(line=line):
                columns = ("households", "before_granted", "after_granted", "leave")
                self.assertEqual(tuple(numbers[line][column] for column in columns), expected)

    def test_what_is_said_and_what_it_costs(self):
        self._fill()
        result = self._compare().result
        self.assertEqual(
            result["sentence"],
            "On 6 households: no household would enter the scale; "
            "2 households would no longer be within it.",
        )
        # B: two households of two (80 each) and one of one (40), of which 10 % are paid
        budgets, paid, spared = (line["amounts"] for line in result["money"])
        self.assertEqual((budgets[0], budgets[2]), ("—", "—"))
        for amounts, expected in ((budgets, "200.00"), (paid, "20.00"), (spared, "180.00")):
            self.assertIn(expected, amounts[1])

    def test_leaving_names_the_single_parent_families(self):
        self._validate(480, children=1)
        result = self._compare().result
        self.assertTrue(result["sentence"].endswith(", among them one single-parent family."))
        turned = self._compare(self.proposed, self.used).result
        self.assertIn("one more household would enter the scale", turned["sentence"])
        self.assertNotIn("single-parent", turned["sentence"])

    def test_the_biggest_jump_is_that_of_the_largest_household(self):
        self._fill()
        before, after = (side["lines"] for side in self._compare().result["jumps"])
        self.assertEqual(len(before), 2)
        self.assertIn("0 % to pay, then 10 % to pay", before[0])
        spared = r"household of 2.*72\.00.{0,2} of help"
        self.assertRegex(after[0], r"^At .?1\.00.*Outside the scale, then 72.*\+72")
        self.assertRegex(after[1], rf"^At .?7\.00.*{spared}, then To be studied")
        self.assertRegex(after[2], r"^At .?9\.00.*: To be studied in commission, then Outside")

    def test_equal_versions_make_nobody_enter_or_leave(self):
        self._fill()
        comparison = self._compare(self.used, self.used)
        for line, numbers in self._numbers(comparison).items():
            with self.subTest(line=line):
                self.assertEqual((numbers["enter"], numbers["leave"]), (0, 0))
        self.assertIn("no household would leave it", comparison.result["sentence"])

    def test_cells_add_up_whatever_the_register(self):
        luck = random.Random(3)
        statuses = ("employed", "retired", False)
        commune = self.env["food.aid.commune"].create({"name": "Testville"})
        for turn in range(24):
            self._validate(
                luck.randrange(0, 700),
                luck.randrange(4),
                luck.choice(statuses),
                commune_id=commune.id if turn % 3 else False,
            )
        numbers = self._numbers(self._compare())
        total = numbers["all", "all"]
        self.assertEqual(total["households"], 24)
        self.assertEqual(numbers["commune", str(commune.id)]["households"], 16)
        for line in numbers.values():
            for side in SIDES:
                sums = sum(line[f"{side}_{verdict}"] for verdict in VERDICTS)
                self.assertEqual(sums, line["households"])
            gained = line["after_granted"] - line["before_granted"]
            self.assertEqual(gained, line["enter"] - line["leave"])
        for section in ("typology", "status", "size", "commune"):
            for column, number in total.items():
                lines = [line[column] for key, line in numbers.items() if key[0] == section]
                self.assertEqual(sum(lines), number)

    def test_a_draft_is_compared_and_stays_a_draft(self):
        self._fill()
        comparison = self._compare()
        self.assertTrue(comparison.result["sections"])
        comparison.action_open_cell("all", "all", "leave")
        self.assertRecordValues(self.proposed, [{"state": "draft", "spec": False}])
        first = comparison.result["sections"]
        self.proposed.tier_ids[0].bound = 5
        comparison.invalidate_recordset()
        self.assertNotEqual(comparison.result["sections"], first)
        self.assertIn("in preparation", comparison.result["labels"][1])

    def test_the_latest_assessment_of_the_period_counts_for_a_household(self):
        first = self._validate(180)
        later = self._create_assessment(first.household_id, 300, rent=0, date=date(2026, 6, 1))
        later.action_validate()
        self._create_assessment(first.household_id, 0, rent=0, date=date(2026, 7, 1))  # a draft
        comparison = self._compare()
        opened = comparison.action_open_cell("all", "all", "before_commission")
        self.assertEqual(opened["domain"], [("id", "in", later.ids)])
        comparison.date_to = date(2026, 5, 31)
        opened = comparison.action_open_cell("size", "1", "before_granted")
        self.assertEqual(opened["domain"], [("id", "in", first.ids)])

    def test_figures_read_snapshots_and_not_persons(self):
        assessment = self._validate(180)
        assessment.household_id.member_ids.person_id.birthdate = False
        assessment.household_id.member_ids.status = "retired"
        numbers = self._numbers(self._compare())
        self.assertEqual(numbers["status", "employed"]["households"], 1)
        self.assertNotIn(("status", "retired"), numbers)

    def test_what_cannot_be_calculated_is_said_and_left_out(self):
        self._fill()
        broken = self._validate(100)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE food_aid_assessment SET \"case\" = '{}' WHERE id = %s", [broken.id]
        )
        self.env.invalidate_all()
        comparison = self._compare()
        self.assertIn("left out: 1 (", comparison.result["notes"][0])
        self.assertEqual(self._numbers(comparison)["all", "all"]["households"], 6)

    def test_headings_that_a_version_does_not_know_are_named(self):
        self._category("pension")
        rule = {"category": "wage", "coefficient": "50"}
        unseen = {"category": "pension", "coefficient": "50"}
        other = self.scale._import_spec(PROPOSED | {"income_rules": [rule, unseen]})
        self._fill()
        notes = self._compare(after=other).result["notes"]
        self.assertEqual(len(notes), 2)
        self.assertIn("Test scale", notes[0])
        self.assertIn(self._category("wage").name, notes[0])
        self.assertIn(self._category("pension").name, notes[1])

    def test_a_version_that_cannot_be_read_says_why(self):
        self._fill()
        empty = self.env["food.aid.scale.version"].create({"scale_id": self.scale.id})
        comparison = self._compare(after=empty)
        self.assertTrue(comparison.result["error"])
        with self.assertRaisesRegex(UserError, "Choose two versions"):
            comparison.action_print()

    def test_queries_do_not_grow_with_the_register(self):
        self._fill()
        few = self._count_queries()
        self._fill()
        self._fill()
        self.assertLessEqual(self._count_queries(), few)

    def _count_queries(self):
        comparison = self._compare()
        comparison._get_result()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        comparison._get_result()
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestScaleComparisonRights(ComparisonMixin, FoodAidCase):
    """The coordinator's, and never more than the files the coordinator may open."""

    def test_only_the_coordinator_compares(self):
        self._validate(180)
        comparison = self._compare()
        self.assertEqual(self._numbers(comparison)["all", "all"]["households"], 1)
        for login in OTHERS:
            with self.subTest(login=login):
                with self.assertRaises(AccessError):
                    self._compare(user=login)
                mine = comparison.with_user(self.users[login])
                for act in (
                    lambda mine=mine: mine.read(["result"]),
                    lambda mine=mine: mine.action_open_cell("all", "all", "households"),
                    lambda mine=mine: mine.action_print(),
                ):
                    with self.assertRaises(AccessError):
                        act()

    def test_the_menu_and_the_button_are_the_coordinators(self):
        menu = self.env.ref("food_aid.menu_food_aid_scale_comparison").id
        for login in ("coordinator", *OTHERS[:6]):
            user = self.users[login]
            menus = self.env["ir.ui.menu"].with_user(user).load_menus(False)
            self.assertEqual(menu in menus, login == "coordinator", login)
        for login in ("coordinator", "instructor"):
            version = self.proposed.with_user(self.users[login])
            arch = version.get_view(view_type="form")["arch"]
            self.assertEqual("action_compare" in arch, login == "coordinator")

    def test_another_coordinator_does_not_read_mine(self):
        self._validate(180)
        comparison = self._compare()
        other = self._create_user("second", "food_aid.group_food_aid_coordinator")
        with self.assertRaises(AccessError):
            comparison.with_user(other).action_open_cell("all", "all", "households")

    def test_another_ccas_is_neither_counted_nor_its_scale_chosen(self):
        self._validate(180)
        other = self._create_user(
            "next", "food_aid.group_food_aid_coordinator", company=self.other_company
        )
        self.users["next"] = other
        with self.assertRaises(AccessError):
            self._compare(user="next")
        shared = self.env["food.aid.scale"].create({"name": "Shared", "company_id": False})
        version = shared._import_spec(PROPOSED)
        for company in (self.company, self.other_company):
            comparison = self._compare(version, version, user="next", company_id=company.id)
            if company == self.company:
                with self.assertRaises(AccessError):
                    comparison.read(["result"])
            else:
                self.assertIn("No household", comparison.result["sentence"])

    def test_a_reserved_file_is_in_no_number_for_whoever_may_not_open_it(self):
        open_one = self._validate(180)
        reserved = self._validate(480, children=1)
        reserved.household_id.write(
            {"is_reserved": True, "reserved_user_ids": [Command.set(self.users["social"].ids)]}
        )
        comparison = self._compare()
        self.assertEqual(self._numbers(comparison)["all", "all"]["households"], 1)
        opened = comparison.action_open_cell("all", "all", "households")
        self.assertEqual(opened["domain"], [("id", "in", open_one.ids)])
        reserved.household_id.reserved_user_ids = self.users["coordinator"]
        comparison.invalidate_recordset()
        self.assertEqual(self._numbers(comparison)["all", "all"]["households"], 2)

    def test_a_version_opens_its_comparison(self):
        coordinator = self.users["coordinator"]
        for version in (self.used, self.proposed):
            action = version.with_user(coordinator).action_compare()
            context = {"default_before_id": self.used.id, "default_after_id": self.proposed.id}
            self.assertEqual(action["context"], context)
        defaults = self.env["food.aid.scale.comparison"].with_user(coordinator).create({})
        self.assertEqual((defaults.before_id, defaults.after_id), (self.used, self.proposed))


@tagged("post_install", "-at_install")
class TestScaleComparisonTour(ComparisonMixin, HttpCase):
    def test_a_coordinator_compares_and_opens_who_leaves(self):
        today = date.today()  # noqa: DTZ011  the default period ends today
        self._validate(240, day=today)
        self._validate(180, day=today)
        login = self.users["coordinator"].login
        self.start_tour("/odoo/food-aid", "food_aid_comparison", login=login)
        self.assertEqual(self.proposed.state, "draft")
