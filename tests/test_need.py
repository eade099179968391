from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import FoodAidCase


@tagged("post_install", "-at_install")
class TestNeed(FoodAidCase):
    """A need is told, answered by the person, taken up, closed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.household = cls._create_household()
        cls.categories = cls.env["food.aid.need.category"].search([], limit=3)
        cls.need, cls.other = cls._create_needs(cls.household)

    @classmethod
    def _create_needs(cls, household, **vals):
        needs = cls.env["food.aid.need"].with_user(cls.users["instructor"])
        return needs.create(
            [
                {"household_id": household.id, "category_id": category.id, **vals}
                for category in cls.categories[:2]
            ]
        )

    def test_the_life_of_a_need_keeps_its_days(self):
        self.need.action_propose()
        self.need.action_accept()
        self.need.action_start()
        self.assertFalse(self.need.date_closed)
        self.need.action_solve()
        self.assertEqual(self.need.state, "solved")
        self.assertTrue(
            self.need.date_proposed and self.need.date_answered and self.need.date_closed
        )

    def test_refusing_one_closes_nothing_else(self):
        self.need.action_refuse()
        self.assertEqual(self.need.state, "refused")
        self.assertFalse(self.need.is_open)
        self.assertRecordValues(self.other, [{"state": "expressed", "is_open": True}])

    def test_what_the_person_refused_is_not_taken_up_behind_their_back(self):
        self.need.action_refuse()
        for state in ("proposed", "accepted", "in_progress", "solved"):
            with self.subTest(state=state), self.assertRaises(UserError):
                self.need.state = state
        self.need.action_reopen()
        self.assertRecordValues(
            self.need, [{"state": "expressed", "date_closed": False, "origin": "expressed"}]
        )

    def test_what_they_do_not_wish_to_talk_about_is_not_proposed(self):
        self.need.origin = "unspoken"
        with self.assertRaisesRegex(ValidationError, "does not wish"):
            self.need.action_propose()
        with self.assertRaisesRegex(ValidationError, "does not wish"):
            self.need.create(
                {
                    "household_id": self.household.id,
                    "category_id": self.categories[0].id,
                    "origin": "unspoken",
                    "state": "in_progress",
                }
            )

    def test_a_tick_too_many_goes_and_what_had_a_life_stays(self):
        self.other.unlink()
        self.need.action_accept()
        with self.assertRaisesRegex(UserError, "answer"):
            self.need.unlink()

    def test_a_need_is_linked_to_its_own_household(self):
        stranger = self._create_household(first_name="Rui")
        with self.assertRaisesRegex(ValidationError, "own household"):
            self.need.member_id = stranger.member_ids

    def test_reception_and_other_ccas_read_no_need(self):
        for role in ("reception", "dpo", "volunteer"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.need.with_user(self.users[role]).read(["state"])
        elsewhere = self.need.with_user(self.users["elsewhere"])
        self.assertFalse(elsewhere.search([("id", "in", self.need.ids)]))
        with self.assertRaises(AccessError):
            elsewhere.read(["state"])
        with self.assertRaises(AccessError):
            self.household.with_user(self.users["reception"]).read(["need_ids"])

    def test_needs_of_reserved_files_are_for_named_agents(self):
        self.household.write(
            {"is_reserved": True, "reserved_user_ids": [(6, 0, self.users["social"].ids)]}
        )
        with self.assertRaises(AccessError):
            self.need.with_user(self.users["coordinator"]).read(["state"])
        self.assertTrue(self.need.with_user(self.users["social"]).read(["state"]))

    def test_the_board_of_needs_follows_their_life(self):
        """Columns of what is open in order, and those closed that are looked at."""
        needs = self.env["food.aid.need"]
        self.assertEqual(
            needs._group_expand_state(["accepted"], []),
            ["expressed", "proposed", "accepted", "in_progress"],
        )
        self.assertEqual(needs._group_expand_state(["solved"], [])[-1], "solved")

    def test_open_needs_are_found(self):
        self.need.action_refuse()
        needs = self.need.search([("household_id", "=", self.household.id), ("is_open", "=", True)])
        self.assertEqual(needs, self.other)
        needs = self.need.search(
            [("household_id", "=", self.household.id), ("is_open", "=", False)]
        )
        self.assertEqual(needs, self.need)
