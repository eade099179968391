from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import FoodAidCase
from .remote import call

FILES, REQUESTS = "food.aid.household", "food.aid.request"
# How a client asks for several records: method, what follows the domain, what holds them.
WAYS = {
    "web_search_read": ([{"display_name": {}}], lambda found: found["records"]),
    "search_read": ([["display_name"]], list),
    "web_read_group": ([["create_uid"]], lambda found: found["groups"]),
}
# How a client counts by group: what follows the domain, what holds the groups.
COUNTS = {
    "formatted_read_group": (lambda group: [[group], ["__count"]], list),
    "formatted_read_grouping_sets": (lambda group: [[[group]], ["__count"]], lambda sets: sets[0]),
    "read_group": (lambda group: [["__count"], [group]], list),
}


@tagged("post_install", "-at_install", "food_aid_security")
class TestSought(FoodAidCase):
    """Reception searches for people and never browses them; records open by their number."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reception, cls.instructor = cls.users["reception"], cls.users["instructor"]
        cls.household = cls._create_household(last_name="Zéphyrin")
        cls.referral = cls._create_referral(cls.household, level="full")
        cls.request = cls.env[REQUESTS].create({"household_id": cls.household.id})
        cls.env["food.aid.request.paper"].create({"request_id": cls.request.id, "name": "Lease"})
        cls.env["food.aid.letter"].create({"household_id": cls.household.id, "kind": "slip"})
        cls.voucher = cls.env["food.aid.voucher"].create(
            {"first_name": "Samira", "amount": 30, "company_id": cls.company.id}
        )
        cls.orientation = cls.env["food.aid.orientation"].create(
            {
                "organisation_id": cls.prescriber.id,
                "label": "Noor O.",
                "company_id": cls.company.id,
            }
        )
        cls.appointment = cls._meet(cls.household)

    @classmethod
    def _meet(cls, household, days=0):
        start = datetime.combine(fields.Date.today() + timedelta(days=days), datetime.min.time())
        start += timedelta(hours=10)
        return cls.env["food.aid.appointment"].create(
            {
                "household_id": household.id,
                "user_id": cls.users["social"].id,
                "date_start": start,
                "date_end": start + timedelta(minutes=30),
            }
        )

    def _find(self, model, domain, user=None, way="web_search_read"):
        args, unwrap = WAYS[way]
        return unwrap(call(user or self.reception, model, way, domain, *args))

    def _get_models(self):
        """Return the models that are searched and never browsed, and that reception reads."""
        return [
            name
            for name, model in self.env.registry.items()
            if hasattr(model, "_in_hand") and not model._abstract
        ]

    def test_what_leads_to_people_is_never_listed_to_reception(self):
        models = self._get_models()
        self.assertGreaterEqual(
            set(models),
            {
                *(FILES, REQUESTS, "food.aid.person", "food.aid.household.member"),
                *("food.aid.right", "food.aid.referral", "food.aid.agreement"),
                *("food.aid.orientation", "food.aid.letter", "food.aid.request.paper"),
                *("food.aid.appointment", "food.aid.voucher"),
            },
        )
        for model in models:
            for way in WAYS:
                with self.subTest(model=model, way=way):
                    self.assertFalse(self._find(model, [], way=way))
                    self.assertTrue(self._find(model, [], self.instructor, way))
            with self.subTest(model=model, way="name_search"):
                self.assertFalse(call(self.reception, model, "name_search", ""))
                self.assertFalse(call(self.reception, model, "name_search", "Za"))
                self.assertTrue(call(self.instructor, model, "name_search", ""))

    def test_people_are_counted_and_not_named_by_their_counts(self):
        for way, (arrange, unwrap) in COUNTS.items():
            for group, named in (("household_id", True), ("state", False)):
                found = {
                    user.login: unwrap(call(user, REQUESTS, way, [], *arrange(group)))
                    for user in (self.reception, self.instructor)
                }
                with self.subTest(way=way, group=group):
                    self.assertTrue(found[self.instructor.login])
                    self.assertEqual(not found[self.reception.login], named)

    def test_three_characters_find_and_two_do_not(self):
        for typed, found in (("Zép", 1), ("zephyrin", 1), ("Zé", 0), ("%%%", 0), ("", 0)):
            domain = [("search_text", "ilike", typed)]
            with self.subTest(typed=typed):
                self.assertEqual(len(self._find(FILES, domain)), found)
        self.assertTrue(self._find(REQUESTS, [("household_id", "ilike", self.household.name)]))
        self.assertTrue(call(self.reception, FILES, "name_search", self.household.name))

    def test_what_hangs_on_somebody_is_listed_for_them(self):
        for model in ("food.aid.household.member", "food.aid.right", "food.aid.referral", REQUESTS):
            domain = [("household_id", "=", self.household.id)]
            with self.subTest(model=model):
                self.assertTrue(self._find(model, domain))
                self.assertTrue(call(self.reception, model, "name_search", "", domain))
        self.assertTrue(self._find(FILES, [("id", "in", self.household.ids)]))

    def test_a_condition_that_says_nobody_opens_nothing(self):
        wide = [("state", "!=", "cancelled")]
        open_ones = ("state", "in", ["received", "complete"])
        for domain in (
            wide,
            [("household_id", "!=", False)],
            [("household_id", "in", [False])],
            [("state", "in", ["received", "decided"])],
            [("household_id.referent_id", "=", False)],
            ["|", open_ones, ("state", "=", "decided")],
            ["!", open_ones],
            ["!", ("household_id", "=", 0)],
        ):
            with self.subTest(domain=domain):
                self.assertFalse(self._find(REQUESTS, domain))
        self.assertTrue(self._find(REQUESTS, wide, self.instructor))
        self.assertTrue(self._find(REQUESTS, [open_ones, *wide]))
        self.assertTrue(self._find(REQUESTS, ["|", open_ones, ("state", "=", "received")]))

    def test_the_work_in_hand_stays_listed(self):
        self._meet(self._create_household(last_name="Demain"), days=1)
        today = fields.Date.to_string(fields.Date.context_today(self.env.user))
        for model, domain in (
            ("food.aid.appointment", [("date", "=", "today")]),
            (
                "food.aid.appointment",
                [("date_start", "<=", "2100-01-01"), ("date_end", ">=", today)],
            ),
            ("food.aid.appointment", [("date", "<", "2100-01-01"), ("state", "=", "planned")]),
            ("food.aid.voucher", [("date", ">=", "today =1d")]),
            ("food.aid.voucher", [("follow_up", "=", "todo")]),
            ("food.aid.orientation", [("state", "=", "received")]),
            (REQUESTS, [("state", "=", "received")]),
        ):
            with self.subTest(model=model, domain=domain):
                self.assertTrue(self._find(model, domain))

    def test_each_list_of_the_first_screen_opens_in_full(self):
        board = call(self.reception, "food.aid.board", "get_board")
        filled = [section for section in board["sections"] if section["count"]]
        self.assertLessEqual({"today", "incomplete"}, {section["key"] for section in filled})
        for section in filled:
            action = section["action"]
            with self.subTest(section=section["key"]):
                self.assertEqual(
                    len(self._find(action["res_model"], action["domain"])), section["count"]
                )

    def test_a_record_opens_by_its_number_and_is_written_down(self):
        log = self.env["food.aid.access.log"]
        for method, spec in (("web_read", {"name": {}}), ("read", ["name"])):
            household = self._create_household()
            call(self.reception, FILES, method, household.ids, spec)
            with self.subTest(method=method):
                lines = log.search([("household_id", "=", household.id)])
                self.assertRecordValues(lines, [{"kind": "open", "user_id": self.reception.id}])

    def test_reception_exports_nobody_even_with_the_right_to(self):
        export = Command.link(self.env.ref("base.group_allow_export").id)
        (self.reception | self.instructor).group_ids = [export]
        for model in self._get_models():
            ids = self.env[model].search([], limit=1).ids
            with self.subTest(model=model):
                with self.assertRaisesRegex(AccessError, "exports no list"):
                    call(self.reception, model, "export_data", ids, ["id"])
                self.assertTrue(call(self.instructor, model, "export_data", ids, ["id"])["datas"])

    def test_a_list_that_was_searched_for_is_written_down_as_one(self):
        self._create_household(last_name="Zéphyrine")
        self._find(FILES, [("search_text", "ilike", "zephyrin")])
        lines = self.env["food.aid.access.log"].search([("user_id", "=", self.reception.id)])
        self.assertRecordValues(lines, [{"kind": "list", "count": 2}])

    def test_an_empty_list_says_how_to_find_somebody(self):
        for action in ("household", "request"):
            for user, is_told in ((self.reception, True), (self.instructor, False)):
                actions = self.env["ir.actions.act_window"].with_user(user)
                shown = actions._for_xml_id(f"food_aid.food_aid_{action}_action")["help"]
                with self.subTest(action=action, user=user.login):
                    self.assertEqual("three characters" in shown, is_told)
        actions = self.env["ir.actions.act_window"].with_user(self.reception)
        shown = actions._for_xml_id("food_aid.food_aid_appointment_action_to_remind")["help"]
        self.assertIn("Nobody to remind", shown)  # the work in hand is not searched for
