from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import FoodAidCase


@tagged("post_install", "-at_install")
class TestThread(FoodAidCase):
    """From an evaluation to an association that knows whom it will welcome."""

    def test_a_granted_assessment_opens_a_right_and_a_referral_the_association_reads(
        self,
    ):
        household = self._create_household(children=[date(2020, 1, 1)])
        referral = self._create_referral(household, level="initial")
        self.assertEqual(referral.state, "accepted")
        seen = self.env["food.aid.referral"].with_user(self.users["volunteer"]).search([])
        self.assertEqual(seen, referral)
        self.assertEqual(seen.person_label, "Samira F.")
        self.assertEqual((seen.size, seen.age_26_64), (2, 1))
        self.assertFalse(seen.person_phone)

    def test_another_association_sees_nothing(self):
        referral = self._create_referral()
        theirs = self.env["food.aid.referral"].with_user(self.users["other_volunteer"])
        self.assertFalse(theirs.search([]))
        with self.assertRaises(AccessError):
            theirs.browse(referral.id).read(["name"])

    def test_the_proposal_follows_the_household_until_it_is_validated(self):
        household = self._create_household()
        assessment = self._create_assessment(household, user=self.users["instructor"])
        self.assertRecordValues(
            assessment, [{"value": 6.67, "outcome": "granted", "rate": 10.0, "size": 1}]
        )
        assessment.action_validate()
        household.member_ids.presence = 0.5
        household.member_ids.birthdate = date(1990, 1, 1)
        self.assertEqual(assessment.value, 6.67)
        with self.assertRaises(UserError):
            assessment.line_ids[0].declared_amount = 3

    def test_deciding_without_a_delegation_is_refused_with_what_to_do(self):
        assessment = self._create_assessment(
            self._create_household(), user=self.users["instructor"]
        )
        assessment.action_validate()
        with self.assertRaisesRegex(UserError, "delegation"):
            assessment.env["food.aid.decision"].create(
                {"assessment_id": assessment.id, "outcome": "granted"}
            )

    def test_departing_from_the_proposal_needs_a_reason(self):
        self._create_delegation(self.users["instructor"])
        assessment = self._create_assessment(
            self._create_household(), user=self.users["instructor"]
        )
        assessment.action_validate()
        values = {"assessment_id": assessment.id, "outcome": "refused"}
        decisions = assessment.env["food.aid.decision"]
        with self.assertRaisesRegex(UserError, "reason"):
            decisions.create(values)
        decision = decisions.create(values | {"reason": "Helped by another service"})
        self.assertTrue(decision.is_departure)
        self.assertFalse(decision.right_ids)

    def test_a_reserved_household_is_absent_for_the_others(self):
        instructor, social = self.users["instructor"], self.users["social"]
        household = self._create_household(is_reserved=True, reserved_user_ids=social.ids)
        households = self.env["food.aid.household"]
        self.assertFalse(households.with_user(instructor).search([("id", "=", household.id)]))
        self.assertTrue(households.with_user(social).search([("id", "=", household.id)]))
        persons = self.env["food.aid.person"].with_user(instructor)
        self.assertFalse(persons.search([("id", "=", household.applicant_id.id)]))

    def test_a_household_is_found_by_name_code_phone_and_birth_date(self):
        household = self._create_household(last_name="Lefèvre-Fictif", legacy_reference="0427")
        households = self.env["food.aid.household"].with_user(self.users["reception"])
        for typed in (
            "lefevre",
            "fictif samira",
            household.name,
            "0427",
            "0612345678",
            "+33 6 12 34 56 78",
            "17/05/1985",
        ):
            with self.subTest(typed=typed):
                self.assertIn(household, households.search([("search_text", "ilike", typed)]))
        self.assertFalse(households.search([("search_text", "ilike", "lefevre 1999")]))
        self.assertEqual(
            households.browse(household.id).display_name,
            f"{household.name} · Samira Lefèvre-Fictif (1985)",
        )
