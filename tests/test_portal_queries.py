from odoo.fields import Command
from odoo.tests import tagged

from .portal_common import HOME, REFERRALS, FoodAidPortalCase


@tagged("post_install", "-at_install", "food_aid_perf")
class TestPortalQueries(FoodAidPortalCase):
    """A page asks the database as often for eighty people as for five."""

    def _refer(self, count):
        households = self.env["food.aid.household"].create(
            [
                {
                    "company_id": self.company.id,
                    "member_ids": [Command.create({"role": "applicant", "first_name": "Amina"})],
                }
                for _number in range(count)
            ]
        )
        referrals = self.env["food.aid.referral"].create(
            [
                {
                    "household_id": household.id,
                    "service_id": self.service.id,
                    "origin": "emergency",
                }
                for household in households
            ]
        )
        referrals.action_send()
        self.env.flush_all()
        return referrals

    def _count_queries(self, path):
        self._get(path)  # caches of templates, rights and menus
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self._get(path)
        return self.cr.sql_log_count - before

    def test_the_number_of_queries_does_not_depend_on_the_number_of_people(self):
        referral = self._refer(5)[0]
        self._login("volunteer")
        paths = (
            HOME,
            REFERRALS,
            f"{REFERRALS}?show=expected&service=Parcels",
            f"{REFERRALS}/{referral.id}",
            f"{HOME}/print",
        )
        few = {path: self._count_queries(path) for path in paths}
        self._refer(75)
        many = {path: self._count_queries(path) for path in paths}
        self.assertEqual(few, many)
        self.assertGreater(min(few.values()), 0)
        self.assertIn("In this list: 80", self._get(f"{REFERRALS}?show=all"))
