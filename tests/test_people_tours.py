from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import FoodAidMixin


@tagged("post_install", "-at_install")
class TestPeopleTours(FoodAidMixin, HttpCase):
    """Gestures about the people of a household, in a real browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()

    def _tour(self, name, role):
        self.start_tour("/odoo/food-aid", name, login=self.users[role].login)

    def test_reception_notes_the_death_of_the_applicant(self):
        household = self._create_household()
        self.env["food.aid.household.member"].create(
            {"household_id": household.id, "role": "partner", "first_name": "Karim"}
        )
        card = household.card_code
        self._tour("food_aid_death", "reception")
        self.assertEqual(household.applicant_id.first_name, "Karim")
        self.assertNotEqual(household.card_code, card)

    def test_a_social_worker_reserves_a_file_and_lifts_it(self):
        household = self._create_household()
        self._tour("food_aid_reserve", "social")
        self.assertFalse(household.is_reserved)
        lines = self.env["food.aid.access.log"].search([("household_id", "=", household.id)])
        self.assertLessEqual({"reserve", "lift"}, set(lines.mapped("kind")))

    def test_reception_answers_the_phone_without_telling_that_a_file_exists(self):
        self._create_household(
            last_name="Cachée",
            is_reserved=True,
            reserved_user_ids=[Command.set(self.users["social"].ids)],
        )
        self._tour("food_aid_on_the_phone", "reception")
