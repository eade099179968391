import threading
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.service.model import retrying
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestWorkshopTogether(TransactionCase):
    """Two agents give the last place at the same moment, on connections of their own."""

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            workshop = env["food.aid.workshop"].create({"name": "Together", "capacity": 1})
            session = env["food.aid.workshop.session"].create(
                {
                    "workshop_id": workshop.id,
                    "date_start": "2099-01-01 09:00:00",
                    "date_end": "2099-01-01 10:00:00",
                }
            )
            self.workshop_id, self.session_id = workshop.id, session.id
        self.addCleanup(self._delete_world)

    def _delete_world(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            session = env["food.aid.workshop.session"].browse(self.session_id)
            session.registration_ids.unlink()
            session.unlink()
            env["food.aid.workshop"].browse(self.workshop_id).unlink()

    def _register(self, cr):
        env = api.Environment(cr, SUPERUSER_ID, {})
        env["food.aid.workshop.session"].browse(self.session_id).action_add_unknown("age_26_64")
        env.flush_all()

    @mute_logger("odoo.sql_db", "odoo.service.model")
    @patch("odoo.service.model.time.sleep", lambda _seconds: None)
    def test_the_last_place_is_given_once(self):
        seen = threading.Event()

        def second():
            with self.registry.cursor() as cr:
                cr.execute("SELECT count(*) FROM food_aid_workshop_registration")
                seen.set()
                env = api.Environment(cr, SUPERUSER_ID, {})
                return retrying(lambda: self._register(cr), env)

        with ThreadPoolExecutor(1) as pool:
            with self.registry.cursor() as cr:
                self._register(cr)
                future = pool.submit(second)
                self.assertTrue(seen.wait(10))
                with self.assertRaises(FutureTimeoutError):
                    future.result(1)  # it waits for the row
            future.result(20)
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT state FROM food_aid_workshop_registration WHERE session_id = %s",
                [self.session_id],
            )
            self.assertEqual(sorted(row[0] for row in cr.fetchall()), ["registered", "waiting"])
