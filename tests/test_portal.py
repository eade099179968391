from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from .portal_common import HOME, ORIENTATIONS, REFERRALS, FoodAidPortalCase


@tagged("post_install", "-at_install")
class TestPortal(FoodAidPortalCase):
    """What the people of an association see, find and answer."""

    # ------------------------------------------------------------------
    # WHO ENTERS
    # ------------------------------------------------------------------

    def test_the_home_page_counts_without_javascript(self):
        self._create_referral(level="full")
        self._create_referral(state="sent")
        self._login("volunteer")
        page = self._get(HOME)
        self.assertIn("Shelf", page)
        self.assertIn("count on you at the moment: 1. People: 1.", page)
        self.assertIn("1 Expected now", page)
        self.assertIn("1 To answer", page)
        self.assertIn("2 New this week", page)
        self.assertIn("Parcels · Tuesday 14:00–16:00", page)
        self.assertNotIn("Samira", page)

    def test_the_card_of_the_portal_leads_to_the_pages(self):
        self._login("volunteer")
        self.assertIn("The people you welcome", self._get("/my"))
        self._login("employee")
        self.assertNotIn("The people you welcome", self._get("/my"))

    def test_someone_without_an_organisation_reads_what_to_do(self):
        self._create_referral(level="full")
        self.users["volunteer"].food_aid_organisation_id = False
        for login in ("volunteer", "employee", "instructor"):
            with self.subTest(login=login):
                self._login(login)
                self.assertIn("Ask the CCAS that works with you to invite you", self._get(HOME))
                self.assertNotIn("Samira", self._get(REFERRALS, 403))

    def test_each_role_has_its_pages(self):
        referral = self._create_referral()
        one = f"{REFERRALS}/{referral.id}"
        welcome = (REFERRALS, one, f"{one}/decline", f"{HOME}/print")
        send = (f"{ORIENTATIONS}/new",)
        # An association follows what became of those who asked it to be called by the CCAS.
        for login, opened, closed in (
            ("volunteer", (*welcome, ORIENTATIONS), send),
            ("manager", (*welcome, ORIENTATIONS), send),
            ("prescriber", (*send, ORIENTATIONS), welcome),
        ):
            self._login(login)
            for path in opened:
                with self.subTest(login=login, path=path):
                    self.assertIn("First page", self._get(path))
            for path in closed:
                with self.subTest(login=login, path=path):
                    self.assertNotIn("Samira", self._get(path, 403))

    def test_a_prescriber_of_an_association_reads_none_of_its_people(self):
        referral = self._create_referral(level="full")
        self.users["prescriber"].food_aid_organisation_id = self.association
        self._login("prescriber")
        self.assertNotIn("Samira", self._get(f"{REFERRALS}/{referral.id}", 403))
        referrals = self.env["food.aid.referral"].with_user(self.users["prescriber"])
        with self.assertRaises(AccessError):
            referrals.search([])

    def test_nobody_enters_without_signing_in(self):
        self._create_referral(level="full")
        response = self.url_open(REFERRALS)
        self.assertIn("/web/login", response.url)

    # ------------------------------------------------------------------
    # LIST
    # ------------------------------------------------------------------

    def test_the_list_shows_its_people_as_far_as_agreed(self):
        self._create_referral(self._create_household("Amina", "Dupont-Fictive"), level="full")
        self._create_referral(self._create_household("Boris", "Martin-Fictif"), level="initial")
        coded = self._create_household("Clara", "Petit-Fictive")
        self._create_referral(coded)
        self._create_referral(
            self._create_household("Denis", "Autre-Fictif"),
            service=self.other_service,
            level="full",
        )
        self._login("volunteer")
        page = self._get(REFERRALS)
        for shown in ("Amina Dupont-Fictive", "Boris M.", coded.name, "In this list: 3"):
            self.assertIn(shown, page)
        for hidden in ("Martin", "Clara", "Denis"):
            self.assertNotIn(hidden, page)

    def test_the_list_is_filtered_by_state_and_service(self):
        sorting = self._create_service(self.association, name="Sorting room")
        self._create_referral(self._create_household("Amina"), level="full")
        self._create_referral(
            self._create_household("Boris"), service=sorting, state="sent", level="full"
        )
        ended = self._create_referral(self._create_household("Clara"), state="ended", level="full")
        self._login("volunteer")
        for query, shown in (
            ("", {"Amina", "Boris"}),
            ("?show=expected", {"Amina"}),
            ("?show=answer", {"Boris"}),
            ("?show=closed", {"Clara"}),
            ("?show=all", {"Amina", "Boris", "Clara"}),
            ("?show=all&service=Sorting+room", {"Boris"}),
            ("?show=nonsense", {"Amina", "Boris"}),
        ):
            with self.subTest(query=query):
                page = self._get(REFERRALS + query)
                self.assertEqual({n for n in ("Amina", "Boris", "Clara") if n in page}, shown)
        ended.is_masked = True
        self.assertNotIn("Clara", self._get(f"{REFERRALS}?show=all"))

    def test_a_person_is_found_by_name_number_and_card_by_post_alone(self):
        referral = self._create_referral(
            self._create_household("Zoé", "Lefèvre-Fictive"), level="full"
        )
        self._create_referral(self._create_household("Boris"), level="full")
        self._login("volunteer")
        for typed in ("lefevre", "fictive ZOE", referral.name, referral.card_code):
            with self.subTest(typed=typed):
                page = self._post(REFERRALS, search=typed)
                self.assertIn("Zoé Lefèvre-Fictive", page)
                self.assertNotIn("Boris", page)
        self.assertIn("Nobody here", self._post(REFERRALS, search="nobody at all"))
        self.assertIn("Boris", self._get(f"{REFERRALS}?search=lefevre"))

    def test_a_search_finds_no_name_that_was_taken_back(self):
        self._create_referral(
            self._create_household("Zoé", "Lefèvre-Fictive"), state="declined", level="full"
        )
        self._login("volunteer")
        self.assertIn("Nobody here", self._post(REFERRALS, search="lefevre"))
        self.assertIn("Nobody here", self._post(REFERRALS, search="zoe"))

    def test_the_pages_of_a_search_go_by_post(self):
        household = self._create_household()
        right = self._create_right(household)
        for number in range(45):
            service = self._create_service(self.association, name=f"Parcels {number}")
            self.env["food.aid.referral"].create(
                {
                    "household_id": household.id,
                    "service_id": service.id,
                    "right_id": right.id,
                }
            ).action_send()
        self._login("volunteer")
        self.assertIn("Page 1 / 2", self._get(REFERRALS))
        self.assertIn("Page 2 / 2", self._get(f"{REFERRALS}/page/2"))
        self.assertIn("Page 2 / 2", self._get(f"{REFERRALS}/page/99"))
        self.assertIn("Page 2 / 2", self._post(REFERRALS, search=household.name, page="2"))
        self.assertIn("Page 1 / 2", self._post(REFERRALS, search=household.name, page="x"))

    def test_two_ccas_that_share_an_association_meet_in_its_list(self):
        self._create_referral(level="initial")
        theirs = self._create_household("Boris", company_id=self.other_company.id)
        referral = (
            self.env["food.aid.referral"]
            .with_company(self.other_company)
            .create(
                {
                    "household_id": theirs.id,
                    "service_id": self._create_service(self.association, name="Talks").id,
                    "origin": "emergency",
                }
            )
        )
        referral.action_send()
        self._login("volunteer")
        page = self._get(REFERRALS)
        for shown in ("CCAS of Testville", "CCAS of Otherville", theirs.name):
            self.assertIn(shown, page)
        self._post(f"{REFERRALS}/{referral.id}/decline", reason="full")
        self.assertEqual(referral.state, "declined")
        mine = self.env["food.aid.referral"].with_user(self.users["instructor"])
        self.assertNotIn(referral, mine.search([]))

    # ------------------------------------------------------------------
    # ONE
    # ------------------------------------------------------------------

    def test_the_page_of_one_says_all_that_helps_to_welcome(self):
        today = fields.Date.today()
        household = self._create_household(children=[today - timedelta(days=200)], no_cooking=True)
        self.users["instructor"].phone = "01 23 45 67 89"
        household.referent_id = self.users["instructor"]
        self.service.write({"bring": "A bag", "quota": 2})
        referral = self._create_referral(household, level="full")
        self._login("volunteer")
        page = self._get(f"{REFERRALS}/{referral.id}")
        for shown in (
            "Samira Fictive",
            "06 12 34 56 78",
            "1 Example Street",
            "Tuesday 14:00–16:00",
            "A bag",
            "Yes: 1 aged 0–2",
            "Cannot cook at home",
            "2 · Week",
            "CCAS of Testville",
            "Instructor Fictive",
            "01 23 45 67 89",
            "Liaison sheet (PDF)",
            referral.card_code,
        ):
            with self.subTest(shown=shown):
                self.assertIn(shown, page)

    def test_a_reserved_household_shows_its_code_only(self):
        household = self._create_household(
            is_reserved=True, reserved_user_ids=self.users["instructor"].ids
        )
        referral = self._create_referral(household, level="full")
        self._login("volunteer")
        for path in (REFERRALS, f"{REFERRALS}/{referral.id}", f"{HOME}/print"):
            with self.subTest(path=path):
                page = self._get(path)
                self.assertIn(household.name, page)
                for hidden in ("Samira", "Fictive S", "06 12 34"):
                    self.assertNotIn(hidden, page)
        self.assertIn("Nobody here", self._post(REFERRALS, search="samira"))

    def test_the_referral_of_another_organisation_does_not_exist(self):
        referral = self._create_referral(level="full")
        draft = self._create_referral(
            self._create_household("Boris"), service=self.other_service, state="draft"
        )
        self._login("other_volunteer")
        for one in (f"{REFERRALS}/{referral.id}", f"{REFERRALS}/{draft.id}", f"{REFERRALS}/0"):
            for path in (one, f"{one}/decline", f"{one}/sheet"):
                with self.subTest(path=path):
                    page = self._get(path, 404)
                    self.assertNotIn("Samira", page)
                    self.assertNotIn(referral.name, page)
        self._post(f"{REFERRALS}/{referral.id}/confirm", 404)
        self._post(f"{REFERRALS}/{referral.id}/decline", 404, reason="full")
        self.assertEqual(referral.state, "accepted")

    def test_names_are_taken_back_when_the_welcome_is_over(self):
        for state, shown in (("declined", False), ("ended", True)):
            referral = self._create_referral(
                self._create_household("Amina"), state=state, level="full"
            )
            self._login("volunteer")
            page = self._get(f"{REFERRALS}/{referral.id}")
            self.assertEqual("Amina" in page, shown)
            self.assertNotIn("Liaison sheet", page)
            self.assertNotIn("We cannot welcome", page)
        referral.is_masked = True
        self.assertNotIn("Amina", self._get(f"{REFERRALS}/{referral.id}"))

    def test_an_expired_referral_shows_a_code(self):
        referral = self._create_referral(state="sent", level="full")
        referral._move("expired", date_closed=fields.Date.today())
        self._login("volunteer")
        page = self._get(f"{REFERRALS}/{referral.id}")
        self.assertIn(referral.household_id.name, page)
        self.assertNotIn("Samira", page)

    def test_a_moved_volunteer_loses_the_first_organisation_at_once(self):
        referral = self._create_referral(level="full")
        self._login("volunteer")
        self.assertIn("Samira", self._get(REFERRALS))
        self.users["volunteer"].food_aid_organisation_id = self.other_association
        self.assertNotIn("Samira", self._get(REFERRALS))
        self._get(f"{REFERRALS}/{referral.id}", 404)

    def test_the_printed_list_holds_those_expected_and_says_to_destroy_it(self):
        today = fields.Date.today()
        self._create_referral(
            self._create_household("Amina", children=[today - timedelta(days=90)]), level="full"
        )
        coded = self._create_household("Boris")
        self._create_referral(coded)
        self._create_referral(self._create_household("Clara"), state="declined", level="full")
        self._login("volunteer")
        page = self._get(f"{HOME}/print")
        for shown in (
            "Amina",
            coded.name,
            "Households: 2 · People: 3 · Babies (0–2): 1.",
            "destroyed after",
        ):
            self.assertIn(shown, page)
        self.assertNotIn("Clara", page)
        self.assertIn("Amina", self._get(f"{HOME}/print?service=Parcels&day=Tuesday"))
        self.assertIn("Nobody is expected", self._get(f"{HOME}/print?service=Parcels&day=Monday"))

    # ------------------------------------------------------------------
    # ANSWERS
    # ------------------------------------------------------------------

    def test_a_welcome_is_confirmed_once_however_often_it_is_sent(self):
        referral = self._create_referral(state="sent", level="initial")
        one = f"{REFERRALS}/{referral.id}"
        self._login("volunteer")
        self.assertIn("Confirm the welcome", self._get(one))
        for _time in range(2):
            page = self._post(f"{one}/confirm")
            self.assertIn("Thank you. The CCAS knows that you will welcome", page)
            self.assertNotIn("Confirm the welcome", page)
        self.assertEqual(referral.state, "accepted")
        self.assertEqual(referral.answered_by_id, self.users["volunteer"])
        self.assertEqual(referral.history_ids.mapped("state").count("accepted"), 1)

    def test_declining_asks_why_and_takes_the_name_back(self):
        referral = self._create_referral(state="sent", level="full")
        one = f"{REFERRALS}/{referral.id}"
        self._login("manager")
        self.assertIn("Why?", self._get(f"{one}/decline"))
        page = self._post(f"{one}/decline", note="Next month again")
        self.assertIn("Choose why the welcome is impossible.", page)
        self.assertEqual(referral.state, "sent")
        page = self._post(f"{one}/decline", reason="full", note="Next month again")
        self.assertIn("Thank you for your answer", page)
        self.assertNotIn("Samira", page)
        self._post(f"{one}/decline", reason="other", note="Changed")
        self.assertRecordValues(
            referral,
            [
                {
                    "state": "declined",
                    "decline_reason": "full",
                    "decline_note": "Next month again",
                }
            ],
        )

    def test_a_direct_welcome_may_still_be_declined(self):
        referral = self._create_referral()
        one = f"{REFERRALS}/{referral.id}"
        self._login("volunteer")
        page = self._get(one)
        self.assertNotIn("Confirm the welcome", page)
        self.assertIn("We can no longer welcome this person", page)
        self._post(f"{one}/decline", reason="closed")
        self.assertEqual(referral.state, "declined")

    def test_what_is_over_is_no_longer_answered_and_says_so(self):
        referral = self._create_referral(state="ended")
        one = f"{REFERRALS}/{referral.id}"
        self._login("volunteer")
        self.assertIn("this can no longer be done", self._post(f"{one}/confirm"))
        page = self._post(f"{one}/decline", reason="full")
        self.assertIn("this can no longer be done", page)
        self.assertEqual(referral.state, "ended")

    @mute_logger("odoo.http")
    def test_an_answer_without_its_token_is_refused(self):
        referral = self._create_referral(state="sent")
        self._login("volunteer")
        for answer in ("confirm", "decline"):
            response = self.url_open(f"{REFERRALS}/{referral.id}/{answer}", {"reason": "full"})
            self.assertEqual(response.status_code, 400)
        self.assertEqual(self.url_open(f"{REFERRALS}/{referral.id}/confirm").status_code, 405)
        self.assertEqual(referral.state, "sent")

    # ------------------------------------------------------------------
    # REMOTE CALLS
    # ------------------------------------------------------------------

    @mute_logger("odoo.http")
    def test_remote_calls_answer_for_the_own_organisation_only(self):
        mine = self._create_referral(state="sent")
        theirs = self._create_referral(
            self._create_household("Boris"), service=self.other_service, state="sent"
        )
        self._login("volunteer")
        for call in (
            ("action_confirm", [theirs.id]),
            ("action_confirm", [mine.id, theirs.id]),
            ("action_decline", [theirs.id], "full"),
            ("action_decline", [mine.id], "nonsense"),
            ("action_end", [mine.id]),
            ("action_send", [mine.id]),
            ("write", [mine.id], {"state": "accepted"}),
            ("unlink", [mine.id]),
            ("copy", [mine.id]),
            ("create", [{"service_id": self.service.id}]),
            ("_answer", [mine.id], ["sent"], "accepted"),
            ("read", [mine.id], ["household_id"]),
        ):
            with self.subTest(call=call), self.assertRaises(JsonRpcException):
                self._call("food.aid.referral", *call)
        self.assertEqual((mine | theirs).mapped("state"), ["sent", "sent"])
        self._call("food.aid.referral", "action_confirm", [mine.id])
        self.assertEqual(mine.state, "accepted")

    def test_reception_reads_a_referral_and_does_not_answer_for_the_association(self):
        referral = self._create_referral(state="sent")
        with self.assertRaises(AccessError):
            referral.with_user(self.users["reception"]).action_confirm()
        referral.with_user(self.users["instructor"]).action_confirm()
        self.assertEqual(referral.state, "accepted")

    def test_confirming_what_was_declined_is_refused(self):
        referral = self._create_referral(state="declined")
        with self.assertRaisesRegex(UserError, "can no longer be done"):
            referral.with_user(self.users["volunteer"]).action_confirm()
