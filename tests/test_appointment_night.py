from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .remote import call
from .test_appointment import AppointmentCase


@tagged("post_install", "-at_install")
class TestAppointmentNight(AppointmentCase):
    """What the night puts in order, and what it leaves to agents."""

    def _ago(self, days, **vals):
        noon = fields.Datetime.now().replace(hour=12, minute=0, second=0, microsecond=0)
        start = noon - timedelta(days=days)
        return self._create_appointment(vals.pop("household", None), start=start, **vals)

    def test_who_arrived_yesterday_was_met_and_nobody_else(self):
        arrived = self._ago(1, household=self.household, state="arrived")
        planned = self._ago(2, household=self.household)
        absent = self._ago(3, household=self.household, state="absent")
        waiting = self._ago(0, household=self.household, state="arrived")
        self.env["food.aid.appointment"]._cron_end_days()
        self.assertEqual(
            (arrived | planned | absent | waiting).mapped("state"),
            ["done", "planned", "absent", "arrived"],
        )

    def test_the_job_runs_by_itself(self):
        arrived = self._ago(1, household=self.household, state="arrived")
        self.env.ref("food_aid.cron_end_appointment_days").ir_actions_server_id.run()
        self.env.invalidate_all()
        self.assertEqual(arrived.state, "done")

    def test_words_of_first_contacts_are_erased_after_the_days_of_the_setting(self):
        self.company.food_aid_contact_days = 30
        words = {"contact_text": "Lady of the hostel", "contact_phone": "06 00 00 00 01"}
        old, recent = self._ago(31, **words), self._ago(30, **words)
        known = self._ago(40, household=self.household, **words)
        self.env["food.aid.appointment"]._gc_contacts()
        self.env.invalidate_all()
        self.assertRecordValues(
            old | recent | known,
            [
                {"contact_text": "—", "contact_phone": False, "state": "planned"},
                {"state": "planned"} | words,
                {"contact_text": False, "contact_phone": False, "state": "planned"},
            ],
        )
        self.assertFalse(old.event_id.description)

    def test_the_coordinator_sets_the_days_and_nobody_else(self):
        settings = self.env["food.aid.ccas.settings"].with_user(self.users["coordinator"])
        settings.create({"food_aid_contact_days": 10}).action_save()
        self.assertEqual(self.company.food_aid_contact_days, 10)
        with self.assertRaises(AccessError):
            call(self.users["instructor"], "food.aid.ccas.settings", "create", {})
