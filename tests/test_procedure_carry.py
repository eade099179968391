from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .portal_common import HOME, FoodAidPortalCase
from .procedure_common import ProcedureMixin
from .remote import call


@tagged("post_install", "-at_install", "food_aid_security")
class TestProcedureCarry(ProcedureMixin, FoodAidPortalCase):
    """An association carries a procedure: it reads the lines written for it, and answers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpProcedures()
        kinds = cls.env["food.aid.service.kind"]
        cls.rights = cls._create_service(
            cls.association,
            name="Access to rights",
            kind_id=kinds.search([("is_food", "=", False)], limit=1).id,
        )
        cls.procedure = cls._create_procedure(agreed_text="Words between us")

    def _carry(self, user=None, **vals):
        procedure = self.procedure.with_user(user or self.social)
        wizard = procedure.env["food.aid.procedure.carry"].browse(
            procedure.action_carry()["res_id"]
        )
        wizard.write({"service_id": self.rights.id, "is_agreed": True} | vals)
        wizard.action_carry()
        return self.procedure.sudo().referral_id

    def test_nothing_leaves_before_the_person_agrees_nor_to_a_food_service(self):
        with self.assertRaisesRegex(UserError, "with the person first"):
            self._carry(is_agreed=False)
        with self.assertRaisesRegex(UserError, "Choose the service"):
            self._carry(service_id=self.service.id)
        self.assertFalse(self.procedure.referral_id)

    def test_what_is_to_be_done_and_missing_travels_and_nothing_else(self):
        referral = self._carry()
        self.assertRecordValues(
            referral, [{"kind": "other", "procedure_name": "Right of the month"}]
        )
        for word in ("Right of the month", "The office", "Identity, Proof of address"):
            self.assertIn(word, referral.message)
        self.assertNotIn("Words between us", referral.message)
        volunteer = self.users["volunteer"]
        for model in ("food.aid.procedure", "food.aid.procedure.paper", "food.aid.right.check"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                call(volunteer, model, "search", [])

    def test_a_sensitive_one_is_carried_by_nobody(self):
        secret = self._create_procedure(self.secret)
        for attack in (secret.action_carry, lambda: secret._carry(self.rights, "Words")):
            with self.assertRaisesRegex(UserError, "carried by nobody"):
                attack()

    def test_the_association_answers_in_one_line_and_no_other_does(self):
        referral = self._carry()
        call(
            self.users["volunteer"],
            *("food.aid.referral", "action_carried", referral.ids, "Form sent today"),
        )
        self.assertEqual(self.procedure.carry_note, "Form sent today")
        self.assertTrue(self.procedure.date_carried)
        for role in ("other_volunteer", "prescriber", "reception", "elsewhere"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                call(
                    self.users[role],
                    *("food.aid.referral", "action_carried", referral.ids, "No"),
                )
        with self.assertRaisesRegex(UserError, "few words"):
            referral.action_carried("  ")
        with self.assertRaisesRegex(UserError, "No procedure"):
            self._create_referral().action_carried("Words")
        referral.action_end()
        with self.assertRaises(UserError):
            referral.action_carried("Too late")

    def test_the_page_shows_the_lines_and_takes_the_answer(self):
        referral = self._carry()
        self._login("volunteer")
        url = f"{HOME}/referrals/{referral.id}"
        page = self.url_open(url)
        self.assertEqual(page.status_code, 200)
        self.assertIn("Identity, Proof of address", page.text)
        self.assertIn("Right of the month", page.text)
        self._post(f"{url}/carried", note="Met on Tuesday")
        self.env.invalidate_all()
        self.assertEqual(self.procedure.carry_note, "Met on Tuesday")
        self.assertIn("Met on Tuesday", self.url_open(url).text)
