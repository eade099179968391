from datetime import date, timedelta
from unittest.mock import patch

from odoo.tests import BaseCase, freeze_time, tagged

from ..tools.calendar import working_days_before
from .common import FoodAidCase

# Monday 1 June 2026, 9:00 in Paris
SENT = "2026-06-01 07:00"


@tagged("post_install", "-at_install")
class TestWorkingDays(BaseCase):
    def test_nothing_ages_on_a_saturday_or_a_sunday(self):
        for day, sent in (
            (date(2026, 6, 1), date(2026, 5, 28)),  # Monday: Thursday
            (date(2026, 6, 2), date(2026, 5, 31)),  # Tuesday: the weekend, and Friday before
            (date(2026, 6, 3), date(2026, 6, 1)),
            (date(2026, 6, 5), date(2026, 6, 3)),
            (date(2026, 6, 6), date(2026, 6, 3)),  # Saturday as Friday
            (date(2026, 6, 7), date(2026, 6, 3)),  # Sunday as Friday
        ):
            with self.subTest(day=day):
                self.assertEqual(working_days_before(day, 2), sent)
        self.assertEqual(working_days_before(date(2026, 6, 8), 5), date(2026, 6, 1))


@tagged("post_install", "-at_install")
class TestFollowUp(FoodAidCase):
    """What time does to referrals, each CCAS by its own calendar, and only once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.association.email = "shelf@example.org"
        cls.company.email = "ccas@example.org"
        cls.service.admission = "on_answer"

    def _send(self, when=SENT, household=None, service=None, state="sent"):
        with freeze_time(when):
            return self._create_referral(household, service, state=state, level="full")

    def _run(self, when):
        """Run the cron at `when` (UTC); return the mails it made."""
        before = self.env["mail.mail"].search([])
        with (
            freeze_time(when),
            patch.object(self.env.registry["ir.cron"], "_commit_progress"),
        ):
            self.env["food.aid.referral"]._cron_follow_up()
        return self.env["mail.mail"].search([]) - before

    def _at(self, day):
        return f"2026-06-{day:02} 07:00"

    # ------------------------------------------------------------------
    # REMINDERS
    # ------------------------------------------------------------------

    def test_the_organisation_is_reminded_after_two_working_days_and_the_ccas_after_five(self):
        referral = self._send()
        for day, addresses in (
            (2, []),
            (3, ["shelf@example.org"]),
            (4, []),
            (5, []),
            (6, []),
            (7, []),
            (8, ["ccas@example.org"]),
            (9, []),
        ):
            mails = self._run(self._at(day))
            with self.subTest(day=day):
                self.assertEqual(mails.mapped("email_to"), addresses)
        self.assertEqual(referral.date_reminded, date(2026, 6, 3))
        self.assertEqual(referral.date_escalated, date(2026, 6, 8))
        self.assertEqual(referral.state, "sent")

    def test_the_same_hour_twice_sends_nothing_twice(self):
        self._send()
        self.assertEqual(len(self._run(self._at(3))), 1)
        self.assertFalse(self._run(self._at(3)))

    def test_a_weekend_makes_nobody_late(self):
        self._send("2026-06-04 07:00")  # Thursday
        for day in (5, 6, 7):
            with self.subTest(day=day):
                self.assertFalse(self._run(self._at(day)))
        self.assertEqual(len(self._run(self._at(8))), 1)

    def test_days_are_those_of_the_ccas_and_not_of_the_server(self):
        self._send("2026-06-01 22:30")  # Tuesday 0:30 in Paris
        self.assertFalse(self._run("2026-06-03 21:30"))  # Wednesday in Paris
        self.assertEqual(len(self._run("2026-06-03 22:30")), 1)  # Thursday in Paris

    def test_another_time_zone_gives_another_day(self):
        self.company.food_aid_tz = "America/Martinique"  # UTC-4
        self._send("2026-06-02 03:00")  # still Monday there
        self.assertFalse(self._run("2026-06-03 03:00"))
        self.assertEqual(len(self._run("2026-06-03 05:00")), 1)

    def test_one_mail_tells_an_organisation_of_all_that_waits(self):
        for number in range(3):
            self._send(household=self._create_household(last_name=f"Fictive{number}"))
        mails = self._run(self._at(3))
        self.assertEqual(mails.mapped("email_to"), ["shelf@example.org"])

    def test_a_mail_holds_no_personal_data_and_leaves_nothing_behind(self):
        referral = self._send()
        household = referral.household_id
        mails = self._run(self._at(3)) | self._run(self._at(8))
        self.assertEqual(len(mails), 2)
        for mail in mails:
            self.assertTrue(mail.auto_delete)
            text = f"{mail.subject} {mail.body_html} {mail.body} {mail.record_name or ''}"
            for word in (
                *("Samira", "Fictive", household.name, referral.card_code, "06 12"),
                household.card_code,
            ):
                with self.subTest(subject=mail.subject, word=word):
                    self.assertNotIn(word, text)
        self.assertIn("/my/food-aid/referrals", mails[1].body_html + mails[0].body_html)

    def test_an_organisation_without_an_address_is_not_written_to(self):
        self.association.email = False
        referral = self._send()
        self.assertFalse(self._run(self._at(3)))
        self.assertTrue(referral.date_reminded)
        self.assertEqual(self._run(self._at(8)).mapped("email_to"), ["ccas@example.org"])

    def test_an_answer_ends_the_reminders(self):
        referral = self._send()
        referral.action_confirm()
        self.assertFalse(self._run(self._at(8)))

    def test_direct_admission_waits_for_no_answer(self):
        self.service.admission = "direct"
        referral = self._send(state="accepted")
        self.assertFalse(self._run(self._at(30)))
        self.assertEqual(referral.state, "accepted")

    # ------------------------------------------------------------------
    # ENDS
    # ------------------------------------------------------------------

    def test_past_its_dates_what_was_confirmed_ends_and_what_was_not_expires(self):
        confirmed = self._send(state="sent", household=self._create_household())
        confirmed.action_confirm()
        waiting = self._send()
        last = confirmed.date_to
        for days, states in ((0, ("accepted", "sent")), (1, ("ended", "expired"))):
            self._run(f"{last + timedelta(days=days)} 07:00")
            with self.subTest(days=days):
                self.assertEqual((confirmed.state, waiting.state), states)
        self.assertEqual(confirmed.date_closed, last + timedelta(days=1))
        self.assertEqual(waiting.history_ids.mapped("state").count("expired"), 1)

    def test_the_last_day_is_counted_in_the_time_zone_of_the_ccas(self):
        referral = self._send(state="sent")
        referral.action_confirm()
        self._run(f"{referral.date_to} 21:59")
        self.assertEqual(referral.state, "accepted")
        self._run(f"{referral.date_to} 23:59")  # winter or summer, the next day in Paris
        self.assertEqual(referral.state, "ended")

    def test_the_end_is_written_once(self):
        referral = self._send()
        late = referral.date_to + timedelta(days=2)
        self._run(f"{late} 07:00")
        history = referral.history_ids
        self._run(f"{late} 08:00")
        self.assertEqual(referral.history_ids, history)

    # ------------------------------------------------------------------
    # NAMES TAKEN BACK
    # ------------------------------------------------------------------

    def test_a_name_is_taken_back_thirty_days_after_the_end(self):
        referral = self._send()
        with freeze_time(self._at(2)):
            referral.action_confirm()
            referral.action_end()
        for days, label in ((29, "Samira Fictive"), (30, referral.household_id.name)):
            self._run(f"{date(2026, 6, 2) + timedelta(days=days)} 07:00")
            with self.subTest(days=days):
                self.assertEqual(referral.person_label, label)
        self.assertFalse(referral.person_phone)

    def test_a_name_is_taken_back_when_the_agreement_ends(self):
        referral = self._send()
        agreement = referral.household_id.agreement_ids
        with freeze_time(self._at(2)):
            agreement.date_to = date(2026, 6, 10)
            self.env.flush_all()
        for day, label in ((10, "Samira Fictive"), (11, referral.household_id.name)):
            self._run(self._at(day))
            with self.subTest(day=day):
                self.assertEqual(referral.person_label, label)
        self.assertTrue(agreement.is_expired)
        self.assertEqual(agreement.date_withdrawn, date(2026, 6, 11))
