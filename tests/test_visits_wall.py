from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .remote import call
from .test_visits import TUESDAY, VisitsCase

MODELS = ("food.aid.distribution", "food.aid.visit", "food.aid.closure")


@tagged("post_install", "-at_install", "food_aid_security")
class TestVisitsWall(VisitsCase):
    """Attacks on distributions, passages and closures, by portal users and by employees."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        manager = cls.env["food.aid.closure"].with_user(cls.users["manager"])
        manager._announce(TUESDAY, TUESDAY + timedelta(days=7))
        cls.visit = cls.env["food.aid.visit"].browse(
            cls.distribution._record(cls.referral.id)["visit_id"]
        )
        cls.records = {model: cls.env[model].search([]) for model in MODELS}

    @mute_logger("odoo.models")
    def test_somebody_of_elsewhere_reads_nothing(self):
        """Another association, a prescriber, nobody's portal user: every way to read."""
        homeless = self._create_user("homeless", "food_aid.group_food_aid_portal_manager")
        users = [self.users["other_volunteer"], self.users["prescriber"], homeless]
        empty = ([], 0, {"length": 0, "records": []})
        for model, records in self.records.items():
            self.assertTrue(records)
            for user in users:
                for method, args in (
                    ("search", [[]]),
                    ("search_count", [[]]),
                    ("search_read", [[], ["display_name"]]),
                    ("read", [records.ids, ["display_name"]]),
                    ("web_search_read", [[], {"display_name": {}}]),
                    ("web_read", [records.ids, {"display_name": {}}]),
                    ("formatted_read_group", [[], ["id"], ["__count"]]),
                    ("name_search", [""]),
                    ("export_data", [records.ids, ["display_name"]]),
                ):
                    with self.subTest(model=model, user=user.login, method=method):
                        try:
                            result = call(user, model, method, *args)
                        except UserError:
                            continue
                        self.assertIn(result, empty)

    def test_a_moved_volunteer_leaves_everything_behind(self):
        volunteer = self.users["volunteer"]
        for model, records in self.records.items():
            self.assertEqual(call(volunteer, model, "search", []), records.ids)
        volunteer.food_aid_organisation_id = self.other_association
        for model, records in self.records.items():
            with self.subTest(model=model):
                self.assertFalse(call(volunteer, model, "search", []))
                with self.assertRaises(AccessError):
                    call(volunteer, model, "read", records.ids, ["display_name"])
        with self.assertRaises(AccessError):
            self.distribution._record(self.referral.id)

    def test_the_right_volunteer_reads_hidden_fields(self):
        """One by one, nested, by domain, sorted and grouped."""
        volunteer = self.users["volunteer"]
        for model, records in self.records.items():
            allowed = set(call(volunteer, model, "fields_get"))
            hidden = set(records._fields) - allowed
            self.assertLessEqual({"organisation_id", "create_uid"}, hidden)
            for name in hidden:
                with self.subTest(model=model, field=name):
                    with self.assertRaises(AccessError):
                        call(volunteer, model, "read", records.ids, [name])
                    with self.assertRaises(AccessError):
                        call(volunteer, model, "web_read", records.ids, {name: {}})
                    if records._fields[name].type == "many2one":
                        with self.assertRaises(AccessError):
                            call(volunteer, model, "search", [(name, "=", 1)])
        self.assertLessEqual(
            {"referral_id", "household_id", "right_id", "client_uuid"},
            set(self.visit._fields) - set(call(volunteer, "food.aid.visit", "fields_get")),
        )

    def test_the_right_volunteer_writes_creates_or_deletes(self):
        for login in ("volunteer", "manager"):
            for model, records in self.records.items():
                for method, args in (
                    ("write", [records.ids, {"date": "2026-01-01"}]),
                    ("create", [{"date": "2026-01-01"}]),
                    ("copy", [records.ids]),
                    ("unlink", [records.ids]),
                    ("onchange", [[], {"service_id": 1}, ["service_id"], {"service_name": {}}]),
                ):
                    which = {"login": login, "model": model, "method": method}
                    with self.subTest(**which), self.assertRaises(UserError):
                        call(self.users[login], model, method, *args)

    def test_one_closes_or_opens_the_distribution_of_others(self):
        for login in ("other_volunteer", "prescriber", "elsewhere", "stock"):
            for method in ("action_close", "action_reopen"):
                with self.subTest(login=login, method=method), self.assertRaises(AccessError):
                    call(self.users[login], "food.aid.distribution", method, self.distribution.ids)
        self.assertEqual(self.distribution.state, "open")

    def test_private_methods_stay_private(self):
        for method in ("_record", "_record_list", "_tell", "_undo", "_open"):
            with self.subTest(method=method), self.assertRaises(AccessError):
                call(
                    self.users["volunteer"],
                    "food.aid.distribution",
                    method,
                    self.distribution.ids,
                )

    def test_one_records_for_people_of_others(self):
        """A volunteer gives ids of another association, of drafts, or that do not exist."""
        household = self._create_household("Boris")
        theirs = self._create_referral(household, self.other_service)
        draft = self._create_referral(self._create_household("Carla"), state="draft")
        for referral_id in (theirs.id, draft.id):
            with self.subTest(referral=referral_id):
                with self.assertRaises(AccessError):
                    self.distribution._record(referral_id)
                with self.assertRaises(AccessError):
                    self.distribution._record_list([referral_id])
        self.assertFalse(theirs.visit_ids | draft.visit_ids)
        # nor does an employee, who reads both
        self.env["food.aid.agreement"].flush_model()
        instructor = self.distribution.with_user(self.users["instructor"])
        with self.assertRaises(UserError):
            instructor._record(theirs.id)

    def test_one_undoes_the_passage_of_another_distribution(self):
        other = self._open(TUESDAY + timedelta(days=1))
        self.assertFalse(other._undo(self.visit.id))
        self.assertEqual(self.visit.state, "came")

    def test_employees_read_passages_of_their_ccas_without_reserved_files(self):
        for login in ("reception", "instructor", "coordinator"):
            found = call(self.users[login], "food.aid.visit", "search", [])
            self.assertEqual(found, self.visit.ids)
        self.assertFalse(call(self.users["elsewhere"], "food.aid.visit", "search", []))
        self.household.write(
            {"is_reserved": True, "reserved_user_ids": [(6, 0, self.users["social"].ids)]}
        )
        for login in ("reception", "instructor", "coordinator"):
            with self.subTest(login=login):
                self.assertFalse(call(self.users[login], "food.aid.visit", "search", []))
                with self.assertRaises(AccessError):
                    call(self.users[login], "food.aid.visit", "read", self.visit.ids, ["date"])
        self.assertEqual(call(self.users["social"], "food.aid.visit", "search", []), self.visit.ids)
        partner = self.association.with_user(self.users["reception"])
        self.assertEqual(partner.food_aid_household_count, 1)

    def test_a_ccas_has_only_counts_of_direct_welcomes(self):
        direct = self.env["food.aid.referral"].create(
            {"service_id": self.service.id, "origin": "direct", "company_id": self.company.id}
        )
        direct.action_send()
        visit = self._visit(self._record(referral=direct))
        self.assertEqual(visit.kind, "direct")
        for login in ("reception", "coordinator"):
            self.assertEqual(
                call(self.users[login], "food.aid.visit", "search", []), self.visit.ids
            )
        partner = self.association.with_user(self.users["reception"])
        partner.invalidate_recordset()
        self.assertEqual(partner.food_aid_household_count, 2)

    def test_names_and_addresses_tell_nobody(self):
        for records in self.records.values():
            for record in records.with_user(self.users["volunteer"]):
                self.assertNotIn("Samira", record.display_name)
                self.assertNotIn(self.household.name, record.display_name)
