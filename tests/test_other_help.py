from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import SPEC, FoodAidCase
from .remote import call

STRICT = SPEC | {
    "outcome": {
        "mode": "tiers",
        "tiers": [
            {"below": "5", "outcome": "granted", "rate": "0"},
            {"below": "9", "outcome": "commission"},
            {"outcome": "refused"},
        ],
    }
}
GENEROUS = SPEC | {
    "name": "Generous",
    "outcome": {"mode": "tiers", "tiers": [{"outcome": "granted", "rate": "50"}]},
}


@tagged("post_install", "-at_install")
class TestOtherHelp(FoodAidCase):
    """Nobody leaves with a bare no."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.food_aid_scale_id = cls._create_scale(STRICT)
        cls.instructor = cls.users["instructor"]
        cls._create_delegation(cls.instructor)
        cls.welcome = cls._create_service(
            cls.other_association,
            name="Listening",
            kind_id=cls.env.ref("food_aid.service_kind_social").id,
            phone="03 21 00 10 03",
        )
        cls.grocery = cls._create_service(cls.association, name="Grocery")
        scale = cls._create_scale(GENEROUS)
        cls.env["food.aid.service.scale"].create(
            {"service_id": cls.grocery.id, "scale_id": scale.id}
        )
        cls.household = cls._create_household()

    def _assess(self, income, rent=400):
        return self._create_assessment(
            self.household, income=income, rent=rent, user=self.instructor
        )

    def _ours(self, services):
        """Return which of the services made here are in `services`."""
        return services & (self.service | self.other_service | self.welcome | self.grocery)

    # ------------------------------------------------------------------
    # BESIDE THE PROPOSAL
    # ------------------------------------------------------------------

    def test_it_is_offered_outside_the_scale_for_the_commission_and_with_a_deficit(self):
        for income, rent, outcome, offered in (
            (500, 400, "granted", False),
            (600, 400, "commission", True),
            (900, 400, "refused", True),
            (300, 400, "granted", True),
        ):
            assessment = self._assess(income, rent)
            with self.subTest(income=income):
                self.assertEqual(assessment.outcome, outcome)
                self.assertEqual(assessment.needs_other_help, offered)
                self.assertEqual(bool(assessment.other_service_ids), offered)

    def test_nothing_is_offered_while_there_is_no_proposal(self):
        assessment = self._create_assessment(self._create_household(), user=self.instructor)
        assessment.scale_version_id = False
        self.assertFalse(assessment.outcome)
        self.assertFalse(assessment.needs_other_help)

    def test_below_the_least_a_scale_asks_for_is_not_a_bare_no(self):
        spec = STRICT | {"name": "With a floor", "minimum": "2"}
        self.company.food_aid_scale_id = self._create_scale(spec)
        assessment = self._assess(430)
        self.assertEqual(assessment.outcome, "refused")
        self.assertTrue(assessment.needs_other_help)

    def test_services_without_scale_answer_at_once_those_with_their_own_once_validated(self):
        assessment = self._assess(900)
        self.assertEqual(self._ours(assessment.other_service_ids), self.welcome)
        assessment.action_validate()
        self.assertEqual(self._ours(assessment.other_service_ids), self.welcome | self.grocery)

    def test_the_form_follows_what_is_typed(self):
        assessment = self._assess(500)
        with Form(assessment) as form:
            self.assertFalse(form.needs_other_help)
            with form.income_line_ids.edit(0) as line:
                line.declared_amount = 900
            self.assertTrue(form.needs_other_help)
            self.assertIn(self.welcome.id, form.other_service_ids.ids)

    def test_one_click_opens_the_voucher_the_commission_and_emergency_help(self):
        assessment = self._assess(900)
        assessment.action_validate()
        voucher = assessment.action_give_voucher()
        self.assertEqual(voucher["context"], {"default_household_id": self.household.id})
        self.assertEqual(voucher["res_model"], "food.aid.voucher")
        emergency = assessment.action_emergency()
        decide = self.env["food.aid.decide"].browse(emergency["res_id"])
        self.assertRecordValues(decide, [{"kind": "emergency", "household_id": self.household.id}])
        meeting = self.env["food.aid.commission"].create(
            {"company_id": self.company.id, "date": date(2099, 1, 1), "reference": "2099-1"}
        )
        assessment.action_put_on_agenda()
        self.assertEqual(meeting.item_ids.assessment_id, assessment)

    # ------------------------------------------------------------------
    # IN THE DIALOG OF A DECISION
    # ------------------------------------------------------------------

    def test_the_dialog_of_a_no_says_what_else(self):
        request = self.env["food.aid.request"].create(
            {"household_id": self.household.id, "needs_text": "Heating too"}
        )
        assessment = self._assess(500)
        assessment.request_id = request
        assessment.action_validate()
        action = assessment.action_decide()
        decide = self.env["food.aid.decide"].browse(action["res_id"])
        with Form(decide.with_user(self.instructor)) as form:
            self.assertFalse(form.needs_other_help)
            form.outcome = "refused"
            self.assertTrue(form.needs_other_help)
            self.assertEqual(form.needs_text, "Heating too")
            offered = self.env["food.aid.service"].browse(form.other_service_ids.ids)
            self.assertEqual(self._ours(offered), self.welcome | self.grocery)
            form.reason = "Helped elsewhere"
        voucher = form.record.action_give_voucher()
        self.assertEqual(voucher["context"], {"default_household_id": self.household.id})

    def test_reception_reads_no_proposal_through_it(self):
        assessment = self._assess(900)
        reception = self.users["reception"]
        for method in ("action_give_voucher", "action_emergency", "action_put_on_agenda"):
            with self.subTest(method=method), self.assertRaises(AccessError):
                call(reception, "food.aid.assessment", method, assessment.ids)
        with self.assertRaises(AccessError):
            call(reception, "food.aid.assessment", "read", assessment.ids, ["needs_other_help"])

    # ------------------------------------------------------------------
    # IN THE LETTER
    # ------------------------------------------------------------------

    def _get_words(self, decision):
        letters = self.env["report.food_aid.report_decision_letter"].with_user(self.instructor)
        return letters._get_values(decision.with_user(self.instructor))["other_help"]

    def test_the_letter_of_a_refusal_says_what_else(self):
        assessment = self._assess(900)
        assessment.action_validate()
        refused = assessment.env["food.aid.decision"].create(
            {"assessment_id": assessment.id, "outcome": "refused"}
        )
        words = self._get_words(refused)
        self.assertIn("Basket · Listening, 1 Example Street", words)
        self.assertIn("03 21 00 10 03", words)
        self.assertIn("Shelf · Grocery", words)
        self.assertNotIn("Parcels", words)
        self.assertIn("food voucher", words)

    def test_without_any_service_the_voucher_remains(self):
        self.env["food.aid.service"].search([]).active = False
        assessment = self._assess(900)
        assessment.action_validate()
        refused = assessment.env["food.aid.decision"].create(
            {"assessment_id": assessment.id, "outcome": "refused"}
        )
        self.assertEqual(assessment.other_service_ids, self.env["food.aid.service"])
        self.assertTrue(self._get_words(refused).startswith("If you have nothing to eat"))

    def test_a_granted_decision_has_no_need_of_it(self):
        self.assertEqual(self._get_words(self._create_right(self.household).decision_id), "")

    def test_a_refusal_ends_with_it_when_its_words_do_not_place_it(self):
        assessment = self._assess(900)
        assessment.action_validate()
        refused = assessment.env["food.aid.decision"].create(
            {"assessment_id": assessment.id, "outcome": "refused"}
        )
        reports = self.env["ir.actions.report"].with_user(self.instructor)
        html, _kind = reports._render_qweb_html("food_aid.report_decision_letter", refused.ids)
        self.assertEqual(html.decode().count("a food voucher can be given to you"), 1)
        self.assertEqual(html.decode().count("Basket · Listening"), 1)

    def test_a_letter_names_a_few_services_to_keep_to_its_page(self):
        for rank in range(8):
            self._create_service(
                self.association, name=f"Place {rank}", kind_id=self.welcome.kind_id.id
            )
        assessment = self._assess(900)
        assessment.action_validate()
        refused = assessment.env["food.aid.decision"].create(
            {"assessment_id": assessment.id, "outcome": "refused"}
        )
        self.assertEqual(self._get_words(refused).count("; "), 3)

    def test_the_words_of_the_ccas_place_it_in_the_letter(self):
        template = self.env["food.aid.letter.template"]._get_for("refused", self.company)
        template.body = "<p>Not today. {{ other_help }}</p>"
        assessment = self._assess(900)
        assessment.action_validate()
        refused = assessment.env["food.aid.decision"].create(
            {"assessment_id": assessment.id, "outcome": "refused"}
        )
        reports = self.env["ir.actions.report"].with_user(self.instructor)
        html, _kind = reports._render_qweb_html("food_aid.report_decision_letter", refused.ids)
        self.assertEqual(html.decode().count("Basket · Listening"), 1)
        self.assertIn("other_help", template.placeholder_help)
