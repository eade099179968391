from datetime import date, timedelta
from types import SimpleNamespace

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..tools.quota import period_of
from .common import FoodAidCase

TUESDAY = date(2026, 3, 10)


class VisitsCase(FoodAidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(TUESDAY))
        cls.association.write({"lead_company_id": cls.company.id, "food_aid_step": "list"})
        cls.service.write({"quota": 1, "quota_period": "week"})
        cls.household = cls._create_household(children=[date(2025, 6, 1)])
        cls.referral = cls._create_referral(cls.household, level="full")
        cls.distribution = cls._open()

    @classmethod
    def _open(cls, day=TUESDAY, service=None, login="volunteer"):
        distributions = cls.env["food.aid.distribution"].with_user(cls.users[login])
        return distributions._open((service or cls.service).id, day)

    def _record(self, state="came", distribution=None, referral=None, **values):
        distribution = distribution or self.distribution
        return distribution._record((referral or self.referral).id, state, **values)

    def _visit(self, answer):
        return self.env["food.aid.visit"].browse(answer["visit_id"])


class TestQuotaPeriods(FoodAidCase):
    def test_weeks_begin_on_monday_and_months_are_the_calendar_s(self):
        sunday = date(2026, 3, 15)
        self.assertEqual(period_of("week", TUESDAY, TUESDAY), (date(2026, 3, 9), sunday))
        self.assertEqual(period_of("week", sunday, TUESDAY), (date(2026, 3, 9), sunday))
        self.assertEqual(
            period_of("month", date(2026, 2, 28), TUESDAY), (date(2026, 2, 1), date(2026, 2, 28))
        )
        self.assertEqual(
            period_of("month", date(2025, 12, 3), TUESDAY), (date(2025, 12, 1), date(2025, 12, 31))
        )
        first, last = period_of("total", TUESDAY, TUESDAY)
        self.assertTrue(first < date(1900, 1, 1) and last > date(2900, 1, 1))

    def test_fortnights_follow_each_other_from_the_start_without_a_gap(self):
        start, seen = date(2026, 1, 7), set()
        for offset in range(-30, 60):
            day = start + timedelta(days=offset)
            first, last = period_of("fortnight", day, start)
            self.assertTrue(first <= day <= last)
            self.assertEqual((last - first).days, 13)
            self.assertEqual((first - date(2026, 1, 5)).days % 14, 0)
            seen.add(first)
        self.assertIn(len(seen), (7, 8))


@tagged("post_install", "-at_install")
class TestVisits(VisitsCase):
    """Passages: recorded, counted, undone, never refused."""

    # ------------------------------------------------------------------
    # ONE
    # ------------------------------------------------------------------

    def test_a_passage_keeps_the_counts_of_the_day_and_moves_the_household(self):
        self.household.date_last_operation = date(2026, 1, 1)
        visit = self._visit(self._record())
        self.assertEqual((visit.state, visit.kind, visit.size), ("came", "listed", 2))
        self.assertEqual((visit.age_0_2, visit.age_26_64), (1, 1))
        self.assertEqual(visit.household_id, self.household)
        self.assertEqual(visit.company_id, self.company)
        self.assertEqual(self.household.date_last_operation, TUESDAY)
        self.assertEqual(self.household.date_last_visit, TUESDAY)
        self.assertEqual(self.referral.date_first_visit, TUESDAY)
        self.assertEqual(self.distribution.household_count, 1)
        self.assertEqual(self.distribution.person_count, 2)
        self.assertEqual(self.distribution.baby_count, 1)

    def test_a_passage_of_the_past_never_moves_the_household_back(self):
        self.household.date_last_operation = TUESDAY
        old = self._open(TUESDAY - timedelta(days=7))
        self.referral.right_id.date_from = date(2026, 1, 1)
        self.env.cr.execute(
            "UPDATE food_aid_referral SET date_sent = '2026-01-01', date_from = '2026-01-01'"
        )
        self.env.invalidate_all()
        self.assertEqual(self._record(distribution=old)["status"], "recorded")
        self.assertEqual(self.household.date_last_operation, TUESDAY)

    def test_the_same_message_gets_the_first_answer(self):
        first = self._record(client_uuid="one")
        self.assertEqual(self._record(client_uuid="one"), first)
        self.distribution._undo(first["visit_id"])
        self.assertEqual(self._record(client_uuid="one"), first)
        self.assertEqual(self.distribution.household_count, 0)
        self.assertEqual(len(self.referral.visit_ids), 1)

    def test_the_message_of_another_organisation_answers_nothing_of_it(self):
        self._record(client_uuid="one")
        household = self._create_household("Boris")
        self._create_right(household)
        theirs = self._create_referral(household, self.other_service)
        other = self._open(service=self.other_service, login="other_volunteer")
        answer = self._record(distribution=other, referral=theirs, client_uuid="one")
        self.assertEqual(self._visit(answer).organisation_id, self.other_association)

    def test_somebody_is_sent_in_their_place(self):
        visit = self._visit(self._record("proxy", proxy="friend"))
        self.assertEqual((visit.state, visit.proxy), ("proxy", "friend"))
        self.assertEqual(self.referral.visit_count, 1)
        for state, values in (
            ("proxy", {}),
            ("proxy", {"proxy": "Paul"}),
            ("undone", {}),
            ("came", {"reason": "x"}),
        ):
            with self.subTest(state=state, values=values), self.assertRaises(UserError):
                self._record(state, **values)

    def test_a_passage_is_recorded_once_a_distribution(self):
        first = self._record(client_uuid="one")
        again = self._record(client_uuid="two")
        self.assertEqual(again, {"status": "known", "visit_id": first["visit_id"]})

    def test_an_absent_person_may_still_come(self):
        self._record("absent")
        self.assertEqual((self.referral.missed_count, self.referral.visit_count), (1, 0))
        self.assertEqual(self.distribution.household_count, 0)
        self.assertEqual(self._record()["status"], "recorded")
        self.assertEqual((self.referral.missed_count, self.referral.visit_count), (0, 1))

    def test_an_undone_passage_counts_no_more_and_may_be_recorded_again(self):
        answer = self._record()
        right = self.referral.right_id
        self.assertEqual(right.passage_count, 1)
        self.assertTrue(self.distribution._undo(answer["visit_id"]))
        self.assertFalse(self.distribution._undo(answer["visit_id"]))
        self.assertEqual(right.passage_count, 0)
        self.assertFalse(self.referral.date_first_visit)
        self.assertEqual(self._record()["status"], "recorded")

    # ------------------------------------------------------------------
    # WHAT IS LEFT
    # ------------------------------------------------------------------

    def test_a_second_passage_of_the_week_needs_a_reason_and_is_never_refused(self):
        self._record()
        friday = self._open(TUESDAY + timedelta(days=3))
        answer = self._record(distribution=friday)
        self.assertEqual(answer, {"status": "beyond", "visit_id": False})
        self.assertEqual(friday.household_count, 0)
        answer = self._record(distribution=friday, reason="hard")
        visit = self._visit(answer)
        self.assertEqual(
            (answer["status"], visit.is_beyond, visit.reason), ("recorded", True, "hard")
        )
        monday = self._open(TUESDAY + timedelta(days=6))
        self.assertEqual(self._record(distribution=monday)["status"], "recorded")

    def test_a_reason_given_for_nothing_is_not_kept(self):
        visit = self._visit(self._record(reason="hard"))
        self.assertFalse(visit.is_beyond or visit.reason)

    def test_the_passages_of_a_right_are_shared_by_the_services_that_honour_it(self):
        right = self.referral.right_id
        right.write({"quota": 2, "quota_period": "week"})
        elsewhere = self._create_referral(self.household, self.other_service)
        own = self._create_referral(self._create_household("Zoé"))
        self.assertEqual(elsewhere.quota, 2)
        other = self._open(service=self.other_service, login="other_volunteer")
        self._record(distribution=other, referral=elsewhere)
        referrals = self.referral + own
        # copies were made when the first referral was sent: one a week, of two owed
        passages = referrals._get_passages(TUESDAY)
        self.assertEqual((passages[self.referral.id]["used"], passages[own.id]["used"]), (1, 0))
        self.assertEqual(elsewhere._get_passages(TUESDAY)[elsewhere.id]["left"], 1)
        self.assertEqual(right.left_count, "1 / 2")

    def test_the_passages_of_a_service_are_its_own(self):
        elsewhere = self._create_referral(self.household, self.other_service)
        self._record()
        self.assertEqual(self.referral._get_passages(TUESDAY)[self.referral.id]["left"], 0)
        self.assertIsNone(elsewhere._get_passages(TUESDAY)[elsewhere.id]["left"])

    def test_how_many_queries_does_not_follow_how_many_people(self):
        others = self.env["food.aid.referral"]
        for name in "ABC":
            others += self._create_referral(self._create_household(name))
        self.env.flush_all()
        counts = []
        for referrals in (self.referral, self.referral + others):
            self.env.invalidate_all()
            with self.assertQueryCount(5):
                before = self.env.cr.sql_log_count
                referrals.with_user(self.users["volunteer"])._get_passages(TUESDAY)
                counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_an_ended_right_or_referral_needs_a_reason(self):
        self.referral.action_end()
        late = self._open(TUESDAY + timedelta(days=7))
        self.assertEqual(self._record(distribution=late)["status"], "ended")
        self.assertEqual(self._record(distribution=late, reason="ccas")["status"], "recorded")
        # it ended today: a list of today, entered afterwards, still holds it
        self.assertIn(self.referral.id, self.distribution._get_expected().ids)
        self.assertNotIn(self.referral.id, late._get_expected().ids)
        self.assertEqual(self._record()["status"], "recorded")

    def test_serving_somebody_who_waits_for_an_answer_needs_a_reason(self):
        waiting = self._create_referral(
            self._create_household("Boris"), self._create_service(self.association), state="sent"
        )
        self.assertEqual(self._record(referral=waiting)["status"], "ended")
        self.assertEqual(self._record(referral=waiting, reason="plenty")["status"], "recorded")

    # ------------------------------------------------------------------
    # A LIST
    # ------------------------------------------------------------------

    def _create_list(self, count):
        right_user = self.users["instructor"]
        households = [self._create_household(f"Person{n}") for n in range(count)]
        for household in households:
            self._create_right(household, right_user)
        return self.env["food.aid.referral"].union(
            *(self._create_referral(household) for household in households)
        )

    def test_a_ticked_list_is_entered_at_once(self):
        others = self._create_list(4)
        came, sent = (self.referral + others[:2]), others[2]
        recorded = self.distribution._record_list(
            came.ids, {sent.id: "family"}, others_absent=True, client_uuid="form"
        )
        self.assertEqual(recorded, 4)
        states = others.visit_ids.sorted("id").mapped("state")
        self.assertEqual(sorted(states), ["absent", "came", "came", "proxy"])
        self.assertEqual(self.distribution.household_count, 4)
        again = self.distribution._record_list(
            came.ids, {sent.id: "family"}, others_absent=True, client_uuid="form"
        )
        self.assertEqual((again, self.distribution.household_count), (0, 4))

    def test_a_list_sent_again_does_not_bring_back_what_was_undone(self):
        self.distribution._record_list(self.referral.ids, client_uuid="form")
        self.distribution._undo(self.referral.visit_ids.id)
        self.assertEqual(self.distribution._record_list(self.referral.ids, client_uuid="form"), 0)
        self.assertEqual(self.distribution._record_list(self.referral.ids, client_uuid="new"), 1)

    def test_two_volunteers_who_enter_halves_of_a_list_lose_nothing(self):
        others = self._create_list(3)
        self.distribution._record_list(others[:2].ids, client_uuid="a")
        self.distribution._record_list(others[1:].ids, client_uuid="b")
        self.assertEqual(self.distribution.household_count, 3)

    def test_a_tick_beyond_the_plan_is_recorded_as_ticked_on_paper(self):
        self._record()
        friday = self._open(TUESDAY + timedelta(days=3))
        friday._record_list(self.referral.ids)
        visit = friday.sudo().visit_ids
        self.assertEqual((visit.state, visit.is_beyond, visit.reason), ("came", True, "paper"))

    def test_nobody_is_absent_who_has_come_already_or_may_come_another_day(self):
        self._record()
        friday = self._open(TUESDAY + timedelta(days=3))
        friday._record_list([], others_absent=True)
        self.assertFalse(friday.sudo().visit_ids)
        self.service.write({"quota": 1, "quota_period": "month"})
        monthly = self._create_referral(self._create_household("Boris"))
        friday._record_list([], others_absent=True)
        self.assertFalse(monthly.visit_ids)

    def test_people_without_a_referral_are_counted_by_age(self):
        bands = {"age_0_2": 1, "age_26_64": 2}
        for _time in range(2):
            self.distribution._record_unknown(bands, 2, client_uuid="form-unknown")
        visit = self.distribution.sudo().visit_ids
        self.assertEqual((visit.kind, visit.size, visit.household_count), ("unknown", 3, 2))
        self.assertEqual((visit.age_0_2, visit.company_id), (1, self.company))
        self.distribution._record_unknown({"age_65": 1})
        self.assertEqual(self.distribution.household_count, 3)
        self.distribution._record_unknown({})
        self.assertEqual(self.distribution.household_count, 3)
        for bands in ({"age_65": -1}, {"age_65": 10**6}):
            with self.subTest(bands=bands), self.assertRaises(UserError):
                self.distribution._record_unknown(bands)

    # ------------------------------------------------------------------
    # THREE NUMBERS
    # ------------------------------------------------------------------

    def test_three_numbers_are_a_complete_report(self):
        self.distribution._tell(38, 94, 412.5)
        self.assertEqual(self.distribution.state, "closed")
        self.assertEqual(
            (self.distribution.household_count, self.distribution.person_count), (38, 94)
        )
        self.assertEqual(self.distribution.weight, 412.5)

    def test_what_was_recorded_is_part_of_the_total_told(self):
        self._record()
        self.distribution._tell(5, 9, 40)
        visits = self.distribution.sudo().visit_ids
        self.assertEqual(sorted(visits.mapped("household_count")), [1, 4])
        self.assertEqual(self.distribution.person_count, 9)
        for households, persons in ((1, 1), (3, 2)):
            self.distribution.action_reopen()
            with self.subTest(households=households), self.assertRaises(UserError):
                self.distribution._tell(households, persons)

    def test_numbers_left_out_are_those_that_were_counted(self):
        self._record()
        self.distribution._tell(weight=12)
        self.assertEqual(
            (self.distribution.household_count, self.distribution.person_count), (1, 2)
        )
        self.assertEqual(len(self.distribution.sudo().visit_ids), 1)

    def test_impossible_numbers_are_refused_and_nothing_is_lost(self):
        for numbers in ((-1, 2), (2, -1), (10**5, 10**5), (1, 1, -3), (1, 1, float("nan"))):
            with self.subTest(numbers=numbers), self.assertRaises(UserError):
                self.distribution._tell(*numbers)
        self.assertEqual(self.distribution.state, "open")

    def test_a_closed_distribution_is_corrected_by_opening_it_again(self):
        self.distribution._tell(38, 94, 412)
        for method, arguments in (("_record", (self.referral.id,)), ("_tell", (1, 1))):
            with self.subTest(method=method), self.assertRaisesRegex(UserError, "Open it again"):
                getattr(self.distribution, method)(*arguments)
        with self.assertRaises(UserError):
            self.distribution.sudo().weight = 1
        self.distribution.action_reopen()
        self.assertEqual(self.distribution.household_count, 0)
        self.distribution._tell(40, 99, 412)
        self.assertEqual(self.distribution.household_count, 40)

    def test_a_distribution_is_opened_once(self):
        self.assertEqual(self._open(), self.distribution)
        self.assertNotEqual(self._open(TUESDAY + timedelta(days=1)), self.distribution)
        for day in (date(2020, 1, 1), date(2030, 1, 1)):
            with self.subTest(day=day), self.assertRaises(UserError):
                self._open(day)
        with self.assertRaises(UserError):
            self._open(service=self.other_service)

    # ------------------------------------------------------------------
    # WHO IS MISSED
    # ------------------------------------------------------------------

    def test_three_missed_in_a_row_are_worth_a_call(self):
        missed = self.env["food.aid.referral"]._get_missed_domain()
        for week in range(3):
            self.assertFalse(self.env["food.aid.referral"].search(missed))
            self._record("absent", self._open(TUESDAY + timedelta(weeks=week)))
        self.assertEqual(self.env["food.aid.referral"].search(missed), self.referral)
        volunteer = self.env["food.aid.referral"].with_user(self.users["volunteer"])
        self.assertEqual(volunteer.search(volunteer._get_missed_domain()), self.referral)
        self._record("came", self._open(TUESDAY + timedelta(weeks=4)))
        self.assertFalse(self.env["food.aid.referral"].search(missed))

    def test_who_was_referred_but_never_came(self):
        def never_came(login="instructor", days=7):
            referrals = self.env["food.aid.referral"].with_user(self.users[login])
            return referrals.search(referrals._get_never_came_domain(days)).sudo()

        self.assertFalse(never_came())
        with freeze_time(TUESDAY + timedelta(days=6)):
            self.assertFalse(never_came())
        with freeze_time(TUESDAY + timedelta(days=7)):
            self.assertEqual(never_came(), self.referral)
            self.assertEqual(never_came("volunteer"), self.referral)
            self.assertFalse(never_came(days=30))
            # an association that gives numbers tells nothing about anybody
            self.association.food_aid_step = "numbers"
            self.assertFalse(never_came())
            self.association.food_aid_step = "list"
            self._record("absent", self._open(TUESDAY + timedelta(days=7)))
            self.assertEqual(never_came(), self.referral)
            self._record("came", self._open(TUESDAY + timedelta(days=7)))
            self.assertFalse(never_came())

    def test_days_from_request_to_first_passage(self):
        household = self._create_household("Boris")
        request = self.env["food.aid.request"].create(
            {"household_id": household.id, "date": TUESDAY - timedelta(days=12)}
        )
        assessment = self._create_assessment(
            household, user=self.users["instructor"], request_id=request.id
        )
        assessment.action_validate()
        assessment.env["food.aid.decision"].create(
            {"assessment_id": assessment.id, "outcome": "granted"}
        )
        referral = self._create_referral(household)
        requests = self.env["food.aid.request"].with_user(self.users["coordinator"])
        self.assertEqual(requests._get_days_to_first_visit(), (0, 0))
        self._record(referral=referral)
        self.assertEqual(requests._get_days_to_first_visit(), (12, 1))

    # ------------------------------------------------------------------
    # PACE, CLOSURES, FIGURES
    # ------------------------------------------------------------------

    def test_the_manager_chooses_the_pace_and_goes_back(self):
        manager = self.env["res.partner"].with_user(self.users["manager"])
        for step in ("paper", "numbers", "list", "paper"):
            manager._food_aid_choose_step(step)
            self.assertEqual(self.association.food_aid_step, step)
        for step in ("desk", "stock", "x", False):
            with self.subTest(step=step), self.assertRaises(UserError):
                manager._food_aid_choose_step(step)
        for role in ("volunteer", "prescriber", "reception", "coordinator"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                manager.with_user(self.users[role])._food_aid_choose_step("list")
        self.assertEqual(self.association.food_aid_step, "paper")

    def test_an_association_says_when_it_is_closed(self):
        closures = self.env["food.aid.closure"].with_user(self.users["manager"])
        days = (TUESDAY, TUESDAY + timedelta(days=14))
        closure = closures._announce(*days, "See the church hall")
        self.assertEqual(closures._announce(*days, "See the church hall"), closure)
        self.assertEqual(self.association.food_aid_closure_ids, closure.sudo())
        for wrong in ((days[1], days[0]), (False, days[1]), (date(2026, 1, 1), date(2026, 1, 2))):
            with self.subTest(wrong=wrong), self.assertRaises(UserError):
                closures._announce(*wrong)
        for role in ("volunteer", "prescriber"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                closures.with_user(self.users[role])._announce(*days)
        closure._take_back()
        self.assertFalse(self.association.food_aid_closure_ids)

    def test_each_ccas_counts_only_its_own(self):
        theirs = self._create_household(company_id=self.other_company.id)
        referral = self.env["food.aid.referral"].create(
            {
                "household_id": theirs.id,
                "service_id": self._create_service(
                    self.association,
                    kind_id=self.env.ref("food_aid.service_kind_social").id,
                ).id,
                "company_id": self.other_company.id,
            }
        )
        referral.action_send()
        self._record(referral=referral)
        self._record()
        self.distribution._tell(10, 20, 55)
        figures = {}
        for login in ("reception", "elsewhere"):
            partner = self.association.with_user(self.users[login])
            partner.invalidate_recordset()
            figures[login] = (
                partner.food_aid_household_count,
                partner.food_aid_person_count,
                partner.food_aid_weight,
            )
        self.assertEqual(figures, {"reception": (9, 19, 55), "elsewhere": (1, 1, 0)})
        own = self.env["food.aid.distribution"].with_user(self.users["manager"])
        (month,) = own._get_portal_figures()
        self.assertEqual((month["households"], month["persons"], month["weight"]), (10, 20, 55))
        self.assertEqual((month["babies"], month["distributions"]), (1, 1))

    def test_employees_enter_the_paper_of_an_association(self):
        reception = self.distribution.with_user(self.users["reception"])
        reception.write({"told_households": 12, "told_persons": 30, "weight": 90})
        reception.action_close()
        self.assertEqual(self.distribution.person_count, 30)
        self.assertEqual(self.distribution.sudo().closed_by_id, self.users["reception"])
        reception.action_reopen()
        for role in ("stock", "elsewhere", "observer"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.distribution.with_user(self.users[role]).action_close()

    def test_pages_get_the_lines_of_the_list(self):
        self._record()
        line = SimpleNamespace(**self.distribution._get_lines()[0])
        self.assertEqual(line.referral.sudo(), self.referral)
        self.assertEqual((line.visit.state, line.passages["left"]), ("came", 0))
        home = self.env["food.aid.distribution"].with_user(self.users["volunteer"])
        values = home._get_portal_home()
        self.assertEqual((values["next"], values["persons"]), (self.distribution, 2))
        self.assertEqual(fields.Date.today(), TUESDAY)
