from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import FoodAidCase


@tagged("post_install", "-at_install")
class TestRefusals(FoodAidCase):
    """What a refusal itself tells, in developer mode too."""

    def test_the_refusal_of_a_reserved_file_names_nobody_and_suggests_no_company(self):
        household = self._create_household("Zébulon", "Zorglub")
        referral = self._create_referral(household)
        social = self.users["social"]
        household.write({"is_reserved": True, "reserved_user_ids": [Command.set(social.ids)]})
        records = (
            household,
            household.applicant_id,
            household.member_ids,
            household.assessment_ids,
            household.decision_ids,
            household.right_ids,
            referral,
        )
        instructor = self.users["instructor"]
        users = type(self.env["res.users"])
        has_group = users.has_group

        def in_developer_mode(user, group):
            return group == "base.group_no_one" or has_group(user, group)

        for record in records:
            with self.subTest(model=record._name):
                theirs = record.with_user(instructor)
                self.env.invalidate_all()
                # developer mode: Odoo then tells the names of the records it refuses
                developer = patch.object(users, "has_group", in_developer_mode)
                with developer, self.assertRaises(AccessError) as refusal:
                    theirs.read(["create_date", "write_date", "company_id"])
                self.assertIn("is not open to you", str(refusal.exception))
                self.assertNotIn(household.name, str(refusal.exception))
                self.assertNotIn("Z", str(refusal.exception))
                self.assertNotIn(
                    "suggested_company", getattr(refusal.exception, "context", None) or {}
                )
