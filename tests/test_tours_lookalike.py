from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import FoodAidMixin


@tagged("post_install", "-at_install")
class TestToursLookalike(FoodAidMixin, HttpCase):
    """Files that look alike, grouped and separated, in a real browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()

    def _start(self, name, role):
        self.start_tour("/odoo/food-aid", name, login=self.users[role].login)

    def test_reception_opens_the_file_that_looks_like_what_is_typed(self):
        household = self._create_household()
        self._start("food_aid_lookalike", "reception")
        found = self.env["food.aid.household"].search([("company_id", "=", self.company.id)])
        self.assertEqual(found, household)

    def test_an_instructor_groups_two_files(self):
        households = self._create_household() | self._create_household()
        self._start("food_aid_group", "instructor")
        remaining = households.exists()
        self.assertEqual(remaining, households[0])
        self.assertEqual(remaining.size, 1)
        self.assertRecordValues(remaining.grouping_ids, [{"state": "done"}])

    def test_an_instructor_separates_a_household(self):
        old = self._create_household(first_name="Karim")
        member = {"role": "partner", "first_name": "Leila", "birth_year": 1988}
        old.member_ids = [Command.create(member)]
        self._start("food_aid_split", "instructor")
        new = self.env["food.aid.household"].search([("company_id", "=", self.company.id)]) - old
        self.assertEqual(new.applicant_id.first_name, "Leila")
        self.assertEqual(old.size, 1)
