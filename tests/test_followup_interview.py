from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .remote import call
from .test_followup import FollowupCase

NOW = fields.Datetime.to_datetime("2026-11-03 09:00:00")  # ten o'clock in Paris
TABLE = "food_aid_appointment"


@tagged("post_install", "-at_install")
class TestFollowupInterview(FollowupCase):
    """Interviews are appointments; reminders say nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.followup = cls._create_followup()

    def _create_meeting(self, days=2, hour=10, user=None, **vals):
        start = NOW.replace(hour=hour) + timedelta(days=days)
        values = {
            "household_id": self.household.id,
            "user_id": self.worker.id,
            "date_start": start,
            "date_end": start + timedelta(minutes=30),
        }
        meetings = self.env["food.aid.appointment"].with_user(user or self.users["reception"])
        meeting = meetings.create(values | vals)
        # taken long before
        self.env.flush_all()
        self.env.cr.execute(
            f"UPDATE {TABLE} SET create_date = '2026-10-01' WHERE id = {meeting.id}"
        )
        self.env.invalidate_all()
        return meeting

    # ------------------------------------------------------------------
    # INTERVIEWS
    # ------------------------------------------------------------------

    def test_reception_takes_an_interview_and_reads_an_appointment(self):
        meeting = self._create_meeting()
        self.assertEqual(meeting.sudo().followup_id, self.followup)
        reception = self.users["reception"]
        line = call(reception, "food.aid.appointment", "read", meeting.ids)[0]
        self.assertNotIn("followup_id", line)
        for method, args in (
            ("read", [meeting.ids, ["followup_id"]]),
            ("search", [[("followup_id", "=", self.followup.id)]]),
            ("search", [[("followup_id.state", "=", "open")]]),
        ):
            with self.subTest(method=method, args=args), self.assertRaises(AccessError):
                call(reception, "food.aid.appointment", method, *args)
        line = call(self.worker, "food.aid.appointment", "read", meeting.ids, ["followup_id"])[0]
        self.assertEqual(line["followup_id"][0], self.followup.id)

    def test_the_time_of_somebody_else_is_no_interview(self):
        meeting = self._create_meeting(user_id=self.users["instructor"].id)
        self.assertFalse(meeting.sudo().followup_id)
        self.followup.sudo().write({"state": "ended"})
        self.assertFalse(self._create_meeting(hour=14).sudo().followup_id)

    def test_an_interview_is_first_offered_in_the_time_of_who_is_in_charge(self):
        action = self.followup.with_user(self.worker).action_take_interview()
        household = self.followup.household_id
        params = action["params"]
        self.assertEqual(
            (params["user_id"], params["household_id"]), (self.worker.id, household.id)
        )

    def test_no_shows_and_interviews_are_counted_on_the_follow_up(self):
        met, missed, coming = (
            self._create_meeting(days=-4),
            self._create_meeting(days=-3),
            self._create_meeting(days=400),
        )
        self.followup.date_last_news = "2026-01-01"
        met.action_done()
        missed.action_absent()
        self.followup.invalidate_recordset()
        self.assertRecordValues(
            self.followup,
            [
                {
                    "interview_count": 1,
                    "absence_count": 1,
                    "date_next_interview": coming.date_start,
                    "date_last_news": met.date,
                }
            ],
        )

    # ------------------------------------------------------------------
    # REMINDERS
    # ------------------------------------------------------------------

    def _remind(self, now=NOW):
        before = self.env["mail.mail"].sudo().search([])
        progress = patch.object(self.env.registry["ir.cron"], "_commit_progress")
        with freeze_time(now), progress:
            self.env["food.aid.appointment"].sudo()._cron_remind()
        return self.env["mail.mail"].sudo().search([]) - before

    def test_the_reminder_says_when_and_where_and_nothing_else(self):
        self.samira.email = "samira@example.org"
        meeting = self._create_meeting()
        mail = self._remind()
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.email_to, "samira@example.org")
        self.assertTrue(mail.auto_delete)
        self.assertFalse(mail.recipient_ids)
        self.assertIn("11:00", mail.body_html)
        said = f"{mail.subject} {mail.body_html}"
        for word in ("Samira", self.household.name, self.worker.name, "food", "aliment"):
            with self.subTest(word=word):
                self.assertNotIn(word, said)
        self.assertTrue(meeting.date_reminded)
        self.assertFalse(self._remind())

    def test_what_the_person_asked_is_followed(self):
        self.samira.write({"email": "samira@example.org", "safe_contact": "only by her sister"})
        meeting = self._create_meeting()
        self.assertFalse(self._remind())
        self.assertRecordValues(meeting, [{"is_to_remind": True, "date_reminded": False}])
        meeting.action_reminded()
        self.assertFalse(meeting.is_to_remind)
        self.assertTrue(meeting.date_reminded)

    def test_neither_phone_nor_mail_is_normal(self):
        self.samira.phone = False
        meeting = self._create_meeting()
        self.assertFalse(self._remind())
        self.assertTrue(meeting.is_to_remind)

    def test_nothing_is_mailed_to_a_reserved_file(self):
        self.samira.email = "samira@example.org"
        meeting = self._create_meeting()
        named = self.worker | self.users["reception"]
        self.household.write({"is_reserved": True, "reserved_user_ids": [Command.set(named.ids)]})
        self.assertFalse(self._remind())
        self.assertTrue(meeting.is_to_remind)

    def test_each_ccas_reminds_on_its_own_clock(self):
        self.samira.email = "samira@example.org"
        self._create_meeting()
        self.assertFalse(self._remind(NOW.replace(hour=5)))  # six in Paris
        self.company.food_aid_tz = "Indian/Reunion"
        self.assertTrue(self._remind(NOW.replace(hour=5)))  # nine there

    def test_far_past_and_just_taken_ones_wait(self):
        self.samira.email = "samira@example.org"
        self._create_meeting(days=3)
        self._create_meeting(days=0, hour=15)
        just = self._create_meeting(days=1)
        self.env.cr.execute(f"UPDATE {TABLE} SET create_date = %s WHERE id = %s", (NOW, just.id))
        self._create_meeting(days=2, hour=15).sudo().action_cancel()
        self.assertFalse(self._remind())

    def test_another_time_is_reminded_of_anew(self):
        self.samira.email = "samira@example.org"
        meeting = self._create_meeting()
        self._remind()
        start = meeting.date_start + timedelta(hours=2)
        meeting.write({"date_start": start, "date_end": start + timedelta(minutes=30)})
        self.assertTrue(self._remind())
