from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .remote import call
from .test_appointment import AppointmentCase

MONDAY = "2035-03-05"


@tagged("post_install", "-at_install")
class TestFreeTimes(AppointmentCase):
    """What reception is shown while somebody waits on the phone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(f"{MONDAY} 07:00:00"))
        cls.opening = cls._create_opening(cls.worker)
        cls.other = cls._create_opening(cls.users["instructor"], place="Annexe", minutes=60)

    @classmethod
    def _create_opening(cls, user, **vals):
        """Let `user` receive on Tuesdays, from nine to half past ten."""
        values = {
            "user_id": user.id,
            "company_id": cls.company.id,
            "weekday": "1",
            "hour_from": 9,
            "hour_to": 10.5,
        }
        return cls.env["food.aid.opening"].create(values | vals)

    def _get(self, login="reception", **options):
        return call(self.users[login], "food.aid.appointment", "get_free_slots", **options)

    def _times(self, login="reception", worker=None, **options):
        """Return {day: hours} of `worker`."""
        worker = worker or self.worker
        return {
            day["day"]: [time["label"] for time in one["times"]]
            for day in self._get(login, **options)["days"]
            for one in day["workers"]
            if one["id"] == worker.id
        }

    def test_the_hours_of_the_week_are_proposed_on_the_clock_of_the_ccas(self):
        found = self._get()
        self.assertEqual(
            [day["day"] for day in found["days"]],
            ["2035-03-06", "2035-03-13", "2035-03-20", "2035-03-27"],
        )
        day = found["days"][0]
        self.assertEqual(day["label"], "Tuesday 6 March")
        self.assertEqual(
            {(one["name"], one["place"]) for one in day["workers"]},
            {("Social Fictive", ""), ("Instructor Fictive", "Annexe")},
        )
        self.assertEqual(self._times()["2035-03-06"], ["09:00", "09:30", "10:00"])
        self.assertEqual(self._times(worker=self.users["instructor"])["2035-03-06"], ["09:00"])
        time = next(one for one in day["workers"] if not one["place"])["times"][0]
        self.assertEqual(time["start"], "2035-03-06 08:00:00")
        self.assertEqual(time["end"], "2035-03-06 08:30:00")
        # summer time begins on 25 March: nine o'clock is seven elsewhere
        time = found["days"][3]["workers"][0]["times"][0]
        self.assertEqual((time["label"], time["start"]), ("09:00", "2035-03-27 07:00:00"))

    def test_one_worker_and_a_later_day_may_be_asked_for(self):
        found = self._get(user_id=self.worker.id, day="2035-03-14")
        self.assertEqual(found["days"][0]["day"], "2035-03-20")
        names = {one["name"] for day in found["days"] for one in day["workers"]}
        self.assertEqual(names, {"Social Fictive"})
        self.assertEqual(len(found["workers"]), 2)
        self.assertEqual(self._get(day="2020-01-01")["days"][0]["day"], "2035-03-06")

    def test_later_days_go_on_where_these_end(self):
        self._create_opening(self.worker, weekday="2")
        first = self._get()
        self.assertEqual(len(first["days"]), 5)
        self.assertEqual(first["next_day"], "2035-03-21")
        self.assertEqual(self._get(day=first["next_day"])["days"][0]["day"], "2035-03-21")

    def test_what_is_taken_is_not_proposed(self):
        start = fields.Datetime.to_datetime("2035-03-06 08:00:00")
        self._create_appointment(self.household, start=start)
        self.assertEqual(self._times()["2035-03-06"], ["09:30", "10:00"])
        # nor what else the worker's calendar is busy with, whoever may read it
        self.env["calendar.event"].with_user(self.worker).create(
            {
                "name": "Dentist",
                "start": start + timedelta(minutes=45),
                "stop": start + timedelta(minutes=60),
                "privacy": "private",
                "partner_ids": [Command.set(self.worker.partner_id.ids)],
            }
        )
        self.assertEqual(self._times()["2035-03-06"], ["10:00"])
        self.env["calendar.event"].with_user(self.worker).create(
            {
                "name": "Training",
                "allday": True,
                "start_date": "2035-03-13",
                "stop_date": "2035-03-13",
                "start": "2035-03-13 08:00:00",
                "stop": "2035-03-13 18:00:00",
                "partner_ids": [Command.set(self.worker.partner_id.ids)],
            }
        )
        self.assertNotIn("2035-03-13", self._times())

    def test_a_time_that_is_over_is_not_proposed(self):
        with freeze_time("2035-03-06 08:10:00"):
            self.assertEqual(self._times()["2035-03-06"], ["09:30", "10:00"])

    def test_nobody_is_proposed_who_is_away_nor_a_day_of_closing(self):
        leaves = self.env["food.aid.leave"].with_user(self.reception)
        days = {"date_from": "2035-03-06", "date_to": "2035-03-07"}
        leave = leaves.create({"user_id": self.worker.id, "part": "afternoon", **days})
        self.assertIn("2035-03-06", self._times())
        leave.part = "morning"
        self.assertNotIn("2035-03-06", self._times())
        self.assertIn("2035-03-06", self._times(worker=self.users["instructor"]))
        leaves.create({"date_from": "2035-03-13", "date_to": "2035-03-13"})
        self.assertEqual(
            [day["day"] for day in self._get()["days"]],
            ["2035-03-06", "2035-03-20", "2035-03-27"],
        )

    def test_hours_hold_between_their_first_and_last_day(self):
        self.opening.write({"date_from": "2035-03-13", "date_to": "2035-03-20"})
        self.assertEqual(list(self._times()), ["2035-03-13", "2035-03-20"])

    def test_nobody_receives_in_two_places_at_once(self):
        with self.assertRaises(ValidationError):
            self._create_opening(self.worker, hour_from=10, hour_to=12)
        self.assertTrue(self._create_opening(self.worker, hour_from=10.5, hour_to=12))
        self.assertTrue(self._create_opening(self.worker, weekday="3"))
        self.opening.date_to = "2035-03-31"
        self.assertTrue(self._create_opening(self.worker, hour_to=10, date_from="2035-04-01"))

    # ------------------------------------------------------------------
    # TAKING ONE
    # ------------------------------------------------------------------

    def _take(self, login="reception", appointment=None, rank=0, **values):
        day = self._get()["days"][rank]
        worker = next(one for one in day["workers"] if one["id"] == self.worker.id)
        time = worker["times"][0]
        values |= {
            "user_id": worker["id"],
            "date_start": time["start"],
            "date_end": time["end"],
        }
        return call(
            self.users[login],
            "food.aid.appointment",
            "take",
            values,
            appointment_id=appointment and appointment.id,
        )

    def test_a_time_is_taken_and_read_aloud(self):
        taken = self._take(household_id=self.household.id)
        self.assertEqual(
            taken["text"], "Appointment on Tuesday 6 March at 09:00 with Social Fictive."
        )
        appointment = self.env["food.aid.appointment"].browse(taken["id"])
        self.assertEqual(appointment.household_id, self.household)
        self.assertEqual(self._times()["2035-03-06"], ["09:30", "10:00"])

    def test_a_first_contact_takes_a_time(self):
        taken = self._take(contact_text="Gentleman of the market", contact_phone="06 00")
        appointment = self.env["food.aid.appointment"].browse(taken["id"])
        self.assertEqual(appointment.phone, "06 00")

    def test_who_calls_is_moved_and_knows_it(self):
        appointment = self.env["food.aid.appointment"].browse(
            self._take(household_id=self.household.id)["id"]
        )
        appointment.action_absent()
        other = self._create_household()
        self._take(appointment=appointment, rank=1, household_id=other.id, state="done")
        self.assertRecordValues(
            appointment,
            [
                {
                    "state": "planned",
                    "is_to_tell": False,
                    "household_id": self.household.id,
                    "date_start": fields.Datetime.to_datetime("2035-03-13 08:00:00"),
                }
            ],
        )

    def test_the_dialog_is_opened_for_a_household_or_to_move(self):
        action = call(
            self.reception, "food.aid.household", "action_take_appointment", self.household.ids
        )
        self.assertEqual(action["tag"], "food_aid.take")
        self.assertEqual(action["params"]["household_id"], self.household.id)
        self.assertIn("Zéphyrin", action["params"]["who"])
        appointment = self._create_appointment(self.household)
        action = call(self.reception, "food.aid.appointment", "action_move", appointment.ids)
        self.assertEqual(action["params"]["appointment_id"], appointment.id)

    def test_roles_without_appointments_ask_for_no_time(self):
        for login in ("stock", "observer", "dpo", "employee", "volunteer"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._get(login)
            with self.subTest(login=login), self.assertRaises(AccessError):
                call(self.users[login], "food.aid.appointment", "take", {"contact_text": "x"})

    # ------------------------------------------------------------------
    # SECRETS
    # ------------------------------------------------------------------

    def test_a_reserved_file_is_proposed_the_times_of_who_may_open_it(self):
        self.household.write(
            {"is_reserved": True, "reserved_user_ids": [Command.set(self.worker.ids)]}
        )
        found = self._get("social", household_id=self.household.id)
        self.assertEqual([one["id"] for one in found["workers"]], self.worker.ids)
        with self.assertRaises(AccessError):
            self._get(household_id=self.household.id)

    def test_the_time_of_a_reserved_file_is_only_missing(self):
        self.household.write(
            {"is_reserved": True, "reserved_user_ids": [Command.set(self.worker.ids)]}
        )
        start = fields.Datetime.to_datetime("2035-03-06 08:30:00")
        self._create_appointment(self.household, start=start, user=self.worker)
        self.assertEqual(self._times()["2035-03-06"], ["09:00", "10:00"])

    def test_the_days_of_a_household_kept_apart_are_only_missing(self):
        other = self._create_household(kept_apart_ids=[Command.link(self.household.id)])
        start = fields.Datetime.to_datetime("2035-03-06 08:30:00")
        self._create_appointment(self.household, start=start, place="Annexe")
        options = {"household_id": other.id}
        self.assertNotIn("2035-03-06", self._times(**options))
        self.assertNotIn("2035-03-06", self._times(worker=self.users["instructor"], **options))
        self.opening.place = "Town hall"
        self.assertIn("2035-03-06", self._times(**options))
        self.assertIn("2035-03-06", self._times())

    def test_the_queries_do_not_grow_with_workers_and_appointments(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["food.aid.appointment"].with_user(self.reception).get_free_slots()
            return self.env.cr.sql_log_count - before

        self._create_appointment(self.household)
        count()
        few = count()
        for index in range(4):
            user = self._create_user(f"more{index}", "food_aid.group_food_aid_instructor")
            self._create_opening(user)
            self._create_appointment(
                self._create_household(), start=fields.Datetime.now(), user_id=user.id
            )
        count()  # new users: the rights are read again once
        self.assertLessEqual(count(), few)
