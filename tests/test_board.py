from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import FoodAidCase


@tagged("post_install", "-at_install")
class TestBoard(FoodAidCase):
    """The first screen of each role."""

    def _board(self, login, **options):
        return self.env["food.aid.board"].with_user(self.users[login]).get_board(**options)

    def _section(self, board, key):
        return next(one for one in board["sections"] if one["key"] == key)

    def _find(self, typed, login="reception"):
        return self.env["food.aid.board"].with_user(self.users[login]).find(typed)

    def test_each_role_has_its_first_screen(self):
        for login, role, has_search in (
            ("reception", "reception", True),
            ("instructor", "instructor", True),
            ("social", "instructor", True),
            ("coordinator", "coordinator", True),
            ("stock", "stock", False),
            ("observer", "observer", False),
            ("dpo", "dpo", False),
        ):
            with self.subTest(login=login):
                board = self._board(login)
                self.assertEqual((board["role"], board["has_search"]), (role, has_search))

    def test_an_employee_without_a_role_is_told_what_to_do(self):
        with self.assertRaisesRegex(UserError, "system administrator"):
            self._board("employee")

    def test_reception_finds_by_three_characters_and_sees_code_name_and_year(self):
        household = self._create_household(last_name="Zébulon-Fictif")
        self.assertFalse(self._find("ze"))
        self.assertEqual(
            self._find("zebulon"),
            [
                {
                    "id": household.id,
                    "name": f"{household.name} · Samira Zébulon-Fictif (1985)",
                    "detail": "",
                }
            ],
        )

    def test_reception_never_gets_more_than_twenty_households(self):
        self.env["food.aid.household"].create(
            [{"company_id": self.company.id} for _index in range(25)]
        )
        self.assertEqual(len(self._find("F00")), 20)

    def test_reserved_files_and_those_of_another_ccas_are_not_found(self):
        self._create_household(
            last_name="Zephyrin", is_reserved=True, reserved_user_ids=self.users["social"].ids
        )
        self.assertFalse(self._find("zephyrin"))
        self.assertEqual(len(self._find("zephyrin", login="social")), 1)
        self.assertFalse(self._find("zephyrin", login="elsewhere"))

    def test_stock_observer_and_dpo_find_nobody(self):
        self._create_household(last_name="Zephyrin")
        for login in ("stock", "observer", "dpo"):
            with self.subTest(login=login), self.assertRaises(UserError):
                self._find("zephyrin", login=login)

    def test_my_day_follows_a_request_to_its_end(self):
        household = self._create_household()
        requests = self.env["food.aid.request"].with_user(self.users["instructor"])
        request = requests.create({"household_id": household.id})
        request.action_complete()
        board = self._board("instructor")
        self.assertEqual(
            self._section(board, "complete")["lines"][0]["label"],
            household.with_user(self.users["instructor"]).display_name,
        )
        request.action_assess()
        board = self._board("instructor")
        self.assertFalse(self._section(board, "complete")["lines"])
        self.assertEqual(self._section(board, "drafts")["count"], 1)
        request.assessment_ids.action_validate()
        board = self._board("instructor")
        self.assertEqual(self._section(board, "to_decide")["count"], 1)

    def test_the_commission_and_mine_are_told_apart(self):
        household = self._create_household(referent_id=self.users["social"].id)
        assessment = self._create_assessment(household, income=3000)
        assessment.action_validate()
        for role in ("instructor", "coordinator"):
            with self.subTest(role=role):
                board = self._board(role)
                self.assertEqual(self._section(board, "commission")["count"], 1)
                self.assertEqual(self._section(board, "to_decide")["count"], 0)
        mine = self._board("instructor", mine=True)
        self.assertEqual(self._section(mine, "commission")["count"], 0)
        mine = self._board("social", mine=True)
        self.assertEqual(self._section(mine, "commission")["count"], 1)

    def test_rights_that_end_soon_and_unanswered_referrals_come_up(self):
        household = self._create_household()
        right = self._create_right(household)
        today = fields.Date.today()
        right.write({"date_from": today - timedelta(days=9), "date_to": today})
        referral = self._create_referral(household, state="sent")
        board = self._board("instructor")
        self.assertEqual(self._section(board, "ending")["count"], 1)
        self.assertEqual(self._section(board, "waiting")["count"], 1)
        board = self._board("coordinator")
        self.assertNotIn("unanswered", [one["key"] for one in board["sections"]])
        self._send_ten_days_ago(referral)
        board = self._board("coordinator")
        self.assertEqual(self._section(board, "unanswered")["count"], 1)

    def _send_ten_days_ago(self, referral):
        # A sent referral is frozen: the test moves time, not the record.
        long_ago = fields.Datetime.now() - timedelta(days=10)
        self.env.cr.execute(
            "UPDATE food_aid_referral SET date_sent = %s WHERE id = %s", [long_ago, referral.id]
        )
        referral.invalidate_recordset()

    def test_the_coordinator_counts_and_opens_what_is_counted(self):
        self._create_right(self._create_household())
        deficit = self._create_assessment(self._create_household(), income=100, rent=400)
        deficit.action_validate()
        self.association.food_aid_accreditation_end = fields.Date.today()
        board = self._board("coordinator")
        figures = {figure["key"]: figure for figure in board["figures"]}
        self.assertEqual(figures["granted"]["value"], 1)
        self.assertEqual(figures["rights"]["value"], 1)
        self.assertEqual(figures["deficit"]["value"], 1)
        for figure in board["figures"]:
            with self.subTest(figure=figure["key"]):
                action = figure["action"]
                records = self.env[action["res_model"]].with_user(self.users["coordinator"])
                # nobody recorded a passage: nothing is measured yet
                expected = 0 if figure["key"] == "days" else figure["value"]
                self.assertEqual(records.search_count(action["domain"]), expected)
        lines = self._section(board, "accreditations")["lines"]
        self.assertIn(self.association.id, [line["id"] for line in lines])

    def test_the_number_of_queries_does_not_grow_with_the_households(self):
        for login in ("reception", "instructor", "coordinator"):
            self._fill(1)
            few = self._count_queries(login)
            self._fill(6)
            with self.subTest(login=login):
                self.assertEqual(self._count_queries(login), few)

    def _fill(self, count):
        for _index in range(count):
            household = self._create_household()
            self.env["food.aid.request"].create({"household_id": household.id})
            self._create_right(household)
            self._create_assessment(self._create_household()).action_validate()

    def _count_queries(self, login):
        """Count those of a request: what an environment remembers, as a time zone, ends with it."""
        self._board(login)
        self.env.flush_all()
        self.env.transaction.reset()
        before = self.env.cr.sql_log_count
        self._board(login)
        return self.env.cr.sql_log_count - before
