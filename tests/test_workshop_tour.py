from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import FoodAidMixin


@tagged("post_install", "-at_install")
class TestWorkshopTour(FoodAidMixin, HttpCase):
    """The list to tick on a phone, by touch."""

    browser_size = "390x844"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()
        # One clock for the CCAS, its agents and this test: at night days differ by time zone.
        cls.company.food_aid_tz = "UTC"
        cls.users["reception"].tz = "UTC"

    def test_somebody_is_ticked_with_a_thumb(self):
        workshop = self.env["food.aid.workshop"].create(
            {"name": "Cooking", "company_id": self.company.id}
        )
        start = fields.Datetime.now()
        session = self.env["food.aid.workshop.session"].create(
            {
                "workshop_id": workshop.id,
                "date_start": start,
                "date_end": start + timedelta(hours=2),
            }
        )
        household = self._create_household()
        self.env["food.aid.workshop.registration"].create(
            {
                "session_id": session.id,
                "household_id": household.id,
                "person_id": household.applicant_id.id,
            }
        )
        self.start_tour(
            "/odoo/food-aid-sessions", "food_aid_workshop_tick", login=self.users["reception"].login
        )
        self.assertEqual(household.registration_ids.state, "present")
