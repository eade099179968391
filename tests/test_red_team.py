import inspect

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .access_matrix import PORTAL_RIGHTS
from .common import GROUP, FoodAidCase
from .remote import call, public_methods
from .whole_file import WholeFileMixin

# What must never reach an organisation that was not sent the person.
SECRETS = (
    "Samira",
    "Fictive-Hidden",
    "0612345678",
    "06 12 34 56 78",
    "Hidden Street",
    "Told-Words",
)
# Arguments that an attacker gives to a public method, by the name of its parameter.
GUESSES = {
    "allfields": [],
    "command": "write",
    "data": [],
    "domain": [],
    "fields": ["display_name"],
    "fields_spec": {"display_name": {}, "household_id": {"fields": {"display_name": {}}}},
    "fields_to_export": ["id", "household_id/name"],
    "field_name": "person_label",
    "field_names": ["household_id"],
    "groupby": ["company_id"],
    "aggregates": ["__count"],
    "name": "a",
    "operation": "read",
    "reason": "full",
    "specification": {"display_name": {}},
    "vals": {"person_label": "x"},
    "vals_list": [{"person_label": "x"}],
    "values": {},
}
REFUSALS = (UserError, AttributeError, AssertionError, KeyError, TypeError, ValueError)


class SecretMixin:
    def assertNoSecret(self, result):
        for secret in (*SECRETS, self.household.name, self.household.card_code):
            self.assertNotIn(secret, repr(result))


@tagged("post_install", "-at_install", "food_aid_security")
class TestRedTeamPortal(SecretMixin, FoodAidCase):
    """Each test is an attack by a portal user, named in its docstring."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.household = cls._create_household(
            last_name="Fictive-Hidden", street="3 Hidden Street", date_notice="2026-01-01"
        )
        cls.assessment_right = cls._create_right(cls.household)
        cls.referral = cls._create_referral(cls.household, level="full")
        cls.orientation = cls.env["food.aid.orientation"].create(
            {
                "organisation_id": cls.association.id,
                "company_id": cls.company.id,
                "label": "Samira F.",
                "reach": "0612345678",
            }
        )
        cls.volunteer, cls.intruder = cls.users["volunteer"], cls.users["other_volunteer"]
        cls.homeless = cls._create_user("homeless", f"{GROUP}portal_manager")
        cls.intruders = {
            "volunteer of another association": cls.intruder,
            "prescriber": cls.users["prescriber"],
            "without an organisation": cls.homeless,
            "plain portal user": cls._create_user("plain", "base.group_portal"),
        }

    def assertRefused(self, user, model, method, *args):
        """Assert that the right is lacking, or that there is no such method."""
        try:
            with self.env.cr.savepoint():
                call(user, model, method, *args)
        except (AccessError, AttributeError):
            return
        self.fail("This call should have been refused.")

    def _create_states(self):
        """Return {state: referral} of the association, one in each state."""
        referrals = {
            state: self._create_referral(
                self._create_household(last_name=f"State{state}"),
                self._create_service(self.association),
                state=state,
            )
            for state in ("draft", "sent", "accepted", "declined", "ended")
        }
        expired = self._create_referral(
            self._create_household(), self._create_service(self.association), state="sent"
        )
        expired._move("expired")
        return referrals | {"expired": expired}

    # ------------------------------------------------------------------
    # WHOSE REFERRALS
    # ------------------------------------------------------------------

    def test_someone_of_elsewhere_searches_reads_counts_groups_and_exports(self):
        """Somebody of another organisation, of none, or with no role tries every way to read."""
        attempts = [
            ("search", [[]]),
            ("search_count", [[]]),
            ("search_read", [[], ["name"]]),
            ("name_search", ["O"]),
            ("web_search_read", [[], {"name": {}}]),
            ("web_name_search", ["O", {"display_name": {}}]),
            ("formatted_read_group", [[], ["state"], ["__count"]]),
            ("web_read_group", [[], ["state"], ["__count"]]),
            ("read_group", [[], ["size:sum"], ["state"]]),
            ("read", [self.referral.ids, ["name"]]),
            ("web_read", [self.referral.ids, {"name": {}}]),
            ("export_data", [self.referral.ids, ["name"]]),
            ("get_metadata", [self.referral.ids]),
            ("copy_data", [self.referral.ids]),
            ("action_confirm", [self.referral.ids]),
            ("action_decline", [self.referral.ids, "full"]),
        ]
        empty = ([], 0, {"groups": [], "length": 0}, {"length": 0, "records": []})
        for who, user in self.intruders.items():
            for method, args in attempts:
                with self.subTest(who=who, method=method), mute_logger("odoo.models"):
                    try:
                        result = call(user, "food.aid.referral", method, *args)
                    except UserError:
                        continue
                    self.assertIn(result, empty)
        self.assertEqual(self.referral.state, "accepted")

    def test_a_volunteer_reads_a_draft(self):
        """A volunteer of the right association looks for what is not sent yet, in each state."""
        for state, referral in self._create_states().items():
            domain = [("id", "=", referral.id)]
            with self.subTest(state=state):
                found = call(self.volunteer, "food.aid.referral", "search", domain)
                self.assertEqual(found, [] if state == "draft" else referral.ids)
        with self.assertRaises(AccessError):
            draft = self._create_states()["draft"]
            call(self.volunteer, "food.aid.referral", "read", draft.ids, ["name"])

    def test_a_closed_referral_still_tells_a_name(self):
        """A volunteer reads the label of referrals that were declined or left to expire."""
        for state in ("declined", "expired"):
            household = self._create_household(last_name=f"Closed{state}")
            service = self._create_service(self.association)
            referral = self._create_referral(household, service, state="sent", level="full")
            self.assertIn("Closed", referral.person_label)
            referral._move(state)
            fields = ["person_label", "person_phone", "search_key"]
            values = call(self.volunteer, "food.aid.referral", "read", referral.ids, fields)[0]
            with self.subTest(state=state):
                self.assertEqual(values["person_label"], household.name)
                self.assertFalse(values["person_phone"])
                self.assertNotIn("closed", values["search_key"])

    def test_a_moved_volunteer_keeps_the_former_door(self):
        """A volunteer who read for one association now works for another one, then for none."""
        referrals = "food.aid.referral"
        self.assertEqual(call(self.volunteer, referrals, "search", []), self.referral.ids)
        self.volunteer.food_aid_organisation_id = self.other_association
        self.assertFalse(call(self.volunteer, referrals, "search", []))
        with self.assertRaises(AccessError):
            call(self.volunteer, referrals, "read", self.referral.ids, ["name"])
        self.volunteer.food_aid_organisation_id = self.association
        self.assertEqual(call(self.volunteer, referrals, "search", []), self.referral.ids)
        self.volunteer.food_aid_organisation_id = False
        self.assertFalse(call(self.volunteer, referrals, "search", []))

    def test_one_re_parents_contacts_to_enter(self):
        """An employee who keeps contacts puts the volunteer's contact under the association."""
        self.intruder.partner_id.write({"parent_id": self.association.id, "is_company": False})
        self.association.with_user(self.users["coordinator"]).write(
            {"child_ids": [Command.link(self.intruder.partner_id.id)]}
        )
        self.assertEqual(self.intruder.commercial_partner_id, self.association)
        self.assertFalse(call(self.intruder, "food.aid.referral", "search", []))

    def test_one_makes_themself_an_organisation(self):
        """A portal user writes their own account, or has an employee's contacts do it."""
        values = {"food_aid_organisation_id": self.association.id}
        for user in (self.intruder, self.users["reception"], self.users["coordinator"]):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                call(user, "res.users", "write", self.intruder.ids, values)
        self.assertNotIn("food_aid_organisation_id", self.intruder.SELF_WRITEABLE_FIELDS)
        values = {"food_aid_user_ids": [Command.link(self.intruder.id)]}
        for user in (self.intruder, self.users["reception"]):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                call(user, "res.partner", "write", self.association.ids, values)
        self.assertEqual(self.intruder.food_aid_organisation_id, self.other_association)

    def test_an_invitation_takes_over_an_account(self):
        """A coordinator invites an employee, everybody, or whoever a wildcard finds."""
        users = self.env["res.users"].with_user(self.users["coordinator"])
        public = self.env.ref("base.public_user")
        before = public.all_group_ids
        self.users["reception"].login = "reception@example.org"
        for email in ("reception@example.org", "public", "%", "fa_%", "RECEPTION@example.org", ""):
            with self.subTest(email=email), self.assertRaises(UserError):
                users._food_aid_invite(self.association, "Name", email, "volunteer")
        invited = users._food_aid_invite(self.association, "A", "a_b@example.org", "volunteer")
        other = users._food_aid_invite(self.association, "B", "axb@example.org", "volunteer")
        self.assertNotEqual(invited, other)
        self.assertFalse(invited._is_internal())
        self.assertEqual(public.all_group_ids, before)
        for role in ("reception", "instructor", "volunteer", "manager"):
            users = self.env["res.users"].with_user(self.users[role])
            with self.subTest(role=role), self.assertRaises(AccessError):
                users._food_aid_invite(self.association, "Name", "c@example.org", "volunteer")

    def test_two_ccas_share_an_association(self):
        """The association sees what both sent it; neither CCAS sees what the other sent."""
        theirs = self._create_household(company_id=self.other_company.id, last_name="Elsewhere")
        self.other_company.food_aid_scale_id = self._create_scale(
            dict(self.scale.version_ids._to_spec(), name="Other"), company=self.other_company
        )
        self._create_delegation(self.users["elsewhere"], company_id=self.other_company.id)
        self._create_right(theirs, user=self.users["elsewhere"])
        referral = self._create_referral(theirs)
        seen = call(self.volunteer, "food.aid.referral", "search", [])
        self.assertEqual(set(seen), {self.referral.id, referral.id})
        for role, own in (("instructor", self.referral), ("elsewhere", referral)):
            with self.subTest(role=role):
                found = call(self.users[role], "food.aid.referral", "search", [])
                self.assertEqual(found, own.ids)

    # ------------------------------------------------------------------
    # FIELDS
    # ------------------------------------------------------------------

    def test_a_volunteer_reads_hidden_fields(self):
        """The right volunteer asks for fields that were not told, one by one."""
        allowed = set(call(self.volunteer, "food.aid.referral", "fields_get"))
        hidden = set(self.env["food.aid.referral"]._fields) - allowed
        expected = {"household_id", "right_id", "organisation_id", "service_id", "company_id"}
        self.assertLessEqual(expected, hidden)
        for name in hidden:
            for method, spec in (("read", [name]), ("web_read", {name: {}})):
                with self.subTest(field=name, method=method), self.assertRaises(AccessError):
                    call(self.volunteer, "food.aid.referral", method, self.referral.ids, spec)

    def test_a_volunteer_nests_a_specification(self):
        """The right volunteer asks for the household through nested specifications."""
        for spec in (
            {"household_id": {"fields": {"member_ids": {"fields": {"last_name": {}}}}}},
            {"right_id": {"fields": {"display_name": {}}}},
            {"history_ids": {"fields": {"user_id": {"fields": {"display_name": {}}}}}},
            {"origin_id": {"fields": {"person_label": {}}}},
            {"create_uid": {"fields": {"partner_id": {"fields": {"email": {}}}}}},
        ):
            for method, args in (
                ("web_read", [self.referral.ids, spec]),
                ("web_search_read", [[], spec]),
            ):
                with self.subTest(spec=spec, method=method), self.assertRaises(AccessError):
                    call(self.volunteer, "food.aid.referral", method, *args)

    def test_a_volunteer_probes_by_domain(self):
        """The right volunteer asks yes-or-no questions about hidden fields through domains."""
        for condition in (
            ("household_id.member_ids.last_name", "=", "Fictive-Hidden"),
            ("household_id", "any", [("street", "ilike", "hidden")]),
            ("household_id", "=", self.household.id),
            ("household_id.name", "=", self.household.name),
            ("household_id", "ilike", "samira"),
            ("right_id.decision_id.reason", "!=", False),
            ("right_id.decision_id.assessment_id.income", ">", 10),
            ("is_masked", "=", False),
            ("company_id", "=", self.company.id),
            ("organisation_id", "=", self.association.id),
            ("create_uid", "=", 1),
            ("history_ids", "any", [("user_id", "=", 1)]),
        ):
            for method in ("search", "search_count"):
                with self.subTest(condition=condition, method=method):
                    self.assertRefused(self.volunteer, "food.aid.referral", method, [condition])

    def test_a_volunteer_sorts_and_groups_by_hidden_fields(self):
        """The right volunteer reads an order or a group where the values are hidden."""
        for order in ("household_id", "organisation_id", "create_uid", "company_id, id"):
            with self.subTest(order=order), self.assertRaises(AccessError):
                call(self.volunteer, "food.aid.referral", "search", [], order=order)
        for groupby, aggregates in (
            (["household_id"], ["__count"]),
            (["company_id"], ["__count"]),
            (["household_id.commune_id"], ["__count"]),
            ([], ["household_id:array_agg"]),
            ([], ["right_id:count_distinct"]),
            ([], ["is_masked:bool_or"]),
        ):
            for method in ("formatted_read_group", "web_read_group"):
                with self.subTest(groupby=groupby, aggregates=aggregates, method=method):
                    args = ([], groupby or ["state"], aggregates)
                    self.assertRefused(self.volunteer, "food.aid.referral", method, *args)

    def test_a_volunteer_exports_through_links(self):
        """The right volunteer, given the right to export, exports paths to the household."""
        self.volunteer.group_ids = [Command.link(self.env.ref("base.group_allow_export").id)]
        for path in ("household_id/name", "household_id/.id", "right_id/id", "company_id/name"):
            with self.subTest(path=path), self.assertRaises(AccessError):
                call(self.volunteer, "food.aid.referral", "export_data", self.referral.ids, [path])

    def test_a_volunteer_changes_the_question_by_the_context(self):
        """Contexts that switch off filters, companies or languages, or ask for defaults."""
        for context in (
            {"active_test": False},
            {"allowed_company_ids": [self.company.id, self.other_company.id]},
            {"lang": "fr_FR"},
            {"bin_size": True, "prefetch_fields": False},
            {"default_organisation_id": self.other_association.id},
            {"uid": 1, "su": True, "sudo": True},
        ):
            with self.subTest(context=context):
                try:
                    found = call(self.intruder, "food.aid.referral", "search", [], context=context)
                except UserError:
                    continue
                self.assertFalse(found)

    def test_a_volunteer_writes_creates_copies_or_deletes(self):
        """The right volunteer changes what was sent to them."""
        values = {"person_label": "x", "organisation_id": self.association.id}
        for records in (self.referral, self.orientation):
            ids = records.ids
            for method, args in (
                ("write", [ids, values]),
                ("web_save", [ids, values, {"name": {}}]),
                ("web_save_multi", [ids, [values], {"name": {}}]),
                ("create", [values]),
                ("copy", [ids]),
                ("unlink", [ids]),
                ("name_create", ["x"]),
                ("action_archive", [ids]),
                ("web_resequence", [ids, {"name": {}}, "active"]),
                ("onchange", [[], values, ["person_label"], {"name": {}}]),
                ("onchange", [ids, values, [], {"name": {}}]),
                ("action_register", [ids]),
            ):
                with self.subTest(model=records._name, method=method):
                    self.assertRefused(self.volunteer, records._name, method, *args)
            loaded = call(self.volunteer, records._name, "load", ["name"], [["x"]])
            self.assertFalse(loaded["ids"])
        for method in ("action_send", "action_end"):
            with self.subTest(method=method), self.assertRaises(UserError):
                call(self.volunteer, "food.aid.referral", method, self.referral.ids)
        with self.assertRaises(AccessError):
            call(self.volunteer, "food.aid.orientation", "action_end", self.orientation.ids)
        self.assertEqual((self.referral.state, self.referral.active), ("accepted", True))

    # ------------------------------------------------------------------
    # MESSAGES AND FILES
    # ------------------------------------------------------------------

    def test_a_volunteer_enters_by_messages_and_files(self):
        """The right volunteer posts, subscribes, and reads messages, followers and files by id."""
        message = self.household.message_post(body="Samira came", message_type="comment")
        file = self.env["ir.attachment"].create(
            {
                "name": "Samira.txt",
                "raw": b"Samira",
                "res_model": "food.aid.household",
                "res_id": self.household.id,
            }
        )
        partner = self.volunteer.partner_id.ids
        for model, method, args in (
            ("mail.message", "read", [message.ids, ["body"]]),
            ("mail.message", "web_read", [message.ids, {"record_name": {}}]),
            ("ir.attachment", "read", [file.ids, ["name"]]),
            ("ir.attachment", "read", [file.ids, ["raw"]]),
            ("food.aid.household", "message_post", [self.household.ids]),
            ("food.aid.household", "message_subscribe", [self.household.ids, partner]),
            ("food.aid.referral", "message_post", [self.referral.ids]),
            ("food.aid.referral", "message_subscribe", [self.referral.ids, partner]),
            ("food.aid.referral", "activity_schedule", [self.referral.ids]),
            ("mail.followers", "search_read", [[], ["res_id"]]),
            ("mail.activity", "search_read", [[], ["res_name"]]),
            ("mail.mail", "search_read", [[], ["body_html"]]),
        ):
            with self.subTest(model=model, method=method):
                try:
                    result = call(self.volunteer, model, method, *args)
                except (AccessError, AttributeError):
                    continue
                # Following is refused by an answer and not by an error.
                self.assertIs(result, False)
        self.assertNotIn(self.volunteer.partner_id, self.household.message_partner_ids)
        domain = [("model", "=", "food.aid.household")]
        self.assertFalse(call(self.volunteer, "mail.message", "search", domain))
        domain = [("res_model", "=", "food.aid.household"), ("res_field", "in", [False, "x"])]
        self.assertRaises(AccessError, call, self.volunteer, "ir.attachment", "search", domain)

    def test_a_file_is_left_where_an_organisation_reads(self):
        """An employee attaches a paper to a referral: the association would read it."""
        for records in (self.referral, self.orientation):
            values = {"name": "paper", "raw": b"x", "res_model": records._name}
            with self.subTest(model=records._name), self.assertRaises(UserError):
                call(
                    self.users["instructor"],
                    "ir.attachment",
                    "create",
                    values | {"res_id": records.id},
                )


@tagged("post_install", "-at_install", "food_aid_security")
class TestRedTeamMethods(SecretMixin, WholeFileMixin, TransactionCase):
    """Every public method, with the ids of a file that holds one record of each model."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()
        cls.setUpPlaces()
        cls.household = cls._create_household(last_name="Fictive-Hidden", street="3 Hidden Street")
        cls._fill(cls.household, cls.users["social"], level="full", words="Told-Words")
        # a third organisation sent them: neither of the two that try
        cls.env["food.aid.orientation"].search([]).organisation_id = cls.association

    def _guess_arguments(self, method, ids):
        """Return positional arguments for `method`, ids first where it takes records."""
        parameters = list(inspect.signature(method).parameters.values())[1:]
        values = [] if getattr(method, "_api_model", False) else [ids]
        for parameter in parameters:
            is_positional = parameter.kind in (
                parameter.POSITIONAL_ONLY,
                parameter.POSITIONAL_OR_KEYWORD,
            )
            if not is_positional:
                break
            if parameter.default is not parameter.empty and parameter.name not in GUESSES:
                break
            values.append(GUESSES.get(parameter.name, []))
        return values

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model", "odoo.sql_db", "odoo.tools")
    def test_portal_users_call_every_public_method_with_ids_of_others(self):
        """Every public method of every model of ours, as somebody of elsewhere and by id."""
        before = self._snapshot()
        calls, intruder = 0, self.users["other_volunteer"]
        for model in [name for name in self.env if name.startswith("food.aid.")]:
            records = self.env[model]
            if records._abstract:
                continue
            ids = records.search([]).ids
            is_open = model in PORTAL_RIGHTS
            users = (intruder, self.users["prescriber"]) if is_open else (intruder,)
            for user in users:
                for name, method in public_methods(records.with_user(user)):
                    calls += 1
                    with self.subTest(model=model, method=name, user=user.login):
                        self.assertNoSecret(self._attempt(user, model, name, method, ids))
        self.assertGreater(calls, 1000)
        self.assertEqual(self._snapshot(), before)

    def _attempt(self, user, model, name, method, ids):
        arguments = self._guess_arguments(method, ids)
        try:
            with self.env.cr.savepoint():
                return call(user, model, name, *arguments)
        except REFUSALS as refusal:
            return str(refusal)

    def _snapshot(self):
        """Return what a successful attack would have changed."""
        return {
            model: self.env[model]
            .with_context(active_test=False)
            .search([])
            .read(["create_date", "write_date", "display_name"])
            for model in self.env
            if model.startswith("food.aid.") and self.env[model]._log_access
            if not self.env[model]._abstract and self.env[model]._auto
        }
