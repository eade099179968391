from datetime import timedelta
from unittest.mock import patch

from lxml import html

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.http import Request, root
from odoo.tests import JsonRpcException, freeze_time, tagged
from odoo.tools import mute_logger

from ..models.association.ir_http_device import COOKIE
from .common import GROUP, FoodAidCase
from .portal_common import HOME, FoodAidPortalCase
from .remote import call
from .test_undertaking import publish

DOOR = "/food-aid/device"
CODE = "2580"


class DeviceMixin:
    """A device of the association, and the PIN of its volunteer."""

    @classmethod
    def setUpDevice(cls):
        cls.volunteer, cls.manager = cls.users["volunteer"], cls.users["manager"]
        cls.cookie = cls.env["food.aid.device"].with_user(cls.manager)._enrol("Tablet")
        cls.device = cls.env["food.aid.device"]._find(cls.cookie)
        cls.pin = cls._choose(cls.volunteer)

    @classmethod
    def _choose(cls, user, code=CODE):
        cls.env["food.aid.pin"].with_user(user)._choose(code, code)
        return cls.env["food.aid.pin"].search([("user_id", "=", user.id)])

    def _verify(self, code=CODE, pin=None, device=None):
        pin = self.pin if pin is None else pin
        return self.env["food.aid.pin"]._verify(device or self.device, pin.id, code)[0]


@tagged("post_install", "-at_install", "food_aid_security")
class TestDevice(DeviceMixin, FoodAidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpDevice()

    def test_the_right_pin_is_its_volunteer_s(self):
        self.assertEqual(self._verify(), self.volunteer)
        self.assertTrue(self.device.date_last_use)
        self.assertFalse(self._verify("2581") or self._verify("") or self._verify(None))

    def test_secrets_are_kept_as_digests_that_nobody_reads(self):
        token = self.cookie.split("-", 1)[1]
        self.assertGreaterEqual(len(token), 43)
        self.assertNotIn(token, repr(self.device.sudo().read()))
        self.assertNotIn(CODE, self.pin.digest)
        for user in (self.users["dpo"], self.users["coordinator"]):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                call(user, "food.aid.device", "read", self.device.ids, ["token_digest"])
        for user in (self.manager, self.volunteer, self.users["coordinator"], self.users["dpo"]):
            for model in ("food.aid.pin", "food.aid.device"):
                with self.subTest(user=user.login, model=model):
                    if model == "food.aid.device" and user._is_internal():
                        continue
                    with self.assertRaises(AccessError):
                        call(user, model, "search_read", [], ["id"])

    def test_a_cookie_is_its_device_s_and_no_other(self):
        find = self.env["food.aid.device"]._find
        number, token = self.cookie.split("-", 1)
        for cookie in (
            *("", None, "x", number, f"{number}-", f"-{token}", f"{number}-{token}x"),
            *(f"{int(number) + 1}-{token}", f"{'9' * 30}-{token}", f"{number}-{token[:-1]}"),
        ):
            with self.subTest(cookie=cookie):
                self.assertFalse(find(cookie))

    def test_a_device_removed_or_past_its_time_opens_nothing(self):
        find = self.env["food.aid.device"]._find
        with freeze_time(fields.Datetime.now() + timedelta(days=181)):
            self.assertFalse(find(self.cookie))
        self.assertTrue(find(self.cookie))
        self.env["food.aid.device"].with_user(self.manager)._revoke(self.device.id)
        self.assertFalse(find(self.cookie))

    def test_the_pin_of_elsewhere_opens_nothing_here(self):
        """A volunteer of another association, one who moved, one stopped, a prescriber."""
        other = self._choose(self.users["other_volunteer"])
        self.assertFalse(self._verify(pin=other))
        names = dict(self.device._get_people())
        self.assertEqual(names, {self.pin.id: "Volunteer"})
        self.volunteer.food_aid_organisation_id = self.other_association
        self.assertFalse(self._verify())
        self.volunteer.food_aid_organisation_id = self.association
        self.volunteer.group_ids = self.env.ref(f"{GROUP}portal_prescriber")
        self.assertFalse(self._verify())

    def test_who_is_stopped_keeps_no_pin(self):
        self.env["res.users"].with_user(self.manager)._food_aid_stop_volunteer(self.volunteer.id)
        self.assertFalse(self.pin.exists())
        self.assertFalse(self._verify(pin=self.pin))

    def test_wrong_tries_rest_then_take_the_pin_away(self):
        for _try in range(5):
            self.assertFalse(self._verify("9999"))
        self.assertFalse(self._verify())  # the right one too, for a while
        with freeze_time(fields.Datetime.now() + timedelta(minutes=16)):
            self.assertTrue(self._verify())
            for _try in range(5):
                self._verify("9999")
        with freeze_time(fields.Datetime.now() + timedelta(minutes=40)):
            for _try in range(5):
                self._verify("9999")
        self.assertFalse(self.pin.exists())

    def test_the_device_rests_when_many_pins_are_tried(self):
        pins = [self._choose(self._create_volunteer(number)) for number in range(4)]
        for pin in pins:
            for _try in range(4):
                self._verify("9999", pin=pin)
        self.assertFalse(self._verify())
        with freeze_time(fields.Datetime.now() + timedelta(minutes=16)):
            self.assertEqual(self._verify(), self.volunteer)

    def _create_volunteer(self, number):
        user = self._create_user(f"v{number}", f"{GROUP}portal_volunteer")
        user.food_aid_organisation_id = self.association
        return user

    def test_a_new_text_to_read_comes_first(self):
        publish(self)
        user, problem = self.env["food.aid.pin"]._verify(self.device, self.pin.id, CODE)
        self.assertFalse(user)
        self.assertIn("something to read first", problem)

    def test_pins_that_are_guessed_at_once_are_refused(self):
        pins = self.env["food.aid.pin"].with_user(self.volunteer)
        for pin, again in (
            *(("1111", "1111"), ("1234", "1234"), ("9876", "9876"), ("258", "258")),
            *(("2580", "2581"), ("25800000", "25800000"), ("25a0", "25a0"), ("", "")),
            ("٢٥٨٠", "٢٥٨٠"),
        ):
            with self.subTest(pin=pin), self.assertRaises(UserError):
                pins._choose(pin, again)
        self.assertEqual(self._verify(), self.volunteer)

    def test_only_people_of_an_association_choose_a_pin_and_managers_enrol(self):
        for login in ("prescriber", "coordinator"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.env["food.aid.pin"].with_user(self.users[login])._choose(CODE, CODE)
        devices = self.env["food.aid.device"]
        for user in (self.volunteer, self.users["prescriber"], self.users["coordinator"]):
            with self.subTest(user=user.login):
                for act in (
                    lambda user=user: devices.with_user(user)._enrol("x"),
                    lambda user=user: devices.with_user(user)._get_devices(),
                    lambda user=user: devices.with_user(user)._revoke(self.device.id),
                ):
                    self.assertRaises(AccessError, act)
        other = self._create_user("other_manager", f"{GROUP}portal_manager")
        other.food_aid_organisation_id = self.other_association
        devices.with_user(other)._revoke(self.device.id)
        self.assertTrue(devices._find(self.cookie))
        self.assertFalse(devices.with_user(other)._get_devices())


@tagged("post_install", "-at_install", "food_aid_security")
class TestDevicePages(DeviceMixin, FoodAidPortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpDevice()
        cls.association.food_aid_step = "list"
        cls.referral = cls._create_referral(level="full")
        distributions = cls.env["food.aid.distribution"]
        today = fields.Date.context_today(distributions.with_context(tz="Europe/Paris"))
        cls.today = distributions.create({"service_id": cls.service.id, "date": today})
        cls.yesterday = distributions.create(
            {"service_id": cls.service.id, "date": fields.Date.subtract(today, days=1)}
        )

    def _arrive(self, cookie=None):
        self.authenticate(None, None)
        self.opener.cookies["frontend_lang"] = "en_US"
        self.opener.cookies[COOKIE] = cookie or self.cookie
        self.url_open(DOOR)
        self.session = root.session_store.get(self.opener.cookies["session_id"])

    def _open(self, code=CODE, cookie=None, status=200):
        self._arrive(cookie)
        return self._submit(DOOR, status, person=str(self.pin.id), pin=code)

    def _submit(self, path, status=200, **data):
        """Post within the session that the server gave, which is another one at each sign-in."""
        self.session = root.session_store.get(self.opener.cookies["session_id"])
        token = Request.csrf_token(self)
        return self._read(self.url_open(path, data | {"csrf_token": token}), status)

    def _list(self, distribution=None):
        return f"{HOME}/distributions/{(distribution or self.today).id}"

    def _leads_to(self, path):
        response = self.url_open(path, allow_redirects=False)
        return response.headers.get("Location", "").removeprefix(self.base_url())

    def test_a_first_name_and_a_pin_open_today_s_list(self):
        page = self._open()
        self.assertIn("Samira", page)
        self.assertIn("I have finished", page)
        self.assertNotIn("People referred", page)
        response = self.url_open(self._list())
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        self.assertIn(DOOR, response.headers["Refresh"])

    def test_all_that_the_page_offers_works(self):
        """No door that the device would refuse, whatever the step; the logo and the words come."""
        self._open()
        offered = {f"{self._list()}{tail}" for tail in ("", "/record", "/undo")}
        offered |= {f"{DOOR}/leave"}
        for step in ("list", "numbers", "paper"):
            self.association.food_aid_step = step
            for state in ("open", "closed"):
                self.today.state = state
                self.env.flush_all()
                (body,) = html.fromstring(self.url_open(self._list()).text).find_class("o_food_aid")
                doors = {form.action for form in body.forms}
                doors |= {link.get("href") for link in body.iter("a")}
                with self.subTest(step=step, state=state):
                    self.assertLessEqual(doors, offered)
                    self.assertEqual(
                        f"{self._list()}/record" in doors, (step, state) == ("list", "open")
                    )
        for path in ("/logo.png", "/website/translations", "/web/bundle/web.assets_frontend"):
            with self.subTest(path=path):
                response = self.url_open(path, allow_redirects=False)
                self.assertEqual(response.status_code, 200)

    def test_a_passage_is_recorded_in_the_volunteer_s_name(self):
        self._open()
        self._submit(
            f"{self._list()}/record", referral=str(self.referral.id), state="came", uuid="u1"
        )
        visit = self.today.visit_ids
        self.assertEqual((visit.state, visit.referral_id), ("came", self.referral))

    def test_it_opens_nothing_else(self):
        """Other days, other pages, one's account, Odoo's own routes, methods over RPC."""
        self._open()
        for path in (
            *(HOME, f"{HOME}/referrals", f"{HOME}/referrals/{self.referral.id}"),
            *(f"{HOME}/print", f"{HOME}/pin", f"{HOME}/team", f"{HOME}/data/download"),
            *("/my", "/my/account", "/my/security", "/odoo", "/web"),
            *(self._list(self.yesterday), f"{self._list()}/sign_in_sheet.pdf"),
            f"/report/html/food_aid.report_liaison_sheet/{self.referral.id}",
        ):
            with self.subTest(path=path), mute_logger("odoo.http"):
                self.assertEqual(self._leads_to(path), f"{HOME}/device")
        with mute_logger("odoo.http"):
            for path in (f"{HOME}/pin", f"{self._list()}/close", "/my/security"):
                with self.subTest(path=path):
                    self._submit(path, status=403)
            with self.assertRaises(JsonRpcException):
                self._call("food.aid.referral", "search_read", [], ["name"])
        self.assertEqual(self.today.state, "open")

    def test_a_manager_s_pin_opens_no_more(self):
        self.pin = self._choose(self.manager)
        self._open()
        for path in ("team", "data", "devices", "face"):
            self.assertEqual(self._leads_to(f"{HOME}/{path}"), f"{HOME}/device")

    def test_one_touch_signs_out(self):
        self._open()
        self.assertIn("who is there", self._submit(f"{DOOR}/leave"))
        self.assertIn("/web/login", self._leads_to(self._list()))

    def test_the_door_signs_out_too(self):
        self._open()
        self.assertIn("who is there", self._get(DOOR))
        self.assertIn("/web/login", self._leads_to(self._list()))

    def test_it_ends_by_itself(self):
        self._open()
        with patch("odoo.addons.food_aid.models.association.ir_http_device.IDLE_SECONDS", -1):
            self.assertEqual(self._leads_to(self._list()), DOOR)
            self.assertIn("who is there", self._get(DOOR))
        self.assertIn("/web/login", self._leads_to(self._list()))

    def test_a_device_removed_ends_what_is_open_on_it(self):
        self._open()
        self.env["food.aid.device"].with_user(self.manager)._revoke(self.device.id)
        self.assertEqual(self._leads_to(self._list()), DOOR)
        self.assertIn("not enrolled", self._get(DOOR))
        self.assertIn("not enrolled", self._open())
        self.assertIn("/web/login", self._leads_to(self._list()))

    def test_a_session_taken_to_another_machine_ends(self):
        """The session's cookie is stolen, without the device's."""
        self._open()
        del self.opener.cookies[COOKIE]
        self.assertEqual(self._leads_to(self._list()), DOOR)

    def test_a_volunteer_stopped_or_moved_is_out(self):
        self._open()
        self.volunteer.food_aid_organisation_id = self.other_association
        self.env.flush_all()
        self.assertEqual(self._leads_to(self._list()), DOOR)
        self.volunteer.food_aid_organisation_id = self.association
        self._open()
        self.env["res.users"].with_user(self.manager)._food_aid_stop_volunteer(self.volunteer.id)
        self.env.flush_all()
        self.assertIn("/web/login", self._leads_to(self._list()))
        self.assertIn("Nobody has a PIN", self._get(DOOR))

    def test_another_association_s_device_refuses_the_pin(self):
        other = self._create_portal_user("om", "portal_manager", self.other_association)
        cookie = self.env["food.aid.device"].with_user(other)._enrol("Theirs")
        self._choose(self.users["other_volunteer"])
        self.assertIn("not the right one", self._open(cookie=cookie))
        self.assertIn("/web/login", self._leads_to(self._list()))

    def test_wrong_pins_are_counted_through_the_page(self):
        for _try in range(5):
            self.assertIn("not the right one", self._open("9999"))
        self.assertIn("quarter of an hour", self._open())

    def test_without_a_device_the_page_asks_nothing(self):
        page = self._open(cookie="1-x")
        self.assertIn("not enrolled", page)
        self.assertNotIn("Volunteer", page)

    def test_the_manager_enrols_the_device_and_is_signed_out_of_it(self):
        self._login("manager")
        self.assertIn("Tablet", self._get(f"{HOME}/devices"))
        page = self._post(f"{HOME}/devices", name="Computer of the hall")
        self.assertIn("who is there", page)
        self.assertIn("Computer of the hall", page)
        self.assertIn("/web/login", self._leads_to(HOME))
        self.assertTrue(self.env["food.aid.device"]._find(self.opener.cookies[COOKIE]))

    def test_a_volunteer_chooses_a_pin(self):
        self._login("volunteer")
        self.assertIn("You have one", self._get(f"{HOME}/pin"))
        post = self._post
        self.assertIn("guessed at once", post(f"{HOME}/pin", pin="1111", again="1111"))
        self.assertIn("It is kept", post(f"{HOME}/pin", pin="1379", again="1379"))
        self.pin = self.env["food.aid.pin"].search([("user_id", "=", self.volunteer.id)])
        self.assertEqual(self._verify("1379"), self.volunteer)
        post(f"{HOME}/pin", forget="1")
        self.assertFalse(self.pin.exists())
        self._login("manager")
        with mute_logger("odoo.http"):
            self._login("prescriber")
            self._get(f"{HOME}/pin", status=403)
            self._get(f"{HOME}/devices", status=403)
