from datetime import date

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
        wizard.write({"service_id": self.rights.id, "is_read": True} | vals)
        wizard.action_carry()
        return self.procedure.sudo().referral_id

    def test_nothing_leaves_before_the_person_agrees_nor_to_a_food_service(self):
        with self.assertRaisesRegex(UserError, "Have the person read"):
            self._carry(is_read=False)
        with self.assertRaisesRegex(UserError, "Choose the service"):
            self._carry(service_id=self.service.id)
        with self.assertRaisesRegex(UserError, "names somebody"):
            self._carry(message="Samira brings the form.")
        self.assertFalse(self.procedure.referral_id)
        self.assertFalse(self.household.agreement_ids)

    def test_what_the_person_accepts_to_share_is_written_down(self):
        referral = self._carry(level="full", message="Samira brings the form.")
        self.assertRecordValues(
            self.household.agreement_ids,
            [{"organisation_id": self.association.id, "level": "full"}],
        )
        self.assertIn("Samira", referral.person_label)

    def test_it_waits_for_an_answer_and_nothing_of_food_goes_along(self):
        """Even where the service welcomes whoever is sent."""
        self.assertEqual(self.rights.admission, "direct")
        self.household.no_cooking = True
        referral = self._carry()
        self.assertTrue(self.household.size)
        self.assertRecordValues(
            referral,
            [
                {
                    "state": "sent",
                    "size": 0,
                    "card_code": False,
                    "no_cooking": False,
                    "age_26_64": 0,
                    "date_from": False,
                    "date_to": False,
                }
            ],
        )

    def test_the_association_calls_who_makes_the_procedure(self):
        self.household.referent_id = self.users["instructor"]
        self.social.phone = "03 11 22 33 44"
        self.assertRecordValues(
            self._carry(),
            [{"referent_name": self.social.name, "referent_phone": "03 11 22 33 44"}],
        )

    def test_a_no_comes_back_and_another_may_be_asked(self):
        first = self._carry()
        call(
            self.users["volunteer"],
            *("food.aid.referral", "action_decline", first.ids, "full"),
        )
        self.assertEqual(self.procedure.carry_state, "declined")
        second = self._carry()
        self.assertNotEqual(first, second)
        self.assertEqual(self.procedure.carry_state, "sent")

    def test_carrying_ends_with_what_is_carried(self):
        for gestures, state in (
            (("action_submit",), "sent"),
            (("action_refuse",), "sent"),
            (("action_appeal",), "sent"),
            (("action_accept",), "ended"),
        ):
            referral = self.procedure.referral_id or self._carry()
            for gesture in gestures:
                getattr(self.procedure, gesture)()
            with self.subTest(gestures=gestures):
                self.assertEqual(referral.state, state)
        other = self._create_procedure()
        referral = other.sudo()._carry(self.rights, "Words")
        other.action_close()
        self.assertEqual(referral.state, "ended")

    def test_the_day_to_hand_in_is_told_until_it_is_handed_in(self):
        self.procedure.date_agreed = date(2026, 12, 4)
        self.assertIn("12/04/2026", self.procedure.with_context(lang="en_US")._get_carry_text())
        self.procedure.action_submit()
        self.assertNotIn("2026", self.procedure.with_context(lang="en_US")._get_carry_text())

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
        self.assertIn("Can you carry this procedure", page.text)
        self.assertNotIn("Can you welcome this person?", page.text)
        self.assertIn("Identity, Proof of address", page.text)
        self.assertIn("Right of the month", page.text)
        self._post(f"{url}/carried", note="Met on Tuesday")
        self.env.invalidate_all()
        self.assertEqual(self.procedure.carry_note, "Met on Tuesday")
        self.assertIn("Met on Tuesday", self.url_open(url).text)
