from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import FoodAidCase
from .remote import call

RECORDS = (
    *("household", "person", "household.member", "request", "assessment"),
    *("assessment.line", "decision", "right", "referral", "referral.history", "agreement"),
)


@tagged("post_install", "-at_install", "food_aid_security")
class TestReserved(FoodAidCase):
    """A reserved file exists for its named agents alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.named, cls.other = cls.users["social"], cls.users["instructor"]
        cls.household = cls._create_household(
            first_name="Nora", last_name="Cachée", street="3 Hidden Street"
        )
        cls.household.applicant_id.phone = "07 11 22 33 44"
        cls.env["food.aid.request"].create({"household_id": cls.household.id})
        cls.referral = cls._create_referral(cls.household, level="full")
        cls.public = cls._create_household(last_name="Ouverte")
        cls.household.write(
            {"is_reserved": True, "reserved_user_ids": [Command.set(cls.named.ids)]}
        )

    def _search(self, user, model, domain=()):
        return call(user, f"food.aid.{model}", "search", list(domain))

    def _get_owned(self, model):
        """Return the records of `model` that belong to the reserved file."""
        paths = {
            "household": [("id", "=", self.household.id)],
            "person": [("member_ids.household_id", "=", self.household.id)],
            "assessment.line": [("assessment_id.household_id", "=", self.household.id)],
            "referral.history": [("referral_id.household_id", "=", self.household.id)],
        }
        domain = paths.get(model, [("household_id", "=", self.household.id)])
        return self.env[f"food.aid.{model}"].search(domain)

    # ------------------------------------------------------------------
    # ABSENT FOR THE OTHERS
    # ------------------------------------------------------------------

    def test_everything_of_it_is_absent_for_the_others_and_there_for_the_named_agent(self):
        for model in RECORDS:
            records = self._get_owned(model)
            with self.subTest(model=model):
                self.assertTrue(records)
                domain = [("id", "in", records.ids)]
                self.assertEqual(set(self._search(self.named, model, domain)), set(records.ids))
                for role in ("instructor", "reception", "coordinator", "elsewhere"):
                    if (
                        not self.env[f"food.aid.{model}"]
                        .with_user(self.users[role])
                        .has_access("read")
                    ):
                        continue
                    self.assertFalse(self._search(self.users[role], model, domain))
                    with self.assertRaises(AccessError):
                        call(self.users[role], f"food.aid.{model}", "read", records.ids, ["id"])

    def test_no_search_finds_it_by_what_it_holds(self):
        hidden = {
            "household": [
                [("search_text", "ilike", "cachee")],
                [("search_text", "ilike", "0711223344")],
                [("name", "=", self.household.name)],
                [("card_code", "=", self.household.card_code)],
                [("member_ids.last_name", "=", "Cachée")],
                [("is_reserved", "=", True)],
            ],
            "person": [[("last_name", "=", "Cachée")], [("search_key", "ilike", "cachee")]],
            "assessment": [[("household_id.street", "ilike", "hidden")]],
            "referral": [[("person_label", "=", self.household.name)]],
        }
        for model, domains in hidden.items():
            for domain in domains:
                with self.subTest(model=model, domain=domain):
                    self.assertTrue(self._search(self.named, model, domain))
                    self.assertFalse(self._search(self.other, model, domain))
                    self.assertEqual(
                        call(self.other, f"food.aid.{model}", "search_count", domain), 0
                    )

    def test_no_drop_down_offers_it(self):
        for model, text in (
            ("household", "cachee"),
            ("household", self.household.name),
            ("person", "Cachée"),
            ("referral", self.referral.name),
        ):
            with self.subTest(model=model, text=text):
                found = call(self.other, f"food.aid.{model}", "name_search", text)
                self.assertFalse(found)

    def test_no_count_and_no_sum_holds_it(self):
        for model in ("household", "request", "decision", "right", "referral", "assessment"):
            groups = call(
                self.other,
                f"food.aid.{model}",
                "formatted_read_group",
                [("company_id", "=", self.company.id)],
                ["company_id"],
                ["__count"],
            )
            counted = sum(group["__count"] for group in groups)
            everything = self.env[f"food.aid.{model}"].search_count(
                [("company_id", "=", self.company.id)]
            )
            with self.subTest(model=model):
                self.assertEqual(counted, everything - len(self._get_owned(model)))

    def test_nothing_is_created_in_it_by_the_others(self):
        for model in ("request", "assessment", "agreement", "referral"):
            values = {"household_id": self.household.id}
            values |= {"organisation_id": self.other_association.id} if model == "agreement" else {}
            values |= {"service_id": self.other_service.id} if model == "referral" else {}
            with self.subTest(model=model), self.assertRaises(AccessError):
                call(self.other, f"food.aid.{model}", "create", values)

    def test_somebody_of_it_cannot_be_brought_into_another_file_to_be_read(self):
        values = {
            "household_id": self.public.id,
            "person_id": self.household.applicant_id.id,
            "role": "child",
        }
        with self.assertRaises(AccessError):
            call(self.other, "food.aid.household.member", "create", values)
        with self.assertRaises(AccessError):
            call(
                self.other,
                "food.aid.household.member",
                "write",
                self.public.member_ids.ids,
                {"person_id": self.household.applicant_id.id},
            )

    def test_somebody_taken_out_of_it_is_not_left_behind_for_all_to_read(self):
        person = self.household.applicant_id
        self.household.member_ids.with_user(self.named).unlink()
        self.assertFalse(person.exists())

    # ------------------------------------------------------------------
    # TWO HOUSEHOLDS
    # ------------------------------------------------------------------

    def test_a_child_of_two_households_leaves_the_other_file_readable_and_silent(self):
        child = self.env["food.aid.household.member"].create(
            {
                "household_id": self.household.id,
                "role": "child",
                "first_name": "Léo",
                "birthdate": date(2018, 1, 1),
                "presence": 0.5,
            }
        )
        self.env["food.aid.household.member"].create(
            {
                "household_id": self.public.id,
                "person_id": child.person_id.id,
                "role": "child",
                "presence": 0.5,
            }
        )
        spec = {
            "size": {},
            "member_ids": {
                "fields": {
                    "first_name": {},
                    "person_id": {"fields": {"member_ids": {"fields": {"household_id": {}}}}},
                }
            },
        }
        values = call(self.other, "food.aid.household", "web_read", self.public.ids, spec)[0]
        self.assertEqual(values["size"], 2)
        found = [
            stay["household_id"]
            for member in values["member_ids"]
            for stay in member["person_id"]["member_ids"]
        ]
        self.assertEqual(set(found), set(self.public.ids))
        for domain in (
            [("member_ids.household_id", "=", self.household.id)],
            [("member_ids.household_id.is_reserved", "=", True)],
            [("member_ids.household_id.street", "ilike", "hidden")],
        ):
            with self.subTest(domain=domain):
                self.assertFalse(self._search(self.other, "person", domain))

    def test_whoever_left_a_file_for_a_reserved_one_is_absent_from_the_file_left(self):
        """Else their new phone and how to reach them would be read in the old file."""
        former = self.env["food.aid.household.member"].create(
            {
                "household_id": self.public.id,
                "role": "partner",
                "last_name": "Partie",
                "phone": "06 99 99 99 99",
                "date_end": date(2026, 1, 1),
                "end_reason": "separation",
            }
        )
        self.assertTrue(self._search(self.other, "person", [("last_name", "=", "Partie")]))
        self.env["food.aid.household.member"].create(
            {
                "household_id": self.household.id,
                "person_id": former.person_id.id,
                "role": "other",
            }
        )
        self.assertFalse(self._search(self.other, "person", [("last_name", "=", "Partie")]))
        self.assertFalse(
            self._search(self.other, "household", [("search_text", "ilike", "0699999999")])
        )
        spec = {"member_ids": {"fields": {"display_name": {}, "phone": {}}}}
        values = call(self.other, "food.aid.household", "web_read", self.public.ids, spec)[0]
        self.assertNotIn(former.id, [member["id"] for member in values["member_ids"]])

    def test_nobody_grown_up_lives_in_a_reserved_file_and_in_another_one(self):
        with self.assertRaises(ValidationError):
            self.env["food.aid.household.member"].create(
                {
                    "household_id": self.household.id,
                    "person_id": self.public.applicant_id.id,
                    "role": "other",
                }
            )

    # ------------------------------------------------------------------
    # WHAT ORGANISATIONS SEE
    # ------------------------------------------------------------------

    def test_the_portal_shows_the_file_number_even_with_a_full_agreement(self):
        values = call(
            self.users["volunteer"],
            "food.aid.referral",
            "read",
            self.referral.ids,
            ["person_label", "person_phone", "display_name"],
        )[0]
        self.assertEqual(values["person_label"], self.household.name)
        self.assertFalse(values["person_phone"])
        for domain in ([("person_label", "ilike", "nora")], [("person_phone", "!=", False)]):
            with self.subTest(domain=domain):
                self.assertFalse(self._search(self.users["volunteer"], "referral", domain))

    def test_reserving_a_file_masks_what_was_already_told(self):
        referral = self._create_referral(self.public, level="full")
        self.assertEqual(referral.person_label, "Samira Ouverte")
        self.public.with_user(self.named).is_reserved = True
        self.assertEqual(referral.person_label, self.public.name)
        self.assertFalse(referral.person_phone)

    # ------------------------------------------------------------------
    # NAMED AGENTS
    # ------------------------------------------------------------------

    def test_whoever_reserves_a_file_is_named_on_it(self):
        public = self.public.with_user(self.other)
        public.write({"is_reserved": True, "reserved_user_ids": [Command.link(self.named.id)]})
        self.assertEqual(self.public.reserved_user_ids, self.other | self.named)
        created = self.env["food.aid.household"].with_user(self.other).create({"is_reserved": True})
        self.assertEqual(created.reserved_user_ids, self.other)

    def test_only_a_named_agent_lifts_it_and_nothing_tells_that_it_was(self):
        for role in ("instructor", "coordinator", "reception"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.household.with_user(self.users[role]).is_reserved = False
        self.household.with_user(self.named).is_reserved = False
        self.assertFalse(self.household.reserved_user_ids)
        self.assertTrue(self._search(self.other, "household", [("id", "=", self.household.id)]))

    def test_nobody_names_themself(self):
        with self.assertRaises(AccessError):
            self.household.with_user(self.other).reserved_user_ids = [Command.link(self.other.id)]

    def test_a_reserved_file_keeps_somebody_who_can_open_it(self):
        with self.assertRaises(ValidationError):
            self.household.reserved_user_ids = [Command.clear()]
        with self.assertRaises(ValidationError):
            self.household.reserved_user_ids = [Command.set(self.users["stock"].ids)]
        with self.assertRaises(UserError):
            self.named.active = False
        with self.assertRaises(UserError):
            self.named.group_ids = [Command.set(self.env.ref("base.group_user").ids)]
        self.household.reserved_user_ids = [Command.link(self.other.id)]
        self.named.active = False
        self.assertFalse(self.named.active)

    def test_reserving_takes_the_messages_back_from_those_who_were_told(self):
        thread = self.public.with_user(self.named)
        thread.message_subscribe(self.other.partner_id.ids)
        message = thread.message_post(
            body="A word", partner_ids=self.other.partner_id.ids, message_type="comment"
        )
        self.assertTrue(call(self.other, "mail.message", "search", [("id", "=", message.id)]))
        thread.is_reserved = True
        self.assertNotIn(self.other.partner_id, self.public.message_partner_ids)
        self.assertFalse(call(self.other, "mail.message", "search", [("id", "=", message.id)]))
        with self.assertRaises(AccessError):
            call(self.other, "mail.message", "read", message.ids, ["body"])

    # ------------------------------------------------------------------
    # KEPT APART
    # ------------------------------------------------------------------

    def test_keeping_apart_goes_both_ways(self):
        self.public.kept_apart_ids = self.household
        self.assertEqual(self.household.kept_apart_ids, self.public)
        self.household.kept_apart_ids = [Command.clear()]
        self.assertFalse(self.public.kept_apart_ids)
        created = self._create_household(kept_apart_ids=[Command.link(self.public.id)])
        self.assertEqual(self.public.kept_apart_ids, created)

    def test_the_same_place_and_day_is_refused_without_saying_who(self):
        self.public.kept_apart_ids = self.household
        self._create_right(self.public, user=self.other)
        values = {
            "household_id": self.public.id,
            "service_id": self.service.id,
            "right_id": self.public.right_ids.id,
        }
        referral = self.env["food.aid.referral"].with_user(self.other).create(values)
        with self.assertRaises(UserError) as caught:
            call(self.other, "food.aid.referral", "action_send", referral.ids)
        self.assertNotIn(self.household.name, str(caught.exception))
        self.assertEqual(referral.state, "draft")
        referral.day = "Friday"
        call(self.other, "food.aid.referral", "action_send", referral.ids)
        self.assertEqual(referral.state, "accepted")

    def test_a_hidden_household_kept_apart_is_neither_shown_nor_undone(self):
        self.public.kept_apart_ids = self.household
        spec = {"kept_apart_ids": {"fields": {"display_name": {}}}}
        values = call(self.other, "food.aid.household", "web_read", self.public.ids, spec)[0]
        self.assertFalse(values["kept_apart_ids"])
        for command in (Command.clear(), Command.unlink(self.household.id)):
            call(
                self.other,
                "food.aid.household",
                "write",
                self.public.ids,
                {"kept_apart_ids": [command]},
            )
            with self.subTest(command=command):
                self.assertEqual(self.public.kept_apart_ids, self.household)

    def test_no_search_tells_that_a_hidden_household_is_kept_apart(self):
        self.public.kept_apart_ids = self.household
        request = self.env["food.aid.request"].create({"household_id": self.public.id})
        here = [("id", "=", self.public.id)]
        for condition in (
            ("kept_apart_ids", "!=", False),
            ("kept_apart_ids", "in", self.household.ids),
            ("kept_apart_ids", "=", self.household.id),
            ("kept_apart_ids.name", "!=", False),
        ):
            with self.subTest(condition=condition):
                found = call(self.other, "food.aid.household", "search_count", [*here, condition])
                self.assertEqual(found, 0)
                path = (f"household_id.{condition[0]}", *condition[1:])
                domain = [("id", "=", request.id), path]
                self.assertEqual(call(self.other, "food.aid.request", "search_count", domain), 0)
        # Who is named on both files finds them, so that the conditions above are real ones.
        self.assertTrue(
            self.env["food.aid.household"].search([*here, ("kept_apart_ids", "!=", False)])
        )
        for absent in (
            ("kept_apart_ids", "=", False),
            ("kept_apart_ids", "not in", self.household.ids),
        ):
            with self.subTest(condition=absent):
                found = call(self.other, "food.aid.household", "search_count", [*here, absent])
                self.assertEqual(found, 1)

    def test_nobody_keeps_apart_a_file_they_may_not_open_to_learn_where_it_goes(self):
        with self.assertRaises(AccessError):
            call(
                self.other,
                "food.aid.household",
                "write",
                self.public.ids,
                {"kept_apart_ids": [Command.link(self.household.id)]},
            )
