from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import FoodAidCase

# (start, size) of three parts of a list: a first gesture, a few, many
SLICES = ((0, 2), (2, 3), (5, 19))


@tagged("post_install", "-at_install")
class TestDecide(FoodAidCase):
    """Following the proposal is one click; everything else needs a person and a reason."""

    def _validated(self, **vals):
        assessment = self._create_assessment(
            self._create_household(), user=self.users["instructor"], **vals
        )
        assessment.action_validate()
        return assessment

    def _decide(self, action, **vals):
        """Fill in the form that `action` opens, and press its button."""
        decide = self.env["food.aid.decide"].with_user(self.users["instructor"])
        with Form(decide.browse(action["res_id"])) as form:
            for name, value in vals.items():
                form[name] = value
        form.record.action_decide()

    def test_one_click_follows_the_proposal(self):
        self._create_delegation(self.users["instructor"])
        assessment = self._validated()
        self.assertFalse(assessment.is_decided)
        notification = assessment.action_follow_proposal()
        self.assertEqual(notification["params"]["type"], "success")
        self.assertTrue(assessment.is_decided and assessment.is_granted)
        self.assertRecordValues(
            assessment.decision_ids, [{"outcome": "granted", "kind": "initial", "rate": 10.0}]
        )

    def test_one_click_for_a_list_leaves_out_what_needs_a_person(self):
        self._create_delegation(self.users["instructor"])
        granted = self._validated() + self._validated(income=500)
        commission = self._validated(income=2000)
        self.assertEqual(commission.outcome, "commission")
        draft = self._create_assessment(self._create_household(), user=self.users["instructor"])
        notification = (granted + commission + draft).action_follow_proposal()
        self.assertEqual(notification["params"]["type"], "warning")
        self.assertIn("2 decided", notification["params"]["message"])
        self.assertIn("1 left out: not validated yet", notification["params"]["message"])
        self.assertIn("commission", notification["params"]["message"])
        self.assertFalse((commission + draft).decision_ids)
        with self.assertRaisesRegex(UserError, "2 left out: already decided"):
            granted.action_follow_proposal()

    def test_without_a_delegation_nothing_is_decided_and_the_way_out_is_told(self):
        assessment = self._validated()
        with self.assertRaisesRegex(UserError, "Ask the coordinator"):
            assessment.action_follow_proposal()

    def test_the_commission_is_decided_in_the_form_with_what_it_grants(self):
        self._create_delegation(self.users["instructor"])
        assessment = self._validated(income=2000)
        self._decide(assessment.action_decide(), outcome="granted", months=3, rate=20, quota=2)
        self.assertRecordValues(
            assessment.decision_ids,
            [{"kind": "commission", "outcome": "granted", "months": 3, "rate": 20.0}],
        )
        right = assessment.decision_ids.right_ids
        self.assertEqual((right.quota, right.quota_period), (2, "week"))

    def test_departing_needs_a_reason_in_the_form_too(self):
        self._create_delegation(self.users["instructor"])
        assessment = self._validated()
        with self.assertRaisesRegex(AssertionError, "reason is a required field"):
            self._decide(assessment.action_decide(), outcome="refused")
        self._decide(
            assessment.action_decide(), outcome="refused", reason="Helped by another service"
        )
        self.assertTrue(assessment.decision_ids.is_departure)

    def test_the_form_asks_for_a_decision_before_it_takes_one(self):
        self._create_delegation(self.users["instructor"])
        assessment = self._validated(income=2000)
        with self.assertRaisesRegex(UserError, "Choose the decision"):
            self._decide(assessment.action_decide())
        self.assertFalse(assessment.decision_ids)

    def test_an_adjourned_decision_can_be_taken_again(self):
        self._create_delegation(self.users["instructor"])
        assessment = self._validated()
        self._decide(assessment.action_decide(), outcome="adjourned", reason="Bank statement")
        self.assertFalse(assessment.is_decided)
        assessment.action_follow_proposal()
        self.assertEqual(len(assessment.decision_ids), 2)
        to_decide = assessment.search([("is_decided", "=", False), ("id", "=", assessment.id)])
        self.assertFalse(to_decide)

    def test_an_appeal_is_a_second_decision(self):
        self._create_delegation(self.users["instructor"])
        assessment = self._validated()
        self._decide(assessment.action_decide(), outcome="refused", reason="Late papers")
        self._decide(assessment.action_appeal(), outcome="granted", reason="Papers seen")
        self.assertEqual(assessment.decision_ids.mapped("kind"), ["appeal", "initial"])

    def test_emergency_help_needs_no_assessment(self):
        self._create_delegation(self.users["instructor"])
        household = self._create_household()
        self._decide(household.with_user(self.users["instructor"]).action_emergency())
        self.assertRecordValues(household.right_ids, [{"kind": "emergency", "is_running": True}])

    def test_following_the_proposal_asks_as_many_queries_for_a_few_as_for_many(self):
        instructor = self.users["instructor"]
        self._create_delegation(instructor)
        drafts = self.env["food.aid.assessment"].with_user(instructor)
        for _index in range(24):
            drafts += self._create_assessment(self._create_household(), user=instructor)
        drafts.action_validate()
        # the first gesture of a process also fills the caches of rules and translations
        counts = [self._count_queries(drafts[start : start + size]) for start, size in SLICES]
        self.assertEqual(counts[1], counts[2])

    def _count_queries(self, assessments):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        decisions, left_out = assessments._follow_proposal()
        self.env.flush_all()
        self.assertEqual((len(decisions), left_out), (len(assessments), {}))
        return self.env.cr.sql_log_count - before
