from odoo.tests import HttpCase, tagged

from .common import FoodAidMixin


@tagged("post_install", "-at_install")
class TestTours(FoodAidMixin, HttpCase):
    """The main paths of agents, in a real browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()

    def test_an_instructor_goes_from_the_search_to_the_referral(self):
        household = self._create_household()
        self._create_delegation(self.users["instructor"])
        self.env["food.aid.budget.category"].search([]).is_usual = False
        self._category("wage").is_usual = self._category("rent").is_usual = True
        self.start_tour("/odoo/food-aid", "food_aid_agent", login=self.users["instructor"].login)
        self.assertRecordValues(household.request_ids, [{"state": "decided"}])
        self.assertRecordValues(
            household.assessment_ids, [{"state": "validated", "outcome": "granted"}]
        )
        self.assertRecordValues(household.referral_ids, [{"state": "accepted"}])
        self.assertEqual(household.referral_ids.person_label, "Samira F.")

    def test_a_new_household_and_its_evaluation_take_six_minutes_at_most(self):
        """With the lines of budget that a CCAS starts with, those left empty being passed by."""
        self.start_tour(
            "/odoo/food-aid", "food_aid_new_household", login=self.users["instructor"].login
        )
        household = self.env["food.aid.household"].search([("company_id", "=", self.company.id)])
        self.assertEqual(household.member_ids.mapped("first_name"), ["Ludivine", "Timéo"])
        self.assertEqual(household.member_ids.mapped("role"), ["applicant", "child"])
        self.assertEqual(household.street, "12 rue des Fileuses")
        self.assertRecordValues(
            household.assessment_ids,
            [{"state": "validated", "income": 1232.02, "expense": 757.19, "size": 2}],
        )

    def test_reception_registers_somebody_with_next_to_nothing(self):
        self.start_tour("/odoo/food-aid", "food_aid_reception", login=self.users["reception"].login)
        household = self.env["food.aid.household"].search([("company_id", "=", self.company.id)])
        self.assertRecordValues(household.applicant_id, [{"first_name": "Awa", "birth_year": 1990}])
        self.assertEqual(household.member_ids.mapped("first_name"), ["Awa", "Lina"])
