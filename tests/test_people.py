from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import FoodAidCase
from .remote import call

LEAVE, BIRTH = "food.aid.departure", "food.aid.birth"


class PeopleCase(FoodAidCase):
    """A couple with a child, referred, who accepted to share names."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reception, cls.instructor = cls.users["reception"], cls.users["instructor"]
        cls.household = cls._create_household(children=[date(2018, 3, 1)], street="3 Own Street")
        cls.applicant, cls.child = cls.household.member_ids
        cls.partner = cls.env["food.aid.household.member"].create(
            {
                "household_id": cls.household.id,
                "role": "partner",
                "first_name": "Karim",
                "last_name": "Fictif",
                "birthdate": date(1980, 1, 1),
            }
        )
        cls.referral = cls._create_referral(cls.household, level="full")

    def _leave(self, member, user=None, **values):
        """End a stay as the form does; return the form."""
        user = user or self.reception
        action = call(user, "food.aid.household.member", "action_leave", member.ids)
        call(user, LEAVE, "write", [action["res_id"]], {"reason": "death", **values})
        call(user, LEAVE, "action_leave", [action["res_id"]])
        return self.env[LEAVE].browse(action["res_id"])


@tagged("post_install", "-at_install")
@freeze_time("2026-06-10 09:00")
class TestLeave(PeopleCase):
    """Somebody leaves or dies: letters and cards stop at once."""

    def test_the_spouse_of_a_dead_applicant_speaks_for_the_household_and_keeps_the_right(self):
        card, right = self.household.card_code, self.household.right_ids
        leave = self._leave(self.applicant, date="2026-06-08")
        self.assertEqual(leave.successor_id, self.partner)
        self.assertRecordValues(
            self.applicant, [{"date_end": date(2026, 6, 8), "end_reason": "death"}]
        )
        self.assertEqual(self.household.applicant_id, self.partner.person_id)
        self.assertEqual(self.household._get_letter_recipient()["name"], "Karim Fictif")
        self.assertFalse(right.date_stopped)
        self.assertEqual(self.referral.state, "accepted")
        self.assertNotEqual(self.household.card_code, card)

    def test_associations_are_told_of_the_card_the_size_and_no_name_that_was_not_agreed(self):
        self.assertEqual(self.referral.person_label, "Samira Fictive")
        self._leave(self.applicant)
        self.assertRecordValues(
            self.referral,
            [
                {
                    "card_code": self.household.card_code,
                    "size": 2,
                    "age_26_64": 1,
                    "person_label": self.household.name,
                    "person_phone": False,
                }
            ],
        )
        self.assertTrue(self.household.agreement_ids.date_withdrawn)
        self.assertIn(self.household.card_code, self.referral.search_key)

    def test_nobody_is_left_everything_stops_and_no_letter_leaves(self):
        household = self._create_household()
        request = self.env["food.aid.request"].create({"household_id": household.id})
        referral = self._create_referral(household, level="full")
        self._leave(household.member_ids)
        self.assertEqual(household.situation, "empty")
        self.assertEqual(household._get_letter_recipient(), {})
        self.assertEqual(household.right_ids.date_stopped, date(2026, 6, 10))
        self.assertEqual(referral.state, "ended")
        self.assertEqual(referral.person_label, household.name)
        self.assertEqual(request.state, "cancelled")
        letter = self.env["report.food_aid.report_decision_letter"].with_user(self.instructor)
        with self.assertRaisesRegex(UserError, "Nobody receives letters"):
            letter._get_report_values(household.decision_ids.ids)

    def test_a_batch_of_letters_leaves_out_who_died_and_says_so_beside_the_others(self):
        household = self._create_household()
        self._create_right(household)
        shy = self._create_household()
        shy.applicant_id.safe_contact = "By her sister"
        self._create_right(shy)
        decisions = household.decision_ids | self.household.decision_ids | shy.decision_ids
        self._leave(household.member_ids)
        letter = self.env["report.food_aid.report_decision_letter"].with_user(self.instructor)
        values = letter._get_report_values(decisions.ids)
        self.assertEqual(
            [one["decision"] for one in values["letters"]], [self.household.decision_ids]
        )
        self.assertEqual(
            [line.split(":")[0] for line in values["left_out"]], [household.name, shy.name]
        )
        self.assertFalse((household | shy).letter_ids)
        html = (
            self.env["ir.actions.report"]
            .with_user(self.instructor)
            ._render_qweb_html("food_aid.action_report_decision_letter", decisions.ids)[0]
            .decode()
        )
        self.assertIn(f"{shy.name}: to be reached in its own way", html)
        alone = letter._get_report_values(shy.decision_ids.ids)
        self.assertEqual((len(alone["letters"]), alone["left_out"]), (1, {}))

    def test_a_household_where_nobody_lives_has_no_card(self):
        household = self._create_household()
        self._leave(household.member_ids, reason="departure")
        card = self.env["report.food_aid.report_card"].with_user(self.reception)
        with self.assertRaisesRegex(UserError, "nobody lives"):
            card._get_report_values(household.ids)
        values = card._get_report_values((household | self.household).ids)
        self.assertEqual(values["sheets"], [self.household])
        self.assertEqual([household.name in line for line in values["left_out"]], [True])

    def test_a_departure_leaves_a_plain_line_in_the_history(self):
        before = self.household.message_ids
        self._leave(self.partner, reason="separation", date="2026-06-08")
        (message,) = self.household.message_ids - before
        self.assertIn("Somebody no longer lives in this household", message.body)
        for word in ("Karim", "Fictif", "eparat"):
            self.assertNotIn(word, message.body)
        self._leave(self.child, reason="mistake")
        self.assertEqual(self.household.message_ids - before, message)

    def test_appointments_with_who_left_or_died_are_cancelled(self):
        for reason in ("departure", "death"):
            household = self._create_household()
            appointment = self.env["food.aid.appointment"].create(
                {
                    "household_id": household.id,
                    "user_id": self.instructor.id,
                    "date_start": "2026-06-12 07:00:00",
                    "date_end": "2026-06-12 07:30:00",
                }
            )
            self._leave(household.member_ids, reason=reason)
            with self.subTest(reason=reason):
                self.assertEqual(appointment.state, "cancelled")
                self.assertFalse(appointment.event_id)

    def test_a_draft_of_a_household_that_emptied_is_nothing_to_finish(self):
        household = self._create_household()
        draft = self._create_assessment(household, user=self.instructor)
        to_finish = draft._get_to_finish_domain()
        self.assertIn(draft, draft.search(to_finish))
        self._leave(household.member_ids, reason="departure")
        self.assertNotIn(draft, draft.search(to_finish))

    def test_what_is_missing_is_asked_in_a_sentence(self):
        action = call(
            self.reception, "food.aid.household.member", "action_leave", self.applicant.ids
        )
        leave = self.env[LEAVE].browse(action["res_id"]).with_user(self.reception)
        for values, sentence in (
            ({"reason": False}, "Choose why"),
            ({"reason": "death", "date": "2026-06-11"}, "still to come"),
            ({"reason": "death", "date": "2026-06-10", "successor_id": False}, "new applicant"),
        ):
            leave.write(values)
            with self.subTest(values=values), self.assertRaisesRegex(UserError, sentence):
                leave.action_leave()
        self.assertFalse(self.applicant.date_end)
        leave.successor_id = self.partner
        leave.action_leave()
        with self.assertRaisesRegex(UserError, "noted already"):
            leave.action_leave()

    def test_a_separation_renews_the_card_a_child_leaving_does_not(self):
        card = self.household.card_code
        self._leave(self.child, reason="departure")
        self.assertEqual(self.household.card_code, card)
        self.assertEqual(self.referral.size, 2)
        self._leave(self.partner, reason="separation")
        self.assertNotEqual(self.household.card_code, card)
        self.assertFalse(self.household.agreement_ids.date_withdrawn)
        self.assertEqual(self.referral.person_label, "Samira Fictive")

    def test_an_instructor_may_stop_the_right_of_those_who_remain_reception_may_not(self):
        self._leave(self.child, reason="departure", keeps_right=False)
        self.assertFalse(self.household.right_ids.date_stopped)
        self._leave(self.partner, self.instructor, reason="departure", keeps_right=False)
        self.assertTrue(self.household.right_ids.date_stopped)
        self.assertEqual(self.referral.state, "ended")

    def test_an_end_written_otherwise_stops_as_much(self):
        card = self.household.card_code
        values = {"date_end": "2026-06-01", "end_reason": "death"}
        call(self.reception, "food.aid.household.member", "write", self.applicant.ids, values)
        self.assertNotEqual(self.household.card_code, card)
        self.assertEqual(self.household.situation, "no_applicant")
        self.assertEqual(self.household._get_letter_recipient(), {})
        call(self.reception, self.partner._name, "action_become_applicant", self.partner.ids)
        self.assertFalse(self.household.situation)
        self.assertEqual(self.household._get_letter_recipient()["name"], "Karim Fictif")

    def test_a_death_ends_the_stay_in_the_other_household_too_even_hidden(self):
        other = self._create_household(
            is_reserved=True, reserved_user_ids=[Command.set(self.users["social"].ids)]
        )
        stay = self.env["food.aid.household.member"].create(
            {
                "household_id": other.id,
                "person_id": self.child.person_id.id,
                "role": "child",
                "date_start": "2026-06-09",
            }
        )
        self._leave(self.child, date="2026-06-01")
        self.assertRecordValues(stay, [{"date_end": date(2026, 6, 9), "end_reason": "death"}])
        self.assertEqual(other.size, 1)

    def test_a_departure_leaves_the_other_household_alone(self):
        other = self._create_household()
        stay = self.env["food.aid.household.member"].create(
            {"household_id": other.id, "person_id": self.child.person_id.id, "role": "child"}
        )
        self._leave(self.child, reason="departure")
        self.assertFalse(stay.date_end)

    def test_who_was_ended_by_mistake_lives_here_again(self):
        self._leave(self.applicant)
        call(self.reception, self.applicant._name, "action_return", self.applicant.ids)
        self.assertRecordValues(
            self.applicant, [{"date_end": False, "end_reason": False, "role": "other"}]
        )
        self.assertEqual(self.referral.size, 3)

    def test_the_form_says_what_will_happen_before_it_does(self):
        action = call(
            self.reception, "food.aid.household.member", "action_leave", self.applicant.ids
        )
        leave = self.env[LEAVE].browse(action["res_id"])
        leave.reason = "death"
        for words in ("No letter", "new code", "goes on for those who remain"):
            self.assertIn(words, leave.effects)
        leave.member_id = self.child
        self.assertNotIn("new code", leave.effects)

    def test_roles_without_people_end_nobody_s_stay(self):
        for role in ("employee", "stock", "observer", "dpo", "volunteer", "elsewhere"):
            user = self.users[role]
            with self.subTest(role=role):
                with self.assertRaises(AccessError):
                    call(user, self.applicant._name, "action_leave", self.applicant.ids)
                with self.assertRaises(AccessError):
                    call(user, LEAVE, "create", {"member_id": self.applicant.id})

    def test_an_instructor_rewrites_neither_card_nor_size_of_what_was_sent(self):
        for values in ({"card_code": "1"}, {"size": 9}, {"age_0_2": 4}):
            with self.subTest(values=values), self.assertRaises(UserError):
                call(self.instructor, "food.aid.referral", "write", self.referral.ids, values)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-10 09:00")
class TestChildrenAndCustody(PeopleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.expected = cls.env["food.aid.household.member"].create(
            {"household_id": cls.household.id, "role": "child", "expected_date": "2026-06-01"}
        )

    def test_a_child_to_come_counts_when_the_scale_s_owner_says_so(self):
        self.assertEqual(self.household.size, 3)
        self.scale.count_expected_children = True
        self.household.invalidate_recordset()
        household = self.household.with_user(self.reception)
        self.assertEqual((household.size, household.age_0_2), (4, 1))

    def test_a_birth_past_its_day_is_recalled_and_noted_by_one_gesture(self):
        due = [("member_ids", "any", self.expected._get_birth_due_domain())]
        self.assertEqual(self.household.situation, "birth")
        self.assertIn(self.household, self.household.search(due))
        action = call(self.reception, self.expected._name, "action_birth", self.expected.ids)
        birth = self.env[BIRTH].browse(action["res_id"]).with_user(self.reception)
        self.assertEqual(birth.birthdate, date(2026, 6, 1))
        birth.write({"birthdate": "2026-06-03", "first_name": "Inès"})
        birth.action_birth()
        self.assertRecordValues(
            self.expected,
            [
                {
                    "role": "child",
                    "first_name": "Inès",
                    "birthdate": date(2026, 6, 3),
                    "expected_date": False,
                }
            ],
        )
        self.assertFalse(self.household.situation)
        self.assertNotIn(self.household, self.household.search(due))
        self.assertEqual(self.household.size, 4)
        self.assertRecordValues(self.referral, [{"size": 4, "age_0_2": 1}])
        with self.assertRaises(UserError):
            birth.action_birth()

    def test_a_birth_still_to_come_is_not_recalled(self):
        self.expected.expected_date = "2026-06-10"
        self.assertFalse(self.household.situation)
        self.assertIn("expected on", self.expected.situation)
        self.assertNotIn("was", self.expected.situation)

    def test_custody_is_shown_in_both_households_to_who_may_open_both(self):
        other = self._create_household()
        stay = self.env["food.aid.household.member"].create(
            {
                "household_id": other.id,
                "person_id": self.child.person_id.id,
                "role": "child",
                "presence": 0.5,
            }
        )
        self.child.presence = 0.5
        for member, elsewhere in ((self.child, other.name), (stay, self.household.name)):
            shown = member.with_user(self.reception).situation
            self.assertIn("50 % of the time", shown)
            self.assertIn(elsewhere, shown)
        named = [Command.set(self.users["social"].ids)]
        other.write({"is_reserved": True, "reserved_user_ids": named})
        for role, is_shown in (("reception", False), ("coordinator", False), ("social", True)):
            self.env.invalidate_all()
            shown = self.child.with_user(self.users[role]).situation
            with self.subTest(role=role):
                self.assertEqual(other.name in shown, is_shown)
                self.assertIn("50 %", shown)

    def test_a_child_of_a_reserved_file_and_another_bears_no_contact(self):
        social = self.users["social"]
        reserved = self._create_household(
            is_reserved=True, reserved_user_ids=[Command.set(social.ids)]
        )
        values = {
            "household_id": reserved.id,
            "person_id": self.child.person_id.id,
            "role": "child",
        }
        self.child.phone = "06 00 00 00 01"
        with self.assertRaises(ValidationError):
            call(social, self.child._name, "create", values)
        self.child.phone = False
        call(social, self.child._name, "create", values)
        with self.assertRaises(ValidationError):
            call(social, "food.aid.person", "write", self.child.person_id.ids, {"phone": "1"})
        # who may not open the reserved file is told nothing of it
        call(
            self.reception,
            *("food.aid.person", "write", self.child.person_id.ids, {"email": "a@example.org"}),
        )


@tagged("post_install", "-at_install")
class TestRecipient(PeopleCase):
    """Whom letters and appointments are addressed to."""

    def _represent(self, **values):
        self.applicant.write(
            {
                "representative": "UDAF Fictive",
                "representative_phone": "03 00 00 00 09",
                "representative_address": "9 Guardian Street\n62000 Town",
                "letters_to_representative": True,
                **values,
            }
        )

    def test_letters_go_to_the_representative_when_it_is_said(self):
        self._represent()
        self.assertEqual(
            self.household._get_letter_recipient(),
            {
                "name": "UDAF Fictive",
                "lines": ["UDAF Fictive", "For Samira Fictive", "9 Guardian Street", "62000 Town"],
                "phone": "03 00 00 00 09",
                "is_representative": True,
            },
        )
        letter = self.env["report.food_aid.report_decision_letter"].with_user(self.instructor)
        values = letter._get_report_values(self.household.decision_ids.ids)
        self.assertEqual(values["letters"][0]["addressee"][0], "UDAF Fictive")

    def test_letters_go_to_the_person_otherwise(self):
        self._represent(letters_to_representative=False)
        recipient = self.household._get_letter_recipient()
        self.assertEqual(recipient["lines"], ["Samira Fictive", "3 Own Street"])
        self.assertEqual(recipient["phone"], "06 12 34 56 78")
        self.assertIn("represented by UDAF Fictive", self.applicant.situation)

    def test_a_reserved_file_gives_neither_address_nor_phone_not_even_the_guardian_s(self):
        self.household.write(
            {"is_reserved": True, "reserved_user_ids": [Command.set(self.instructor.ids)]}
        )
        self.assertEqual(self.household._get_letter_recipient()["lines"], ["Samira Fictive"])
        self._represent()
        recipient = self.household._get_letter_recipient()
        self.assertEqual(recipient["lines"], ["UDAF Fictive", "For Samira Fictive"])
        self.assertFalse(recipient["phone"])
