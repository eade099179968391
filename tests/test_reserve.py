from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import FoodAidCase
from .remote import call

FILES, RESERVE = "food.aid.household", "food.aid.reserve"


@tagged("post_install", "-at_install", "food_aid_security")
class TestReserve(FoodAidCase):
    """The gestures that reserve a file, lift the reservation and keep households apart."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.named, cls.other = cls.users["social"], cls.users["instructor"]
        cls.household = cls._create_household(last_name="Cachée", street="3 Hidden Street")
        cls.referral = cls._create_referral(cls.household, level="full")

    def _open(self, user, method="action_reserve", household=None):
        action = call(user, FILES, method, (household or self.household).ids)
        return self.env[RESERVE].browse(action["res_id"]).with_user(user)

    def _reserve(self, *agents):
        self._open(self.named).action_confirm()
        if agents:
            form = self._open(self.named)
            form.user_ids = self.named.union(*agents)
            form.action_confirm()

    def _get_log(self, kind):
        lines = self.env["food.aid.access.log"].search([("kind", "=", kind)])
        return lines.filtered(lambda line: line.household_id == self.household)

    # ------------------------------------------------------------------
    # SETTING AND LIFTING
    # ------------------------------------------------------------------

    def test_the_form_says_what_will_happen_then_reserves(self):
        form = self._open(self.named)
        for words in (self.named.name, "Shelf", "take back sheets", "log of openings"):
            self.assertIn(words, form.effects)
        form.action_confirm()
        self.assertEqual(self.household.reserved_user_ids, self.named)
        self.assertEqual(self.referral.person_label, self.household.name)
        self.assertEqual(self._get_log("reserve").user_id, self.named)

    def test_lifting_tells_who_sees_again_and_is_logged(self):
        self._reserve()
        form = self._open(self.named, "action_lift")
        for words in ("find the file again", "Shelf", "log of openings"):
            self.assertIn(words, form.effects)
        form.action_confirm()
        self.assertFalse(self.household.is_reserved or self.household.reserved_user_ids)
        self.assertEqual(self.referral.person_label, "Samira Cachée")
        self.assertEqual(self._get_log("lift").user_id, self.named)
        dpo = self.users["dpo"]
        domain = [("kind", "=", "lift"), ("household_id", "=", self.household.id)]
        self.assertEqual(call(dpo, "food.aid.access.log", "search_count", domain), 1)

    def test_naming_another_agent_logs_no_second_reservation(self):
        self._reserve(self.other)
        self.assertIn(self.other, self.household.reserved_user_ids)
        self.assertEqual(len(self._get_log("reserve")), 1)

    def test_a_file_is_registered_reserved_with_its_people(self):
        values = {"is_reserved": True, "member_ids": [Command.create({"first_name": "Nora"})]}
        household = self.env[FILES].browse(call(self.other, FILES, "create", values))
        self.assertRecordValues(
            household, [{"is_reserved": True, "reserved_user_ids": self.other.ids, "size": 1}]
        )
        self.assertFalse(call(self.named, FILES, "search", [("id", "=", household.id)]))

    def test_reception_the_dpo_and_who_is_not_named_neither_reserve_nor_lift(self):
        for role in ("reception", "stock", "observer", "dpo", "volunteer", "elsewhere"):
            for method in ("action_reserve", "action_lift"):
                with self.subTest(role=role, method=method), self.assertRaises(AccessError):
                    call(self.users[role], FILES, method, self.household.ids)
        for values in (
            {"is_reserved": True},
            {"kept_apart_ids": [Command.link(self._create_household().id)]},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                call(self.users["reception"], FILES, "write", self.household.ids, values)
        with self.assertRaises(AccessError):
            call(self.users["reception"], FILES, "create", {"is_reserved": True})
        self._reserve()
        for role in ("instructor", "coordinator", "reception"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                call(self.users[role], FILES, "action_lift", self.household.ids)
            with self.subTest(role=role), self.assertRaises(AccessError):
                call(
                    self.users[role],
                    *(RESERVE, "create", {"household_id": self.household.id, "is_lifting": True}),
                )

    def test_a_form_left_open_lifts_nothing_once_its_author_is_no_longer_named(self):
        self._reserve(self.other)
        form = self._open(self.other, "action_lift")
        self.household.reserved_user_ids = [Command.unlink(self.other.id)]
        with self.assertRaises(AccessError):
            call(self.other, RESERVE, "action_confirm", form.ids)
        self.assertTrue(self.household.is_reserved)

    def test_a_file_is_not_left_to_agents_who_could_never_lift_it(self):
        with self.assertRaises(ValidationError):
            self.household.write(
                {
                    "is_reserved": True,
                    "reserved_user_ids": [Command.set(self.users["reception"].ids)],
                }
            )

    def test_who_may_open_it_is_read_by_those_named_only(self):
        self._reserve()
        spec = {"reserved_user_ids": {"fields": {"display_name": {}}}}
        values = call(self.named, FILES, "web_read", self.household.ids, spec)[0]
        self.assertIn(self.named.name, str(values))
        domain = [("reserved_user_ids", "in", self.named.ids)]
        self.assertEqual(call(self.named, FILES, "search_count", domain), 1)
        for role in ("instructor", "coordinator", "reception"):
            self.assertEqual(call(self.users[role], FILES, "search_count", domain), 0)

    def test_reception_reads_the_same_of_a_reserved_name_and_of_an_unknown_one(self):
        find = "food.aid.board", "find"
        reception = self.users["reception"]
        self.assertTrue(call(reception, *find, "cachee"))
        self._reserve()
        unknown = call(reception, *find, "nobody-of-that-name")
        for typed in ("cachee", self.household.name, self.household.card_code):
            self.assertEqual(call(reception, *find, typed), unknown)
        self.assertTrue(call(self.named, *find, "cachee"))

    # ------------------------------------------------------------------
    # KEPT APART
    # ------------------------------------------------------------------

    def _keep_apart(self):
        other = self._create_household(last_name="Ouverte")
        self._create_right(other, user=self.other)
        other.kept_apart_ids = self.household
        return other

    def _send(self, household, user):
        values = {
            "household_id": household.id,
            "service_id": self.service.id,
            "right_id": household.right_ids.id,
        }
        referral = self.env["food.aid.referral"].with_user(user).create(values)
        with self.assertRaises(UserError) as caught:
            referral.action_send()
        return str(caught.exception)

    def test_the_refusal_names_the_other_file_to_who_may_open_it_and_to_nobody_else(self):
        other = self._keep_apart()
        self.assertIn(self.household.name, self._send(other, self.other))
        self._reserve()
        refusal = self._send(other, self.other)
        self.assertNotIn(self.household.name, refusal)
        self.assertIn("not possible on that day", refusal)
        self.assertIn(self.household.name, self._send(other, self.named))

    def test_the_form_that_refers_warns_before_without_a_word_of_the_other_file(self):
        other = self._keep_apart()
        self._reserve()
        action = call(self.other, FILES, "action_refer", other.ids)
        lines = self.env["food.aid.refer"].browse(action["res_id"]).line_ids
        here = lines.filtered(lambda line: line.service_id == self.service)
        self.assertEqual(here.offer, "care")
        self.assertIn("Not possible on that day", here.reason)
        self.assertNotIn(self.household.name, here.reason)
        there = lines.filtered(lambda line: line.service_id == self.other_service)
        self.assertIn("Not possible", there.reason)  # the same street on the same day
        self.other_service.place = "Elsewhere"
        action = call(self.other, FILES, "action_refer", other.ids)
        lines = self.env["food.aid.refer"].browse(action["res_id"]).line_ids
        there = lines.filtered(lambda line: line.service_id == self.other_service)
        self.assertEqual(there.offer, "possible")

    def test_keeping_apart_shows_where_both_are_expected_already(self):
        other = self._create_household(last_name="Ouverte")
        self._create_referral(other)
        self.assertFalse(other.kept_apart_clash)
        other.kept_apart_ids = self.household
        self.assertIn(self.household.name, other.with_user(self.other).kept_apart_clash)
        self._reserve()
        self.env.invalidate_all()
        self.assertNotIn(self.household.name, other.with_user(self.other).kept_apart_clash)
