import base64

from odoo.tests import tagged

from .common import FoodAidCase
from .spreadsheets import CARVIN


@tagged("post_install", "-at_install")
class TestImportCarvin(FoodAidCase):
    """Every figure that Carvin published for 1 March 2017 to 30 June 2018."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        job = cls.env["food.aid.import"].with_user(cls.users["coordinator"])
        cls.job = job.create(
            {
                "file": base64.b64encode(CARVIN),
                "file_name": "registre.xlsx",
                "scale_id": cls.scale.id,
                "take_over": True,
            }
        )
        cls.job._run()
        cls.requests = cls.job.line_ids.request_id
        cls.assessments = cls.requests.assessment_ids
        cls.granted = cls.assessments.filtered(lambda one: one.outcome == "granted")

    def test_all_lines_are_imported(self):
        self.assertEqual(self.job.state, "done")
        lines = self.job.line_ids
        self.assertEqual(lines.mapped("state"), ["done"] * 453, set(lines.mapped("reason")))
        self.assertEqual(len(self.requests.household_id), 453)

    def count(self, records, condition):
        return len(records.filtered(condition))

    def test_requests(self):
        self.assertEqual(self.count(self.requests, lambda one: one.rank == "first"), 219)
        self.assertEqual(len(self.granted), 404)
        self.assertEqual(self.count(self.granted, lambda one: one.value < 5), 249)
        self.assertEqual(self.count(self.granted, lambda one: 5 <= one.value < 9), 155)
        self.assertEqual(self.count(self.assessments, lambda one: one.outcome == "commission"), 49)
        self.assertEqual(self.count(self.assessments, lambda one: one.is_emergency), 64)
        self.assertEqual(self.count(self.assessments, lambda one: one.value < 0), 64)

    def test_people(self):
        self.assertEqual(sum(self.granted.mapped("size")), 1033)
        self.assertEqual(sum(self.granted.mapped("minors")), 475)
        single = self.count(self.granted, lambda one: one.typology == "single_parent")
        couples = self.count(self.granted, lambda one: one.typology == "couple_children")
        self.assertEqual((single + couples, single), (216, 108))

    def test_resources_and_status(self):
        minima = ("rsa", "aah")
        others = self.granted.filtered(
            lambda one: not set(one.line_ids.category_id.mapped("code")) & set(minima)
        )
        self.assertEqual(len(others), 226)
        statuses = self.granted.mapped("applicant_status")
        self.assertEqual(
            [statuses.count(status) for status in ("employed", "unemployed_benefit", "retired")],
            [93, 77, 44],
        )

    def test_new_ones(self):
        first = self.assessments.filtered(lambda one: one.request_id.rank == "first")
        statuses = ("employed", "unemployed_benefit", "retired")
        self.assertEqual(self.count(first, lambda one: one.applicant_status in statuses), 131)
        needs = [needs.split(", ") for needs in first.request_id.mapped("needs_text") if needs]
        self.assertEqual(len(needs), 110)
        self.assertEqual(sum(1 for words in needs if len(words) >= 2), 39)

    def test_half_of_the_new_ones_have_another_need_and_one_in_six_has_two(self):
        """50 % and 18 % of the 219, once the register's words have become needs."""
        needs = self.env["food.aid.need"].search([("request_id.rank", "=", "first")])
        needs = needs.filtered(lambda one: one.request_id in self.requests)
        by_request = [len(one.category_id) for one in needs.grouped("request_id").values()]
        self.assertEqual(len(by_request), 110)
        self.assertEqual(sum(1 for count in by_request if count >= 2), 39)
        self.assertEqual((round(100 * 110 / 219), round(100 * 39 / 219)), (50, 18))
        self.assertEqual(set(needs.mapped("state")), {"expressed"})
        self.assertTrue(all(one.date == one.request_id.date for one in needs))
