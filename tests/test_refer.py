from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import SPEC, FoodAidCase


@tagged("post_install", "-at_install")
class TestRefer(FoodAidCase):
    """The person chooses among what every service can offer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["food.aid.service"].search([]).action_archive()
        (cls.service + cls.other_service).action_unarchive()
        cls.household = cls._create_household()
        cls.right = cls._create_right(cls.household)

    def _open(self, household=None, login="instructor"):
        household = (household or self.household).with_user(self.users[login])
        return self.env["food.aid.refer"].browse(household.action_refer()["res_id"]).sudo(False)

    def _line(self, refer, service):
        return refer.line_ids.filtered(lambda line: line.service_id == service)

    def _give_own_scale(self, service, below):
        """Give `service` a scale of its own that grants below an amount a day, free."""
        tiers = [{"below": below, "outcome": "granted", "rate": "0", "months": 2}]
        spec = SPEC | {"name": "Own", "outcome": {"mode": "tiers", "tiers": tiers}}
        scale = self._create_scale(spec, organisation_id=service.organisation_id.id)
        service.scale_ids = [
            (0, 0, {"scale_id": scale.id, "company_id": self.company.id}),
        ]
        return scale

    def test_one_gesture_refers_shares_what_was_agreed_and_prints(self):
        refer = self._open().with_user(self.users["instructor"])
        with Form(refer) as form, form.line_ids.edit(0) as line:
            line.is_chosen = True
            line.day = "Thursday"
        action = refer.action_refer_and_print()
        self.assertEqual(action["report_name"], "food_aid.report_liaison_sheet")
        referral = self.household.referral_ids
        self.assertRecordValues(
            referral,
            [{"state": "accepted", "day": "Thursday", "right_id": self.right.id}],
        )
        self.assertEqual(referral.person_label, "Samira F.")
        self.assertEqual(self.household.agreement_ids.level, "initial")

    def test_several_services_are_chosen_at_once_and_accumulation_is_told_not_refused(self):
        refer = self._open()
        with Form(refer.with_user(self.users["instructor"])) as form:
            with form.line_ids.edit(0) as line:
                line.is_chosen = True
            self.assertFalse(form.accumulation)
            with form.line_ids.edit(1) as line:
                line.is_chosen = True
            self.assertEqual(form.accumulation, self.service.kind_id.name)
        refer.action_refer()
        self.assertEqual(len(self.household.referral_ids), 2)

    def test_a_service_already_chosen_is_shown_and_refused_with_its_reason(self):
        self._create_referral(self.household, self.service)
        refer = self._open()
        line = self._line(refer, self.service)
        self.assertEqual((line.offer, line.reason), ("closed", "Already referred there."))
        line.is_chosen = True
        with self.assertRaisesRegex(UserError, "Already referred"):
            refer.action_refer()

    def test_without_a_right_food_is_not_possible_but_other_help_is(self):
        kind = self.env.ref("food_aid.service_kind_social")
        social = self._create_service(self.other_association, kind_id=kind.id)
        refer = self._open(self._create_household())
        self.assertEqual(self._line(refer, self.service).offer, "closed")
        self.assertIn("decide first", self._line(refer, self.service).reason)
        self._line(refer, social).is_chosen = True
        refer.action_refer()
        referral = refer.household_id.referral_ids
        self.assertRecordValues(referral, [{"kind": "other", "right_id": False}])

    def test_what_the_agent_should_know_is_told_and_does_not_block(self):
        household = self._create_household(no_cooking=True)
        self._create_right(household)
        self._create_referral(self.household, self.service)
        self.service.write({"capacity": 1, "needs_kitchen": True})
        self.association.food_aid_accreditation_end = date(2020, 1, 1)
        line = self._line(self._open(household), self.service)
        self.assertEqual(line.offer, "care")
        for told in ("Full", "accreditation", "cooked"):
            self.assertIn(told, line.reason)
        line.is_chosen = True
        line.refer_id.action_refer()
        self.assertEqual(household.referral_ids.state, "accepted")

    def test_a_service_with_its_own_scale_gets_its_decision_in_the_same_gesture(self):
        scale = self._give_own_scale(self.other_service, below="8")
        refer = self._open().with_user(self.users["instructor"])
        line = self._line(refer, self.other_service)
        self.assertEqual((line.offer, line.version_id), ("possible", scale.version_ids))
        line.is_chosen = True
        refer.action_refer()
        right = self.household.referral_ids.right_id
        self.assertNotEqual(right, self.right)
        self.assertRecordValues(
            right.decision_id,
            [{"scale_version_id": scale.version_ids.id, "months": 2, "rate": 0.0}],
        )
        # the right is honoured the next time: no second decision
        self.household.referral_ids.action_end()
        line = self._line(self._open(), self.other_service)
        self.assertEqual((line.right_id, line.version_id.id), (right, False))

    def test_outside_a_services_own_scale_the_reason_is_told(self):
        self._give_own_scale(self.other_service, below="5")
        line = self._line(self._open(), self.other_service)
        self.assertEqual(line.offer, "closed")
        self.assertIn("6.67", line.reason)

    def test_a_reserved_file_offers_its_number_only(self):
        self.household.write({"is_reserved": True, "reserved_user_ids": self.users["social"].ids})
        line = self._line(self._open(login="social"), self.service)
        self.assertEqual(line.level, "code")

    def test_nothing_ticked_is_said_so(self):
        with self.assertRaisesRegex(UserError, "at least one"):
            self._open().action_refer()

    def test_reception_does_not_refer(self):
        with self.assertRaises(AccessError):
            self._open(login="reception")
