from datetime import date, timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import FoodAidCase, FoodAidMixin


@tagged("post_install", "-at_install")
class TestInterview(FoodAidCase):
    def _start(self, household=None, user="instructor"):
        household = household or self._create_household()
        return self.env["food.aid.assessment"].with_user(self.users[user])._start(household)

    # ------------------------------------------------------------------
    # THE WORKING NOTE
    # ------------------------------------------------------------------

    def test_validating_erases_the_note_once_that_was_agreed(self):
        draft = self._start()
        draft.note = "Comes back from hospital"
        with self.assertRaisesRegex(UserError, "working note"):
            draft.action_validate()
        self.assertEqual((draft.state, draft.note), ("draft", "Comes back from hospital"))
        draft.with_context(food_aid_erase_note=True).action_validate()
        self.assertEqual((draft.state, draft.note), ("validated", False))

    def test_the_note_is_neither_copied_nor_exported_nor_taken_into_a_renewal(self):
        draft = self._start()
        draft.note = "Comes back from hospital"
        self.assertFalse(draft.copy().note)
        self.assertFalse(draft.fields_get(["note"])["note"]["exportable"])
        draft.with_context(food_aid_erase_note=True).action_validate()
        self.assertFalse(self._start(draft.household_id).note)

    def test_the_note_of_a_draft_left_alone_is_erased(self):
        old, fresh = self._start(), self._start()
        (old + fresh).note = "Words"
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE food_aid_assessment SET write_date = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(days=31), old.id],
        )
        self.env.invalidate_all()
        self.env["food.aid.assessment"]._gc_notes()
        self.assertEqual((old.note, fresh.note), (False, "Words"))

    # ------------------------------------------------------------------
    # PEOPLE, HOUSING, NEEDS
    # ------------------------------------------------------------------

    def test_people_typed_here_are_those_of_the_household(self):
        draft = self._start()
        member = draft.household_id.member_ids
        added = draft.add_person()
        draft.write(
            {
                "member_ids": [
                    Command.update(member.id, {"status": "employed"}),
                    Command.update(added, {"first_name": "Lina", "birth_year": 2015}),
                ]
            }
        )
        self.assertEqual(member.status, "employed")
        self.assertEqual(draft.household_id.member_ids.mapped("first_name"), ["Samira", "Lina"])
        self.assertEqual(draft.member_ids, draft.household_id.member_ids)
        self.assertEqual(draft.size, 2)

    def test_the_first_person_added_is_the_applicant(self):
        draft = self._start(self._create_household(member_ids=[]))
        added = [draft.add_person(), draft.add_person()]
        members = self.env["food.aid.household.member"].browse(added)
        self.assertEqual(members.mapped("role"), ["applicant", "other"])

    def test_who_leaves_without_a_date_left_by_the_day_of_the_assessment(self):
        household = self._create_household(children=[date(2012, 3, 1)])
        draft = self._start(household)
        child = household.member_ids[1]
        draft.write({"member_ids": [Command.update(child.id, {"end_reason": "departure"})]})
        self.assertEqual((child.date_end, child.end_reason), (draft.date, "departure"))
        self.assertEqual(draft.member_ids, household.member_ids[0])

    def test_nobody_of_another_household_is_changed_from_here(self):
        draft, other = self._start(), self._create_household()
        command = Command.update(other.member_ids.id, {"first_name": "Changed"})
        with self.assertRaisesRegex(UserError, "not in the household"):
            draft.write({"member_ids": [command]})
        self.assertEqual(other.member_ids.first_name, "Samira")

    def test_housing_is_that_of_the_household(self):
        draft = self._start()
        draft.write({"housing": "hotel", "no_cooking": True, "street": "Hotel"})
        self.assertRecordValues(
            draft.household_id, [{"housing": "hotel", "no_cooking": True, "street": "Hotel"}]
        )

    def test_needs_are_those_of_the_request_and_make_one_when_there_is_none(self):
        draft = self._start()
        self.assertFalse(draft.request_id)
        draft.needs_text = "Food"
        self.assertRecordValues(
            draft.request_id,
            [{"needs_text": "Food", "household_id": draft.household_id.id, "rank": "first"}],
        )
        request = draft.request_id
        draft.needs_text = "Food and a bed"
        self.assertEqual((draft.request_id, request.needs_text), (request, "Food and a bed"))

    def test_no_need_makes_no_request(self):
        draft = self._start()
        draft.needs_text = False
        self.assertFalse(draft.request_id)

    # ------------------------------------------------------------------
    # AMOUNTS
    # ------------------------------------------------------------------

    def test_three_months_make_their_mean_to_the_cent(self):
        line = self._start().line_ids[0]
        line.write({"period": "mean", "month_1": 100, "month_2": 0, "month_3": 100.01})
        self.assertEqual((line.declared_amount, line.retained_amount), (66.67, 66.67))
        line.month_2 = 100
        self.assertEqual((line.declared_amount, line.retained_amount), (100, 100))

    def test_a_mean_declared_without_its_months_stays(self):
        line = self._start().line_ids[0]
        line.write({"period": "mean", "declared_amount": 432.1})
        self.assertEqual((line.declared_amount, line.retained_amount), (432.1, 432.1))
        self.assertFalse(line.is_unexplained)

    def test_quarters_and_years_are_brought_to_a_month(self):
        line = self._start().line_ids[0]
        for period, declared, retained in (
            ("quarter", 100, 33.33),
            ("quarter", 200, 66.67),
            ("year", 1000, 83.33),
            ("year", 0.06, 0.01),
        ):
            with self.subTest(period=period, declared=declared):
                line.write({"period": period, "declared_amount": declared})
                self.assertEqual(line.retained_amount, retained)
                self.assertFalse(line.is_unexplained)

    def test_a_line_says_when_its_reason_is_wanted(self):
        line = self._start().line_ids[0]
        line.write({"declared_amount": 600})
        line.retained_amount = 500
        self.assertTrue(line.is_unexplained)
        line.reason = "Ended this month"
        self.assertFalse(line.is_unexplained)

    @mute_logger("odoo.sql_db")
    def test_no_month_is_negative(self):
        line = self._start().line_ids[0]
        with self.assertRaises(IntegrityError):
            line.write({"month_2": -1})
            line.flush_recordset()

    def test_unpaid_bills_stay_out_of_the_budget(self):
        draft = self._create_assessment(self._create_household())
        before = (draft.income, draft.expense, draft.value)
        draft.add_unpaid("rent")
        draft.unpaid_ids.write({"amount": 850, "date_since": date(2026, 1, 5)})
        draft.add_unpaid("water")
        self.assertEqual((draft.income, draft.expense, draft.value), before)
        self.assertEqual(draft.unpaid_total, 850)
        draft.action_validate()
        self.assertEqual(draft.unpaid_ids.mapped("kind"), ["rent"])  # the empty one is dropped

    def test_a_line_is_added_under_its_heading(self):
        draft = self._start()
        category = self.env["food.aid.budget.category"].create(
            {"name": "Tips", "code": "tips_of_test", "kind": "income"}
        )
        line = self.env["food.aid.assessment.line"].browse(draft.add_line(category.id))
        self.assertEqual((line.assessment_id, line.kind), (draft, "income"))

    # ------------------------------------------------------------------
    # FROZEN, AND FOR WHOM
    # ------------------------------------------------------------------

    def test_nothing_is_typed_into_a_validated_assessment(self):
        draft = self._create_assessment(self._create_household(), user=self.users["instructor"])
        draft.add_unpaid("rent")
        draft.unpaid_ids.amount = 10
        draft.action_validate()
        member = draft.household_id.member_ids
        for values in (
            {"note": "Words"},
            {"housing": "hotel"},
            {"needs_text": "Food"},
            {"member_ids": [Command.update(member.id, {"first_name": "Changed"})]},
        ):
            with self.subTest(values=values), self.assertRaisesRegex(UserError, "validated"):
                draft.write(values)
        for call in (
            draft.add_person,
            lambda: draft.add_unpaid("rent"),
            lambda: draft.add_line(self._category("wage").id),
            lambda: draft.unpaid_ids.write({"amount": 5}),
            draft.unpaid_ids.unlink,
            lambda: draft.line_ids[0].write({"month_1": 5}),
        ):
            with self.assertRaisesRegex(UserError, "validated"):
                call()
        self.assertEqual(member.first_name, "Samira")
        self.assertFalse(draft.household_id.housing)

    def test_only_those_who_assess_type_and_turn_the_screen(self):
        draft = self._create_assessment(self._create_household())
        for login, user in self.users.items():
            mine = draft.with_user(user)
            with self.subTest(login=login):
                if login in ("instructor", "social", "coordinator"):
                    mine.add_unpaid("rent")
                    self.assertTrue(mine.get_person_view()["people"])
                    continue
                for call in (mine.get_person_view, mine.add_person):
                    with self.assertRaises(AccessError):
                        call()

    def test_a_reserved_file_is_neither_typed_into_nor_turned(self):
        household = self._create_household()
        draft = self._create_assessment(household)
        draft.add_unpaid("rent")
        household.write(
            {"is_reserved": True, "reserved_user_ids": [Command.set(self.users["social"].ids)]}
        )
        mine = draft.with_user(self.users["instructor"])
        for call in (mine.get_person_view, mine.add_person, lambda: mine.add_unpaid("rent")):
            with self.assertRaises(AccessError):
                call()
        unpaid = self.env["food.aid.assessment.unpaid"].with_user(self.users["instructor"])
        self.assertFalse(unpaid.search([("assessment_id", "=", draft.id)]))
        with self.assertRaises(AccessError):
            unpaid.browse(draft.unpaid_ids.ids).read(["amount"])
        seen = unpaid.with_user(self.users["social"]).search([("assessment_id", "=", draft.id)])
        self.assertEqual(seen, draft.unpaid_ids)


@tagged("post_install", "-at_install")
class TestRenewal(FoodAidCase):
    def _renew(self, household):
        self.env["food.aid.budget.category"].search([]).is_usual = False
        former = self._create_assessment(household)
        former.add_unpaid("rent")
        former.unpaid_ids.amount = 50
        former.action_validate()
        return former, self.env["food.aid.assessment"]._start(household)

    def test_a_renewal_without_change_shows_none(self):
        former, renewal = self._renew(self._create_household())
        self.assertEqual(renewal.source_id, former)
        changes = renewal.changes
        self.assertFalse([line for line in changes["lines"] if line["changed"]])
        self.assertEqual((changes["came"], changes["left"]), ([], []))
        self.assertEqual(renewal.unpaid_ids.amount, 50)
        renewal.action_validate()
        self.assertEqual(renewal.case["lines"], former.case["lines"])

    def test_a_first_assessment_compares_nothing(self):
        self.assertFalse(self._create_assessment(self._create_household()).changes)

    def test_a_renewal_has_the_usual_lines_that_last_time_had_not(self):
        household = self._create_household()
        self._create_assessment(household).action_validate()
        self.env["food.aid.budget.category"].search([]).is_usual = False
        usual = self.env["food.aid.budget.category"].create(
            {"name": "Tips", "code": "tips_of_test", "kind": "income", "is_usual": True}
        )
        self._category("wage").is_usual = True
        codes = self.env["food.aid.assessment"]._start(household).line_ids.category_id
        self.assertEqual(codes, self._category("wage") | self._category("rent") | usual)
        self.assertEqual(len(codes), 3)

    def test_lines_and_result_stand_side_by_side(self):
        _former, renewal = self._renew(self._create_household())
        wage = renewal.line_ids.filtered(lambda line: line.category_id.code == "wage")
        wage.declared_amount = 450
        changed = [line for line in renewal.changes["lines"] if line["changed"]]
        amounts = [(line["before"], line["now"]) for line in changed]
        self.assertEqual(len(changed), 3)  # the wage, what is left, and per person and day
        self.assertRegex(str(amounts[0]), r"600.00.*450.00")
        self.assertRegex(str(amounts[1]), r"200.00.*50.00")
        self.assertRegex(str(amounts[2]), r"6.67.*1.67")

    def test_who_came_and_who_left_is_named_in_the_draft_alone(self):
        household = self._create_household(children=[date(2012, 3, 1)])
        today = fields.Date.context_today(household)
        _former, renewal = self._renew(household)
        household.member_ids[1].write({"date_end": today, "end_reason": "departure"})
        self.env["food.aid.household.member"].create(
            {
                "household_id": household.id,
                "role": "hosted",
                "first_name": "Zoé",
                "birth_year": 1950,
                "date_start": today,
            }
        )
        renewal.date = today
        _former.invalidate_recordset()
        changes = renewal._get_changes(self._before(_former))
        self.assertEqual((changes["came"], changes["left"]), (["Zoé (1950)"], ["Child (2012)"]))
        renewal.action_validate()
        self.assertEqual((renewal.changes["came"], renewal.changes["left"]), ([], []))

    def _before(self, former):
        """Return `former` as it would be, had it been validated last month."""
        last_month = fields.Date.subtract(former.date, months=1)
        former.flush_recordset()
        self.env.cr.execute(
            "UPDATE food_aid_assessment SET date = %s WHERE id = %s", [last_month, former.id]
        )
        former.invalidate_recordset()
        return former


@tagged("post_install", "-at_install")
class TestPersonView(FoodAidCase):
    def _view(self, **amounts):
        draft = self._create_assessment(self._create_household(), **amounts)
        draft.note = "Comes back from hospital"
        return draft, draft.get_person_view()

    def test_people_budget_and_result_in_plain_words(self):
        draft, view = self._view()
        self.assertRegex(view["people"][0], r"^Samira, \d\d years$")
        self.assertRegex(str(view["budget"][0]["lines"]), r"600.00")
        self.assertRegex(str(view["budget"][1]["total"]), r"400.00")
        self.assertRegex(str(view["remaining"]), r"200.00.*6.67")
        self.assertRegex(view["result"][0], "gives this help.*10 %")
        self.assertRegex(view["result"][-1], "proposal")
        text = str(view)
        for hidden in ("hospital", "Fictive", draft.household_id.name, "scale", "06 12"):
            self.assertNotIn(hidden, text)

    def test_ages_are_said_as_people_say_them(self):
        day = date(2026, 3, 1)
        births = [date(2025, 3, 2), date(2025, 3, 1), date(2024, 3, 1)]
        household = self._create_household(children=births)
        household.member_ids[1].first_name = False
        self.env["food.aid.household.member"].create(
            {"household_id": household.id, "role": "child", "expected_date": date(2026, 9, 1)}
        )
        draft = self._create_assessment(household, date=day)
        people = draft.get_person_view()["people"][1:]
        self.assertEqual(
            people[:3], ["A child, less than a year", "Child, one year", "Child, 2 years"]
        )
        self.assertRegex(people[3], "A child expected on .*2026")

    def test_unpaid_bills_are_said_apart(self):
        draft, _view = self._view()
        draft.add_unpaid("rent")
        draft.unpaid_ids.write({"amount": 850, "date_since": date(2026, 1, 5)})
        block = draft.get_person_view()["budget"][-1]
        self.assertRegex(block["title"], "not counted")
        self.assertRegex(str(block["lines"]), r"Rent, since .*850.00")

    def test_nobody_reads_a_bare_no(self):
        self.scale.version_ids.action_draft()
        self.scale.version_ids.tier_ids[-1].outcome = "refused"
        self.scale.version_ids.action_open()
        _draft, view = self._view(income=4000)
        self.assertRegex(view["result"][0], "does not give this help. Other help exists")

    def test_the_commission_and_the_deficit_are_said_without_alarm(self):
        _draft, view = self._view(income=4000)
        self.assertRegex(view["result"][0], "several people")
        _draft, view = self._view(income=100)
        self.assertRegex(str(view["result"]), "More goes out than comes in")

    def test_what_is_missing_is_said_as_such(self):
        draft, _view = self._view()
        draft.household_id.member_ids.birthdate = False
        view = draft.get_person_view()
        self.assertEqual(view["people"], ["Samira"])
        self.assertEqual((view["remaining"], len(view["result"])), ([], 1))

    def test_once_decided_it_is_no_proposal_any_more(self):
        self._create_delegation(self.users["instructor"])
        draft = self._create_assessment(self._create_household(), user=self.users["instructor"])
        draft.action_validate()
        draft.action_follow_proposal()
        self.assertNotIn("proposal", str(draft.get_person_view()["result"]))


@tagged("post_install", "-at_install")
class TestInterviewTours(FoodAidMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()
        cls.env["food.aid.budget.category"].search([]).is_usual = False
        (cls._category("wage") | cls._category("rent")).is_usual = True
        (cls._category("wage")).name = "wage"
        cls.household = cls._create_household()
        cls.login = cls.users["instructor"].login

    def _tour(self, name, record):
        url = f"/odoo/{record._name}/{record.id}"
        self.start_tour(url, name, login=self.login)

    def test_an_interview_goes_from_a_blank_note_to_the_result(self):
        self._tour("food_aid_interview", self.household)
        assessment = self.household.assessment_ids
        self.assertRecordValues(
            assessment, [{"state": "validated", "note": False, "income": 600.17, "size": 2}]
        )
        self.assertEqual(assessment.expense, 400)
        self.assertRecordValues(assessment.unpaid_ids, [{"kind": "rent", "amount": 850}])
        self.assertEqual(assessment.request_id.needs_text, "Food until the end of the month")
        self.assertEqual(self.household.street, "3 Example Street")
        child = self.household.member_ids[1]
        self.assertRecordValues(
            child, [{"first_name": "Lina", "role": "child", "birthdate": date(2015, 4, 2)}]
        )

    def test_a_renewal_without_change_takes_a_minute_at_most(self):
        self._create_delegation(self.users["instructor"])
        self._create_assessment(self.household).action_validate()
        self.start_tour("/odoo/food-aid", "food_aid_renewal", login=self.login)
        renewal = self.household.assessment_ids[0]
        self.assertRecordValues(renewal, [{"state": "validated", "is_decided": True}])

    def test_those_who_work_in_food_aid_have_a_veil(self):
        for login, veiled in (
            *((login, True) for login in ("reception", "social", "stock", "dpo", "observer")),
            ("employee", False),
        ):
            with self.subTest(login=login):
                self.authenticate(self.users[login].login, self.users[login].login)
                info = self.make_jsonrpc_request("/web/session/get_session_info", {})
                self.assertEqual(info["food_aid_veil"], veiled)

    def test_one_key_hides_the_screen(self):
        self._tour("food_aid_veil", self.household)

    def test_the_screen_turns_to_the_person(self):
        draft = self._create_assessment(self.household, note="Comes back from hospital")
        self._tour("food_aid_person_view", draft)

    def test_the_end_of_a_session_loses_nothing(self):
        draft = self._create_assessment(self.household)
        self._tour("food_aid_lost_session", draft)
        self.assertEqual(draft.note, "Xylophone told after the end")
        self.assertEqual(draft.income, 712.34)
        self.assertEqual(draft.write_uid, self.users["instructor"])
