from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import FoodAidCase


@tagged("post_install", "-at_install")
class TestNumbers(FoodAidCase):
    """A CCAS gives a number once, whatever it numbers."""

    def _get_numbered(self):
        mixin = type(self.env["food.aid.numbered.mixin"])
        models = (self.env[name] for name in self.env if name.startswith("food.aid."))
        return [model for model in models if isinstance(model, mixin) and not model._abstract]

    def _get_two(self, model):
        """Return two records of `model`, of one CCAS."""
        if model._name == "food.aid.orientation":
            values = {"organisation_id": self.prescriber.id, "company_id": self.company.id}
            return model.create([values, dict(values)])
        if model._name == "food.aid.commission":
            return model.create([{"reference": "Deliberation 1"}, {"reference": "Deliberation 2"}])
        if model._name == "food.aid.voucher":
            self._create_delegation(self.users["instructor"])
            vouchers = model.with_user(self.users["instructor"])
            return vouchers.create([{"first_name": "Awa", "amount": 20} for _time in range(2)])
        households = self._create_household() + self._create_household()
        if model._name == "food.aid.decision":
            return self.env[model._name].concat(
                *(self._create_right(household).decision_id for household in households)
            )
        if model._name == "food.aid.referral":
            values = [{"household_id": one.id, "service_id": self.service.id} for one in households]
            return model.create(values)
        self.assertEqual(model._name, "food.aid.household", "say how to create two of them")
        return households

    def test_no_two_records_of_a_ccas_bear_the_same_number(self):
        numbered = self._get_numbered()
        self.assertGreaterEqual(
            {model._name for model in numbered},
            {
                "food.aid.decision",
                "food.aid.household",
                "food.aid.orientation",
                "food.aid.referral",
            },
        )
        for model in numbered:
            first, second = self._get_two(model)
            self.env.flush_all()
            update = f"UPDATE {model._table} SET name = %s WHERE id = %s"
            with (
                self.subTest(model=model._name),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(update, (first.name, second.id))

    def test_two_ccas_may_give_the_same_number(self):
        ours = self._create_household()
        theirs = self._create_household(company_id=self.other_company.id)
        theirs.sudo().name = ours.name
        self.env.flush_all()
        self.assertEqual(theirs.name, ours.name)

    def test_nobody_types_a_number(self):
        household = self._create_household()
        with self.assertRaisesRegex(UserError, "not typed"):
            household.with_user(self.users["coordinator"]).name = "F1"
