from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import FoodAidMixin


@tagged("post_install", "-at_install")
class TestToursOfTheDay(FoodAidMixin, HttpCase):
    """The day at reception in a real browser, its gestures counted against their budgets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()
        # One clock for the CCAS, its agents and this test: at night days differ by time zone.
        cls.company.food_aid_tz = "UTC"
        for role in ("reception", "instructor", "social"):
            cls.users[role].tz = "UTC"

    def test_reception_takes_an_appointment_while_somebody_is_on_the_phone(self):
        household = self._create_household(last_name="Zéphyrin")
        tomorrow = fields.Date.today() + timedelta(days=1)
        self.env["food.aid.opening"].create(
            {
                "user_id": self.users["social"].id,
                "company_id": self.company.id,
                "weekday": str(tomorrow.weekday()),
                "hour_from": 9,
                "hour_to": 11,
            }
        )
        today = self.env["food.aid.appointment"].create(
            {
                "contact_text": "Somebody of today",
                "company_id": self.company.id,
                "user_id": self.users["social"].id,
                "date_start": fields.Datetime.now(),
                "date_end": fields.Datetime.now() + timedelta(minutes=30),
            }
        )
        self.start_tour("/odoo/food-aid", "food_aid_day", login=self.users["reception"].login)
        self.assertRecordValues(
            household.appointment_ids,
            [{"state": "planned", "user_id": self.users["social"].id, "date": tomorrow}],
        )
        self.assertEqual(today.state, "arrived")
        contact = self.env["food.aid.appointment"].search(
            [("contact_text", "=", "Lady of the hostel")]
        )
        first = household.appointment_ids.date_start
        self.assertEqual(contact.date_start, first + timedelta(minutes=30))
        tallies = self.env["food.aid.tally"].search([("company_id", "=", self.company.id)])
        self.assertEqual(tallies.mapped("kind"), ["visit"])

    def test_referral_and_print_take_three_clicks(self):
        household = self._create_household()
        self._create_right(household)
        self.start_tour(
            f"/odoo/food.aid.household/{household.id}",
            "food_aid_refer_and_print",
            login=self.users["instructor"].login,
        )
        self.assertRecordValues(household.referral_ids, [{"state": "accepted"}])
