from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged

from .paper import PaperCase
from .remote import call
from .test_appointment import AppointmentCase

NINE = "2035-03-06 08:00:00"  # a Tuesday


@tagged("post_install", "-at_install")
class TestMove(AppointmentCase):
    """A colleague is away: those who were to come are given another time at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2035-03-05 07:00:00"))
        cls.nine = fields.Datetime.to_datetime(NINE)
        cls.colleague = cls.users["instructor"]
        for user in (cls.worker, cls.colleague):
            cls.env["food.aid.opening"].create(
                {
                    "user_id": user.id,
                    "company_id": cls.company.id,
                    "weekday": "1",
                    "hour_from": 9,
                    "hour_to": 10,
                }
            )
        cls.appointments = cls.env["food.aid.appointment"]
        for rank in range(3):
            cls.appointments |= cls._create_appointment(
                cls._create_household(first_name=f"Person{rank}"),
                start=cls.nine + timedelta(minutes=30 * rank),
            )

    def _be_away(self, **vals):
        values = {
            "user_id": self.worker.id,
            "company_id": self.company.id,
            "date_from": "2035-03-06",
            "date_to": "2035-03-06",
        }
        return self.env["food.aid.leave"].with_user(self.reception).create(values | vals)

    def _open(self, leave):
        action = leave.action_move_appointments()
        return self.env["food.aid.move"].with_user(self.reception).browse(action["res_id"])

    def test_each_is_given_the_same_hour_with_a_colleague_or_the_next_one(self):
        leave = self._be_away()
        self.assertEqual(leave.appointment_count, 3)
        move = self._open(leave)
        self.assertEqual(move.line_ids.appointment_id, self.appointments)
        week = timedelta(days=7)
        self.assertEqual(
            [(line.user_id, line.date_start - self.nine) for line in move.line_ids],
            [
                (self.colleague, timedelta(0)),
                (self.colleague, timedelta(minutes=30)),
                # the colleague's two times are given: a week later
                (self.colleague, week),
            ],
        )
        action = move.action_move()
        self.assertEqual(self.appointments.user_id, self.colleague)
        self.assertEqual(self.appointments.mapped("is_to_tell"), [True] * 3)
        self.assertEqual(self.appointments.sudo().event_id.user_id, self.colleague)
        self.assertEqual(leave.appointment_count, 0)
        told = self.env["food.aid.appointment"].with_user(self.reception)
        listed = told.search(action["domain"] if isinstance(action["domain"], list) else [])
        self.assertLessEqual(self.appointments, listed)

    def test_people_to_be_told_are_listed_with_how_to_reach_them(self):
        person = self.appointments[0].household_id.applicant_id
        person.safe_contact = "Only in the morning"
        self._open(self._be_away()).action_move()
        first = self.appointments[0].with_user(self.reception)
        self.assertEqual(first.phone, person.phone)
        self.assertEqual(first.safe_contact, "Only in the morning")
        first.action_told()
        self.assertEqual(self.appointments.mapped("is_to_tell"), [False, True, True])

    def test_a_line_may_be_changed_or_left_out(self):
        move = self._open(self._be_away())
        with Form(move) as form:
            with form.line_ids.edit(0) as line:
                line.date_start = self.nine + timedelta(days=2)
            with form.line_ids.edit(1) as line:
                line.date_start = False
        move.action_move()
        self.assertRecordValues(
            self.appointments[:2],
            [
                {
                    "date_start": self.nine + timedelta(days=2),
                    "date_end": self.nine + timedelta(days=2, minutes=30),
                    "user_id": self.colleague.id,
                    "is_to_tell": True,
                },
                {
                    "date_start": self.nine + timedelta(minutes=30),
                    "date_end": self.nine + timedelta(minutes=60),
                    "user_id": self.worker.id,
                    "is_to_tell": False,
                },
            ],
        )

    def test_only_the_part_of_the_day_is_moved(self):
        self.assertEqual(self._be_away(part="afternoon").appointment_count, 0)
        self.assertEqual(self._be_away(part="morning").appointment_count, 3)

    def test_what_is_over_or_done_stays(self):
        self.appointments[0].action_arrived()
        self.appointments[1].action_cancel()
        self.assertEqual(self._be_away().appointment_count, 1)

    def test_a_closing_of_the_ccas_moves_everybody_to_another_day(self):
        self._create_appointment(contact_text="Somebody", user_id=self.colleague.id)
        move = self._open(self._be_away(user_id=False))
        self.assertEqual(len(move.line_ids), 4)
        self.assertTrue(all(line.date_start.day != 6 for line in move.line_ids))
        times = [(line.user_id, line.date_start) for line in move.line_ids]
        self.assertEqual(len(set(times)), 4)

    def test_days_are_chosen_by_hand_too(self):
        self._be_away()
        form = Form(self.env["food.aid.move"].with_user(self.reception))
        form.user_id = self.worker
        form.date_from = form.date_to = "2035-03-06"
        move = form.save()
        move.action_propose()
        self.assertEqual(move.line_ids.appointment_id, self.appointments)
        move.write({"date_from": "2035-03-07", "date_to": "2035-03-07"})
        with self.assertRaisesRegex(UserError, "No appointment"):
            move.action_propose()

    def test_nothing_is_moved_when_nobody_else_receives(self):
        self.env["food.aid.opening"].search([]).unlink()
        move = self._open(self._be_away())
        self.assertFalse(any(move.line_ids.mapped("date_start")))
        with self.assertRaises(UserError):
            move.action_move()

    def test_a_reserved_file_is_moved_by_its_named_agents_alone(self):
        hidden = self.appointments[0]
        hidden.household_id.write(
            {
                "is_reserved": True,
                "reserved_user_ids": [Command.set((self.worker | self.users["coordinator"]).ids)],
            }
        )
        leave = self._be_away()
        self.assertEqual(leave.appointment_count, 2)
        self.assertEqual(leave.with_user(self.users["coordinator"]).appointment_count, 3)
        action = leave.with_user(self.users["coordinator"]).action_move_appointments()
        move = self.env["food.aid.move"].browse(action["res_id"])
        line = move.line_ids.filtered(lambda one: one.appointment_id == hidden)
        # the colleague may not open it: its own worker, once back
        self.assertEqual(line.user_id, self.worker)
        self.assertEqual(line.date_start, self.nine + timedelta(days=7))

    def test_a_household_kept_apart_is_not_moved_to_the_day_of_the_other(self):
        other = self._create_household()
        self.appointments[0].household_id.kept_apart_ids = other
        self._create_appointment(other, start=self.nine + timedelta(days=7, hours=5))
        self._create_appointment(contact_text="x", user_id=self.colleague.id)
        self._create_appointment(
            contact_text="y", user_id=self.colleague.id, start=self.nine + timedelta(minutes=30)
        )
        line = self._open(self._be_away()).line_ids[0]
        self.assertEqual(line.date_start, self.nine + timedelta(days=14))

    def test_roles_by_grant_and_refusal(self):
        leave = self._be_away()
        for login in ("reception", "instructor", "social", "coordinator"):
            with self.subTest(login=login):
                self.assertTrue(
                    call(self.users[login], "food.aid.leave", "action_move_appointments", leave.ids)
                )
        for login in ("stock", "observer", "dpo", "employee", "volunteer", "elsewhere"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                call(self.users[login], "food.aid.leave", "action_move_appointments", leave.ids)
        with self.assertRaises(AccessError):
            call(
                self.reception,
                "food.aid.opening",
                "create",
                {"user_id": self.worker.id, "weekday": "4"},
            )


@tagged("post_install", "-at_install")
class TestAppointmentSlip(PaperCase):
    """A slip left on a table tells when and where, nothing of whom and why."""

    def test_it_says_when_and_with_whom_and_nothing_more(self):
        household = self._create_household(street="8 Hidden Street")
        self.company.write({"city": "Testville", "phone": "03 00 00 00 00"})
        start = fields.Datetime.to_datetime(NINE)
        appointments = self.env["food.aid.appointment"].create(
            [
                {
                    "household_id": household.id,
                    "user_id": self.users["social"].id,
                    "date_start": start + timedelta(hours=rank),
                    "date_end": start + timedelta(hours=rank, minutes=30),
                }
                for rank in range(6)
            ]
        )
        pages = self._pages(self._print("appointment_slip", appointments, self.users["reception"]))
        self.assertEqual([page.count("Social Fictive") for page in pages], [5, 1])
        for words in (
            "Tuesday 6 March 2035, 09:00",
            household.name,
            "Testville",
            "03 00 00 00 00",
        ):
            with self.subTest(words=words):
                self.assertIn(words, pages[0])
        for word in ("Samira", "Hidden", "06 12", "food", "aid", "parcel"):
            with self.subTest(word=word):
                self.assertNotIn(word.lower(), pages[0].lower())

    def test_only_who_reads_it_prints_it(self):
        household = self._create_household()
        household.write(
            {"is_reserved": True, "reserved_user_ids": [Command.set(self.users["social"].ids)]}
        )
        start = fields.Datetime.to_datetime(NINE)
        appointment = self.env["food.aid.appointment"].create(
            {
                "household_id": household.id,
                "user_id": self.users["social"].id,
                "date_start": start,
                "date_end": start + timedelta(minutes=30),
            }
        )
        self.assertTrue(self._print("appointment_slip", appointment, self.users["social"]))
        for login in ("reception", "dpo", "volunteer"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._print("appointment_slip", appointment, self.users[login])
