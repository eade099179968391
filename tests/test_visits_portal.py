from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import Request
from odoo.tests import tagged
from odoo.tools import mute_logger

from .paper import PaperCase
from .portal_common import HOME, FoodAidPortalCase

DISTRIBUTIONS = f"{HOME}/distributions"


@tagged("post_install", "-at_install")
class TestVisitsPortal(FoodAidPortalCase):
    """Distributions as a browser without JavaScript does them, step by step of the ladder."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.association.write({"lead_company_id": cls.company.id, "food_aid_step": "list"})
        cls.service.write({"quota": 1, "quota_period": "week"})
        cls.amina = cls._create_referral(cls._create_household("Amina"), level="full")
        cls.boris = cls._create_referral(cls._create_household("Boris"), level="full")
        cls.today = fields.Date.context_today(cls.env["food.aid.visit"])
        volunteer = cls.env["food.aid.distribution"].with_user(cls.users["volunteer"])
        cls.distribution = volunteer._open(cls.service.id, cls.today).sudo()
        cls.page = f"{DISTRIBUTIONS}/{cls.distribution.id}"

    def _count(self):
        self.env.invalidate_all()
        return self.distribution.household_count

    # ------------------------------------------------------------------
    # THE LIST
    # ------------------------------------------------------------------

    def test_the_list_is_entered_as_a_plain_form(self):
        self._login("volunteer")
        page = self._get(self.page)
        for words in ("Amina", "Households expected: 2", "those not ticked did not come"):
            self.assertIn(words, page)
        form = {
            "uuid": "form",
            "came": [str(self.amina.id)],
            "absent_1": str(self.boris.id),
            "proxy_1": "friend",
            "unknown_households": "2",
            "age_26_64": "3",
            "age_0_2": "1",
            "weight": "1 012,5",
            "others_absent": "1",
        }
        for _time in range(2):
            self.assertIn("it is written down", self._post(f"{self.page}/enter", **form))
        self.assertEqual(self._count(), 4)
        self.assertEqual(self.boris.visit_ids.mapped("state"), ["proxy"])
        page = self._post(f"{self.page}/enter", uuid="last", close="1", weight="1 012,5")
        self.assertIn("nothing else is asked", page)
        self.assertEqual((self.distribution.state, self.distribution.weight), ("closed", 1012.5))
        self._post(f"{self.page}/reopen")
        self.assertEqual(self.distribution.state, "open")

    def test_what_is_typed_wrong_is_said_and_nothing_is_half_recorded(self):
        self._login("volunteer")
        form = {"uuid": "form", "came": [str(self.amina.id)], "age_65": "two"}
        self.assertIn("“two” is not a number", self._post(f"{self.page}/enter", **form))
        form = {"uuid": "form", "came": [str(self.amina.id)], "close": "1", "weight": "-3"}
        self.assertIn("kilograms as a number", self._post(f"{self.page}/enter", **form))
        self.assertEqual(self._count(), 0)

    def test_somebody_is_found_recorded_and_undone(self):
        self._login("volunteer")
        page = self._post(self.page, search="AMINA")
        self.assertIn("Passages left: 1 / 1 (Week)", page)
        self.assertNotIn("Boris", page)
        form = {"referral": str(self.amina.id), "state": "came", "uuid": "one"}
        for _time in range(2):
            response = self.url_open(
                f"{self.page}/record", form | {"csrf_token": self._csrf()}, allow_redirects=False
            )
            self.assertNotIn("mina", response.headers["Location"])
        self.assertEqual(self._count(), 1)
        visit = self.amina.visit_ids
        self.assertIn("Written down: Came", self._get(f"{self.page}?done={visit.id}"))
        self._post(f"{self.page}/undo", visit=str(visit.id))
        self.assertEqual(self._count(), 0)

    def _csrf(self):
        return Request.csrf_token(self)

    def test_somebody_who_came_this_week_is_served_anyway_with_a_reason(self):
        volunteer = self.env["food.aid.distribution"].with_user(self.users["volunteer"])
        monday = self.today - timedelta(days=self.today.weekday())
        other = monday if monday != self.today else self.today + timedelta(days=1)
        self.env.cr.execute(
            "UPDATE food_aid_referral SET date_sent = date_sent - interval '10 days',"
            " date_from = date_from - 10"
        )
        self.env.invalidate_all()
        volunteer._open(self.service.id, other)._record(self.boris.id)
        self._login("volunteer")
        page = self._post(self.page, search="boris")
        for words in ("Already came this week", "Served anyway, because", "Serve anyway"):
            self.assertIn(words, page)
        form = {"referral": str(self.boris.id), "state": "came", "uuid": "one"}
        self._post(f"{self.page}/record", **form)
        self.assertEqual(self._count(), 0)
        self._post(f"{self.page}/record", **form, reason="plenty")
        self.assertEqual(self._count(), 1)

    # ------------------------------------------------------------------
    # THE LADDER
    # ------------------------------------------------------------------

    def test_three_numbers_are_enough(self):
        self.association.food_aid_step = "numbers"
        self._login("manager")
        page = self._get(self.page)
        self.assertIn("Three numbers, and it is done", page)
        self.assertNotIn("those not ticked", page)
        page = self._post(f"{self.page}/close", households="38", persons="94", weight="412,5")
        self.assertIn("Thank you", page)
        self.assertEqual(self.distribution.weight, 412.5)
        self.assertEqual(self._count(), 38)
        self.assertIn("38", self._get(f"{HOME}/figures"))

    def test_paper_asks_for_nothing(self):
        self.association.food_aid_step = "paper"
        self._login("volunteer")
        page = self._get(self.page)
        self.assertIn("tick it by hand: that is all", page)
        self.assertNotIn("Three numbers", page)
        self.assertNotIn("To enter when", self._get(HOME))

    def test_the_manager_chooses_and_the_volunteer_does_not(self):
        self._login("manager")
        self.assertIn("none is better", self._get(f"{HOME}/pace"))
        self.assertIn("nothing is lost", self._post(f"{HOME}/pace", step="paper"))
        self.env.invalidate_all()
        self.assertEqual(self.association.food_aid_step, "paper")
        self.assertIn("one of the steps", self._post(f"{HOME}/pace", step="stock"))
        for path in ("pace", "closures"):
            for login in ("volunteer", "prescriber"):
                self._login(login)
                with self.subTest(path=path, login=login), mute_logger("odoo.http"):
                    self._get(f"{HOME}/{path}", status=403)
                    self._post(f"{HOME}/{path}", status=403, step="list")

    def test_the_manager_says_when_it_is_closed(self):
        self._login("manager")
        first, last = self.today + timedelta(days=3), self.today + timedelta(days=9)
        form = {"first": str(first), "last": str(last), "message": "See the hall"}
        self.assertIn("the CCAS knows", self._post(f"{HOME}/closures", **form))
        self.assertIn("See the hall", self._get(f"{HOME}/closures"))
        wrong = form | {"last": "2020-01-01", "message": "kept words"}
        self.assertIn("then the last one", self._post(f"{HOME}/closures", **wrong))
        closure = self.association.food_aid_closure_ids
        self._post(f"{HOME}/closures/{closure.id}/back")
        self.env.invalidate_all()
        self.assertFalse(self.association.food_aid_closure_ids)

    def test_first_pages_thank_before_they_ask(self):
        volunteer = self.env["food.aid.distribution"].with_user(self.users["volunteer"])
        volunteer._open(self.service.id, self.today - timedelta(days=7))
        for login in ("manager", "volunteer"):
            self._login(login)
            page = self._get(HOME)
            with self.subTest(login=login):
                self.assertLess(page.index("Thank you"), page.index("To enter when"))
                self.assertIn("Households expected: 2", page)
                self.assertEqual("We will be closed" in page, login == "manager")

    def test_a_distribution_is_opened_from_the_list(self):
        self._login("volunteer")
        day = self.today + timedelta(days=7)
        page = self._post(DISTRIBUTIONS, service=str(self.service.id), date=str(day))
        self.assertIn("Households expected", page)
        for service, date in (("0", str(day)), (str(self.other_service.id), str(day))):
            self.assertIn(
                "Choose the service", self._post(DISTRIBUTIONS, service=service, date=date)
            )
        page = self._post(DISTRIBUTIONS, service=str(self.service.id), date="x")
        self.assertIn("Choose the day", page)

    def test_who_is_missed_is_listed_gently(self):
        self.env.cr.execute(
            "UPDATE food_aid_referral SET date_sent = date_sent - interval '10 days'"
        )
        self.env.invalidate_all()
        self._login("volunteer")
        page = self._get(f"{HOME}/missed")
        self.assertIn("Amina", page)
        self.assertIn("they are expected", page)

    # ------------------------------------------------------------------
    # THE WALL BY ADDRESS
    # ------------------------------------------------------------------

    def test_addresses_of_others_do_not_exist(self):
        for login, status in (("other_volunteer", 404), ("prescriber", 403)):
            self._login(login)
            for path in ("", "/sign-in-sheet.pdf", "/labels.pdf"):
                with self.subTest(login=login, path=path), mute_logger("odoo.http"):
                    self._get_status(f"{self.page}{path}", status)
            for path in ("", "/record", "/enter", "/undo", "/close", "/reopen"):
                form = {"referral": str(self.amina.id), "state": "came"}
                with self.subTest(login=login, post=path), mute_logger("odoo.http"):
                    self._post(f"{self.page}{path}", status=status, **form)
        self.assertEqual(self._count(), 0)
        self.assertEqual(self.distribution.state, "open")
        self._login("volunteer")
        with mute_logger("odoo.http"):
            self._get_status(f"{self.page}/other.pdf", 404)

    def _get_status(self, path, status):
        self.assertEqual(self.url_open(path).status_code, status)

    def test_reports_by_address_hold_the_same_wall(self):
        for login in ("other_volunteer", "prescriber"):
            self._login(login)
            for report in ("report_sign_in_sheet", "report_parcel_labels"):
                path = f"/report/html/food_aid.{report}/{self.distribution.id}"
                with self.subTest(login=login, report=report), mute_logger("odoo.http"):
                    response = self.url_open(path)
                    self.assertNotIn("Amina", response.text)
                    self.assertNotEqual(response.status_code, 200)


@tagged("post_install", "-at_install")
class TestDistributionPapers(PaperCase):
    """The sign-in sheet and the labels, from the portal and from the backend."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amina = cls._create_referral(cls._create_household("Amina"), level="full")
        cls.code = cls._create_referral(cls._create_household("Boris"), level="code")
        volunteer = cls.env["food.aid.distribution"].with_user(cls.users["volunteer"])
        cls.distribution = volunteer._open(cls.service.id, False).sudo()

    def test_the_sign_in_sheet_names_as_agreed_and_has_room_for_others(self):
        for login in ("volunteer", "reception"):
            content = self._print("sign_in_sheet", self.distribution, self.users[login])
            (page,) = self._pages(content)
            with self.subTest(login=login):
                for words in ("Amina", "To be destroyed once entered", "Kilograms given"):
                    self.assertIn(words, page)
                self.assertNotIn("Boris", page)
                self.assertIn(self.code.household_id.name, page)
                self.assertEqual(page.count("☐"), 2 + 6)

    def test_a_long_list_keeps_its_foot_and_its_order(self):
        for number in range(60):
            self._create_referral(self._create_household(f"Person{number:02}"), level="full")
        pages = self._pages(
            self._print("sign_in_sheet", self.distribution, self.users["volunteer"])
        )
        self.assertIn(len(pages), (3, 4))
        self.assertIn(f"page {len(pages)} / {len(pages)}", pages[-1])
        self.assertIn("Kilograms given", pages[-1])
        self.assertNotIn("Kilograms given", pages[0])
        text = " ".join(pages)
        places = [text.index(f"Person{number:02}") for number in range(60)]
        self.assertEqual(places, sorted(places))

    def test_labels_bear_a_code_and_never_a_name(self):
        (page,) = self._pages(
            self._print("parcel_labels", self.distribution, self.users["volunteer"])
        )
        self.assertIn(self.amina.name, page)
        self.assertNotIn("Amina", page)

    def test_an_empty_list_is_not_printed(self):
        distributions = self.env["food.aid.distribution"].with_user(self.users["other_volunteer"])
        empty = distributions._open(self.other_service.id, False)
        with self.assertRaisesRegex(UserError, "nothing to print"):
            self._print("sign_in_sheet", empty, self.users["other_volunteer"])

    def test_what_employees_print_is_written_down(self):
        before = self.env["food.aid.access.log"].search_count([("kind", "=", "print")])
        self._print("sign_in_sheet", self.distribution, self.users["reception"])
        after = self.env["food.aid.access.log"].search_count([("kind", "=", "print")])
        self.assertGreater(after, before)


@tagged("post_install", "-at_install")
class TestVisitsTours(FoodAidPortalCase):
    browser_size = "1280x800"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.association.write({"lead_company_id": cls.company.id, "food_aid_step": "list"})
        cls.service.write({"quota": 1, "quota_period": "week"})
        today = fields.Date.context_today(cls.env["food.aid.visit"])
        volunteer = cls.env["food.aid.distribution"].with_user(cls.users["volunteer"])
        cls.distribution = volunteer._open(cls.service.id, today)

    def _start(self, tour):
        page = f"{DISTRIBUTIONS}/{self.distribution.id}"
        self.start_tour(page, tour, login=self.users["volunteer"].login)
        self.env.invalidate_all()

    def test_sixty_lines_are_entered_by_keyboard(self):
        right = self._create_right(self._create_household())
        values = {"company_id": self.company.id, "service_id": self.service.id}
        for _line in range(60):
            household = self._create_household()
            copy = right.sudo().copy({"household_id": household.id})
            self.env["food.aid.referral"].create(
                values | {"household_id": household.id, "right_id": copy.id}
            ).action_send()
        self._start("food_aid_ticked_list")
        self.assertEqual(self.distribution.state, "closed")
        self.assertEqual(self.distribution.household_count, 55)
        self.assertEqual(self.distribution.weight, 412.5)

    def test_somebody_is_found_and_served(self):
        amina = self._create_referral(self._create_household("Amina"), level="full")
        boris = self._create_referral(self._create_household("Boris"), level="full")
        other = self.distribution.date + timedelta(
            days=1 if self.distribution.date.weekday() < 6 else -1
        )
        volunteer = self.env["food.aid.distribution"].with_user(self.users["volunteer"])
        volunteer._open(self.service.id, other)._record(boris.id, reason="other")
        self._start("food_aid_one_passage")
        self.assertEqual(amina.visit_ids.mapped("state"), ["undone"])
        visit = boris.visit_ids.filtered(lambda one: one.distribution_id.id == self.distribution.id)
        self.assertEqual((visit.is_beyond, visit.reason), (True, "plenty"))
