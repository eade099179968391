import threading
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.service.model import retrying
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL, mute_logger

TABLES = (
    "food_aid_visit",
    "food_aid_distribution",
    "food_aid_referral",
    "food_aid_right",
    "food_aid_decision",
    "food_aid_household",
    "food_aid_service",
)


@tagged("post_install", "-at_install")
class TestVisitsTogether(TransactionCase):
    """Two volunteers who record at the same moment, on connections of their own."""

    def setUp(self):
        super().setUp()
        self.made = {}
        with self.registry.cursor() as cr:
            self._create_world(api.Environment(cr, SUPERUSER_ID, {}))
        self.addCleanup(self._delete_world)

    def _create_world(self, env):
        partner = env["res.partner"].create({"name": "Together", "is_food_aid_association": True})
        service = env["food.aid.service"].create(
            {
                "name": "Parcels",
                "organisation_id": partner.id,
                "kind_id": env.ref("food_aid.service_kind_parcel").id,
            }
        )
        household = env["food.aid.household"].create({"company_id": env.company.id})
        env.flush_all()
        values = {"household": household.id, "company": env.company.id}
        env.cr.execute(
            """
            INSERT INTO food_aid_decision (name, household_id, company_id, kind, outcome,
                                           state, date, decided_by_id)
            VALUES ('together', %(household)s, %(company)s, 'emergency', 'granted', 'taken',
                    CURRENT_DATE, 1) RETURNING id
            """,
            values,
        )
        values["decision"] = env.cr.fetchone()[0]
        env.cr.execute(
            """
            INSERT INTO food_aid_right (household_id, company_id, decision_id, kind, date_from,
                                        date_to, quota, quota_period)
            VALUES (%(household)s, %(company)s, %(decision)s, 'food', CURRENT_DATE - 9,
                    CURRENT_DATE + 9, 1, 'total') RETURNING id
            """,
            values,
        )
        right = env["food.aid.right"].browse(env.cr.fetchone())
        referral = env["food.aid.referral"].create(
            {"household_id": household.id, "service_id": service.id, "right_id": right.id}
        )
        referral.action_send()
        days = env["food.aid.distribution"].create(
            [{"service_id": service.id, "day": day} for day in ("morning", "evening")]
        )
        self.referral_id, self.distribution_ids = referral.id, days.ids
        self.partner_id = partner.id
        self.made = {
            "food_aid_distribution": days.ids,
            "food_aid_referral": referral.ids,
            "food_aid_right": right.ids,
            "food_aid_decision": [values["decision"]],
            "food_aid_household": household.ids,
            "food_aid_service": service.ids,
        }

    def _delete_world(self):
        with self.registry.cursor() as cr:
            cr.execute("DELETE FROM food_aid_visit WHERE organisation_id = %s", [self.partner_id])
            for table in TABLES[1:]:
                ids = tuple(self.made[table])
                cr.execute(SQL("DELETE FROM %s WHERE id IN %s", SQL.identifier(table), ids))
            cr.execute(
                "DELETE FROM mail_message WHERE model = 'food.aid.household' AND res_id = %s",
                self.made["food_aid_household"],
            )
            cr.execute("DELETE FROM res_partner WHERE id = %s", [self.partner_id])

    def _run_together(self, *messages):
        """Record two messages at once; the second starts before the first is committed."""
        seen = threading.Event()

        def record(cr, message):
            env = api.Environment(cr, SUPERUSER_ID, {})
            distribution = env["food.aid.distribution"].browse(message["distribution"])
            return distribution._record(self.referral_id, client_uuid=message["uuid"])

        def second():
            with self.registry.cursor() as cr:
                cr.execute("SELECT count(*) FROM food_aid_visit")  # its view of the data begins
                seen.set()
                env = api.Environment(cr, SUPERUSER_ID, {})
                return retrying(lambda: record(cr, messages[1]), env)

        with ThreadPoolExecutor(1) as pool:
            with self.registry.cursor() as cr:
                first = record(cr, messages[0])
                cr.flush()
                future = pool.submit(second)
                self.assertTrue(seen.wait(10))
                with self.assertRaises(FutureTimeoutError):
                    future.result(1)  # it waits for the row
            answers = first, future.result(20)
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT count(*) FROM food_aid_visit WHERE referral_id = %s", [self.referral_id]
            )
            return answers, cr.fetchone()[0]

    @mute_logger("odoo.sql_db", "odoo.service.model")
    @patch("odoo.service.model.time.sleep", lambda _seconds: None)
    def test_the_last_passage_of_a_right_is_consumed_once(self):
        morning, evening = self.distribution_ids
        answers, count = self._run_together(
            {"distribution": morning, "uuid": "a"}, {"distribution": evening, "uuid": "b"}
        )
        self.assertEqual(answers[0]["status"], "recorded")
        self.assertEqual(answers[1], {"status": "beyond", "visit_id": False})
        self.assertEqual(count, 1)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    @patch("odoo.service.model.time.sleep", lambda _seconds: None)
    def test_a_message_sent_twice_at_once_gets_one_answer(self):
        message = {"distribution": self.distribution_ids[0], "uuid": "same"}
        answers, count = self._run_together(message, message)
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(count, 1)
