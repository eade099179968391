import io
import json
import zipfile

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .paper import PaperCase
from .remote import call
from .whole_file import HOUSEHOLD, WholeFileMixin

SECRETS = ("Nora", "Cachée", "Hidden Street", "07 11 22 33 44", "0711223344", "Told-Words")
AGENTS = ("reception", "instructor", "coordinator", "elsewhere")
GROUPED = ("many2one", "selection", "boolean")
CARRIERS = ("mail.message", "mail.followers", "mail.notification", "mail.activity", "ir.attachment")


class ReservedMixin(WholeFileMixin):
    """A reserved file with everything in it, built when the test asks for it."""

    @classmethod
    def setUpFoodAid(cls):
        result = super().setUpFoodAid()
        cls.setUpPlaces()
        cls.named, cls.other = cls.users["social"], cls.users["instructor"]
        for user in (cls.named, cls.other):
            user.group_ids |= cls.env.ref("base.group_allow_export")
        cls.public = cls._create_household(last_name="Ouverte")
        cls.env["food.aid.request"].create({"household_id": cls.public.id})
        cls._create_referral(cls.public)
        return result

    def _build_reserved(self):
        household = self._create_household(
            first_name="Nora", last_name="Cachée", street="3 Hidden Street"
        )
        household.applicant_id.phone = "07 11 22 33 44"
        self._create_assessment(household, user=self.named)
        self._fill(household, self.named, self.public, level="full", words="Told-Words")
        self.referral = household.referral_ids
        household.write({"is_reserved": True, "reserved_user_ids": [Command.set(self.named.ids)]})
        household.with_user(self.named).message_post(body="Nora called", message_type="comment")
        self.household = household

    def _get_owned(self, model):
        """Return the records of `model` that belong to the reserved file."""
        if model == HOUSEHOLD:
            return self.household
        return self._get_held(model, self.household)


@tagged("post_install", "-at_install", "food_aid_security")
class TestReservedPapers(ReservedMixin, PaperCase):
    """What is printed and mailed, whichever paper or template there is."""

    def _get_reports(self):
        """Return {report: records of the reserved file it prints}."""
        reports = self.env["ir.actions.report"].search([("model", "=like", "food.aid.%")])
        owning = [one for one in reports if one.model in {HOUSEHOLD, *self._find_paths()}]
        owned = {one: self._get_owned(one.model) for one in owning}
        return {report: records for report, records in owned.items() if records}

    def test_others_print_nothing_of_it_and_named_agents_no_way_to_find_it(self):
        self._build_reserved()
        reports = self._get_reports()
        printed = {report.report_name.split(".")[-1] for report in reports}
        known = {"report_card", "report_decision_letter", "report_decision_list"}
        self.assertLessEqual(known | {"report_liaison_sheet", "report_expected_list"}, printed)
        for report, records in reports.items():
            name = report.get_external_id()[report.id].removeprefix("food_aid.action_report_")
            with self.subTest(report=name):
                for role in AGENTS:
                    with self.assertRaises(AccessError):
                        self._print(name, records, self.users[role])
                text = " ".join(self._pages(self._print(name, records, self.named)))
                # a voucher is given under a first name, without a file number
                self.assertIn("B0000" if name == "voucher" else self.household.name, text)
                for secret in ("Hidden Street", "07 11 22 33 44"):
                    self.assertNotIn(secret, text)

    def test_a_list_that_holds_it_among_others_is_not_printed_for_others(self):
        self._build_reserved()
        both = self._get_owned("food.aid.decision") | self.public.decision_ids
        with self.assertRaises(AccessError):
            self._print("decision_letter", both, self.other)

    def test_no_mail_names_it(self):
        self._build_reserved()
        templates = self.env["mail.template"].search([("model", "=like", "food.aid.%")])
        self.assertTrue(templates)
        for template in templates:
            records = self._get_owned(template.model)
            for field in ("subject", "body_html", "email_to"):
                for text in template._render_field(field, records.ids).values():
                    with self.subTest(template=template.name, field=field):
                        for secret in (*SECRETS, self.household.name):
                            self.assertNotIn(secret, text or "")


@tagged("post_install", "-at_install", "food_aid_security")
class TestReservedCounts(ReservedMixin, HttpCase):
    """To who is not named, the world is the same whether the reserved file exists or not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()

    def _get_models(self, user):
        return [
            name
            for name in sorted(self.env)
            if name.startswith("food.aid.")
            and not (self.env[name]._abstract or self.env[name]._transient)
            and self.env[name].with_user(user).has_access("read")
        ]

    def _count(self, user, model):
        """Return all that counts and groups tell `user` about `model`."""
        groups = {"search_count": call(user, model, "search_count", [])}
        described = call(user, model, "fields_get", [], ["type", "store"])
        names = [name for name, one in described.items() if one["store"] and one["type"] in GROUPED]
        sums = [
            f"{name}:sum"
            for name, one in described.items()
            if one["store"] and one["type"] == "integer" and name != "id"
            if self.env[model]._fields[name].aggregator
        ]
        for name in names:
            found = call(user, model, "formatted_read_group", [], [name], ["__count", *sums])
            groups[name] = sorted(repr(group) for group in found)
        return groups

    def _look_around(self, user):
        """Return every figure that `user` reads in the addon."""
        world = {model: self._count(user, model) for model in self._get_models(user)}
        services = call(user, "food.aid.service", "search_read", [], ["open_referral_count"])
        world["expected"] = {one["id"]: one["open_referral_count"] for one in services}
        places = ["registered_count", "waiting_count", "present_count"]
        world["places"] = call(user, "food.aid.workshop.session", "search_read", [], places)
        for model in CARRIERS:
            domain = [("model" if model == "mail.message" else "res_model", "=like", "food.aid.%")]
            if model == "mail.notification":
                domain = [("mail_message_id.model", "=like", "food.aid.%")]
            world[model] = call(user, model, "search_count", domain)
        board = call(user, "food.aid.board", "get_board")
        world["board"] = {one["key"]: one["count"] for one in board["sections"]}
        world["figures"] = {one["key"]: one["value"] for one in board["figures"]}
        return world

    def test_no_figure_changes_for_who_is_not_named(self):
        before = {role: self._look_around(self.users[role]) for role in (*AGENTS, "social")}
        self._build_reserved()
        for role in AGENTS:
            after = self._look_around(self.users[role])
            for key, value in before[role].items():
                with self.subTest(role=role, key=key):
                    self.assertEqual(after[key], value)
        after = self._look_around(self.named)
        changed = {key for key, value in before["social"].items() if after[key] != value}
        self.assertLessEqual(
            {"food.aid.household", "food.aid.referral", "expected", "places"}, changed
        )

    def test_no_model_gives_a_record_of_it(self):
        """Search, read, names, groups and export of every model that leads to a household."""
        self._build_reserved()
        for model in (HOUSEHOLD, *self._find_paths()):
            hidden = self._get_owned(model)
            self.assertTrue(hidden, f"nothing of {model} was written for the reserved file")
            for role in AGENTS:
                user = self.users[role]
                if self.env[model].with_user(user).has_access("read"):
                    with self.subTest(model=model, role=role):
                        self._check_hidden(user, model, hidden.ids)
            if self.env[model].with_user(self.named).has_access("read"):
                with self.subTest(model=model, role="named"):
                    found = call(self.named, model, "search", [("id", "in", hidden.ids)])
                    self.assertEqual(set(found), set(hidden.ids))

    def _check_hidden(self, user, model, ids):
        domain = [("id", "in", ids)]
        self.assertFalse(call(user, model, "search", domain))
        self.assertFalse(call(user, model, "name_search", "", domain))
        self.assertEqual(call(user, model, "search_count", domain), 0)
        found = call(user, model, "formatted_read_group", domain, [], ["__count"])
        self.assertEqual([one["__count"] for one in found], [0])
        for secret in SECRETS:
            names = repr(call(user, model, "name_search", secret))
            self.assertNotIn(self.household.name, names)
        for method, args in (
            ("read", [["display_name"]]),
            ("web_read", [{"display_name": {}}]),
            ("export_data", [["id", "display_name"]]),
        ):
            # without the right to export, that is what is said
            with self.assertRaises(UserError if method == "export_data" else AccessError):
                call(user, model, method, ids, *args)

    def test_who_reads_no_referral_reads_no_count_of_a_service_either(self):
        self._build_reserved()
        fields = [self.service.ids, ["open_referral_count"]]
        values = call(self.users["stock"], "food.aid.service", "read", *fields)[0]
        self.assertEqual(values["open_referral_count"], 0)

    def test_a_full_service_is_full_for_everybody(self):
        self.service.capacity = 2
        self.assertFalse(self.service.is_full)
        self._build_reserved()
        self.assertTrue(self.service.with_user(self.other).is_full)
        self.assertEqual(self.service.with_user(self.other).open_referral_count, 1)

    def test_no_export_holds_it(self):
        self._build_reserved()
        for model, fields in (
            ("food.aid.household", ["name", "applicant_id", "street", "member_ids/last_name"]),
            ("food.aid.person", ["last_name", "phone", "member_ids/household_id/name"]),
            ("food.aid.household.member", ["last_name", "household_id/street", "phone"]),
            ("food.aid.referral", ["name", "household_id", "person_label"]),
            ("food.aid.request", ["household_id", "household_id/street"]),
        ):
            ids = call(self.other, model, "search", [])
            with self.subTest(model=model):
                rows = call(self.other, model, "export_data", ids, fields)["datas"]
                self.assertTrue(rows)
                for secret in (*SECRETS, self.household.name):
                    self.assertNotIn(secret, repr(rows))
                hidden = self._get_hidden_ids(model)
                with self.assertRaises(AccessError):
                    call(self.other, model, "export_data", hidden, fields)

    def _get_hidden_ids(self, model):
        if model == "food.aid.person":
            return self.household.applicant_id.ids
        return self._get_owned(model).ids

    def _export(self, user, **params):
        """Return the texts of the workbook that the client downloads."""
        self.authenticate(user.login, user.login)
        fields = [
            {"name": "name", "label": "Name", "type": "char", "store": True},
            {"name": "street", "label": "Street", "type": "char", "store": True},
        ]
        data = {
            "model": "food.aid.household",
            "fields": fields,
            "ids": False,
            "domain": [],
            "groupby": [],
            "import_compat": False,
            **params,
        }
        form = {"data": json.dumps(data), "csrf_token": Request.csrf_token(self)}
        response = self.url_open("/web/export/xlsx", data=form)
        self.assertEqual(response.status_code, 200)
        with zipfile.ZipFile(io.BytesIO(response.content)) as book:
            return "".join(book.read(name).decode() for name in book.namelist())

    def test_no_workbook_holds_it_grouped_or_not(self):
        self._build_reserved()
        for params in ({}, {"groupby": ["referent_id"]}, {"domain": [["active", "=", True]]}):
            with self.subTest(params=params):
                text = self._export(self.other, **params)
                self.assertIn(self.public.name, text)
                self.assertNotIn("Hidden Street", text)
                self.assertNotIn(self.household.name, text)
                self.assertIn("Hidden Street", self._export(self.named, **params))

    def test_no_follower_message_or_file_leads_to_it(self):
        self._build_reserved()
        self.env["ir.attachment"].create(
            {
                "name": "Nora.txt",
                "raw": b"Nora",
                "res_model": "food.aid.household",
                "res_id": self.household.id,
            }
        )
        self.household.with_user(self.named).message_subscribe(self.named.partner_id.ids)
        self.assertTrue(self.household.message_partner_ids)
        for model in ("mail.message", "mail.followers", "ir.attachment"):
            name = "model" if model == "mail.message" else "res_model"
            domain = [(name, "=", "food.aid.household"), ("res_id", "=", self.household.id)]
            found = call(self.named, model, "search", domain)
            self.assertTrue(found)
            for role in AGENTS:
                with self.subTest(model=model, role=role):
                    self.assertFalse(call(self.users[role], model, "search", domain))
                    with self.assertRaises(AccessError):
                        call(self.users[role], model, "read", found, ["res_id"])
        call(
            self.other,
            *("food.aid.household", "message_subscribe", self.household.ids),
            self.other.partner_id.ids,
        )
        self.assertEqual(self.household.message_partner_ids, self.named.partner_id)

    def test_an_employee_reads_who_follows_files(self):
        """Odoo lets every employee read followers: ids of files, and the named agents."""
        self._build_reserved()
        self.household.with_user(self.named).message_subscribe(self.named.partner_id.ids)
        domain = [("res_model", "=like", "food.aid.%"), ("res_id", "=", self.household.id)]
        for role in ("employee", "stock", "observer", "dpo"):
            with self.subTest(role=role):
                self.assertFalse(call(self.users[role], "mail.followers", "search", domain))
        others = [("partner_id", "=", self.named.partner_id.id)]
        found = call(self.users["employee"], "mail.followers", "search", others)
        self.assertNotIn(self.household.message_follower_ids.id, found)
        self.service.message_subscribe(self.named.partner_id.ids)
        found = call(self.other, "mail.followers", "search", others)
        self.assertEqual(found, self.service.message_follower_ids.ids)

    def test_nobody_is_given_an_activity_on_it_to_read_its_name(self):
        self._build_reserved()
        values = {
            "res_model_id": self.env["ir.model"]._get_id("food.aid.household"),
            "res_id": self.household.id,
            "summary": "Nora",
            "user_id": self.other.id,
        }
        for user in (self.other, self.users["employee"]):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                call(user, "mail.activity", "create", values)
