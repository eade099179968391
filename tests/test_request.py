from datetime import date

from odoo.tests import freeze_time, tagged

from .common import FoodAidCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-01 09:00")
class TestRequest(FoodAidCase):
    """A household asks for help: first time or again, complete, decided."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.household = cls._create_household()

    def _ask(self, day, **vals):
        values = {"household_id": self.household.id, "date": day}
        requests = self.env["food.aid.request"].with_user(self.users["reception"])
        return requests.create(values | vals)

    def test_the_earliest_request_is_the_first_one_whatever_the_order_of_typing(self):
        second = self._ask(date(2026, 3, 1))
        self.assertEqual(second.rank, "first")
        first = self._ask(date(2025, 3, 1))
        self.assertEqual((first.rank, second.rank), ("first", "renewal"))
        first.date = date(2026, 4, 1)
        self.assertEqual((first.rank, second.rank), ("renewal", "first"))

    def test_of_two_requests_of_a_day_the_one_typed_first_comes_first(self):
        first, second = self._ask(date(2026, 3, 1)), self._ask(date(2026, 3, 1))
        self.assertEqual((first.rank, second.rank), ("first", "renewal"))

    def test_what_a_register_declares_is_kept(self):
        request = self._ask(date(2026, 3, 1), declared_rank="renewal")
        self.assertEqual(request.rank, "renewal")
        request.declared_rank = False
        self.assertEqual(request.rank, "first")

    def test_completing_is_dated_and_done_once(self):
        request = self._ask(date(2026, 5, 1))
        request.action_complete()
        self.assertRecordValues(request, [{"state": "complete", "date_complete": date(2026, 6, 1)}])
        with freeze_time("2026-07-01 09:00"):
            request.action_complete()
        self.assertEqual(request.date_complete, date(2026, 6, 1))

    def test_a_decided_request_is_not_cancelled(self):
        request = self._ask(date(2026, 5, 1))
        request.action_cancel()
        self.assertEqual(request.state, "cancelled")
        request.action_reopen()
        self.assertEqual(request.state, "received")
        request.state = "decided"
        request.action_cancel()
        request.action_reopen()
        self.assertEqual(request.state, "decided")

    def test_assessing_goes_on_with_the_draft_there_is(self):
        request = self._ask(date(2026, 5, 1)).with_user(self.users["instructor"])
        first = request.action_assess()["res_id"]
        self.assertEqual(request.action_assess()["res_id"], first)
        self.assertEqual(request.assessment_ids.household_id, self.household)
