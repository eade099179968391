from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import FoodAidCase
from .remote import call

VOUCHER, HELPLINE = "food.aid.voucher", "food.aid.helpline"
GIVERS = ("reception", "instructor", "social", "coordinator")
OTHERS = ("employee", "stock", "observer", "dpo", "volunteer", "manager", "prescriber")
ACTIONS = ("action_use", "action_cancel", "action_reopen", "action_leave", "action_regularise")


@tagged("post_install", "-at_install", "food_aid_security")
class TestVoucherRights(FoodAidCase):
    """The register belongs to the CCAS alone, reserved files to their named agents."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.voucher = cls.env[VOUCHER].create(
            {"first_name": "Awa-Fictive", "amount": 20, "company_id": cls.company.id}
        )
        cls.household = cls._create_household(last_name="Cachée")
        cls.reserved = cls.env[VOUCHER].create(
            {"household_id": cls.household.id, "amount": 15, "first_name": "Nora"}
        )
        cls.household.write(
            {"is_reserved": True, "reserved_user_ids": [Command.set(cls.users["social"].ids)]}
        )

        exporters = cls.env.ref("base.group_allow_export")
        for role in (*GIVERS, "employee", "stock", "observer", "dpo", "elsewhere"):
            cls.users[role].group_ids = [Command.link(exporters.id)]

    def assertRefused(self, user, method, *args, model=VOUCHER, **kwargs):
        with self.assertRaises(AccessError):
            call(user, model, method, *args, **kwargs)

    def test_reception_and_above_give_use_and_regularise(self):
        for role in GIVERS:
            user = self.users[role]
            with self.subTest(role=role):
                (given,) = call(user, VOUCHER, "create", [{"first_name": "Issa", "amount": 10}])
                call(user, VOUCHER, "action_use", [given])
                call(user, VOUCHER, "action_reopen", [given])
                call(user, VOUCHER, "action_regularise", [given])
                call(user, VOUCHER, "action_cancel", [given])
                self.assertEqual(self.env[VOUCHER].browse(given).state, "cancelled")
                self.assertRefused(user, "unlink", [given])

    def test_nobody_else_gives_reads_or_moves_one(self):
        """Employees without the role and portal users try every way over RPC."""
        for role in OTHERS:
            user = self.users[role]
            for method, args in (
                ("search", [[]]),
                ("search_count", [[]]),
                ("search_read", [[], ["first_name"]]),
                ("web_search_read", [[], {"first_name": {}}]),
                ("name_search", []),
                ("formatted_read_group", [[], ["date:month"], ["amount:sum"]]),
                ("read", [self.voucher.ids, ["amount"]]),
                ("web_read", [self.voucher.ids, {"first_name": {}}]),
                ("create", [{"first_name": "Mine", "amount": 5}]),
                ("write", [self.voucher.ids, {"state": "used"}]),
                ("write", [self.voucher.ids, {"amount": 5000}]),
                ("onchange", [[], {}, [], {"place": {}}]),
                ("copy", [self.voucher.ids]),
                ("unlink", [self.voucher.ids]),
                *((action, [self.voucher.ids]) for action in ACTIONS),
            ):
                with self.subTest(role=role, method=method):
                    self.assertRefused(user, method, *args)
        self.assertRecordValues(self.voucher, [{"state": "given", "amount": 20}])

    def test_nobody_else_exports_one(self):
        for role in (*OTHERS, "elsewhere"):
            # portal users export nothing at all, and are told in another sentence
            refusal = UserError if self.users[role].share else AccessError
            with self.subTest(role=role), self.assertRaises(refusal):
                call(self.users[role], VOUCHER, "export_data", self.voucher.ids, ["first_name"])
        exported = call(
            self.users["coordinator"], VOUCHER, "export_data", self.voucher.ids, ["name", "amount"]
        )
        self.assertEqual(exported["datas"], [[self.voucher.name, 20]])

    def test_nobody_else_prints_one(self):
        for role in (*OTHERS, "elsewhere"):
            reports = self.env["ir.actions.report"].with_user(self.users[role])
            self.env.invalidate_all()
            with self.subTest(role=role), self.assertRaises(AccessError):
                reports._render_qweb_html("food_aid.report_voucher", self.voucher.ids)

    def test_the_voucher_of_a_reserved_household_is_there_for_its_named_agents_alone(self):
        """Colleagues search it by what it holds, count it, sum it, open it by its id."""
        hidden = self.reserved
        social = self.users["social"]
        self.assertIn(hidden.id, call(social, VOUCHER, "search", []))
        for role in ("reception", "instructor", "coordinator"):
            user = self.users[role]
            with self.subTest(role=role):
                for domain in (
                    [],
                    [("id", "=", hidden.id)],
                    [("name", "=", hidden.name)],
                    [("first_name", "=", "Nora")],
                    [("household_id.is_reserved", "=", True)],
                ):
                    self.assertNotIn(hidden.id, call(user, VOUCHER, "search", domain))
                (group,) = call(
                    user, VOUCHER, "formatted_read_group", [], [], ["__count", "amount:sum"]
                )
                self.assertEqual((group["__count"], group["amount:sum"]), (1, 20))
                self.assertRefused(user, "read", hidden.ids, ["amount"])
                self.assertRefused(user, "export_data", hidden.ids, ["name"])
                self.assertRefused(user, "action_use", hidden.ids)
                self.assertRefused(user, "action_regularise", hidden.ids)
                self.assertRefused(user, "write", hidden.ids, {"household_id": False})

    def test_a_form_or_a_link_tells_nothing_of_a_hidden_household(self):
        """Reception guesses the id of a household, in a form never saved and in a write."""
        reception = self.users["reception"]
        theirs = self._create_household(company_id=self.other_company.id)
        for household in (self.household, theirs):
            values = {"household_id": household.id}
            spec = {"household_id": {"fields": {"display_name": {}}}, "is_minor": {}}
            with self.subTest(household=household.name):
                self.assertRefused(reception, "onchange", [], values, ["household_id"], spec)
                self.assertRefused(reception, "create", [values | {"amount": 5}])
                self.assertRefused(reception, "write", self.voucher.ids, values)

    def test_another_ccas_reads_none(self):
        elsewhere = self.users["elsewhere"]
        self.assertFalse(call(elsewhere, VOUCHER, "search", []))
        self.assertRefused(elsewhere, "read", self.voucher.ids, ["amount"])
        self.assertRefused(elsewhere, "action_use", self.voucher.ids)
        self.assertRefused(
            elsewhere, "create", [{"first_name": "X", "amount": 5, "company_id": self.company.id}]
        )

    def test_opening_one_opens_its_household_in_the_log(self):
        call(self.users["social"], VOUCHER, "web_read", self.reserved.ids, {"amount": {}})
        line = self.env["food.aid.access.log"].search([("user_id", "=", self.users["social"].id)])
        self.assertRecordValues(line, [{"household_id": self.household.id, "kind": "open"}])

    def test_whom_to_call_is_edited_by_the_coordinator_and_read_by_agents(self):
        coordinator, reception = self.users["coordinator"], self.users["reception"]
        shared = self.env.ref("food_aid.helpline_crip")
        with self.assertRaisesRegex(UserError, "serves every CCAS"):
            call(coordinator, HELPLINE, "write", shared.ids, {"phone": "1"})
        line = self.env[HELPLINE].browse(
            call(coordinator, HELPLINE, "create", [{"name": "Unit of the Département"}])
        )
        call(coordinator, HELPLINE, "write", line.ids, {"phone": "03 00 00 00 00"})
        (read,) = call(reception, HELPLINE, "read", line.ids, ["phone"])
        self.assertEqual(read["phone"], "03 00 00 00 00")
        self.assertRefused(reception, "write", line.ids, {"phone": "1"}, model=HELPLINE)
        for role in OTHERS:
            with self.subTest(role=role):
                self.assertRefused(self.users[role], "read", line.ids, ["phone"], model=HELPLINE)
