from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import GROUP, FoodAidCase
from .remote import call

SECRET = "Zoé-Hidden"
READS = (
    ("search", [[]]),
    ("search_count", [[]]),
    ("search_read", [[], ["display_name"]]),
    ("web_search_read", [[], {"display_name": {}}]),
    ("formatted_read_group", [[], ["state"], ["__count"]]),
    ("name_search", ["O"]),
)


@tagged("post_install", "-at_install", "food_aid_security")
class TestOrientWall(FoodAidCase):
    """Attacks on direct welcomes, by employees, other associations and moved volunteers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.association.lead_company_id = cls.company
        cls.volunteer = cls.users["volunteer"]
        welcome = cls.env["food.aid.referral"].with_user(cls.volunteer)._welcome(SECRET, 3)
        cls.welcome = welcome.sudo().with_user(cls.env.user)
        distribution = cls.env["food.aid.distribution"].with_user(cls.volunteer)
        cls.distribution = distribution._open(cls.service.id, False)
        cls.distribution._record(welcome.id)
        cls.visit = cls.env["food.aid.visit"].search([("kind", "=", "direct")])

    def assertNothing(self, user, model, ids, fields_):
        """Assert that every way to read finds nothing, and that ids are refused."""
        for method, args in READS:
            with self.subTest(user=user.login, model=model, method=method):
                try:
                    found = call(user, model, method, *args)
                except AccessError:
                    continue
                self.assertNotIn(SECRET, repr(found))
                self.assertIn(
                    found, ([], 0, {"length": 0, "records": []}, {"length": 0, "groups": []})
                )
        for method, spec in (("read", fields_), ("export_data", fields_)):
            with (
                self.subTest(user=user.login, model=model, method=method),
                self.assertRaises(UserError),
                mute_logger("odoo.models"),
            ):
                call(user, model, method, ids, spec)

    def assertRefused(self, model, method, *args):
        """Assert that the volunteer lacks the right, or that there is no such method."""
        try:
            call(self.volunteer, model, method, *args)
        except (AccessError, AttributeError):
            return
        self.fail("This call should have been refused.")

    def test_employees_of_the_ccas_read_no_row(self):
        """Every role of the CCAS that leads the association, by search and by id."""
        self.assertTrue(self.visit)
        for login in ("reception", "instructor", "social", "coordinator", "stock", "dpo"):
            user = self.users[login]
            self.assertNothing(user, "food.aid.referral", self.welcome.ids, ["person_label"])
            self.assertNothing(user, "food.aid.visit", self.visit.ids, ["size"])
        history = self.env["food.aid.referral.history"].search(
            [("referral_id", "=", self.welcome.id)]
        )
        self.assertTrue(history)
        found = call(self.users["coordinator"], "food.aid.referral.history", "search", [])
        self.assertFalse(set(found) & set(history.ids))

    def test_an_employee_reads_a_label_through_what_is_open(self):
        """By the distribution, the service and the organisation, which employees may read."""
        coordinator = self.users["coordinator"]
        for model, ids, spec in (
            (
                "food.aid.distribution",
                self.distribution.ids,
                {"visit_ids": {"fields": {"display_name": {}, "referral_id": {}}}},
            ),
            ("res.partner", self.association.ids, {"food_aid_direct_count": {}}),
        ):
            with self.subTest(model=model):
                result = call(coordinator, model, "web_read", ids, spec)
                self.assertNotIn(SECRET, repr(result))
                self.assertNotIn(self.welcome.name, repr(result))
        for condition in (
            ("visit_ids.referral_id.person_label", "=", SECRET),
            ("visit_ids.referral_id.direct_label", "ilike", "zoé"),
        ):
            with self.subTest(condition=condition):
                try:
                    found = call(coordinator, "food.aid.distribution", "search", [condition])
                except AccessError:
                    continue
                self.assertFalse(found)

    def test_an_employee_changes_ends_or_takes_one_over(self):
        instructor = self.users["instructor"]
        for method, args in (
            ("write", [{"direct_label": "x"}]),
            ("write", [{"origin": "ccas"}]),
            ("unlink", []),
            ("copy", []),
            ("action_end", []),
            ("action_decline", ["full"]),
            ("action_confirm", []),
        ):
            with self.subTest(method=method, args=args), self.assertRaises(UserError):
                call(instructor, "food.aid.referral", method, self.welcome.ids, *args)
        welcome = self.welcome.with_user(instructor)
        for act in (
            lambda: welcome._change_welcome("x", 1),
            welcome._end_welcome,
            lambda: welcome._ask_for_call("x", "y", notice_given=True),
        ):
            with self.assertRaises(AccessError):
                act()
        values = {"service_id": self.service.id, "origin": "direct", "direct_label": "x"}
        with self.assertRaises(AccessError):
            call(instructor, "food.aid.referral", "create", values)
        self.assertRecordValues(self.welcome, [{"state": "accepted", "person_label": SECRET}])

    def test_somebody_of_elsewhere_reads_or_acts(self):
        """Another association, a prescriber, somebody without an organisation."""
        homeless = self._create_user("homeless", f"{GROUP}portal_manager")
        for user in (self.users["other_volunteer"], self.users["prescriber"], homeless):
            self.assertNothing(user, "food.aid.referral", self.welcome.ids, ["person_label"])
            welcome = self.welcome.with_user(user)
            for act in (
                lambda one=welcome: one._change_welcome("x", 1),
                welcome._end_welcome,
                lambda one=welcome: one._ask_for_call("x", "y", notice_given=True),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    act()
        self.assertFalse(self.env["food.aid.orientation"].search_count([]))

    def test_a_moved_volunteer_leaves_them_behind(self):
        self.assertEqual(call(self.volunteer, "food.aid.referral", "search", []), self.welcome.ids)
        self.volunteer.food_aid_organisation_id = self.other_association
        self.assertNothing(self.volunteer, "food.aid.referral", self.welcome.ids, ["person_label"])
        welcome = self.welcome.with_user(self.volunteer)
        with self.assertRaises(AccessError):
            welcome._change_welcome("x", 1)
        mine = self.env["food.aid.referral"].with_user(self.volunteer)._welcome("Mine", 1)
        self.assertEqual(mine.sudo().organisation_id, self.other_association)

    def test_the_methods_take_no_referral_of_the_ccas(self):
        """The right volunteer changes, ends or tells of somebody whom the CCAS referred."""
        referral = self._create_referral(level="full").with_user(self.volunteer)
        before = (referral.person_label, referral.size, referral.state)
        for act in (
            lambda: referral._change_welcome("x", 9),
            referral._end_welcome,
            lambda: referral._ask_for_call("x", "y", notice_given=True),
        ):
            with self.assertRaisesRegex(UserError, "whom you welcome yourselves"):
                act()
        self.assertEqual((referral.person_label, referral.size, referral.state), before)
        self.assertFalse(self.env["food.aid.orientation"].search_count([]))

    def test_no_method_answers_remote_calls(self):
        for method, args in (
            ("_welcome", ["x", 1]),
            ("_change_welcome", [self.welcome.ids, "x", 1]),
            ("_end_welcome", [self.welcome.ids]),
            ("_ask_for_call", [self.welcome.ids, "x", "y"]),
            ("create", [{"origin": "direct", "service_id": self.service.id}]),
            ("write", [self.welcome.ids, {"size": 9}]),
            ("action_end", [self.welcome.ids]),
        ):
            with self.subTest(method=method):
                self.assertRefused("food.aid.referral", method, *args)
        for method, args in (("_help_now", [self.service.id, "other", 1]), ("_undo_help", [[]])):
            with self.subTest(method=method):
                self.assertRefused("food.aid.visit", method, *args)
        self.assertRecordValues(self.welcome, [{"size": 3, "state": "accepted"}])

    def test_an_ended_one_is_closed(self):
        welcome = self.welcome.with_user(self.volunteer)
        welcome._end_welcome()
        for act in (
            lambda: welcome._change_welcome("x", 1),
            lambda: welcome._ask_for_call("x", "y", notice_given=True),
        ):
            with self.assertRaises(UserError):
                act()
        with self.assertRaises(UserError):
            self.welcome.place = "Elsewhere"

    def test_a_shared_association_belongs_to_the_ccas_that_leads_it(self):
        """Neither CCAS reads a row; what was agreed to be told goes to the leading one alone."""
        self.assertEqual(self.welcome.company_id, self.company)
        elsewhere = self.users["elsewhere"]
        self.assertNothing(elsewhere, "food.aid.referral", self.welcome.ids, ["person_label"])
        welcome = self.welcome.with_user(self.volunteer)
        orientation = welcome._ask_for_call("Zoé", "Here", notice_given=True)
        self.assertFalse(call(elsewhere, "food.aid.orientation", "search", []))
        self.assertEqual(
            call(self.users["reception"], "food.aid.orientation", "search", []), orientation.ids
        )
        self.assertNotIn(SECRET, repr(orientation.sudo().read()))

    def test_help_on_the_spot_of_others_is_not_undone(self):
        mine = self.env["food.aid.visit"].with_user(self.volunteer)
        help_ = mine._help_now(self.service.id, "other", 2)
        theirs = help_.with_user(self.users["other_volunteer"])
        theirs._undo_help()
        self.visit.with_user(self.volunteer)._undo_help()
        self.assertEqual((help_.state, self.visit.state), ("came", "came"))
        with self.assertRaises(AccessError):
            help_.with_user(self.users["reception"])._undo_help()
        self.assertEqual(help_.date, fields.Date.context_today(help_))
