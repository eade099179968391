from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import FoodAidCase
from .remote import call

FORM = {"name": {}, "street": {}, "member_ids": {"fields": {"last_name": {}, "phone": {}}}}


@tagged("post_install", "-at_install", "food_aid_security")
class TestAccessLog(FoodAidCase):
    """Who opens which file is written down: once, without a name, and for nobody to change."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.households = cls.env["food.aid.household"].union(
            *(cls._create_household(last_name=f"Fictive{number}") for number in range(3))
        )
        cls.household = cls.households[0]
        cls.agent = cls.users["reception"]

    def _get_lines(self):
        return self.env["food.aid.access.log"].search([("user_id", "=", self.agent.id)])

    def _read(self, model, method, *args, **kwargs):
        return call(self.agent, model, method, *args, **kwargs)

    def test_opening_a_form_leaves_one_line_whatever_it_nests(self):
        self._read("food.aid.household", "web_read", self.household.ids, FORM)
        self.assertRecordValues(
            self._get_lines(),
            [
                {
                    "kind": "open",
                    "household_id": self.household.id,
                    "company_id": self.company.id,
                    "count": 1,
                }
            ],
        )

    def test_coming_back_within_the_hour_is_the_same_opening(self):
        for minutes, lines in ((0, 1), (59, 1), (61, 2)):
            with freeze_time(fields.Datetime.now() + timedelta(minutes=minutes)):
                self._read("food.aid.household", "web_read", self.household.ids, FORM)
            with self.subTest(minutes=minutes):
                self.assertEqual(len(self._get_lines()), lines)

    def test_each_way_of_reading_one_file_leaves_its_line(self):
        member, person = self.household.member_ids, self.household.applicant_id
        request = self.env["food.aid.request"].create({"household_id": self.household.id})
        for model, record_id in (
            ("food.aid.household", self.household.id),
            ("food.aid.household.member", member.id),
            ("food.aid.person", person.id),
            ("food.aid.request", request.id),
        ):
            for method, spec in (("web_read", {"company_id": {}}), ("read", ["company_id"])):
                self.env["food.aid.access.log"].search([])._write({"kind": "print"})
                self.env.invalidate_all()
                before = self._get_lines()
                self._read(model, method, [record_id], spec)
                with self.subTest(model=model, method=method):
                    self.assertRecordValues(
                        self._get_lines() - before,
                        [{"kind": "open", "household_id": self.household.id}],
                    )

    def test_an_assessment_opened_is_its_household_opened(self):
        self.agent = self.users["instructor"]
        assessment = self._create_assessment(self.household)
        self._read("food.aid.assessment", "web_read", assessment.ids, {"income": {}})
        self.assertEqual(self._get_lines().household_id, self.household)

    def test_a_list_leaves_one_line_with_its_count(self):
        domain = [("id", "in", self.households.ids)]
        for method, args in (
            ("web_search_read", [domain, {"name": {}, "display_name": {}}]),
            ("search_read", [domain, ["display_name"]]),
        ):
            before = self._get_lines()
            self._read("food.aid.household", method, *args)
            with self.subTest(method=method):
                self.assertRecordValues(
                    self._get_lines() - before,
                    [{"kind": "list", "household_id": False, "count": 3}],
                )

    def test_reading_many_by_their_numbers_is_a_list_too(self):
        self._read("food.aid.household", "read", self.households.ids, ["street"])
        self.assertRecordValues(self._get_lines(), [{"kind": "list", "count": 3}])

    def test_an_export_leaves_its_line(self):
        self.agent = self.users["instructor"]
        self.agent.write({"group_ids": [(4, self.env.ref("base.group_allow_export").id)]})
        self._read("food.aid.household", "export_data", self.households.ids, ["name"])
        self.assertRecordValues(self._get_lines(), [{"kind": "export", "count": 3}])

    def test_a_drop_down_leaves_nothing_and_a_long_one_a_line(self):
        self._read("food.aid.household", "name_search", "fictive", limit=8)
        self.assertFalse(self._get_lines())
        for number in range(20):
            self._create_household(last_name=f"Fictivelong{number}")
        self._read("food.aid.household", "name_search", "fictive", limit=100)
        self.assertRecordValues(self._get_lines(), [{"kind": "list", "count": 23}])

    def test_a_link_shown_in_a_list_opens_nothing(self):
        self.env["food.aid.request"].create({"household_id": self.household.id})
        spec = {"household_id": {"fields": {"display_name": {}}}, "date": {}}
        self._read("food.aid.request", "web_search_read", [("state", "=", "received")], spec)
        self.assertEqual(self._get_lines().mapped("kind"), ["list"])

    def test_no_context_of_a_client_silences_the_log(self):
        for forged in ("logged", "list", "Reading.LOGGED", 1, True):
            before = self._get_lines()
            self._read(
                "food.aid.household",
                "web_read",
                self.households[1].ids,
                FORM,
                context={"food_aid_reading": forged},
            )
            self.env["food.aid.access.log"].search([])._write({"kind": "print"})
            self.env.invalidate_all()
            with self.subTest(forged=forged):
                self.assertEqual(len(self._get_lines() - before), 1)

    def test_the_system_opens_nothing(self):
        self.household.read(["street"])
        self.household.with_user(self.agent).sudo().web_read(FORM)
        self.assertFalse(self.env["food.aid.access.log"].search([]))

    def test_a_refused_opening_leaves_no_line_and_no_file(self):
        self.agent = self.users["elsewhere"]
        with self.assertRaises(AccessError):
            self._read("food.aid.household", "web_read", self.household.ids, FORM)
        self.assertFalse(self._get_lines())

    def test_the_number_of_queries_does_not_follow_the_number_of_files(self):
        households = self.households.with_user(self.agent)
        counts = []
        for records in (households[:1] | households[2], households[:2], households):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records._log_reading("open")
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_the_log_is_read_by_the_dpo_without_any_name(self):
        self._read("food.aid.household", "web_read", self.household.ids, FORM)
        spec = {"household_id": {"fields": {"display_name": {}}}, "user_id": {}}
        result = call(self.users["dpo"], "food.aid.access.log", "web_search_read", [], spec)
        shown = [row["household_id"]["display_name"] for row in result["records"]]
        self.assertEqual(shown, [self.household.name])
        for role in ("reception", "coordinator", "observer", "stock"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                call(self.users[role], "food.aid.access.log", "search_read", [], ["count"])

    def test_nobody_changes_the_log_nor_shortens_it(self):
        self._read("food.aid.household", "web_read", self.household.ids, FORM)
        line = self._get_lines()
        with self.assertRaises(UserError):
            line.sudo().user_id = self.env.user
        with self.assertRaises(UserError):
            line.sudo().unlink()

    def test_lines_go_when_their_time_is_past_and_not_before(self):
        self._read("food.aid.household", "web_read", self.household.ids, FORM)
        line = self._get_lines()
        self.company.food_aid_log_months = 12
        with freeze_time(line.date + timedelta(days=360)):
            self.env["food.aid.access.log"]._gc_old()
            self.assertTrue(line.exists())
        with freeze_time(line.date + timedelta(days=370)):
            self.env["food.aid.access.log"]._gc_old()
            self.assertFalse(line.exists())
