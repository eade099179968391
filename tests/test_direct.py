from datetime import date, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.http import Request
from odoo.tests import tagged

from .portal_common import HOME, REFERRALS, FoodAidPortalCase
from .test_portal_browser import FITS

WELCOMES, EMERGENCY = f"{HOME}/welcomes/new", f"{HOME}/emergency"
CALL = {"label": "Léa", "reach": "By the association, on Tuesdays", "message": "Rent unpaid"}


@tagged("post_install", "-at_install")
class TestDirect(FoodAidPortalCase):
    """An association welcomes somebody itself, helps somebody unknown; the CCAS counts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.association.lead_company_id = cls.company
        cls.referrals = cls.env["food.aid.referral"]
        cls.visits = cls.env["food.aid.visit"]

    def _welcome(self, label="Léa", size=3, bands=None, user="volunteer", **options):
        referrals = self.referrals.with_user(self.users[user])
        return referrals._welcome(label, size, bands or {"age_0_2": 1}, **options)

    def _help(self, user="volunteer", emergency="resources", size=2, **options):
        visits = self.visits.with_user(self.users[user])
        return visits._help_now(self.service.id, emergency, size, **options)

    # ------------------------------------------------------------------
    # WELCOMING
    # ------------------------------------------------------------------

    def test_a_volunteer_registers_finds_changes_and_ends_on_the_pages(self):
        self._login("volunteer")
        self.assertIn("Welcome somebody yourselves", self._get(HOME))
        page = self._post(WELCOMES, label=" Léa ", size="3", age_0_2="1", age_26_64="1")
        self.assertIn("This person is on your list", page)
        referral = self.referrals.search([("direct_label", "=", "Léa")])
        self.assertRecordValues(
            referral,
            [
                {
                    "origin": "direct",
                    "state": "accepted",
                    "household_id": False,
                    "right_id": False,
                    "company_id": self.company.id,
                    "organisation_id": self.association.id,
                    "service_name": "Parcels",
                    "person_label": "Léa",
                    "size": 3,
                    "age_0_2": 1,
                    "age_26_64": 1,
                    "date_from": fields.Date.context_today(referral),
                    "place": "1 Example Street",
                }
            ],
        )
        self.assertEqual(referral.display_name, referral.name)
        page = self._get(REFERRALS)
        self.assertIn("Léa Parcels", page)
        self.assertIn("Direct welcome", page)
        self.assertIn("Léa", self._get(f"{HOME}/print"))
        one = f"{REFERRALS}/{referral.id}"
        self.assertIn("the CCAS does not know them", self._get(one))
        self._post(f"{one}/change", label="Léa M.", size="4")
        referral.invalidate_recordset()
        self.assertRecordValues(referral, [{"person_label": "Léa M.", "size": 4, "age_0_2": 0}])
        self._post(f"{one}/end")
        referral.invalidate_recordset()
        self.assertEqual(referral.state, "ended")
        self._post(f"{one}/end")
        self.assertIn("Ended", self._get(one))
        self.assertIn("whom you welcome yourselves", self._post(f"{one}/change", label="Other"))

    def test_what_is_missing_is_said_and_nothing_typed_is_lost(self):
        self._login("volunteer")
        for data, told in (
            ({"label": " "}, "Choose a label"),
            ({"label": "L" * 101}, "100 signs at most"),
            ({"size": ""}, "Say how many people"),
            ({"size": "2", "age_6_13": "3"}, "more ages than people"),
            ({"size": "-1"}, "between 0 and"),
            ({"size": "1.5"}, "is not a number"),
            ({"size": "99999"}, "between 0 and"),
            ({"service": str(self.other_service.id)}, "Choose the service"),
        ):
            with self.subTest(data=data):
                page = self.url_open(
                    WELCOMES,
                    {"label": "Léa", "size": "2", "csrf_token": Request.csrf_token(self)} | data,
                ).text
                self.assertIn(told, page)
                self.assertIn(f'value="{data.get("label", "Léa")}"', page)
        self.assertFalse(self.referrals.search_count([("origin", "=", "direct")]))

    def test_the_same_form_sent_twice_is_one_welcome(self):
        self.assertEqual(self._welcome(), self._welcome())
        self.assertNotEqual(self._welcome(), self._welcome(size=5))

    def test_ages_alone_say_how_many(self):
        self.assertEqual(self._welcome(size=0, bands={"age_65": 2}).size, 2)

    def test_which_service_is_asked_where_there_are_two(self):
        second = self._create_service(self.association, name="Meals")
        with self.assertRaisesRegex(UserError, "Choose the service"):
            self._welcome()
        self.assertEqual(self._welcome(service_id=second.id).service_name, "Meals")

    def test_who_welcomes_nobody_registers_nobody(self):
        for login in ("prescriber", "instructor", "coordinator", "employee"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._welcome(user=login)
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._help(user=login)
        self._login("prescriber")
        for path in (WELCOMES, EMERGENCY):
            self._get(path, 403)
        self._post(WELCOMES, 403, label="Léa", size="1")

    # ------------------------------------------------------------------
    # LIKE THE OTHERS
    # ------------------------------------------------------------------

    def test_they_are_expected_and_ticked_like_the_others(self):
        welcome = self._welcome()
        other = self._create_referral(level="initial")
        distribution = self.env["food.aid.distribution"].with_user(self.users["volunteer"])
        distribution = distribution._open(self.service.id, fields.Date.context_today(distribution))
        self.assertEqual(distribution._get_expected().ids, [welcome.id, other.id])
        self.assertEqual(distribution._record_list([welcome.id, other.id]), 2)
        visits = self.visits.search([("distribution_id", "=", distribution.id)])
        self.assertEqual(sorted(visits.mapped("kind")), ["direct", "listed"])
        direct = visits.filtered(lambda one: one.kind == "direct")
        self.assertRecordValues(
            direct, [{"size": 3, "age_0_2": 1, "household_id": False, "state": "came"}]
        )
        self.assertEqual((welcome.visit_count, distribution.person_count), (1, 4))

    def test_the_label_goes_a_month_after_the_end_and_nobody_stays_for_ever(self):
        today = date(2026, 3, 2)
        with freeze_time(today):
            welcome = self._welcome()
            self.assertEqual(welcome.date_to, date(2027, 3, 2))
        with freeze_time(date(2027, 2, 1)):
            welcome._change_welcome("Léa", 3)
            self.assertEqual(welcome.date_to, date(2028, 2, 1))
        follow_up = self.env["food.aid.referral"].with_company(self.company)
        follow_up._close_past(self.company, date(2028, 2, 2))
        self.assertEqual(welcome.state, "ended")
        follow_up._mask_ended(self.company, date(2028, 2, 3))
        self.assertEqual(welcome.person_label, "Léa")
        follow_up._mask_ended(self.company, date(2028, 2, 2) + timedelta(days=30))
        self.assertRecordValues(
            welcome.sudo(), [{"person_label": welcome.name, "direct_label": False}]
        )
        self.assertNotIn("lea", welcome.search_key)

    # ------------------------------------------------------------------
    # THEY AGREE TO BE CALLED
    # ------------------------------------------------------------------

    def test_one_gesture_asks_the_ccas_to_call(self):
        welcome = self._welcome()
        self._login("volunteer")
        one = f"{REFERRALS}/{welcome.id}"
        self.assertIn("Léa", self.url_open(f"{one}/call").text)
        page = self._post(f"{one}/call", **CALL)
        self.assertIn("Tell the person first", page)
        self.assertIn("Rent unpaid", page)
        self.assertFalse(self.env["food.aid.orientation"].search_count([]))
        page = self._post(f"{one}/call", **CALL, notice="1")
        self.assertIn("The CCAS has received it", page)
        orientation = self.env["food.aid.orientation"].search([])
        self.assertRecordValues(
            orientation,
            [
                {
                    **CALL,
                    "organisation_id": self.association.id,
                    "company_id": self.company.id,
                    "notice_given": True,
                    "state": "received",
                }
            ],
        )
        self._post(f"{one}/call", **CALL, notice="1")
        self.assertEqual(self.env["food.aid.orientation"].search_count([]), 1)
        self.assertIn("You asked the CCAS to call them", self._get(one))
        orientation.with_user(self.users["reception"]).action_register()
        page = self._get(f"{HOME}/orientations")
        self.assertIn("Met", page)
        self.assertNotIn("Send someone", page)
        self._get(f"{HOME}/orientations/new", 403)

    # ------------------------------------------------------------------
    # HELP ON THE SPOT
    # ------------------------------------------------------------------

    def test_help_on_the_spot_is_counted_and_undone_on_the_page(self):
        self._login("volunteer")
        page = self._post(EMERGENCY, service=str(self.service.id), age_26_64="2")
        self.assertIn("Choose one of the answers", page)
        form = {"service": str(self.service.id), "age_26_64": "2", "emergency": "waiting"}
        for _twice in range(2):
            page = self._post(EMERGENCY, **form, uuid="one")
            self.assertIn("It is counted", page)
        visit = self.visits.search([("emergency", "!=", False)])
        self.assertRecordValues(
            visit,
            [
                {
                    "kind": "unknown",
                    "emergency": "waiting",
                    "household_count": 1,
                    "size": 2,
                    "age_26_64": 2,
                    "referral_id": False,
                    "company_id": self.company.id,
                    "distribution_id": False,
                }
            ],
        )
        self.assertIn("Waits for an appointment", page)
        self._post(f"{EMERGENCY}/undo", visit=str(visit.id))
        visit.invalidate_recordset()
        self.assertEqual(visit.state, "undone")
        self.assertNotIn("Over the last thirty days", self._get(EMERGENCY))

    def test_help_on_the_spot_counts_once_in_the_distribution_of_the_day(self):
        distributions = self.env["food.aid.distribution"].with_user(self.users["volunteer"])
        distribution = distributions._open(self.service.id, False)
        visit = self._help()
        self.assertEqual(visit.sudo().distribution_id.id, distribution.id)
        self.assertEqual((distribution.household_count, distribution.person_count), (1, 2))
        distribution._tell(households=1, persons=2)
        with self.assertRaisesRegex(UserError, "closed"):
            visit._undo_help()
        self.assertEqual(visit.state, "came")

    def test_a_wrong_help_is_refused(self):
        for values, told in (
            ({"emergency": "hunger"}, "answers of the list"),
            ({"size": 0}, "how many people"),
            ({"size": 1, "bands": {"age_65": 2}}, "more ages than people"),
        ):
            with self.subTest(values=values), self.assertRaisesRegex(UserError, told):
                self._help(**values)
        with self.assertRaisesRegex(UserError, "Choose the service"):
            self._help(user="other_volunteer")

    # ------------------------------------------------------------------
    # WHAT THE CCAS COUNTS
    # ------------------------------------------------------------------

    def test_the_coordinator_reads_counts_of_the_ccas_that_leads(self):
        self._welcome()
        self._welcome("Ali", 1, {"age_65": 1})
        self._welcome("Gone", 2)._end_welcome()
        self._help()
        self._help(size=5)._undo_help()
        names = [
            "food_aid_direct_count",
            "food_aid_direct_person_count",
            "food_aid_emergency_count",
            "food_aid_emergency_person_count",
        ]
        both = self.association + self.other_association
        rows = both.with_user(self.users["coordinator"]).read(names, load=None)
        self.assertEqual([[row[name] for name in names] for row in rows], [[2, 4, 1, 2], [0] * 4])
        coordinator = self._create_user(
            "coordinator_2", "food_aid.group_food_aid_coordinator", self.other_company
        )
        self.assertEqual(self.association.with_user(coordinator).food_aid_direct_count, 0)
        for login in ("reception", "instructor", "stock", "dpo", "volunteer", "employee"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.association.with_user(self.users[login]).read(names)

    # ------------------------------------------------------------------
    # IN A BROWSER
    # ------------------------------------------------------------------

    def test_somebody_is_welcomed_on_a_phone_then_agrees_to_be_called(self):
        self.browser_size, self.touch_enabled = "360x800", True
        self.start_tour(HOME, "food_aid_direct", login=self.users["volunteer"].login)
        welcome = self.referrals.search([("origin", "=", "direct")])
        self.assertRecordValues(welcome, [{"person_label": "Léa", "size": 2, "age_0_2": 1}])
        self.assertEqual(self.env["food.aid.orientation"].search([]).reach, "On Tuesdays, here")
        self.assertEqual(self.visits.search([("emergency", "=", "arrival")]).size, 1)

    def test_the_pages_fit_a_phone(self):
        one = f"{REFERRALS}/{self._welcome().id}"
        self._help()
        self.browser_size, self.touch_enabled = "360x800", True
        pages = [WELCOMES, EMERGENCY, one, f"{one}/change", f"{one}/call"]
        self.browser_js(HOME, FITS % pages, login=self.users["volunteer"].login, timeout=60)
