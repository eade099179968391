from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..models.assessment.food_aid_assessment_batch import CHUNK, COLUMNS
from .common import SPEC, FoodAidCase


@tagged("post_install", "-at_install")
class TestAssessment(FoodAidCase):
    def _create_various(self):
        """Drafts of every kind: custody, hosted, expected child, no birth date, no scale."""
        family = self._create_household(children=[date(2012, 3, 1), date(2024, 2, 29)])
        family.member_ids[-1:].presence = 0.5
        hosted = self._create_household()
        self.env["food.aid.household.member"].create(
            [
                {"household_id": hosted.id, "role": "hosted", "birth_year": 1950, "sex": "male"},
                {"household_id": hosted.id, "role": "child", "expected_date": date(2027, 1, 1)},
                {
                    "household_id": hosted.id,
                    "role": "partner",
                    "birthdate": date(1980, 1, 1),
                    "date_end": date(2020, 1, 1),
                    "end_reason": "separation",
                },
            ]
        )
        unknown = self._create_household()
        unknown.member_ids.birthdate = False
        elsewhere = self._create_household(company_id=self.other_company.id)
        amounts = ((600, 400), (300, 700.5), (2000, 100), (333.33, 0.01))
        households = (family, hosted, unknown, elsewhere)
        drafts = [
            self._create_assessment(household, income, rent)
            for household, (income, rent) in zip(households, amounts, strict=True)
        ]
        return self.env["food.aid.assessment"].concat(*drafts)

    def test_the_batch_gives_the_figures_of_the_form(self):
        drafts = self._create_various()
        names = list(COLUMNS)
        in_form = drafts.read(names)
        drafts._evaluate()
        self.assertEqual(drafts.read(names), in_form)
        self.assertEqual(drafts.mapped("outcome"), ["granted", "granted", False, False])
        self.assertRegex(drafts[2].missing, "birth")
        self.assertRegex(drafts[3].missing, "scale")

    def test_the_batch_asks_the_same_number_of_queries_for_one_and_many(self):
        self.assertGreater(CHUNK, 20)
        drafts = self._create_various()
        drafts += drafts.concat(*[self._create_various() for _index in range(3)])
        drafts[:4]._evaluate()
        drafts.invalidate_recordset()
        with self.assertQueryCount(8):
            drafts[:4]._evaluate()
        drafts.invalidate_recordset()
        with self.assertQueryCount(8):
            drafts._evaluate()

    def test_a_change_of_the_rules_reaches_the_draft_before_it_freezes(self):
        draft = self._create_assessment(self._create_household())
        self.assertEqual(draft.rate, 10)
        version = draft.scale_version_id
        version.action_draft()
        version.tier_ids[1].rate = 20
        version.action_open()
        draft.action_validate()
        self.assertEqual(draft.rate, 20)
        self.assertEqual(version.state, "used")

    def test_validating_makes_the_request_complete_on_that_day(self):
        household = self._create_household()
        request = self.env["food.aid.request"].create({"household_id": household.id})
        day = date(2026, 3, 2)
        draft = self._create_assessment(household, request_id=request.id, date=day)
        draft.action_validate()
        self.assertRecordValues(request, [{"state": "complete", "date_complete": day}])

    def test_a_validated_case_holds_no_name(self):
        draft = self._create_assessment(self._create_household("Zebulon", "Zorglub"))
        draft.action_validate()
        text = str(draft.case) + str(draft.composition)
        self.assertIn("1985-05-17", text)
        self.assertNotIn("Z", text)

    def test_an_expected_child_enters_when_the_owner_of_the_scale_says_so(self):
        household = self._create_household()
        self.env["food.aid.household.member"].create(
            {"household_id": household.id, "role": "child", "expected_date": date(2027, 2, 1)}
        )
        self.assertEqual(self._create_assessment(household).size, 1)
        self.scale.count_expected_children = True
        self.assertEqual(self._create_assessment(household).size, 2)

    def test_retaining_something_else_than_declared_needs_a_reason(self):
        draft = self._create_assessment(self._create_household())
        line = draft.line_ids[0]
        line.write({"declared_amount": 1200, "period": "quarter"})
        self.assertEqual(line.retained_amount, 400)
        line.retained_amount = 350
        with self.assertRaisesRegex(UserError, "reason"):
            draft.action_validate()
        line.reason = "Ended this month"
        draft.action_validate()
        self.assertEqual(draft.income, 350)

    def test_a_negative_budget_keeps_its_sign_and_is_a_deficit(self):
        draft = self._create_assessment(self._create_household(), income=100, rent=400)
        self.assertRecordValues(
            draft, [{"remaining": -300, "value": -10, "is_emergency": True, "outcome": "granted"}]
        )

    def test_the_version_in_force_on_the_date_applies(self):
        later = dict(SPEC, date_from="2026-01-01")
        self.scale.version_ids.date_to = date(2025, 12, 31)
        version = self.scale._import_spec(later)
        version.action_open()
        household = self._create_household()
        old = self._create_assessment(household, date=date(2025, 12, 31))
        new = self._create_assessment(household, date=date(2026, 1, 1))
        self.assertEqual(old.scale_version_id, self.scale.version_ids - version)
        self.assertEqual(new.scale_version_id, version)

    def test_the_ccas_chooses_its_word_for_what_remains(self):
        company = self.company
        self.assertEqual(company._food_aid_word_remaining("Reste pour vivre"), "Reste pour vivre")
        company.food_aid_remaining_word = "a_vivre"
        assessments = self.env["food.aid.assessment"].with_company(company)
        label = assessments.with_context(lang="fr_FR").fields_get(["value"])["value"]["string"]
        self.assertRegex(label, "^Reste à vivre")
