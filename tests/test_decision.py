from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import SPEC, FoodAidCase

COVERS = ("initial", "departure", "commission", "appeal", "emergency")


@tagged("post_install", "-at_install")
@freeze_time("2026-06-01 09:00")
class TestDecision(FoodAidCase):
    """A named person decides, in a stated capacity; a granted decision opens a right."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.instructor = cls.users["instructor"]

    def _delegate(self, *covers, **vals):
        flags = {f"covers_{cover}": cover in covers for cover in COVERS}
        return self._create_delegation(self.instructor, **(flags | vals))

    def _validate(self, household=None, **vals):
        household = household or self._create_household()
        assessment = self._create_assessment(household, user=self.instructor, **vals)
        assessment.action_validate()
        return assessment

    def _decide(self, assessment=None, user=None, **vals):
        values = {"outcome": "granted"}
        if assessment:
            values["assessment_id"] = assessment.id
        decisions = self.env["food.aid.decision"].with_user(user or self.instructor)
        return decisions.create(values | vals)

    def assertRefused(self, *args, **vals):
        with self.assertRaises(UserError) as caught:
            self._decide(*args, **vals)
        return str(caught.exception)

    # ------------------------------------------------------------------
    # DELEGATIONS
    # ------------------------------------------------------------------

    def test_a_delegation_covers_what_it_says_and_nothing_else(self):
        deciding = {
            "initial": lambda: self._decide(self._validate()),
            "departure": lambda: self._decide(self._validate(), outcome="refused", reason="x"),
            "commission": lambda: self._decide(self._validate(income=2000), reason="x"),
            "appeal": lambda: self._decide(self._validate(), kind="appeal"),
            "emergency": lambda: self._decide(
                kind="emergency", household_id=self._create_household().id, reason="x"
            ),
        }
        for held in COVERS:
            delegation = self._delegate(held)
            for cover, decide in deciding.items():
                with self.subTest(held=held, cover=cover):
                    if cover == held:
                        self.assertEqual(decide().delegation_id, delegation)
                    else:
                        self.assertRaises(UserError, decide)
            delegation.active = False

    def test_a_delegation_holds_between_its_dates_both_included(self):
        self._delegate("initial", date_from=date(2026, 5, 10), date_to=date(2026, 5, 20))
        for day, holds in ((9, False), (10, True), (20, True), (21, False)):
            assessment = self._validate()
            with self.subTest(day=day):
                if holds:
                    self.assertTrue(self._decide(assessment, date=date(2026, 5, day)))
                else:
                    said = self.assertRefused(assessment, date=date(2026, 5, day))
                    self.assertNotIn("2026-05", said, "the date reads as people write it")

    def test_a_delegation_holds_for_one_person_in_one_ccas(self):
        self._create_delegation(self.users["social"])
        self._create_delegation(self.instructor, company_id=self.other_company.id)
        self.assertIn("delegation", self.assertRefused(self._validate()))

    def test_the_capacity_is_written_down_as_it_was(self):
        delegation = self._delegate("initial")
        decision = self._decide(self._validate())
        self.assertEqual(decision.capacity, "Director, Deliberation 2026-1")
        delegation.capacity = "Vice-president"
        self.assertEqual(decision.capacity, "Director, Deliberation 2026-1")

    def test_nobody_signs_for_somebody_else(self):
        self._delegate("initial")
        decision = self._decide(
            self._validate(), decided_by_id=self.users["social"].id, capacity="Mayor"
        )
        self.assertEqual(decision.decided_by_id, self.instructor)
        self.assertEqual(decision.capacity, "Director, Deliberation 2026-1")

    # ------------------------------------------------------------------
    # WHAT IT RESTS ON
    # ------------------------------------------------------------------

    def test_only_emergency_help_does_without_an_assessment(self):
        self._create_delegation(self.instructor)
        household = self._create_household()
        for kind in ("initial", "commission", "appeal"):
            with self.subTest(kind=kind):
                self.assertRefused(household_id=household.id, kind=kind, proposal="granted")
        decision = self._decide(household_id=household.id, kind="emergency", reason="Tonight")
        self.assertEqual(decision.right_ids.kind, "emergency")

    def test_a_draft_is_not_decided_on(self):
        self._create_delegation(self.instructor)
        draft = self._create_assessment(self._create_household(), user=self.instructor)
        self.assertIn("Validate", self.assertRefused(draft))

    def test_following_the_scale_gives_what_the_scale_gives(self):
        self._delegate("initial")
        decision = self._decide(self._validate())
        self.assertRecordValues(
            decision,
            [{"proposal": "granted", "rate": 10.0, "is_departure": False, "kind": "initial"}],
        )

    def test_granting_more_or_less_than_the_scale_is_a_departure_too(self):
        """Else a credit of one's choice would be granted as if the scale had proposed it."""
        self._delegate("initial", "departure")
        for values in ({"rate": 0}, {"credit": 500}, {"months": 24}):
            with self.subTest(values=values):
                self.assertIn("reason", self.assertRefused(self._validate(), **values))
                decision = self._decide(self._validate(), reason="Heavy debts", **values)
                self.assertTrue(decision.is_departure)
        self.assertFalse(self._decide(self._validate(), rate=10.0).is_departure)

    def test_a_proposal_is_not_the_caller_s_to_state(self):
        self._delegate("initial")
        assessment = self._validate(income=2000)
        self.assertEqual(assessment.outcome, "commission")
        self.assertRefused(assessment, proposal="granted", is_departure=False)

    def test_an_assessment_is_decided_once_and_may_be_appealed(self):
        self._create_delegation(self.instructor)
        assessment = self._validate()
        self._decide(assessment, outcome="refused", reason="Helped elsewhere")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._decide(assessment)
        appeal = self._decide(assessment, kind="appeal")
        self.assertTrue(appeal.right_ids)
        self.assertEqual(len(assessment.decision_ids), 2)

    def test_adjourned_waits_and_is_then_decided(self):
        self._create_delegation(self.instructor)
        request = self.env["food.aid.request"].create({"household_id": self._create_household().id})
        assessment = self._validate(request.household_id, request_id=request.id)
        self.assertIn("papers", self.assertRefused(assessment, outcome="adjourned"))
        self._decide(assessment, outcome="adjourned", reason="The rent receipt")
        self.assertEqual(request.state, "complete")
        decision = self._decide(assessment)
        self.assertEqual((request.state, decision.request_id), ("decided", request))

    def test_a_refusal_is_explained(self):
        self._create_delegation(self.instructor)
        assessment = self._validate(income=2000)
        self.assertIn("reason", self.assertRefused(assessment, outcome="refused"))
        decision = self._decide(assessment, outcome="refused", reason="Other help is running")
        self.assertFalse(decision.right_ids)

    def test_only_a_coordinator_takes_over_former_decisions(self):
        household = self._create_household()
        values = {"household_id": household.id, "kind": "taken_over", "date": date(2026, 5, 1)}
        with self.assertRaises(AccessError):
            self._decide(**values)
        decision = self._decide(user=self.users["coordinator"], **values)
        self.assertEqual(decision.decided_by_id, self.users["coordinator"])
        self.assertFalse(decision.delegation_id)
        self.assertTrue(decision.right_ids)
        over = self._decide(
            user=self.users["coordinator"], **(values | {"date": date(2025, 11, 30), "months": 6})
        )
        self.assertFalse(over.right_ids)

    # ------------------------------------------------------------------
    # WHAT FOLLOWS
    # ------------------------------------------------------------------

    def test_a_right_runs_for_its_months_and_six_where_the_scale_gives_none(self):
        self._create_delegation(self.instructor)
        for months, day, end in (
            (0, date(2026, 6, 1), date(2026, 11, 30)),
            (1, date(2026, 1, 31), date(2026, 2, 27)),
            (3, date(2026, 5, 15), date(2026, 8, 14)),
            (12, date(2026, 2, 1), date(2027, 1, 31)),
        ):
            decision = self._decide(self._validate(), months=months, date=day, reason="As agreed")
            with self.subTest(months=months):
                self.assertRecordValues(
                    decision.right_ids, [{"date_from": day, "date_to": end, "rate": 10.0}]
                )

    def test_a_right_runs_from_its_first_day_to_its_last(self):
        right = self._create_right(self._create_household())
        rights = self.env["food.aid.right"]
        for day, runs in (
            ("2026-05-31", False),
            ("2026-06-01", True),
            ("2026-11-30", True),
            ("2026-12-01", False),
        ):
            with freeze_time(f"{day} 12:00"), self.subTest(day=day):
                right.invalidate_recordset()
                self.assertEqual(right.is_running, runs)
                found = rights.search([("is_running", "=", True), ("id", "=", right.id)])
                self.assertEqual(bool(found), runs)
        right.date_stopped = date(2026, 6, 1)
        self.assertFalse(right.is_running)

    def test_a_decision_no_longer_changes(self):
        self._create_delegation(self.instructor)
        decision = self._decide(self._validate())
        for records in (decision, decision.sudo()):
            for values in ({"rate": 0}, {"outcome": "refused"}, {"decided_by_id": 1}):
                with self.subTest(values=values, su=records.env.su), self.assertRaises(UserError):
                    records.write(values)
            with self.assertRaises(UserError):
                records.unlink()
            with self.assertRaises(UserError):
                records.copy()

    def test_decisions_are_numbered_by_ccas_in_one_go(self):
        self._create_delegation(self.instructor)
        values = [
            {"assessment_id": self._validate().id, "outcome": "granted"} for _number in range(3)
        ]
        decisions = self.env["food.aid.decision"].with_user(self.instructor).create(values)
        numbers = [int(name[1:]) for name in decisions.mapped("name")]
        self.assertEqual(numbers, list(range(numbers[0], numbers[0] + 3)))

    def test_a_decision_on_a_scale_that_nobody_applies_is_refused(self):
        user = self.users["instructor"]
        self._create_delegation(user)
        assessment = self._create_assessment(self._create_household(), user=user)
        assessment.action_validate()
        generous = self._create_scale(dict(SPEC, name="Generous"))
        values = {
            "assessment_id": assessment.id,
            "scale_version_id": generous.version_ids.id,
            "outcome": "granted",
        }
        decisions = assessment.env["food.aid.decision"]
        with self.assertRaisesRegex(UserError, "No service applies"):
            decisions.create(values)
        self.env["food.aid.service.scale"].create(
            {"service_id": self.service.id, "scale_id": generous.id}
        )
        decision = decisions.create(values)
        self.assertTrue(decision.is_service_scale)
        self.assertFalse(assessment.is_decided)
        self.assertTrue(assessment.is_granted)
        decisions.create({"assessment_id": assessment.id, "outcome": "granted"})
        assessment.invalidate_recordset()
        self.assertTrue(assessment.is_decided)
