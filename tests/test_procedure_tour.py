from odoo.tests import HttpCase, tagged

from .procedure_common import ProcedureMixin


@tagged("post_install", "-at_install")
class TestProcedureTour(ProcedureMixin, HttpCase):
    """The social worker's main path, in a real browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()
        cls.setUpProcedures()
        cls.social.group_ids += cls.env.ref("base.group_user")

    def test_from_a_right_to_check_to_a_complete_file(self):
        self.start_tour(
            f"/odoo/food-aid-households/{self.household.id}",
            "food_aid_procedure",
            login=self.social.login,
        )
        procedure = self.household.procedure_ids
        self.assertRecordValues(
            procedure,
            [{"state": "submitted", "agreed_text": "I call on Monday", "user_id": self.social.id}],
        )
        self.assertEqual(procedure.type_id, self.env.ref("food_aid.procedure_type_rsa"))
        self.assertIn("seen", procedure.paper_ids.mapped("state"))
        self.assertIn("progress", self.household.check_ids.mapped("state"))

    def test_the_months_of_a_permit_are_shown_then_erased(self):
        procedure = self._create_procedure(self.secret)
        self.start_tour(
            f"/odoo/food-aid-procedures/{procedure.id}",
            "food_aid_presence",
            login=self.social.login,
        )
        self.assertRecordValues(procedure, [{"state": "submitted", "presence_months": 1}])
        self.assertFalse(procedure.proof_ids)
