from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, HttpCase, tagged

from .common import FoodAidCase, FoodAidMixin
from .paper import PaperCase
from .remote import call

NAMES = ("Zorglub", "Fictivenski", "Petitprenom")


class CommissionMixin(FoodAidMixin):
    @classmethod
    def setUpCommission(cls):
        spec_tiers = [{"below": "5", "outcome": "granted", "rate": "0"}, {"outcome": "commission"}]
        cls.scale = cls._create_scale(
            {
                "name": "To the commission",
                "date_from": "2017-01-01",
                "basis": "remaining",
                "divisor": "30",
                "outcome": {"mode": "tiers", "tiers": spec_tiers},
            }
        )
        cls.company.food_aid_scale_id = cls.scale
        cls._create_delegation(cls.users["coordinator"], capacity="Secretary")
        cls.today = fields.Date.today()

    @classmethod
    def _create_file(cls, **vals):
        """Return a validated assessment that waits for the commission."""
        household = cls._create_household(
            "Zorglub",
            "Fictivenski",
            children=[cls.today - timedelta(days=3700)],
            **vals,
        )
        household.member_ids[1].person_id.first_name = "Petitprenom"
        user = vals.get("reserved_user_ids") and cls.users["social"]
        assessment = cls._create_assessment(
            household, income=900, user=user or cls.users["instructor"]
        )
        assessment.action_validate()
        return assessment.with_user(cls.users["coordinator"])

    @classmethod
    def _create_meeting(cls, **vals):
        meetings = cls.env["food.aid.commission"].with_user(cls.users["coordinator"])
        values = {
            "reference": "Deliberation 2026-4",
            "attendee_ids": [
                fields.Command.create({"name": "Claire Elected", "capacity": "Vice-president"}),
                fields.Command.create({"name": "Paul Member", "is_present": False}),
            ],
        }
        return meetings.create(values | vals)

    @classmethod
    def _open_meeting(cls, count=3):
        files = cls.env["food.aid.assessment"].union(*(cls._create_file() for _i in range(count)))
        meeting = cls._create_meeting()
        meeting._add(files.with_user(meeting.env.user))
        meeting.action_start()
        return meeting


@tagged("post_install", "-at_install")
class TestCommission(CommissionMixin, FoodAidCase):
    """Files wait, are decided in a meeting without names, and adjourned ones come back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpCommission()

    def _waiting(self):
        return (
            self.env["food.aid.assessment"]
            .with_user(self.users["coordinator"])
            .search([("is_waiting_commission", "=", True), ("company_id", "=", self.company.id)])
        )

    def test_files_wait_and_go_on_the_agenda_in_one_gesture(self):
        within = self._create_assessment(
            self._create_household(), income=500, user=self.users["instructor"]
        )
        within.action_validate()
        first, second = self._create_file(), self._create_file()
        self.assertEqual(self._waiting(), second | first)
        self.assertFalse(within.is_waiting_commission)
        with self.assertRaisesRegex(UserError, "plan one first"):
            first.action_put_on_agenda()
        meeting = self._create_meeting()
        first.with_user(self.users["instructor"]).action_put_on_agenda()
        self.assertEqual(self._waiting(), second)
        meeting.action_add_waiting()
        self.assertEqual(meeting.item_ids.mapped("number"), [1, 2])
        self.assertFalse(self._waiting())
        with self.assertRaisesRegex(UserError, "No file waits"):
            meeting.action_add_waiting()

    def test_a_list_is_decided_in_the_name_of_the_meeting(self):
        meeting = self._open_meeting()
        granted, refused, adjourned = meeting.item_ids
        granted.write({"outcome": "granted", "rate": 15, "credit": 40, "months": 4})
        refused.write({"outcome": "refused", "reason": "Helped elsewhere"})
        adjourned.write({"outcome": "adjourned", "reason": "Rent receipt awaited"})
        meeting.action_record()
        decision = granted.decision_id
        self.assertRecordValues(
            decision,
            [
                {
                    "kind": "commission",
                    "outcome": "granted",
                    "rate": 15,
                    "credit": 40,
                    "months": 4,
                    "date": meeting.date,
                    "decided_by_id": self.users["coordinator"].id,
                    "commission_id": meeting.id,
                }
            ],
        )
        self.assertIn("Deliberation 2026-4", decision.capacity)
        self.assertIn("Secretary", decision.capacity)
        self.assertEqual(decision.right_ids.rate, 15)
        self.assertEqual(refused.decision_id.reason, "Helped elsewhere")
        self.assertFalse(adjourned.decision_id.right_ids)

    def test_one_by_one_the_next_file_opens_by_itself(self):
        meeting = self._open_meeting()
        first, second, third = meeting.item_ids.with_context(food_aid_one_by_one=True)
        self.assertEqual(second.action_grant()["res_id"], third.id)
        self.assertEqual(third.action_grant()["res_id"], first.id)
        action = first.action_grant()
        self.assertEqual((action["res_model"], action["res_id"]), (meeting._name, meeting.id))

    def test_what_is_not_granted_has_its_reason(self):
        meeting = self._open_meeting(1)
        for gesture in (meeting.item_ids.action_refuse, meeting.item_ids.action_adjourn):
            with self.assertRaisesRegex(UserError, "Number 1: give the reason"):
                gesture()
        self.assertFalse(meeting.item_ids.decision_id)

    def test_who_holds_no_delegation_records_nothing(self):
        meeting = self._open_meeting(1)
        with self.assertRaisesRegex(UserError, "no delegation"):
            meeting.item_ids.with_user(self.users["instructor"]).action_grant()

    def test_nothing_is_decided_before_nor_after_the_session(self):
        meeting = self._create_meeting()
        item = meeting._add(self._create_file())
        with self.assertRaisesRegex(UserError, "In session"):
            item.action_grant()
        meeting.action_start()
        meeting.action_close()
        with self.assertRaises(UserError):
            item.action_grant()
        self.assertFalse(item.decision_id)

    def test_a_meeting_to_come_does_not_start(self):
        meeting = self._create_meeting(date=self.today + timedelta(days=3))
        with self.assertRaisesRegex(UserError, "set its date right"):
            meeting.action_start()

    def test_the_name_of_the_meeting_is_not_borrowed(self):
        meeting, other = self._open_meeting(1), self._create_file()
        values = {
            "kind": "commission",
            "outcome": "granted",
            "commission_id": meeting.id,
        }
        decisions = self.env["food.aid.decision"].with_user(self.users["coordinator"])
        with self.assertRaisesRegex(UserError, "files of its agenda"):
            decisions.create(values | {"assessment_id": other.id})
        with self.assertRaisesRegex(UserError, "files of its agenda"):
            decisions.create(
                values | {"assessment_id": meeting.item_ids.assessment_id.id, "kind": "initial"}
            )

    # ------------------------------------------------------------------
    # ADJOURNED
    # ------------------------------------------------------------------

    def _adjourn(self, **vals):
        meeting = self._open_meeting(1)
        meeting.item_ids.write({"outcome": "adjourned", "reason": "Receipt awaited", **vals})
        meeting.action_record()
        meeting.action_close()
        return meeting.item_ids

    def test_an_adjourned_file_comes_back_when_its_papers_have_come(self):
        item = self._adjourn()
        assessment = item.assessment_id
        self.assertTrue(assessment.is_waiting_papers)
        self.assertNotIn(assessment, self._waiting())
        assessment.with_user(self.users["instructor"]).action_papers_received()
        self.assertEqual(item.date_papers, self.today)
        self.assertIn(assessment, self._waiting())
        again = self._create_meeting()
        again.action_add_waiting()
        again.action_start()
        again.item_ids.action_grant()
        self.assertTrue(assessment.is_decided)
        self.assertNotIn(assessment, self._waiting())

    def test_an_adjourned_file_comes_back_on_its_day(self):
        day = self.today + timedelta(days=10)
        item = self._adjourn(date_back=day)
        self.assertNotIn(item.assessment_id, self._waiting())
        self.env.cr.execute(
            "UPDATE food_aid_commission_item SET date_back = %s WHERE id = %s",
            [self.today, item.id],
        )
        self.env.invalidate_all()
        self.assertIn(item.assessment_id, self._waiting())

    def test_a_newer_assessment_takes_the_place_of_an_older_one(self):
        old = self._create_file()
        new = self._create_assessment(
            old.household_id, income=900, user=self.users["instructor"], date=self.today
        )
        new.action_validate()
        self.assertEqual(self._waiting(), new)

    def test_files_left_over_wait_for_the_next_meeting(self):
        meeting = self._open_meeting(2)
        meeting.item_ids[0].action_grant()
        meeting.action_close()
        self.assertEqual(self._waiting(), meeting.item_ids[1].assessment_id)

    # ------------------------------------------------------------------
    # FROZEN
    # ------------------------------------------------------------------

    def test_closing_freezes_the_minutes(self):
        meeting = self._open_meeting(2)
        meeting.item_ids[0].outcome = "granted"
        with self.assertRaisesRegex(UserError, "not recorded yet"):
            meeting.action_close()
        meeting.action_record()
        meeting.action_close()
        item, attendee = meeting.item_ids[0], meeting.attendee_ids[0]
        for act in (
            lambda: meeting.write({"place": "Elsewhere"}),
            lambda: meeting.write({"state": "held"}),
            lambda: attendee.write({"is_present": False}),
            lambda: item.write({"votes_for": 9}),
            lambda: meeting._add(self._create_file()),
            lambda: attendee.copy({"name": "Late"}),
            lambda: item.unlink(),
            lambda: meeting.unlink(),
            lambda: meeting.sudo().write({"reference": "Other"}),
        ):
            with self.assertRaises(UserError):
                act()

    def test_a_decided_line_is_frozen_while_the_meeting_goes_on(self):
        meeting = self._open_meeting(2)
        first, second = meeting.item_ids
        first.action_grant()
        with self.assertRaisesRegex(UserError, "an appeal takes another"):
            first.reason = "Changed"
        with self.assertRaises(UserError):
            first.action_refuse()
        second.reason = "Free"
        with self.assertRaises(AccessError):
            second.decision_id = first.decision_id

    def test_a_planned_meeting_may_be_deleted_a_held_one_not(self):
        self._create_meeting().unlink()
        meeting = self._open_meeting(1)
        with self.assertRaisesRegex(UserError, "was held"):
            meeting.unlink()

    # ------------------------------------------------------------------
    # WITHOUT NAMES
    # ------------------------------------------------------------------

    def test_no_field_of_the_meeting_names_anybody(self):
        meeting = self._open_meeting(2)
        meeting.item_ids[0].action_grant()
        meeting.item_ids[1].presentation = "Two months without a wage"
        for records in (meeting, meeting.item_ids, meeting.attendee_ids):
            for user in (self.users["coordinator"], self.users["instructor"]):
                values = call(user, records._name, "read", records.ids)
                self.assertIn("display_name", values[0])
                for name in NAMES:
                    with self.subTest(model=records._name, name=name):
                        self.assertNotIn(name.lower(), str(values).lower())
        composition = meeting.item_ids[0].composition
        self.assertRegex(composition, r"Applicant 4\d, Child 10")
        self.assertRegex(meeting.item_ids[0].budget, r"\+ Wages.* · 900")

    def test_words_that_name_somebody_are_refused(self):
        meeting = self._open_meeting(1)
        item = meeting.item_ids
        for words in ("Madame FICTIVENSKI is alone", "petitprénom is ill"):
            with self.subTest(words=words), self.assertRaisesRegex(ValidationError, "names"):
                item.presentation = words
            item.presentation = False
        with self.assertRaisesRegex(ValidationError, "zorglub"):
            item.reason = "Zorglub, see below"
        item.reason = False
        item.presentation = "The applicant is alone"

    def test_only_members_of_the_meeting_step_aside(self):
        meeting, other = self._open_meeting(1), self._create_meeting()
        meeting.item_ids.recused_ids = meeting.attendee_ids[0]
        with self.assertRaisesRegex(ValidationError, "this meeting"):
            meeting.item_ids.recused_ids = other.attendee_ids[0]

    def test_the_next_meeting_resembles_the_last(self):
        self._create_meeting(place="Town hall")
        meetings = self.env["food.aid.commission"].with_user(self.users["coordinator"])
        with Form(meetings) as form:
            self.assertEqual(form.reference, "Deliberation 2026-4")
        self.assertEqual(form.record.attendee_ids.mapped("name"), ["Claire Elected", "Paul Member"])

    # ------------------------------------------------------------------
    # ROLES
    # ------------------------------------------------------------------

    def test_roles_outside_the_instruction_see_no_meeting(self):
        meeting = self._open_meeting(1)
        for role in (
            "employee",
            "reception",
            "stock",
            "observer",
            "dpo",
            "volunteer",
            "prescriber",
        ):
            for records in (meeting, meeting.item_ids, meeting.attendee_ids):
                with self.subTest(role=role, model=records._name), self.assertRaises(AccessError):
                    call(self.users[role], records._name, "read", records.ids, ["display_name"])
        for records in (meeting, meeting.item_ids, meeting.attendee_ids):
            with self.subTest(model=records._name), self.assertRaises(AccessError):
                call(self.users["elsewhere"], records._name, "read", records.ids, ["display_name"])

    def test_instructors_present_but_do_not_hold_the_meeting(self):
        meeting = self._create_meeting().with_user(self.users["instructor"])
        for act in (meeting.action_start, lambda: meeting.write({"place": "x"}), meeting.unlink):
            with self.assertRaises(AccessError):
                act()
        item = meeting._add(self._create_file().with_user(self.users["instructor"]))
        item.presentation = "The applicant waits for a pension"
        self.assertEqual(meeting.item_ids, item)

    def test_a_reserved_file_is_absent_for_whom_it_does_not_name(self):
        social = self.users["social"]
        file = self._create_file(
            is_reserved=True, reserved_user_ids=[fields.Command.set(social.ids)]
        )
        meeting = self._create_meeting()
        with self.assertRaises(AccessError):
            meeting._add(file)
        item = meeting.with_user(social)._add(file.with_user(social))
        self.env.invalidate_all()  # as in two sessions
        self.assertFalse(meeting.item_ids)
        self.env.invalidate_all()
        self.assertEqual(meeting.with_user(social).item_ids, item)
        with self.assertRaises(AccessError):
            item.with_user(self.users["coordinator"]).read(["number"])


@tagged("post_install", "-at_install")
class TestCommissionPaper(CommissionMixin, PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpCommission()
        for user in cls.users.values():
            user.lang = "en_US"

    def test_agenda_and_minutes_bear_figures_and_no_name(self):
        meeting = self._open_meeting(3)
        granted, adjourned, _left = meeting.item_ids
        granted.write({"rate": 15, "months": 4, "votes_for": 2, "presentation": "Waits for a wage"})
        granted.recused_ids = meeting.attendee_ids[0]
        granted.action_grant()
        adjourned.write({"reason": "Rent receipt awaited"})
        adjourned.action_adjourn()
        meeting.action_close()
        agenda = " ".join(
            self._pages(self._print("commission_agenda", meeting, self.users["instructor"]))
        )
        minutes = " ".join(
            self._pages(self._print("commission_minutes", meeting, self.users["coordinator"]))
        )
        for words in ("Waits for a wage", "Child 10", granted.file_number, "For the commission"):
            self.assertIn(words, agenda)
        for words in (
            *("Claire Elected, Vice-president", "Excused or absent: Paul Member"),
            "Granted: 1 · Not granted: 0 · Adjourned: 1 · Left for another meeting: 1",
            *("Share to pay: 15 %", "4 months", "For: 2", "Took no part: Claire Elected"),
            *("Rent receipt awaited", granted.decision_id.name, granted.file_number, "signature"),
        ):
            with self.subTest(words=words):
                self.assertIn(words, minutes)
        for name in NAMES:
            self.assertNotIn(name, agenda + minutes)

    def test_the_numbers_of_files_may_be_left_out(self):
        meeting = self._open_meeting(1)
        meeting.show_code = False
        for paper in ("commission_agenda", "commission_minutes"):
            text = " ".join(self._pages(self._print(paper, meeting, self.users["coordinator"])))
            self.assertNotIn(meeting.item_ids.file_number, text)

    def test_printing_is_for_those_who_read_the_meeting(self):
        meeting = self._create_meeting()
        with self.assertRaisesRegex(UserError, "no minutes"):
            self._print("commission_minutes", meeting, self.users["coordinator"])
        for login in ("reception", "dpo", "elsewhere", "volunteer"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._print("commission_agenda", meeting, self.users[login])


@tagged("post_install", "-at_install")
class TestCommissionTour(CommissionMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()
        cls.setUpCommission()

    def test_a_meeting_is_decided_by_list(self):
        meeting = self._open_meeting(2)
        url = f"/odoo/food-aid-commission/{meeting.id}"
        self.start_tour(url, "food_aid_commission", login=self.users["coordinator"].login)
        self.assertEqual(meeting.item_ids.mapped("outcome"), ["granted", "adjourned"])
        self.assertTrue(all(meeting.item_ids.mapped("decision_id")))
        self.assertEqual(meeting.item_ids[1].reason, "Receipt awaited")
