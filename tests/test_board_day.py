import json
from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools.json import json_default

from .test_appointment import AppointmentCase

TODAY = "2035-03-06"
FIGURES = [
    *("requests", "first", "granted", "days", "deficit", "needs"),
    *("rights", "ending", "never_came", "closed"),
]


@tagged("post_install", "-at_install")
class TestBoardDay(AppointmentCase):
    """The day of who receives, and what is abnormal on top."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(f"{TODAY} 07:00:00"))
        cls.nine = fields.Datetime.to_datetime(f"{TODAY} 08:00:00")

    def _board(self, login="reception", **options):
        return self.env["food.aid.board"].with_user(self.users[login]).get_board(**options)

    def _section(self, key, login="reception"):
        sections = self._board(login)["sections"]
        return next((one for one in sections if one["key"] == key), None)

    def _gestures(self, key="today", login="reception"):
        return [
            [gesture["method"] for gesture in line["gestures"]]
            for line in self._section(key, login)["lines"]
        ]

    def test_reception_sees_everybody_of_today_with_the_gestures_of_each(self):
        appointment = self._create_appointment(self.household, start=self.nine)
        self._create_appointment(contact_text="Somebody", start=self.nine + timedelta(hours=1))
        self._create_appointment(self.household, start=self.nine + timedelta(days=1))
        section = self._section("today")
        self.assertEqual(section["count"], 2)
        line = section["lines"][0]
        self.assertEqual(line["lead"], "09:00")
        self.assertEqual(line["label"], self.household.with_user(self.reception).display_name)
        self.assertIn("Zéphyrin", line["label"])
        self.assertEqual(line["detail"], "Social Fictive")
        self.assertEqual(section["lines"][1]["label"], "Somebody")
        planned = ["action_arrived", "action_absent", "action_move"]
        self.assertEqual(self._gestures(), [planned, planned])
        appointment.action_arrived()
        self.assertEqual(self._gestures()[0], ["action_done", "action_plan"])
        appointment.action_done()
        self.assertEqual(self._gestures()[0], ["action_plan"])
        appointment.action_plan()
        appointment.action_absent()
        self.assertEqual(self._gestures()[0], ["action_arrived", "action_move"])
        appointment.action_plan()
        appointment.action_cancel()
        self.assertEqual(self._section("today")["count"], 1)

    def test_my_day_is_mine(self):
        self._create_appointment(self.household, start=self.nine)
        self.assertEqual(self._section("today", "social")["count"], 1)
        self.assertEqual(self._section("today", "instructor")["count"], 0)
        self.assertIn("Appointment", self._section("today", "instructor")["empty"])

    def test_what_is_abnormal_comes_first_and_only_when_there_is_something(self):
        keys = [one["key"] for one in self._board()["sections"]]
        self.assertEqual(keys, ["today", "incomplete", "orientations"])
        self._create_appointment(self.household, start=self.nine - timedelta(days=1))
        away = self._create_appointment(self.household, start=self.nine + timedelta(days=1))
        moved = self._create_appointment(self.household, start=self.nine + timedelta(days=2))
        self.env["food.aid.leave"].create(
            {
                "user_id": self.worker.id,
                "company_id": self.company.id,
                "date_from": away.date,
                "date_to": away.date,
            }
        )
        moved._move({}, is_to_tell=True)
        sections = self._board()["sections"]
        self.assertEqual(
            [one["key"] for one in sections if one["is_abnormal"]], ["to_tell", "orphans", "late"]
        )
        self.assertEqual([one["is_abnormal"] for one in sections[:3]], [True] * 3)
        self.assertEqual(self._gestures("late"), [["action_done", "action_absent"]])
        self.assertEqual(self._section("orphans")["lines"][0]["id"], away.id)
        self.assertIsNone(self._section("late", "instructor"))
        self.assertEqual(self._section("late", "social")["count"], 1)
        self.assertEqual(self._section("late", "coordinator")["count"], 1)

    def test_a_reserved_file_shows_to_its_named_agents_alone(self):
        self._create_appointment(self.household, start=self.nine)
        self.household.write(
            {"is_reserved": True, "reserved_user_ids": [Command.set(self.worker.ids)]}
        )
        self.assertEqual(self._section("today")["count"], 0)
        self.assertEqual(self._section("today", "social")["count"], 1)

    def test_the_four_gestures_are_there_and_the_voucher_once_it_exists(self):
        exists = bool(
            self.env.ref("food_aid.food_aid_voucher_action_new", raise_if_not_found=False)
        )
        expected = ["new_request", "appointment", *(["voucher"] if exists else []), "card"]
        for login in ("reception", "instructor", "coordinator"):
            board = self._board(login)
            with self.subTest(login=login):
                self.assertEqual([one["key"] for one in board["buttons"]], expected)
                self.assertTrue(board["new_household"])
        self.assertEqual([one["kind"] for one in self._board()["taps"]], ["visit", "call", "mail"])

    def test_a_budget_in_deficit_without_a_decision_comes_first(self):
        assessment = self._create_assessment(self._create_household(), income=100, rent=400)
        assessment.action_validate()
        first = self._board("instructor")["sections"][0]
        self.assertEqual((first["key"], first["count"]), ("deficit", 1))
        self.assertEqual(self._section("to_decide", "instructor")["count"], 0)

    # ------------------------------------------------------------------
    # NEVER CAME
    # ------------------------------------------------------------------

    def _visit(self, referral, **vals):
        values = {
            "organisation_id": referral.organisation_id.id,
            "service_id": referral.service_id.id,
            "company_id": self.company.id,
            "referral_id": referral.id,
            "right_id": referral.right_id.id,
        }
        return self.env["food.aid.visit"].create(values | vals)

    def test_who_never_came_is_asked_after_a_week_where_passages_are_recorded(self):
        self.association.food_aid_step = "list"
        referral = self._create_referral(self.household)
        with freeze_time("2035-03-10 10:00:00"):
            self.assertEqual(self._section("never_came", "instructor")["count"], 0)
        with freeze_time("2035-03-14 10:00:00"):
            section = self._section("never_came", "instructor")
            self.assertEqual([line["id"] for line in section["lines"]], referral.ids)
            self._visit(referral, state="absent")
            self.assertEqual(self._section("never_came", "instructor")["count"], 1)
            self._visit(referral, state="proxy")
            self.assertEqual(self._section("never_came", "instructor")["count"], 0)

    def test_of_an_association_on_paper_nobody_is_said_not_to_come(self):
        self.association.food_aid_step = "paper"
        self._create_referral(self.household)
        with freeze_time("2035-03-14 10:00:00"):
            self.assertEqual(self._section("never_came", "instructor")["count"], 0)

    def test_three_distributions_missed_in_a_row_are_worth_a_call(self):
        referral = self._create_referral(self.household)
        for day in ("2035-03-02", "2035-03-04"):
            self._visit(referral, state="absent", date=day)
        self.assertIsNone(self._section("missed", "instructor"))
        self._visit(referral, state="absent", date="2035-03-05")
        section = self._section("missed", "instructor")
        self.assertEqual([line["id"] for line in section["lines"]], referral.ids)
        self.assertEqual(self._section("missed", "coordinator")["count"], 1)

    # ------------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------------

    def _figures(self, login="coordinator"):
        return {one["key"]: one for one in self._board(login)["figures"]}

    def test_the_coordinator_reads_ten_figures_and_each_opens_its_list(self):
        request = self.env["food.aid.request"].create(
            {"household_id": self.household.id, "needs_text": "Food", "date": "2035-03-01"}
        )
        assessment = self._create_assessment(
            self.household, user=self.users["instructor"], request_id=request.id
        )
        self._create_delegation(self.users["instructor"])
        assessment.action_validate()
        assessment.env["food.aid.decision"].create(
            {"assessment_id": assessment.id, "outcome": "granted"}
        )
        referral = self._create_referral(self.household)
        self.assertEqual(self._figures()["days"]["value"], "—")
        self._visit(referral, date="2035-03-05")
        self._visit(referral, date="2035-03-06")
        closed = self._create_service(self.association, name="Closed")
        self._create_referral(self.household, service=closed)
        closed.active = False
        figures = self._figures()
        self.assertEqual(list(figures), FIGURES)
        expected = {"requests": 1, "first": 1, "needs": 1, "days": 4, "rights": 1, "closed": 1}
        self.assertEqual({key: figures[key]["value"] for key in expected}, expected)
        for figure in figures.values():
            action = json.loads(json.dumps(figure["action"], default=json_default))
            records = self.env[action["res_model"]].with_user(self.users["coordinator"])
            with self.subTest(figure=figure["key"]):
                expected = 1 if figure["key"] == "days" else figure["value"]
                self.assertEqual(records.search_count(action["domain"]), expected)

    def test_no_figure_counts_a_reserved_file_of_others(self):
        self._create_referral(self.household)
        deficit = self._create_assessment(self.household, income=100, rent=400)
        deficit.action_validate()
        before = {key: one["value"] for key, one in self._figures().items()}
        self.assertEqual(before["rights"], 1)
        self.household.write(
            {"is_reserved": True, "reserved_user_ids": [Command.set(self.worker.ids)]}
        )
        after = {key: one["value"] for key, one in self._figures().items()}
        self.assertEqual(set(after.values()), {0, "—"})

    def test_the_queries_do_not_grow_with_the_day(self):
        def count(login):
            self._board(login)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._board(login)
            return self.env.cr.sql_log_count - before

        def fill(first, last):
            for rank in range(first, last):
                appointment = self._create_appointment(
                    self._create_household(), start=self.nine + timedelta(minutes=30 * rank)
                )
                appointment.is_to_tell = True

        fill(0, 2)
        few = {login: count(login) for login in ("reception", "social", "coordinator")}
        fill(2, 10)
        for login, queries in few.items():
            with self.subTest(login=login):
                self.assertLessEqual(count(login), queries)
