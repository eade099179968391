from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .paper import PaperCase
from .test_scale_comparison import OTHERS, ComparisonMixin


@tagged("post_install", "-at_install")
class TestScaleComparisonPaper(ComparisonMixin, PaperCase):
    """One page for the board: what is compared, on how many, small numbers hidden."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for _turn in range(11):
            cls._validate(180)
        for _turn in range(7):
            cls._validate(240)
        for _turn in range(3):
            cls._validate(480, children=1)

    def test_it_says_what_is_compared_and_that_nothing_is_decided(self):
        comparison = self._compare()
        pages = self._pages(self._print("scale_comparison", comparison, self.users["coordinator"]))
        self.assertEqual(len(pages), 1)
        for words in (
            *("CCAS of Testville", "Comparison of two scales", "Test scale", "in preparation"),
            *("On 21 households: no household would enter", "10 households would no longer"),
            *("By family", "By status of the applicant", "From A to B", "Purchase budgets"),
            *("No decision is taken or changed", "Files reserved to named agents"),
            *("validated from 01/01/2026", "12/31/2026"),
        ):
            with self.subTest(words=words):
                self.assertIn(words, pages[0])

    def test_small_numbers_are_on_the_screen_and_not_on_paper(self):
        comparison = self._compare()
        line = ("typology", "single_parent")
        self.assertEqual(self._numbers(comparison)[line]["households"], 3)
        masked = self._numbers(comparison, masked=True)
        self.assertEqual(masked[line]["households"], "n/d")
        self.assertEqual(masked[line]["leave"], "n/d")
        # the other families would give it back
        self.assertEqual(masked["typology", "alone"]["leave"], "n/d")
        self.assertEqual(masked["all", "all"]["leave"], 10)
        numbers = [number for one in masked.values() for number in one.values()]
        self.assertFalse([one for one in numbers if one != "n/d" and 0 < one < 5])
        (page,) = self._pages(
            self._print("scale_comparison", comparison, self.users["coordinator"])
        )
        self.assertIn("Single parent n/d", page)
        self.assertNotIn("single-parent", page)

    def test_it_stays_one_page_when_the_register_has_everything(self):
        comparison = self._compare()
        result = comparison._get_result(masked=True)
        lines = {"all": 1, "typology": 6, "status": 11, "size": 7, "commune": 30}
        for section in result["sections"]:
            section["lines"] = section["lines"][:1] * lines[section["key"]]
            section["lines"][-1] = section["lines"][-1] | {"label": "Unemployed, without benefit"}
        result["jumps"] = [{"label": "x", "lines": ["At 9, household of 4: 144, then 0"] * 3}] * 2
        result["notes"] = ["Test scale has no rule on headings that the other treats apart."] * 3
        with patch.object(type(comparison), "_get_result", lambda _self, masked: result):
            content = self._print("scale_comparison", comparison, self.users["coordinator"])
        (page,) = self._pages(content)
        self.assertIn("By number of people", page)
        self.assertNotIn("By commune", page)
        self.assertIn("No decision is taken", page)

    def test_a_handful_of_households_gives_no_number(self):
        self.env["food.aid.assessment"].flush_model()
        comparison = self._compare(date_to="2026-03-01")
        self._validate(180, day="2026-02-01")
        comparison.invalidate_recordset()
        self.assertIn("Too few households", comparison._get_result(masked=True)["sentence"])
        self.assertIn("On one household:", comparison.result["sentence"])

    def test_printing_opens_no_household_and_is_the_coordinators(self):
        logs = self.env["food.aid.access.log"]
        before = logs.search_count([])
        comparison = self._compare()
        action = comparison.action_print()
        self.assertEqual(action["report_name"], "food_aid.report_scale_comparison")
        self._print("scale_comparison", comparison, self.users["coordinator"])
        self.assertEqual(logs.search_count([]), before)
        for login in OTHERS:
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._print("scale_comparison", comparison, self.users[login])
