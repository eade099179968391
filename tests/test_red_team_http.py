from odoo.fields import Command
from odoo.http import Request
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from .portal_common import FoodAidPortalCase
from .whole_file import WholeFileMixin

SECRETS = ("Fictive-Hidden", "Samira", "0612345678", "Hidden Street", "Told-Words")
REFUSALS = (
    "odoo.exceptions.AccessError",
    "odoo.http.SessionExpiredException",
    "werkzeug.exceptions.NotFound",
    # Mail takes a thread out of reach for an empty one, and a referral is no thread at all.
    "builtins.AttributeError",
    "builtins.ValueError",
)
LOGGERS = ("odoo.http", "odoo.addons.base.models.ir_rule", "odoo.models")


@tagged("post_install", "-at_install", "food_aid_security")
class TestRedTeamHttp(WholeFileMixin, FoodAidPortalCase):
    """Attacks through addresses: Odoo's own routes, not our pages, which have their tests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.household = cls._create_household(last_name="Fictive-Hidden", street="3 Hidden Street")
        cls.referral = cls._create_referral(cls.household, level="full")
        cls.decision = cls.household.decision_ids
        cls.message = cls.household.message_post(body="Samira called", message_type="comment")
        cls.file = cls.env["ir.attachment"].create(
            {
                "name": "Samira.txt",
                "raw": b"Samira",
                "res_model": "food.aid.household",
                "res_id": cls.household.id,
            }
        )
        cls.coordinator = cls.users["coordinator"]

    def assertRefusedRpc(self, route, params):
        with mute_logger(*LOGGERS):
            try:
                result = self.make_jsonrpc_request(route, params)
            except JsonRpcException as error:
                self.assertIn(str(error), REFUSALS)
                return
        self.assertFalse(
            [secret for secret in (*SECRETS, self.household.name) if secret in repr(result)]
        )

    def _write(self, model, ids, values):
        params = {"model": model, "method": "write", "args": [ids, values], "kwargs": {}}
        with mute_logger(*LOGGERS):
            return self.make_jsonrpc_request("/web/dataset/call_kw", params)

    # ------------------------------------------------------------------
    # ONE'S OWN ACCOUNT
    # ------------------------------------------------------------------

    def test_one_chooses_an_organisation_over_rpc(self):
        """A volunteer, an agent and a coordinator write accounts, by both ends of the link."""
        intruder = self.users["other_volunteer"]
        for login in ("other_volunteer", "reception", "coordinator"):
            self._login(login)
            for model, record, values in (
                ("res.users", intruder, {"food_aid_organisation_id": self.association.id}),
                ("res.users", self.users[login], {"group_ids": [Command.link(1)]}),
                (
                    "res.partner",
                    self.association,
                    {"food_aid_user_ids": [Command.link(intruder.id)]},
                ),
                (
                    "res.partner",
                    self.association,
                    {"user_ids": [Command.link(intruder.id)]},
                ),
            ):
                with self.subTest(login=login, values=values):
                    self.assertRaises(JsonRpcException, self._write, model, record.ids, values)
        self.env.invalidate_all()
        self.assertEqual(intruder.food_aid_organisation_id, self.other_association)

    def test_one_chooses_an_organisation_on_the_page_of_one_s_account(self):
        """A volunteer adds fields to the form of the address."""
        self._login("other_volunteer")
        user = self.users["other_volunteer"]
        form = {
            "name": "Name",
            "email": "volunteer@example.org",
            "street": "1 Street",
            "city": "Town",
            "zip": "62000",
            "phone": "0300000000",
            "country_id": str(self.env.ref("base.fr").id),
            "food_aid_organisation_id": str(self.association.id),
            "parent_id": str(self.association.id),
            "is_food_aid_association": "1",
            "csrf_token": Request.csrf_token(self),
        }
        with mute_logger(*LOGGERS):
            self.url_open("/my/address/submit", form | {"partner_id": str(user.partner_id.id)})
        self.env.invalidate_all()
        self.assertEqual(user.food_aid_organisation_id, self.other_association)
        self.assertFalse(user.partner_id.is_food_aid_association or user.partner_id.parent_id)

    # ------------------------------------------------------------------
    # ROUTES OF ODOO
    # ------------------------------------------------------------------

    def test_a_volunteer_prints_downloads_or_exports_by_address(self):
        """The right volunteer and one of elsewhere type the addresses of papers and files."""
        household, decision, referral = self.household.id, self.decision.id, self.referral.id
        theirs = (f"/report/html/food_aid.report_liaison_sheet/{referral}",)
        nobodys = (
            f"/report/html/food_aid.report_card/{household}",
            f"/report/html/food_aid.report_decision_letter/{decision}",
            f"/report/html/food_aid.report_decision_list/{decision}",
            f"/web/content/{self.file.id}",
            f"/web/content/food.aid.household/{household}/name",
            f"/web/image/food.aid.person/{self.household.applicant_id.id}/last_name",
            f"/web/image/{self.file.id}",
            f"/mail/view?model=food.aid.household&res_id={household}",
            f"/odoo/food.aid.household/{household}",
            f"/json/1/food.aid.household/{household}",
        )
        for login, addresses in (
            ("other_volunteer", theirs + nobodys),
            ("prescriber", theirs + nobodys),
            ("volunteer", nobodys),
        ):
            self._login(login)
            for address in addresses:
                with self.subTest(login=login, address=address), mute_logger(*LOGGERS):
                    response = self.url_open(address)
                    shown = [secret for secret in SECRETS if secret in response.text]
                    self.assertFalse(shown)
                    self.assertNotIn(self.household.card_code, response.text)

    def test_the_addresses_of_every_record_of_a_file(self):
        """A volunteer, an employee and an agent of another CCAS type them one by one."""
        for model, records in self._fill_whole().items():
            one = f"{model}/{records[:1].id}"
            addresses = [f"/web/content/{one}/display_name", f"/web/image/{one}/display_name"]
            addresses += [f"/json/1/{one}", f"/odoo/{one}", f"/mail/view?model={model}"]
            reports = self.env["ir.actions.report"].search([("model", "=", model)])
            for report in reports:
                addresses.append(f"/report/html/{report.report_name}/{records[:1].id}")
            for login in ("volunteer", "employee", "elsewhere"):
                self._login(login)
                for address in addresses:
                    with self.subTest(login=login, address=address), mute_logger(*LOGGERS):
                        response = self.url_open(address)
                        told = (*SECRETS, self.household.card_code)
                        self.assertFalse([word for word in told if word in response.text])

    def _fill_whole(self):
        """Return {model: records} of a file that holds one record of each."""
        self.setUpPlaces()
        service = self._create_service(self._create_organisation("Far"))
        options = {"words": "Told-Words", "service": service}
        self._fill(self.household, self.users["social"], self._create_household(), **options)
        return {model: self._get_held(model, self.household) for model in self._find_paths()}

    def test_the_sheet_of_the_right_volunteer_is_printed(self):
        """The counterpart: were nothing ever printed, the test above would prove nothing."""
        self._login("volunteer")
        response = self.url_open(f"/report/html/food_aid.report_liaison_sheet/{self.referral.id}")
        self.assertEqual(response.status_code, 200)
        self.assertIn("Samira Fictive-Hidden", response.text)
        self.assertNotIn("Hidden Street", response.text)

    def test_a_volunteer_and_a_visitor_use_the_routes_of_messages(self):
        """Portal users, and nobody at all, post, read and subscribe through mail's routes."""
        thread = {"thread_model": "food.aid.household", "thread_id": self.household.id}
        referral = {"thread_model": "food.aid.referral", "thread_id": self.referral.id}
        body = {"post_data": {"body": "x", "message_type": "comment"}}
        before = self.env["mail.message"].search_count([])
        for login in ("volunteer", "other_volunteer", None):
            if login:
                self._login(login)
            else:
                self.authenticate(None, None)
            for route, params in (
                ("/mail/message/post", thread | body),
                ("/mail/message/post", referral | body),
                ("/mail/thread/messages", thread),
                ("/mail/thread/messages", referral),
                ("/mail/thread/recipients", thread),
                ("/mail/thread/recipients/get_suggested_recipients", thread),
                ("/mail/data", {"fetch_params": [["mail.thread", thread | {"request_list": []}]]}),
                (
                    "/mail/message/update_content",
                    {"message_id": self.message.id, "update_data": {}},
                ),
                ("/mail/message/translate", {"message_id": self.message.id}),
                ("/mail/attachment/delete", {"attachment_id": self.file.id}),
            ):
                with self.subTest(login=login, route=route):
                    self.assertRefusedRpc(route, params)
        self.assertEqual(self.env["mail.message"].search_count([]), before)
        self.assertTrue(self.file.exists())

    def test_an_agent_reads_the_same_thread(self):
        """The counterpart: the routes answer to who may open the household."""
        self._login("reception")
        params = {"thread_model": "food.aid.household", "thread_id": self.household.id}
        result = self.make_jsonrpc_request("/mail/thread/messages", params)
        self.assertIn(self.message.id, result["messages"])
        self.assertFalse(self.make_jsonrpc_request("/mail/thread/recipients", params))

    def test_a_visitor_asks_for_everything(self):
        """Nobody signed in asks for our pages, and for our models over RPC."""
        self.authenticate(None, None)
        for address in ("/my/food-aid", "/my/food-aid/referrals", "/my/food-aid/orientations"):
            response = self.url_open(f"{address}/{self.referral.id}")
            with self.subTest(address=address):
                self.assertNotIn(self.referral.name, response.text)
                self.assertNotIn("Samira", response.text)
        public = self.env.ref("base.public_user")
        for model in ("food.aid.referral", "food.aid.orientation", "food.aid.household"):
            records = self.env[model].with_user(public)
            with self.subTest(model=model):
                self.assertFalse(records.has_access("read"))
        readable = self.env["food.aid.referral"].with_user(public)._has_field_access
        fields = self.env["food.aid.referral"]._fields
        self.assertFalse(readable(fields["household_id"], "read"))

    def test_an_employee_without_a_role_uses_the_routes(self):
        """A colleague of another department reads a household through mail's routes."""
        self._login("employee")
        thread = {"thread_model": "food.aid.household", "thread_id": self.household.id}
        for route, params in (
            ("/mail/thread/messages", thread),
            ("/mail/thread/recipients", thread),
            ("/mail/message/post", thread | {"post_data": {"body": "x"}}),
            ("/mail/data", {"fetch_params": [["mail.thread", thread | {"request_list": []}]]}),
        ):
            with self.subTest(route=route):
                self.assertRefusedRpc(route, params)
        for address in (
            f"/report/html/food_aid.report_card/{self.household.id}",
            f"/web/content/{self.file.id}",
        ):
            with self.subTest(address=address), mute_logger(*LOGGERS):
                response = self.url_open(address)
                self.assertNotIn("Samira", response.text)
                self.assertNotIn(self.household.card_code, response.text)

    def test_what_is_printed_shows_in_the_log(self):
        """An agent prints a card instead of opening the file."""
        self._login("reception")
        self.url_open(f"/report/html/food_aid.report_card/{self.household.id}")
        line = self.env["food.aid.access.log"].search(
            [("user_id", "=", self.users["reception"].id)]
        )
        self.assertRecordValues(line, [{"kind": "print", "household_id": self.household.id}])
