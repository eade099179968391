from datetime import timedelta
from unittest.mock import patch

import psycopg2

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import FoodAidCase
from .remote import call

MORNING = fields.Datetime.to_datetime("2035-03-06 08:00:00")  # a Tuesday, nine o'clock in Paris


class AppointmentCase(FoodAidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker, cls.reception = cls.users["social"], cls.users["reception"]
        cls.household = cls._create_household(last_name="Zéphyrin")

    @classmethod
    def _create_appointment(cls, household=None, start=MORNING, minutes=30, user=None, **vals):
        """Create an appointment as reception takes it by phone."""
        values = {
            "household_id": household and household.id,
            "user_id": cls.worker.id,
            "date_start": start,
            "date_end": start + timedelta(minutes=minutes),
        }
        appointments = cls.env["food.aid.appointment"].with_user(user or cls.reception)
        return appointments.create(values | vals)


@tagged("post_install", "-at_install")
class TestAppointment(AppointmentCase):
    """Somebody meets a worker at a time."""

    def test_reception_takes_the_time_of_a_colleague(self):
        appointment = self._create_appointment(self.household)
        self.assertRecordValues(
            appointment,
            [{"state": "planned", "user_id": self.worker.id, "company_id": self.company.id}],
        )
        self.assertEqual(appointment.date.isoformat(), "2035-03-06")
        self.assertEqual(appointment.display_name, f"{self.household.name} · S. Z.")

    def test_the_day_is_the_one_of_the_ccas(self):
        late = self._create_appointment(
            self.household, start=MORNING + timedelta(hours=15, minutes=30)
        )
        self.assertEqual(late.date.isoformat(), "2035-03-07")

    def test_a_few_words_are_enough_for_a_first_contact_and_nothing_is_not(self):
        appointment = self._create_appointment(contact_text="Lady of the hostel")
        self.assertEqual(appointment.display_name, "Lady of the hostel")
        self.assertEqual(appointment.company_id, self.company)
        for words in (False, "  "):
            with self.subTest(words=words), self.assertRaises(ValidationError):
                self._create_appointment(start=MORNING + timedelta(days=1), contact_text=words)

    def test_the_day_goes_on_and_comes_back(self):
        appointment = self._create_appointment(self.household)
        self.household.date_last_operation = "2020-01-01"
        for action, state in (
            ("action_absent", "absent"),
            ("action_arrived", "arrived"),
            ("action_absent", "arrived"),  # who arrived is not absent
            ("action_done", "done"),
            ("action_cancel", "done"),
            ("action_plan", "planned"),
            ("action_cancel", "cancelled"),
            ("action_arrived", "cancelled"),
        ):
            getattr(appointment, action)()
            with self.subTest(action=action):
                self.assertEqual(appointment.state, state)
        self.assertEqual(self.household.date_last_operation, appointment.date)

    def test_no_time_is_taken_twice(self):
        self._create_appointment(self.household)
        clashes = (
            {"start": MORNING},
            {"start": MORNING + timedelta(minutes=29)},
            {"start": MORNING - timedelta(minutes=29)},
            {"start": MORNING + timedelta(minutes=5), "minutes": 10},
        )
        for clash in clashes:
            with (
                self.subTest(clash=clash),
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.ExclusionViolation),
            ):
                self._create_appointment(contact_text="Somebody", **clash)
        for free in (
            {"start": MORNING + timedelta(minutes=30)},
            {"start": MORNING - timedelta(minutes=30)},
            {"user_id": self.users["instructor"].id},
        ):
            with self.subTest(free=free):
                self.assertTrue(self._create_appointment(contact_text="Somebody", **free))

    def test_the_time_of_who_did_not_come_is_free_again(self):
        first = self._create_appointment(self.household)
        first.action_absent()
        self._create_appointment(contact_text="Somebody")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.ExclusionViolation),
        ):
            first.action_arrived()

    def test_only_who_receives_people_is_chosen(self):
        for login in ("stock", "observer", "dpo", "employee", "elsewhere"):
            with self.subTest(login=login), self.assertRaises(ValidationError):
                self._create_appointment(self.household, user_id=self.users[login].id)

    def test_every_role_reads_and_takes_or_is_refused(self):
        appointment = self._create_appointment(self.household)
        for index, login in enumerate(("reception", "instructor", "social", "coordinator"), 1):
            with self.subTest(login=login):
                user = self.users[login]
                domain = [("id", "=", appointment.id)]
                self.assertEqual(call(user, "food.aid.appointment", "search_count", domain), 1)
                self.assertTrue(
                    self._create_appointment(
                        self.household, start=MORNING + timedelta(hours=index), user=user
                    )
                )
                with self.assertRaises(AccessError):
                    call(user, "food.aid.appointment", "unlink", appointment.ids)
        for login in ("stock", "observer", "dpo", "employee", "volunteer", "prescriber"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                call(self.users[login], "food.aid.appointment", "search_count", [])
        elsewhere = self.users["elsewhere"]
        self.assertEqual(call(elsewhere, "food.aid.appointment", "search_count", []), 0)


@tagged("post_install", "-at_install", "food_aid_security")
class TestAppointmentSecrets(AppointmentCase):
    """Reserved files, households kept apart."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hidden = cls._create_household(
            last_name="Cachée", is_reserved=True, reserved_user_ids=[Command.set(cls.worker.ids)]
        )

    def test_an_appointment_of_a_reserved_file_is_absent_for_the_others(self):
        appointment = self._create_appointment(self.hidden, user=self.worker)
        domains = (
            [("id", "=", appointment.id)],
            [("household_id", "=", self.hidden.id)],
            [("household_id.name", "=", self.hidden.name)],
            [("event_id", "=", appointment.event_id.id)],
        )
        for login in ("reception", "instructor", "coordinator"):
            user = self.users[login]
            for domain in domains:
                with self.subTest(login=login, domain=domain):
                    found = call(user, "food.aid.appointment", "search", domain)
                    self.assertFalse(found)
                    found = call(self.worker, "food.aid.appointment", "search", domain)
                    self.assertEqual(found, appointment.ids)
            with self.subTest(login=login), self.assertRaises(AccessError):
                call(user, "food.aid.appointment", "read", appointment.ids, ["state"])
            with self.subTest(login=login), self.assertRaises(AccessError):
                call(user, "food.aid.appointment", "action_cancel", appointment.ids)
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._create_appointment(self.hidden, start=MORNING + timedelta(days=1), user=user)
            self.assertNotIn(self.hidden.name, appointment.with_user(user).sudo().display_name)

    def test_a_reserved_file_meets_who_may_open_it(self):
        with self.assertRaisesRegex(ValidationError, "who may open"):
            self._create_appointment(
                self.hidden, user=self.worker, user_id=self.users["instructor"].id
            )

    def test_households_kept_apart_never_come_to_the_same_place_on_the_same_day(self):
        self.household.kept_apart_ids = self.hidden
        self._create_appointment(self.hidden, user=self.worker)
        later = {"start": MORNING + timedelta(hours=5)}
        with self.assertRaises(ValidationError) as caught:
            self._create_appointment(self.household, **later)
        self.assertNotIn(self.hidden.name, str(caught.exception))
        with self.assertRaises(ValidationError):
            self._create_appointment(self.household, place="Annexe", **later)
        tomorrow = self._create_appointment(self.household, start=MORNING + timedelta(days=1))
        with self.assertRaises(ValidationError):
            tomorrow.write(
                {
                    "date_start": later["start"],
                    "date_end": later["start"] + timedelta(minutes=30),
                }
            )

    def test_households_kept_apart_come_to_two_places(self):
        self.household.kept_apart_ids = self.hidden
        self._create_appointment(self.hidden, user=self.worker, place="Annexe")
        appointment = self._create_appointment(
            self.household, start=MORNING + timedelta(hours=5), place="Town hall"
        )
        self.assertEqual(appointment.state, "planned")


@tagged("post_install", "-at_install", "food_aid_security")
class TestAppointmentBlock(AppointmentCase):
    """The worker's calendar says that they are busy, and nothing else."""

    def setUp(self):
        super().setUp()
        self.appointment = self._create_appointment(
            self.household, contact_text="Words nobody reads", place="Room of the tulips"
        )
        self.event = self.appointment.sudo().event_id

    def test_the_block_keeps_the_time_busy_and_holds_nothing(self):
        self.assertRecordValues(
            self.event,
            [
                {
                    "name": "Appointment",
                    "start": MORNING,
                    "stop": MORNING + timedelta(minutes=30),
                    "user_id": self.worker.id,
                    "partner_ids": self.worker.partner_id.ids,
                    "show_as": "busy",
                    "privacy": "private",
                    "res_id": 0,
                    "res_model": False,
                    "message_follower_ids": [],
                    "alarm_ids": [],
                    "activity_ids": [],
                }
            ],
        )

    def test_no_field_and_no_paper_of_the_block_tells_whom_it_is_for(self):
        secrets = ("zéphyrin", "zephyrin", "samira", "words nobody", "tulips", "0612345678")
        secrets = (*secrets, self.household.name.lower(), "food.aid", "food_aid")
        employee = self.users["employee"]
        names = [
            name
            for name, field in self.env["calendar.event"]._fields.items()
            if field.type != "binary"
        ]
        rows = call(employee, "calendar.event", "read", self.event.ids, names)
        rows += call(self.worker, "calendar.event", "read", self.event.ids, names)
        rows += call(
            employee,
            "calendar.attendee",
            "search_read",
            [("event_id", "=", self.event.id)],
        )
        rows += self.event.message_ids.read()
        rows += self.env["mail.mail"].search([("res_id", "=", self.event.id)]).read()
        papers = b"".join(self.event._get_ics_file().values()).decode()
        self.assertIn("BEGIN:VEVENT", papers)
        told = f"{rows} {papers}".lower()
        self.assertIn("appointment", told)
        for secret in secrets:
            with self.subTest(secret=secret):
                self.assertNotIn(secret, told)

    def test_nobody_is_written_to(self):
        mails = self.env["mail.mail"].search_count([])
        messages = self.env["mail.message"].search_count([("model", "=", "calendar.event")])
        partners = self.env["res.partner"].search_count([])
        with patch(
            "odoo.addons.mail.models.mail_thread.MailThread.message_notify"
        ) as message_notify:
            other = self._create_appointment(self.household, start=MORNING + timedelta(days=2))
            other.write(
                {
                    "user_id": self.users["instructor"].id,
                    "date_start": MORNING + timedelta(days=3),
                    "date_end": MORNING + timedelta(days=3, minutes=30),
                }
            )
        message_notify.assert_not_called()
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.assertEqual(
            self.env["mail.message"].search_count([("model", "=", "calendar.event")]), messages
        )
        self.assertEqual(self.env["res.partner"].search_count([]), partners)
        self.assertFalse(self.env["ir.attachment"].search([("res_model", "=", "calendar.event")]))

    def test_no_field_of_the_calendar_leads_to_an_appointment(self):
        for model in ("calendar.event", "calendar.attendee", "calendar.recurrence"):
            for field in self.env[model]._fields.values():
                with self.subTest(model=model, field=field.name):
                    self.assertFalse((field.comodel_name or "").startswith("food.aid."))

    def test_an_employee_finds_no_block_by_what_it_is_for(self):
        employee = self.users["employee"]
        for name, text in (
            ("name", "Zéphyrin"),
            ("description", self.household.name),
            ("location", "tulips"),
            ("message_ids.body", self.household.name),
            ("attendee_ids.common_name", "Zéphyrin"),
        ):
            with self.subTest(field=name):
                found = call(employee, "calendar.event", "search_count", [(name, "ilike", text)])
                self.assertEqual(found, 0)
        with self.assertRaises(AccessError):
            call(employee, "food.aid.appointment", "search", [("event_id", "=", self.event.id)])

    def test_the_block_follows_the_appointment(self):
        self.appointment.write(
            {
                "user_id": self.users["instructor"].id,
                "date_start": MORNING + timedelta(days=1),
                "date_end": MORNING + timedelta(days=1, minutes=45),
            }
        )
        self.assertRecordValues(
            self.event,
            [
                {
                    "user_id": self.users["instructor"].id,
                    "partner_ids": self.users["instructor"].partner_id.ids,
                    "start": MORNING + timedelta(days=1),
                    "stop": MORNING + timedelta(days=1, minutes=45),
                }
            ],
        )
        self.appointment.action_cancel()
        self.assertFalse(self.event.exists())
        self.appointment.action_plan()
        self.assertEqual(self.appointment.sudo().event_id.start, MORNING + timedelta(days=1))

    def test_a_block_changed_in_the_calendar_changes_nothing_and_comes_back(self):
        block = self.event.with_user(self.worker)
        block.write(
            {
                "name": "Madame Zéphyrin",
                "description": "She told me",
                "start": MORNING + timedelta(days=7),
                "stop": MORNING + timedelta(days=7, hours=1),
            }
        )
        self.assertEqual(self.appointment.date_start, MORNING)
        self.env["food.aid.appointment"]._cron_sync_events()
        self.assertRecordValues(
            self.event, [{"name": "Appointment", "description": False, "start": MORNING}]
        )

    def test_a_block_deleted_from_the_calendar_breaks_nothing_and_comes_back(self):
        self.event.with_user(self.worker).unlink()
        self.assertFalse(self.appointment.sudo().event_id)
        self.appointment.action_arrived()
        self.assertEqual(self.appointment.sudo().event_id.start, MORNING)
        self.appointment.sudo().event_id.with_user(self.worker).unlink()
        self.env["food.aid.appointment"]._cron_sync_events()
        self.assertEqual(self.appointment.sudo().event_id.start, MORNING)

    def test_another_employee_does_not_move_the_block(self):
        with self.assertRaises(AccessError):
            self.event.with_user(self.users["employee"]).write(
                {"start": MORNING + timedelta(days=7)}
            )

    def test_blocks_of_many_are_made_with_the_queries_of_a_few(self):
        def take(count, day):
            values = [
                {
                    "household_id": self.household.id,
                    "user_id": self.worker.id,
                    "date_start": MORNING + timedelta(days=day, minutes=30 * index),
                    "date_end": MORNING + timedelta(days=day, minutes=30 * index + 30),
                }
                for index in range(count)
            ]
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env["food.aid.appointment"].with_user(self.reception).create(values)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        take(2, day=10)
        self.assertLessEqual(take(16, day=12), take(4, day=11) * 2)

    def test_past_blocks_are_left_alone_in_the_night(self):
        past = self._create_appointment(
            self.household, start=fields.Datetime.now() - timedelta(days=3)
        )
        past.sudo().event_id.unlink()
        self.env["food.aid.appointment"]._cron_sync_events()
        self.assertFalse(past.sudo().event_id)
