import threading
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from datetime import timedelta
from unittest.mock import patch

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import ValidationError
from odoo.service.model import retrying
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

START = fields.Datetime.to_datetime("2036-03-06 08:00:00")


@tagged("post_install", "-at_install")
class TestAppointmentTogether(TransactionCase):
    """Two agents who take the same time at the same moment, on connections of their own."""

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            worker = new_test_user(
                env, "fa_together", groups="food_aid.group_food_aid_social_worker"
            )
            self.user_id, self.partner_id = worker.id, worker.partner_id.id
        self.addCleanup(self._delete_world)

    def _delete_world(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["food.aid.appointment"].search([("user_id", "=", self.user_id)]).unlink()
            env["res.users"].browse(self.user_id).unlink()
            env["res.partner"].browse(self.partner_id).exists().unlink()

    def _take(self, cr, words, minutes=0):
        start = START + timedelta(minutes=minutes)
        values = {
            "contact_text": words,
            "user_id": self.user_id,
            "date_start": fields.Datetime.to_string(start),
            "date_end": fields.Datetime.to_string(start + timedelta(minutes=30)),
        }
        return api.Environment(cr, self.user_id, {})["food.aid.appointment"].take(values)

    def _take_together(self, minutes):
        """Take a time, and `minutes` later another one before the first is committed."""
        began = threading.Event()

        def second():
            with self.registry.cursor() as cr:
                cr.execute("SELECT count(*) FROM food_aid_appointment")  # its view begins
                began.set()
                env = api.Environment(cr, self.user_id, {})
                return retrying(lambda: self._take(cr, "Second", minutes), env)

        with ThreadPoolExecutor(1) as pool:
            with self.registry.cursor() as cr:
                self._take(cr, "First")
                cr.flush()
                future = pool.submit(second)
                self.assertTrue(began.wait(10))
                if minutes < 30:
                    with self.assertRaises(FutureTimeoutError):
                        future.result(1)  # it waits for the first one's end
                else:
                    future.result(10)
            try:
                return future.result(20)
            finally:
                with self.registry.cursor() as cr:
                    env = api.Environment(cr, SUPERUSER_ID, {})
                    found = env["food.aid.appointment"].search([("user_id", "=", self.user_id)])
                    self.words = found.mapped("contact_text")
                    self.assertEqual(len(found.event_id), len(found))

    @mute_logger("odoo.sql_db", "odoo.service.model")
    @patch("odoo.service.model.time.sleep", lambda _seconds: None)
    def test_the_first_one_has_it_and_the_other_is_told(self):
        for minutes in (0, 29):
            with self.subTest(minutes=minutes):
                with self.assertRaisesRegex(ValidationError, "just been taken"):
                    self._take_together(minutes)
                self.assertEqual(self.words, ["First"])
                with self.registry.cursor() as cr:
                    env = api.Environment(cr, SUPERUSER_ID, {})
                    env["food.aid.appointment"].search([("user_id", "=", self.user_id)]).unlink()

    def test_the_next_time_waits_for_nobody(self):
        self.assertIn("text", self._take_together(30))
        self.assertEqual(self.words, ["First", "Second"])
