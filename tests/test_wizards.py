from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import FoodAidCase
from .remote import call

OWN = "[('create_uid', '=', user.id)]"


@tagged("post_install", "-at_install", "food_aid_security")
class TestWizards(FoodAidCase):
    """A dialog belongs to whoever opened it; Odoo itself lets the whole group read it."""

    def test_every_dialog_has_the_rule(self):
        wizards = [
            model
            for model in self.env
            if model.startswith("food.aid.") and self.env[model]._transient
        ]
        self.assertGreater(len(wizards), 10)
        for model in wizards:
            rules = self.env["ir.rule"].search([("model_id.model", "=", model)])
            own = rules.filtered(lambda rule: rule.domain_force == OWN and not rule.groups)
            with self.subTest(model=model):
                self.assertEqual(len(own), 1)
                self.assertTrue(own.perm_read and own.perm_write and own.perm_unlink)

    def test_a_colleague_of_the_same_group_finds_no_dialog_of_mine(self):
        """Its content is read, its words changed, its button pressed."""
        household = self._create_household()
        self._create_right(household)
        mine, theirs = self.users["instructor"], self.users["social"]
        values = {"household_id": household.id}
        wizard = self.env["food.aid.letter.choose"].with_user(mine).create(values)
        self.assertEqual(call(mine, wizard._name, "search", []), wizard.ids)
        self.assertFalse(call(theirs, wizard._name, "search", []))
        for method, args in (
            ("read", [["household_id"]]),
            ("web_read", [{"household_id": {}}]),
            ("write", [{"with_amounts": True}]),
            ("action_print", []),
        ):
            with self.subTest(method=method), self.assertRaises(AccessError):
                call(theirs, wizard._name, method, wizard.ids, *args)
        self.assertTrue(call(mine, wizard._name, "action_print", wizard.ids))
