from odoo.tests import HttpCase, tagged

from .common import FoodAidMixin
from .test_bridge import BridgeMixin


@tagged("post_install", "-at_install")
class TestBridgeTour(BridgeMixin, FoodAidMixin, HttpCase):
    """A social worker hands a need over, the organisation answers in its portal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()
        cls.setUpBridge()

    def test_a_need_is_handed_over_and_answered(self):
        path = f"/odoo/food.aid.household/{self.household.id}"
        self.start_tour(path, "food_aid_bridge", login=self.users["social"].login)
        referral = self.household.referral_ids
        self.assertRecordValues(referral, [{"state": "sent", "need_id": self.need.id}])
        self.start_tour(
            "/my/food-aid", "food_aid_bridge_answer", login=self.users["volunteer"].login
        )
        self.assertRecordValues(referral, [{"state": "accepted"}])
