from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import GROUP, FoodAidCase
from .remote import call


class FollowupCase(FoodAidCase):
    """A household with two adults, two social workers, and a need of each origin."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker = cls.users["social"]
        cls.colleague = cls._create_user("colleague", GROUP + "social_worker")
        cls.household = cls._create_household()
        cls.household.member_ids = [
            Command.create({"role": "partner", "first_name": "Karim", "birth_year": 1980})
        ]
        cls.samira, cls.karim = cls.household.member_ids.sorted("id")

    @classmethod
    def _create_need(cls, household=None, code="budget", **vals):
        category = cls.env["food.aid.need.category"].search([("code", "=", code)])
        household = household or cls.household
        values = {"household_id": household.id, "category_id": category.id}
        return cls.env["food.aid.need"].with_user(cls.worker).create(values | vals)

    @classmethod
    def _create_followup(cls, household=None, user=None, **vals):
        values = {"household_id": (household or cls.household).id}
        followups = cls.env["food.aid.followup"].with_user(user or cls.worker)
        return followups.create(values | vals)


@tagged("post_install", "-at_install")
class TestFollowup(FollowupCase):
    """A follow-up from the needs to its end."""

    def test_needs_become_a_follow_up_in_one_gesture(self):
        needs = self._create_need(member_id=self.karim.id) | self._create_need(code="school")
        action = needs.action_follow_up()
        followup = self.env["food.aid.followup"].browse(action["res_id"])
        self.assertRecordValues(
            followup,
            [
                {
                    "household_id": self.household.id,
                    "member_ids": self.karim.ids,
                    "user_id": self.worker.id,
                    "state": "open",
                    "months": 18,
                }
            ],
        )
        self.assertEqual(followup.need_ids, needs)
        self.assertEqual(set(needs.mapped("state")), {"accepted"})
        self.assertEqual(followup.date_until, fields.Date.today() + relativedelta(months=18))

    def test_another_need_joins_the_follow_up_that_is_going_on(self):
        first = self._create_need()
        first.action_follow_up()
        later = self._create_need(code="school")
        later.action_follow_up()
        self.assertEqual(later.followup_id, first.followup_id)

    def test_the_household_takes_up_what_the_person_accepted_and_nothing_else(self):
        accepted, left = self._create_need(), self._create_need(code="school")
        household = self.household.with_user(self.worker)
        with self.assertRaisesRegex(UserError, "ask the person"):
            household.action_follow_up()
        accepted.action_accept()
        household.action_follow_up()
        self.assertTrue(accepted.followup_id)
        self.assertRecordValues(left, [{"state": "expressed", "followup_id": False}])

    def test_what_the_person_does_not_want_is_not_taken_up(self):
        silent = self._create_need(origin="unspoken")
        refused = self._create_need(code="school")
        refused.action_refuse()
        for need in (silent, refused):
            with self.subTest(origin=need.origin), self.assertRaisesRegex(UserError, "said no"):
                need.action_follow_up()

    def test_somebody_of_the_household_is_always_named(self):
        self.assertEqual(self._create_followup().member_ids, self.samira)
        stranger = self._create_household(first_name="Rui")
        with self.assertRaisesRegex(ValidationError, "people of the household"):
            self._create_followup(member_ids=[Command.set(stranger.member_ids.ids)])
        with self.assertRaisesRegex(ValidationError, "at least one"):
            self._create_followup().member_ids = False

    def test_only_social_workers_of_the_ccas_accompany(self):
        for role in ("instructor", "coordinator"):
            with self.subTest(role=role), self.assertRaisesRegex(ValidationError, "no social"):
                self._create_followup().team_ids = self.users[role]

    def test_a_review_leaves_a_line_and_sets_the_next_one(self):
        followup = self._create_followup(date_review=date(2026, 1, 5))
        followup.date_last_news = date(2026, 1, 1)
        step = self.env["food.aid.followup.step"].with_user(self.worker)
        step = step.browse(followup.action_review()["res_id"])
        step.write({"text": "The school was found", "date_review": date(2027, 3, 1)})
        step.action_confirm()
        self.assertEqual(followup.date_review, date(2027, 3, 1))
        self.assertEqual(followup.date_last_news, fields.Date.today())
        self.assertEqual(followup.history_ids.sorted("id")[-1].text, "The school was found")

    def test_ending_needs_a_reason_and_leaves_needs_open(self):
        need = self._create_need()
        need.action_follow_up()
        followup = need.followup_id
        step = self.env["food.aid.followup.step"].with_user(self.worker)
        step = step.browse(followup.action_end()["res_id"])
        with self.assertRaisesRegex(UserError, "why"):
            step.action_confirm()
        step.reason = "choice"
        step.action_confirm()
        self.assertRecordValues(
            followup,
            [{"state": "ended", "end_reason": "choice", "date_end": fields.Date.today()}],
        )
        self.assertTrue(need.is_open)
        followup.action_reopen()
        self.assertRecordValues(followup, [{"state": "open", "date_end": False}])

    def test_a_hand_over_keeps_and_traces_the_history(self):
        followup = self._create_followup()
        step = self.env["food.aid.followup.step"].with_user(self.worker)
        step = step.browse(followup.action_hand_over()["res_id"])
        step.write({"user_id": self.colleague.id, "stays": False})
        step.action_confirm()
        self.assertRecordValues(followup.sudo(), [{"user_id": self.colleague.id}])
        self.assertFalse(followup.sudo().team_ids)
        self.assertEqual(
            followup.sudo().history_ids.sorted("id").mapped("kind"), ["opened", "handed_over"]
        )
        self.assertIn(self.worker.name, followup.sudo().history_ids.sorted("id")[-1].text)
        with self.assertRaises(AccessError):
            followup.write({"months": 3})

    def test_a_coordinator_hands_over_for_somebody_who_left(self):
        followup = self._create_followup()
        coordinator = self.users["coordinator"]
        with self.assertRaises(AccessError):
            call(coordinator, "food.aid.followup", "write", followup.ids, {"months": 2})
        followup.with_user(coordinator)._hand_over(self.colleague)
        self.assertEqual(followup.sudo().user_id, self.colleague)
        line = followup.sudo().history_ids.sorted("id")[-1]
        self.assertRecordValues(line, [{"kind": "handed_over", "user_id": coordinator.id}])

    def test_a_colleague_reads_and_does_not_change(self):
        followup = self._create_followup()
        self.assertTrue(call(self.colleague, "food.aid.followup", "read", followup.ids, ["state"]))
        for values in ({"team_ids": [Command.link(self.colleague.id)]}, {"months": 1}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                call(self.colleague, "food.aid.followup", "write", followup.ids, values)
        with self.assertRaises(AccessError):
            followup.with_user(self.colleague)._hand_over(self.colleague)

    def test_objectives_are_for_social_workers(self):
        followup = self._create_followup(objectives="Sleep at night")
        for role in ("reception", "instructor", "coordinator", "elsewhere"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                call(self.users[role], "food.aid.followup", "read", followup.ids, ["objectives"])
        with self.assertRaises(AccessError):
            call(
                self.users["coordinator"],
                *("food.aid.followup", "search", [("objectives", "ilike", "Sleep")]),
            )

    def test_it_stays_in_its_file(self):
        followup = self._create_followup()
        with self.assertRaisesRegex(UserError, "stays in its file"):
            followup.household_id = self._create_household(first_name="Rui")

    def test_switched_off_needs_stay_and_no_follow_up_is_opened(self):
        before = self._create_followup()
        need = self._create_need()
        menu = self.env.ref("food_aid.menu_food_aid_followup")
        menus = self.env["ir.ui.menu"]
        loaded = menus.with_user(self.worker).load_menus(False)
        self.assertIn(menu.id, loaded)
        whole = self.env.ref("food_aid.menu_food_aid_followup_all")
        coordinator = self.users["coordinator"]
        self.assertIn(whole.id, menus.with_user(coordinator).load_menus(False))
        self.company.with_user(coordinator)._food_aid_configure({"food_aid_has_followup": False})
        loaded = self.env["ir.ui.menu"].with_user(self.worker).load_menus(False)
        self.assertNotIn(menu.id, loaded)
        self.assertIn(self.env.ref("food_aid.menu_food_aid_need").id, loaded)
        self.assertNotIn(whole.id, menus.with_user(coordinator).load_menus(False))
        with self.assertRaisesRegex(UserError, "another tool"):
            need.action_follow_up()
        with self.assertRaisesRegex(UserError, "another tool"):
            self._create_followup()
        self.assertFalse(
            need.has_followup or self.household.has_followup
        )  # no button invites to it
        need.action_hand_over()
        self.assertEqual(need.state, "handed_over")
        self.assertTrue(before.read(["state"]))
        board = self.env["food.aid.board"].with_user(self.worker).get_board()
        self.assertNotIn("silent", [one["key"] for one in board["sections"]])

    def test_the_board_shows_reviews_due_and_silence(self):
        due = self._create_followup(date_review=fields.Date.today() + relativedelta(days=3))
        self._create_followup(date_review=fields.Date.today() + relativedelta(days=40))
        silent = self._create_followup()
        silent.date_last_news = fields.Date.today() - relativedelta(months=3)
        theirs = self._create_followup(user=self.colleague)
        theirs.date_last_news = fields.Date.today() - relativedelta(months=3)
        board = self.env["food.aid.board"].with_user(self.worker).get_board()
        lines = {one["key"]: [line["id"] for line in one["lines"]] for one in board["sections"]}
        self.assertEqual(lines["reviews"], due.ids)
        self.assertEqual(lines["silent"], silent.ids)
        board = self.env["food.aid.board"].with_user(self.users["instructor"]).get_board()
        self.assertNotIn("reviews", [one["key"] for one in board["sections"]])


@tagged("post_install", "-at_install")
class TestTicks(FollowupCase):
    """Needs ticked in the interview."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent = cls.users["instructor"]
        cls.draft = cls._create_assessment(cls.household, user=cls.agent)

    def _tick(self, **origins):
        lines = self.draft.need_ticks
        codes = {one.id: one.code for one in self.env["food.aid.need.category"].search([])}
        lines = [
            {**line, "origin": origins.get(codes[line["id"]], line["origin"])} for line in lines
        ]
        self.draft.need_ticks = lines
        self.env.flush_all()
        self.draft.invalidate_recordset()
        return {need.category_id.code: need.origin for need in self.household.need_ids}

    def test_ticking_notes_a_need_of_each_origin(self):
        noted = self._tick(budget="expressed", school="spotted", health="unspoken")
        self.assertEqual(noted, {"budget": "expressed", "school": "spotted", "health": "unspoken"})
        self.assertEqual(self.household.need_ids.assessment_id, self.draft)
        self.assertEqual(self._tick(school=False, budget="spotted").keys(), {"budget", "health"})
        self.assertEqual(self.draft.need_ids.sorted("id")[0].origin, "spotted")

    def test_what_had_an_answer_is_not_ticked_away(self):
        self._tick(budget="expressed")
        self.household.need_ids.action_accept()
        self.assertEqual(self._tick(budget=False), {"budget": "expressed"})
        line = next(one for one in self.draft.need_ticks if one["origin"])
        self.assertTrue(line["is_fixed"])
        self.assertIn("Accepted", line["state"])

    def test_a_need_of_another_day_is_shown_and_kept(self):
        self._create_need()
        line = next(one for one in self.draft.need_ticks if one["origin"])
        self.assertTrue(line["is_kept"])
        self.assertEqual(self._tick(budget=False), {"budget": "expressed"})

    def test_a_refused_need_is_not_ticked_again_by_itself(self):
        need = self._create_need()
        need.action_refuse()
        self.assertFalse([one for one in self.draft.need_ticks if one["origin"]])
        self._tick(school="expressed")
        self.assertEqual(need.state, "refused")

    def test_the_person_reads_what_they_said_and_nothing_else(self):
        self._tick(budget="expressed", school="spotted", health="unspoken")
        view = self.draft.get_person_view()
        self.assertEqual(view["needs"], ["Budget, debts"])
        self.assertNotIn("School", str(view))
        self.assertNotIn("Health", str(view))

    def test_no_printed_sheet_bears_a_need(self):
        self._tick(budget="expressed", school="spotted", health="unspoken")
        referral = self._create_referral(self.household, level="full")
        reports = self.env["ir.actions.report"].with_context(lang="en_US")
        for report, records, word in (
            ("action_report_liaison_sheet", referral, b"Samira"),
            ("action_report_card", self.household, self.household.name.encode()),
        ):
            html, _kind = reports._render_qweb_html(f"food_aid.{report}", records.ids)
            with self.subTest(report=report):
                self.assertIn(word, html)
                for need in (b"Budget, debts", b"School", b"Health"):
                    self.assertNotIn(need, html)

    def test_guessed_values_note_nothing(self):
        self.draft.need_ticks = [{"id": 2**30, "origin": "expressed"}]
        category = self.env["food.aid.need.category"].search([], limit=1)
        self.draft.need_ticks = [{"id": category.id, "origin": "other"}]
        self.env.flush_all()
        self.assertFalse(self.household.need_ids)

    def test_a_validated_assessment_takes_no_tick(self):
        self._tick(budget="expressed")
        self.draft.action_validate()
        self.assertTrue([one for one in self.draft.need_ticks if one["origin"]])
        with self.assertRaises(UserError):
            self._tick(school="expressed")


@tagged("post_install", "-at_install")
class TestTimeline(FollowupCase):
    """The path of a household."""

    def test_each_reads_the_path_they_may_read(self):
        self.env["food.aid.request"].create({"household_id": self.household.id})
        self._create_assessment(self.household)
        self._create_need()
        self._create_followup()
        kinds = {
            role: {
                one["kind"]
                for one in call(
                    self.users[role], "food.aid.household", "get_timeline", self.household.ids
                )
            }
            for role in ("reception", "instructor", "social", "coordinator")
        }
        self.assertEqual(kinds["reception"], {"Request"})
        self.assertEqual(kinds["instructor"], {"Request", "Assessment", "Need"})
        self.assertEqual(kinds["social"], {"Request", "Assessment", "Need", "Follow-up"})
        self.assertEqual(kinds["coordinator"], kinds["social"])
        for role in ("stock", "volunteer", "elsewhere"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                call(self.users[role], "food.aid.household", "get_timeline", self.household.ids)

    def test_procedures_are_on_the_path_of_who_may_read_them(self):
        kinds = self.env["food.aid.procedure.type"]
        for name, is_sensitive in (("Plain right", False), ("Secret permit", True)):
            kind = kinds.create(
                {
                    "name": name,
                    "target": "The office",
                    "is_sensitive": is_sensitive,
                    "company_id": self.company.id,
                }
            )
            self.env["food.aid.procedure"].with_user(self.worker).create(
                {"household_id": self.household.id, "type_id": kind.id, "date": "2026-02-01"}
            )
        plain, secret = "Plain right · To put together", "Secret permit · To put together"
        expected = {
            self.worker: {plain, secret},
            self.colleague: {plain},
            self.users["instructor"]: {plain},
            self.users["coordinator"]: {plain},
            self.users["reception"]: set(),
        }
        for user, labels in expected.items():
            with self.subTest(user=user.login):
                steps = call(user, "food.aid.household", "get_timeline", self.household.ids)
                self.assertEqual({one["label"] for one in steps}, labels)
                self.assertNotIn("Secret" if secret not in labels else "?", repr(steps))

    def test_workshops_where_they_came_are_on_the_path(self):
        workshop = self.env["food.aid.workshop"].create(
            {"name": "Cooking", "company_id": self.company.id, "capacity": 0}
        )
        for day, state in (("2026-03-10", "present"), ("2026-03-17", "absent")):
            session = self.env["food.aid.workshop.session"].create(
                {
                    "workshop_id": workshop.id,
                    "date_start": f"{day} 09:00:00",
                    "date_end": f"{day} 10:00:00",
                }
            )
            session.registration_ids.create(
                {
                    "session_id": session.id,
                    "household_id": self.household.id,
                    "person_id": self.household.applicant_id.id,
                    "state": state,
                }
            )
        for role in ("reception", "instructor", "social", "coordinator"):
            with self.subTest(role=role):
                [step] = call(
                    self.users[role], "food.aid.household", "get_timeline", self.household.ids
                )
                found = (step["day"], step["kind"], step["label"])
                self.assertEqual(found, ("2026-03-10", "Workshop", "Cooking"))

    def test_the_newest_comes_first(self):
        self._create_need(date=date(2025, 1, 1))
        self._create_need(code="school", date=date(2026, 1, 1))
        days = [one["day"] for one in self.household.get_timeline()]
        self.assertEqual(days, sorted(days, reverse=True))
        self.assertEqual(len(days), 2)

    def test_the_number_of_queries_does_not_depend_on_the_path(self):
        household = self.household.with_user(self.worker)

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            household.get_timeline()
            return self.env.cr.sql_log_count - before

        self._create_need()
        self._create_followup()
        count()
        few = count()
        for _index in range(10):
            self._create_need()
            self._create_followup()
        self.assertLessEqual(count(), few)
