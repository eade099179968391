from odoo.tests import HttpCase, tagged

from .common import FoodAidMixin


@tagged("post_install", "-at_install")
class TestFollowupTour(FoodAidMixin, HttpCase):
    """The main path of a social worker, in a real browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()

    def test_from_the_ticks_of_an_interview_to_a_follow_up_with_a_note(self):
        household = self._create_household()
        worker = self.users["social"]
        draft = self._create_assessment(household, user=worker)
        self.env["food.aid.opening"].create(
            [
                {"user_id": worker.id, "weekday": day, "company_id": self.company.id}
                for day in "01234"
            ]
        )
        self.start_tour(
            f"/odoo/food.aid.assessment/{draft.id}", "food_aid_followup", login=worker.login
        )
        self.assertEqual(
            {need.category_id.code: (need.origin, need.state) for need in household.need_ids},
            {
                "budget": ("expressed", "accepted"),
                "school": ("spotted", "expressed"),
            },
        )
        followup = household.followup_ids
        self.assertRecordValues(followup, [{"user_id": worker.id, "state": "open"}])
        self.assertRecordValues(
            followup.note_ids, [{"level": "confidential", "text": "Came with her sister"}]
        )
