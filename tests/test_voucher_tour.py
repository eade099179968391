from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import FoodAidMixin


@tagged("post_install", "-at_install")
class TestVoucherTour(FoodAidMixin, HttpCase):
    """The short form and the register, in a real browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()
        # As the tour types it: fifteen years ago, somebody is a minor in whatever year it runs.
        cls.year = fields.Date.today().year - 15
        cls.company.write({"food_aid_voucher_amount": 25, "food_aid_voucher_place": "Corner shop"})

    def test_a_voucher_is_given_within_45_seconds(self):
        reception = self.users["reception"]
        self.start_tour("/odoo/food-aid", "food_aid_voucher", login=reception.login)
        voucher = self.env["food.aid.voucher"].search([("company_id", "=", self.company.id)])
        self.assertRecordValues(
            voucher,
            [
                {
                    "first_name": "Issa",
                    "birth_year": self.year,
                    "amount": 25,
                    "state": "given",
                    "given_by_id": reception.id,
                    "household_id": False,
                }
            ],
        )

    def test_a_voucher_is_used_and_regularised_from_the_register(self):
        reception = self.users["reception"]
        voucher = (
            self.env["food.aid.voucher"]
            .with_user(reception)
            .create({"first_name": "Issa", "birth_year": self.year})
        )
        self.start_tour(
            "/odoo/food-aid-vouchers", "food_aid_voucher_register", login=reception.login
        )
        self.assertRecordValues(voucher, [{"state": "used", "follow_up": "done"}])
