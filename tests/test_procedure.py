import re
from datetime import date

from lxml import etree
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, TransactionCase, freeze_time, tagged
from odoo.tools import file_open, mute_logger

from .procedure_common import ProcedureMixin
from .remote import call


class ProcedureCase(ProcedureMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()
        cls.setUpProcedures()


@freeze_time("2026-11-25 09:00:00")
@tagged("post_install", "-at_install")
class TestProcedure(ProcedureCase):
    """A procedure from the first paper to its renewal."""

    def test_it_starts_with_its_papers_the_applicant_and_who_opened_it(self):
        procedure = self._create_procedure()
        self.assertEqual(
            procedure.paper_ids.mapped(lambda one: (one.name, one.is_mandatory, one.validity)),
            [("Identity", True, 0), ("Proof of address", True, 3), ("Photo", False, 0)],
        )
        self.assertEqual(procedure.member_ids.person_id, self.household.applicant_id)
        self.assertRecordValues(
            procedure,
            [{"user_id": self.social.id, "state": "preparing", "missing_count": 2}],
        )

    def test_the_form_lists_the_papers_before_it_is_saved(self):
        procedures = self.env["food.aid.procedure"].with_user(self.social)
        with Form(procedures.with_context(default_household_id=self.household.id)) as form:
            form.type_id = self.plain
            self.assertEqual(len(form.paper_ids), 3)
        self.assertEqual(len(form.record.paper_ids), 3)

    def test_papers_are_asked_for_then_seen_and_may_be_too_old(self):
        procedure = self._create_procedure()
        identity, address, photo = procedure.paper_ids
        (identity | photo).action_ask()
        self.assertRecordValues(
            identity, [{"state": "asked", "date_asked": date(2026, 11, 25), "date_seen": False}]
        )
        (identity | address).action_seen()
        self.assertEqual(identity.date_seen, date(2026, 11, 25))
        self.assertFalse(procedure.missing_count)
        address.date_paper = date(2026, 8, 24)
        self.assertEqual(address.date_valid, date(2026, 11, 24))
        self.assertEqual(procedure.missing_count, 1)
        address.date_paper = date(2026, 8, 25)
        self.assertFalse(procedure.missing_count)
        identity.state = "missing"
        self.assertFalse(identity.date_seen)

    def test_the_clock_starts_when_the_file_is_complete(self):
        procedure = self._create_procedure()
        procedure.action_submit()
        procedure.receipt = "R 12"
        self.assertRecordValues(
            procedure, [{"submitted_on": date(2026, 11, 25), "deadline": False, "date_next": False}]
        )
        with self.assertRaisesRegex(UserError, "Identity, Proof of address"):
            procedure.action_complete()
        procedure.paper_ids.action_seen()
        procedure.write({"state": "complete", "complete_on": date(2026, 12, 31)})
        self.assertRecordValues(
            procedure, [{"deadline": date(2027, 2, 28), "date_next": date(2027, 2, 28)}]
        )
        self.plain.delay = 5
        self.assertEqual(procedure.deadline, date(2027, 2, 28))

    def test_silence_is_an_answer_on_the_last_day_and_opens_the_appeal(self):
        procedure = self._complete()
        with freeze_time("2027-01-25"), self.assertRaisesRegex(UserError, "still time"):
            procedure.action_silence()
        with freeze_time("2027-01-26"):
            procedure.action_silence()
        self.assertRecordValues(
            procedure,
            [
                {
                    "state": "refused",
                    "is_silent": True,
                    "decided_on": date(2027, 1, 25),
                    "appeal_deadline": date(2027, 3, 25),
                    "date_next": date(2027, 3, 25),
                }
            ],
        )
        procedure.action_appeal()
        self.assertFalse(procedure.appeal_deadline)
        procedure.action_accept()
        self.assertRecordValues(procedure, [{"state": "accepted", "is_silent": False}])

    def test_silence_that_means_yes_or_nothing(self):
        procedure = self._complete()
        procedure.silence = "none"
        with freeze_time("2027-01-26"), self.assertRaisesRegex(UserError, "call"):
            procedure.action_silence()
        procedure.silence = "accepted"
        with freeze_time("2027-01-26"):
            procedure.action_silence()
        self.assertRecordValues(
            procedure, [{"state": "accepted", "date_from": date(2027, 1, 25), "is_silent": True}]
        )

    def _complete(self, **vals):
        procedure = self._create_procedure(**vals)
        procedure.paper_ids.action_seen()
        procedure.action_submit()
        procedure.action_complete()
        return procedure

    def test_a_card_moves_under_the_same_guards(self):
        procedure = self._create_procedure()
        for state in ("complete", "accepted", "refused", "appealed"):
            with self.subTest(state=state), self.assertRaisesRegex(UserError, "does not go"):
                call(self.social, "food.aid.procedure", "write", procedure.ids, {"state": state})
        procedure.paper_ids.action_seen()
        for state in ("submitted", "complete", "accepted"):
            call(self.social, "food.aid.procedure", "write", procedure.ids, {"state": state})
        procedure.state = "complete"
        self.assertRecordValues(
            procedure,
            [{"decided_on": False, "date_from": False, "complete_on": date(2026, 11, 25)}],
        )

    def test_dates_go_forward_only(self):
        procedure = self._complete()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            procedure.complete_on = date(2026, 11, 24)
            self.env.flush_all()

    def test_another_kind_or_file_is_another_procedure(self):
        procedure = self._create_procedure()
        other = self._create_household()
        for vals in ({"type_id": self._create_kind("B").id}, {"household_id": other.id}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                procedure.write(vals)
        with self.assertRaises(ValidationError):
            procedure.member_ids = [Command.link(other.member_ids[0].id)]

    # ------------------------------------------------------------------
    # RENEWAL AND BOARD
    # ------------------------------------------------------------------

    def test_the_next_one_opens_in_time_once(self):
        procedure = self._complete()
        procedure.action_accept()
        procedure.amount = 180.5
        self.assertRecordValues(
            procedure,
            [{"date_to": date(2027, 11, 25), "date_renewal": date(2027, 10, 25)}],
        )
        renew = self.env["food.aid.procedure"]._cron_renew
        with freeze_time("2027-10-24"):
            renew()
        self.assertFalse(procedure.next_ids)
        with freeze_time("2027-10-25"):
            renew()
            renew()
        self.assertRecordValues(
            procedure.next_ids,
            [
                {
                    "state": "preparing",
                    "user_id": self.social.id,
                    "date_agreed": date(2027, 11, 25),
                    "type_id": self.plain.id,
                    "amount": 0,
                }
            ],
        )
        self.assertEqual(len(procedure.next_ids.paper_ids), 3)
        self.assertFalse(procedure.date_next)

    def test_a_worker_who_left_does_not_stop_the_others(self):
        left, kept = self._complete(user=self.colleague), self._complete()
        (left | kept).sudo().action_accept()
        self.colleague.sudo().group_ids = self.env.ref("base.group_user")
        with freeze_time("2027-10-25"), self.assertLogs("odoo.addons.food_aid", "WARNING"):
            self.env["food.aid.procedure"]._cron_renew()
        self.assertTrue(kept.next_ids)
        self.assertFalse(left.sudo().next_ids)

    def test_who_moved_away_is_not_renewed(self):
        procedure = self._complete()
        procedure.action_accept()
        procedure.sudo().member_ids.write(
            {"date_end": date(2027, 1, 1), "end_reason": "separation"}
        )
        with freeze_time("2027-10-25"):
            self.env["food.aid.procedure"]._cron_renew()
        self.assertFalse(procedure.next_ids)

    def test_shipped_kinds_renew_at_the_right_time(self):
        ref = self.env.ref
        self.assertRecordValues(
            ref("food_aid.procedure_type_ame") | ref("food_aid.procedure_type_domiciliation"),
            [
                {"duration": 12, "renewal": 2, "is_sensitive": True},
                {"duration": 12, "renewal": 1, "is_sensitive": False},
            ],
        )

    def test_the_worker_sees_dates_fifteen_days_ahead_on_the_first_screen(self):
        soon = self._create_procedure(date_agreed=date(2026, 12, 10))
        self._create_procedure(date_agreed=date(2026, 12, 11))
        self._create_procedure(user=self.colleague, date_agreed=date(2026, 12, 1))
        late = self._create_procedure(date_agreed=date(2026, 11, 1))
        board = call(self.social, "food.aid.board", "get_board")
        section = next(one for one in board["sections"] if one["key"] == "procedures")
        self.assertEqual([line["id"] for line in section["lines"]], (late | soon).ids)

    def test_an_appeal_that_was_missed_is_no_date_to_come(self):
        procedure = self._complete()
        procedure.action_refuse()
        due = self.env["food.aid.procedure"]._get_due_domain()
        for day, expected in (("2027-01-09", False), ("2027-01-10", True), ("2027-01-26", False)):
            with self.subTest(day=day), freeze_time(day):
                self.assertEqual(bool(procedure.filtered_domain(due)), expected)

    # ------------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------------

    def test_instructors_make_plain_procedures_and_reception_none(self):
        for role in ("instructor", "coordinator", "social"):
            with self.subTest(role=role):
                self.assertTrue(self._create_procedure(user=self.users[role]))
        for role in ("reception", "stock", "observer", "dpo", "employee", "volunteer"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                call(self.users[role], "food.aid.procedure", "search", [])

    def test_reserved_files_and_other_ccas_hide_their_procedures(self):
        procedure = self._create_procedure()
        self.household.write(
            {"is_reserved": True, "reserved_user_ids": [Command.set(self.social.ids)]}
        )
        check = self.env["food.aid.right.check"].create(
            {"household_id": self.household.id, "type_id": self.plain.id}
        )
        for user in (self.users["instructor"], self.colleague, self.users["elsewhere"]):
            for record in (procedure, procedure.paper_ids, check):
                with self.subTest(user=user.login, model=record._name):
                    self.assertFalse(call(user, record._name, "search", [("id", "in", record.ids)]))
                    with self.assertRaises(AccessError):
                        call(user, record._name, "read", record.ids, ["id"])
        with self.assertRaisesRegex(ValidationError, "may open"):
            procedure.user_id = self.colleague

    def test_nobody_without_the_role_is_in_charge(self):
        with self.assertRaisesRegex(ValidationError, "makes no procedures"):
            self._create_procedure().user_id = self.users["reception"]

    def test_no_file_is_attached(self):
        procedure = self._create_procedure()
        for record in (procedure, procedure.paper_ids[0]):
            with self.subTest(model=record._name), self.assertRaises(ValidationError):
                self.env["ir.attachment"].with_user(self.social).create(
                    {"name": "Scan", "res_model": record._name, "res_id": record.id, "raw": b"x"}
                )

    # ------------------------------------------------------------------
    # KINDS
    # ------------------------------------------------------------------

    def test_each_ccas_adapts_its_own_copy(self):
        kinds = self.env["food.aid.procedure.type"].with_user(self.users["coordinator"])
        shared = kinds.browse(self.env.ref("food_aid.procedure_type_rsa").id)
        with self.assertRaises(AccessError):
            shared.name = "Other"
        with self.assertRaises(AccessError):
            shared.document_ids[0].name = "Other"
        own = kinds.browse(shared.action_adapt()["res_id"])
        own.write({"name": "RSA in our words", "delay": 1})
        own.document_ids[0].name = "Our identity"
        self.assertEqual(shared.name, "RSA")
        self.assertEqual(len(own.document_ids), len(shared.document_ids))
        self.assertEqual(shared.action_adapt()["res_id"], own.id)
        offered = kinds.search(kinds._get_choice_domain(self.company))
        self.assertIn(own, offered)
        self.assertNotIn(shared, offered)
        elsewhere = kinds.sudo().search(kinds._get_choice_domain(self.other_company))
        self.assertIn(shared, elsewhere)
        self.assertNotIn(own, elsewhere)

    def test_what_is_sensitive_for_all_stays_so(self):
        kinds = self.env["food.aid.procedure.type"].with_user(self.users["coordinator"])
        shared = kinds.browse(self.env.ref("food_aid.procedure_type_ame").id)
        own = kinds.browse(shared.action_adapt()["res_id"])
        with self.assertRaises(ValidationError):
            own.is_sensitive = False
        with self.assertRaises(ValidationError):
            own.situation_ids = [Command.create({"situation": "all"})]

    def test_figures_from_memory_bear_no_day_of_check(self):
        """In the file that comes with the addon; a CCAS writes its own days afterwards."""
        with file_open("food_aid/data/food_aid_procedure_type_data.xml", "rb") as file:
            kinds = etree.parse(file).xpath("//record[@model='food.aid.procedure.type']")
        self.assertGreaterEqual(len(kinds), 20)
        for kind in kinds:
            values = {one.get("name"): one.text for one in kind.iter("field")}
            with self.subTest(kind=values["name"]):
                self.assertTrue(values["source"])
                from_memory = re.search(
                    r"^De mémoire|(délai|silence)[^;]* de mémoire", values["source"]
                )
                self.assertEqual(bool(from_memory), "checked_on" not in values)

    def test_what_the_kind_is_worth_knowing_for_is_read_in_the_procedure(self):
        self.plain.write({"note": "Hand in first", "checked_on": date(2026, 11, 1)})
        self.assertRecordValues(
            self._create_procedure(),
            [{"note": "Hand in first", "checked_on": date(2026, 11, 1)}],
        )


@tagged("post_install", "-at_install")
class TestRightCheck(ProcedureCase):
    """Rights looked at with a household."""

    def _check(self, user=None):
        household = self.household.with_user(user or self.users["instructor"])
        action = household.action_check_rights()
        return household.env["food.aid.right.check"].search(action["domain"])

    def test_the_situation_says_which_and_a_second_click_adds_nothing(self):
        self.household.member_ids.status = "retired"
        self.household.housing = "social"
        checks = self._check()
        names = set(checks.mapped("type_id.name"))
        self.assertLessEqual({"RSA", "ASPA (minimum vieillesse)", "Chèque énergie"}, names)
        self.assertFalse({"Prime d’activité", "AAH (allocation adulte handicapé)"} & names)
        self.assertFalse(checks.type_id.filtered("is_sensitive"))
        self.assertEqual(set(checks.mapped("state")), {"check"})
        self.assertEqual(self._check(), checks)

    def test_one_click_makes_a_procedure_and_its_answer_comes_back(self):
        check = self._check()[0]
        action = check.action_open_procedure()
        procedure = check.procedure_id
        self.assertEqual(action["res_id"], procedure.id)
        self.assertRecordValues(
            procedure, [{"household_id": self.household.id, "type_id": check.type_id.id}]
        )
        self.assertEqual(check.state, "progress")
        check.action_open_procedure()
        self.assertEqual(check.procedure_id, procedure)
        procedure.action_submit()
        for move, state in (
            ("action_refuse", "refused"),
            ("action_appeal", "progress"),
            ("action_accept", "received"),
        ):
            getattr(procedure, move)()
            self.assertEqual(check.state, state)

    def test_it_says_which_situation_calls_for_it(self):
        self.household.member_ids.status = "retired"
        reasons = {
            check.type_id.name: check.with_context(lang="en_US").reason for check in self._check()
        }
        self.assertEqual(reasons["RSA"], "Everybody")
        self.assertEqual(reasons["ASPA (minimum vieillesse)"], "Retired")

    def test_received_and_not_wished_are_one_click(self):
        first, second = self._check()[:2]
        first.action_received()
        second.action_not_wished()
        self.assertEqual((first.state, second.state), ("received", "not_wished"))
        for gesture in ("action_received", "action_not_wished"):
            with self.subTest(gesture=gesture), self.assertRaises(AccessError):
                call(self.users["reception"], "food.aid.right.check", gesture, first.ids)

    def test_it_is_reached_from_the_interview(self):
        assessment = self._create_assessment(self.household, user=self.users["instructor"])
        action = assessment.action_check_rights()
        self.assertEqual(action["res_model"], "food.aid.right.check")
        self.assertTrue(self.household.check_count)

    def test_it_is_reached_from_the_follow_up(self):
        followup = self.env["food.aid.followup"].create(
            {"household_id": self.household.id, "user_id": self.social.id}
        )
        action = followup.with_user(self.social).action_check_rights()
        self.assertEqual(action["domain"], [("household_id", "=", self.household.id)])
        with self.assertRaises(AccessError):
            followup.with_user(self.users["reception"]).action_check_rights()

    def test_sensitive_kinds_are_in_no_list(self):
        with self.assertRaisesRegex(ValidationError, "in no list"):
            self.env["food.aid.right.check"].create(
                {"household_id": self.household.id, "type_id": self.secret.id}
            )

    def test_reception_checks_no_right(self):
        with self.assertRaises(AccessError):
            call(
                self.users["reception"],
                *("food.aid.household", "action_check_rights", self.household.ids),
            )
