import re
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import TransactionCase, freeze_time, tagged

from .procedure_common import ProcedureMixin
from .remote import call

MODEL = "food.aid.procedure"


class SensitiveCase(ProcedureMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()
        cls.setUpProcedures()
        cls.all = cls._create_user(
            "all",
            ",".join(f"food_aid.group_food_aid_{one}" for one in ("coordinator", "social_worker")),
        )
        cls.procedure = cls._create_procedure(cls.secret, receipt="SECRET-12")
        cls.others = {
            **{role: cls.users[role] for role in ("reception", "instructor", "coordinator", "dpo")},
            "colleague": cls.colleague,
            "coordinator and social worker": cls.all,
        }


@tagged("post_install", "-at_install", "food_aid_security")
class TestSensitive(SensitiveCase):
    """Each test is an attack on a sensitive procedure by somebody who is not of its follow-up."""

    def test_its_worker_reads_it(self):
        found = call(self.social, MODEL, "search_read", [], ["receipt"])
        self.assertEqual([one["receipt"] for one in found], ["SECRET-12"])

    def test_read_by_id_and_by_its_lines(self):
        """One guesses ids, of the procedure, of its papers, of its proofs."""
        proof = self._prove()
        for name, user in self.others.items():
            for record in (self.procedure, self.procedure.paper_ids, proof):
                for method, args in (("read", [["id"]]), ("web_read", [{"display_name": {}}])):
                    attack = self.subTest(who=name, model=record._name, method=method)
                    with attack, self.assertRaises(AccessError):
                        call(user, record._name, method, record.ids, *args)

    def _prove(self):
        return self.env["food.aid.presence.proof"].create(
            {
                "procedure_id": self.procedure.id,
                "kind": "bill",
                "date_from": date(2026, 1, 1),
                "date_to": date(2026, 2, 1),
            }
        )

    def test_searches_counts_groups_and_names(self):
        """One looks for it by every way that finds or counts."""
        for name, user in self.others.items():
            if not self.env[MODEL].with_user(user).has_access("read"):
                continue
            with self.subTest(who=name):
                self.assertFalse(call(user, MODEL, "search", []))
                self.assertFalse(call(user, MODEL, "search_count", []))
                self.assertFalse(call(user, MODEL, "name_search", "Secret"))
                groups = call(
                    user, MODEL, "formatted_read_group", [], ["type_id"], ["__count", "amount:sum"]
                )
                self.assertFalse(groups)
                self.assertFalse(
                    call(user, MODEL, "web_search_read", [], {"type_id": {}})["length"]
                )

    def test_through_the_household_and_its_figures(self):
        """One reads the household, its counts, or searches households by their procedures."""
        for name in ("instructor", "coordinator", "colleague", "coordinator and social worker"):
            user = self.others[name]
            with self.subTest(who=name):
                values = call(
                    user,
                    *("food.aid.household", "read", self.household.ids),
                    ["procedure_ids", "procedure_count", "check_ids"],
                )[0]
                self.assertEqual(
                    (values["procedure_ids"], values["procedure_count"], values["check_ids"]),
                    ([], 0, []),
                )
            for domain in (
                [("procedure_ids", "!=", False)],
                [("procedure_ids", "in", self.procedure.ids)],
                [("procedure_ids.is_sensitive", "=", True)],
            ):
                with self.subTest(who=name, domain=domain), self.assertRaises(ValueError):
                    call(user, "food.aid.household", "search", domain)

    def test_the_last_operation_does_not_tell(self):
        """One watches the last operation of the file."""
        self.household.date_last_operation = date(2026, 1, 1)
        self._create_procedure(self.secret)
        self.assertEqual(self.household.date_last_operation, date(2026, 1, 1))
        self._create_procedure()
        self.assertGreater(self.household.date_last_operation, date(2026, 1, 1))

    def test_writes_acts_and_exports(self):
        """One writes, moves, prints, exports, carries, copies or hands it to oneself."""
        for name in ("instructor", "coordinator", "colleague", "coordinator and social worker"):
            user = self.others[name]
            user.group_ids += self.env.ref("base.group_allow_export")
            attacks = [
                ("write", [{"user_id": user.id}]),
                ("write", [{"is_sensitive": False}]),
                ("write", [{"reader_ids": [Command.link(user.id)]}]),
                ("copy", []),
                ("export_data", [["receipt"]]),
                ("action_renew", []),
                ("action_carry", []),
                ("action_close", []),
                ("action_silence", []),
            ]
            for method, args in attacks:
                attack = self.subTest(who=name, method=method, args=args)
                with attack, self.assertRaises(AccessError):
                    call(user, MODEL, method, self.procedure.ids, *args)
            with self.subTest(who=name, what="page"), self.assertRaises(AccessError):
                self.env["ir.actions.report"].with_user(user)._render_qweb_html(
                    "food_aid.action_report_procedure", self.procedure.ids
                )

    def test_activities_messages_and_links_do_not_name_it(self):
        """One lets another record tell its name: an activity, a message, a line that links."""
        model = self.env["ir.model"]._get_id(MODEL)
        for name in ("instructor", "colleague", "coordinator and social worker"):
            user = self.others[name]
            with self.subTest(who=name, how="activity"), self.assertRaises(AccessError):
                activity = call(
                    user,
                    *("mail.activity", "create"),
                    {"res_model_id": model, "res_id": self.procedure.id, "user_id": user.id},
                )
                said = call(user, "mail.activity", "read", [activity], ["res_name"])
                self.assertNotIn("Secret", str(said))
                raise AccessError("refused, or nothing told")
            with self.subTest(who=name, how="link"), self.assertRaises(AccessError):
                call(
                    user,
                    *("food.aid.procedure.carry", "create"),
                    {"procedure_id": self.procedure.id},
                )
            shown = self.procedure.with_user(user).sudo().display_name
            self.assertNotIn("Secret", shown)
        self.assertNotIn("message_ids", self.procedure._fields)
        self.assertNotIn("activity_ids", self.procedure._fields)

    def test_a_form_never_saved_computes_nothing_of_it(self):
        """One links it in a form, and reads what the form computes."""
        for name in ("instructor", "colleague"):
            with self.subTest(who=name), self.assertRaises(AccessError):
                call(
                    self.others[name],
                    *("food.aid.procedure.carry", "onchange", []),
                    {"procedure_id": self.procedure.id},
                    ["procedure_id"],
                    {"message": {}},
                )

    def test_the_first_screen_of_others(self):
        """One opens the first screen."""
        self.procedure.date_agreed = date(2026, 1, 1)
        for name in ("instructor", "coordinator", "colleague", "coordinator and social worker"):
            with self.subTest(who=name):
                board = call(self.others[name], "food.aid.board", "get_board")
                self.assertNotIn("Secret", str(board))

    def test_its_worker_does_not_open_it_to_all_either(self):
        """Its own worker calls it plain, gives it to who is no social worker, or carries it."""
        for vals in ({"is_sensitive": False}, {"user_id": self.users["instructor"].id}):
            with self.subTest(vals=vals), self.assertRaises(ValidationError):
                call(self.social, MODEL, "write", self.procedure.ids, vals)
        referral = self._create_referral()
        with self.assertRaisesRegex(ValidationError, "carried by nobody"):
            self.procedure.sudo().referral_id = referral

    def test_only_social_workers_open_one(self):
        for role in ("instructor", "coordinator"):
            with self.subTest(role=role), self.assertRaises(UserError):
                self._create_procedure(self.secret, user=self.users[role])
            with self.subTest(role=role), self.assertRaises(UserError):
                self._create_procedure(self.secret, user=self.users[role], user_id=self.social.id)

    def test_a_worker_who_changes_jobs_loses_it(self):
        self.social.group_ids = self.env.ref("food_aid.group_food_aid_instructor")
        self.assertFalse(call(self.social, MODEL, "search", []))

    def test_a_kind_that_becomes_sensitive_takes_its_procedures_along(self):
        mine, theirs = self._create_procedure(), self._create_procedure(user=self.colleague)
        self.assertEqual(len(call(self.users["instructor"], MODEL, "search", [])), 2)
        self.plain.with_user(self.users["coordinator"]).is_sensitive = True
        self.assertFalse(call(self.users["instructor"], MODEL, "search", []))
        self.assertEqual(call(self.colleague, MODEL, "search", []), theirs.ids)
        self.plain.is_sensitive = False
        self.assertTrue(mine.is_sensitive)

    def test_the_team_of_the_follow_up_reads_it_while_it_is_of_it(self):
        followup = (
            self.env["food.aid.followup"]
            .with_user(self.social)
            .create({"household_id": self.household.id})
        )
        self.procedure.followup_id = followup
        followup.team_ids = self.colleague
        self.assertEqual(call(self.colleague, MODEL, "search", []), self.procedure.ids)
        self.assertFalse(call(self.all, MODEL, "search", []))
        followup.team_ids = False
        self.assertFalse(call(self.colleague, MODEL, "search", []))

    def test_a_follow_up_that_changes_hands_takes_its_procedures_along(self):
        followup = (
            self.env["food.aid.followup"]
            .with_user(self.social)
            .create({"household_id": self.household.id})
        )
        self.procedure.followup_id = followup
        followup.sudo().user_id = self.colleague
        self.env.invalidate_all()
        self.assertEqual(call(self.colleague, MODEL, "search", []), self.procedure.ids)
        self.assertFalse(call(self.social, MODEL, "search", []))


@freeze_time("2026-11-25 09:00:00")
@tagged("post_install", "-at_install", "food_aid_security")
class TestPresence(SensitiveCase):
    """Months of presence: shown while the file is put together, then gone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.procedure.write(
            {
                "presence_from": date(2025, 10, 1),
                "proof_ids": [
                    Command.create(
                        {
                            "kind": "bill",
                            "date_from": date(2025, 11, 3),
                            "date_to": date(2026, 1, 2),
                        }
                    ),
                    Command.create({"kind": "pay", "date_from": date(2026, 1, 31)}),
                ],
            }
        )

    def test_the_grid_shows_proofs_and_gaps_in_numbers_and_in_words(self):
        grid = str(self.procedure.with_context(lang="en_US").presence_grid)
        self.assertIn("Months covered: 3.", grid)
        self.assertIn("Oct 2025, Feb 2026 → Nov 2026", grid)
        self.assertEqual(grid.count('class="text-bg-success"'), 3)
        self.assertRegex(grid, r'class="text-bg-success" title="[^"]*Payslip[^"]*">2</td>')
        self.assertEqual(re.findall(r'class="fw-bold">(\d+)</td>', grid), ["2", "1"])
        self.assertEqual(grid.count("–</td>"), 11)
        self.assertIn("<caption>", grid)

    def _count_rows(self):
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT count(*) FROM food_aid_presence_proof WHERE procedure_id = %s",
            [self.procedure.id],
        )
        return self.env.cr.fetchone()[0]

    def _read_row(self):
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT presence_from, presence_months FROM food_aid_procedure WHERE id = %s",
            [self.procedure.id],
        )
        return self.env.cr.fetchone()

    def test_handing_in_erases_all_but_their_number(self):
        self.assertEqual(self._count_rows(), 2)
        self.procedure.action_submit()
        self.assertEqual(self._count_rows(), 0)
        self.assertEqual(self._read_row(), (None, 3))
        self.assertFalse(self.procedure.presence_grid)

    def test_a_card_moved_or_a_file_stopped_erases_too(self):
        self.procedure.action_close()
        self.assertEqual((self._count_rows(), self._read_row()), (0, (None, 3)))
        self.procedure.action_reopen()
        self.procedure.proof_ids = [Command.create({"kind": "tax", "date_from": date(2026, 2, 1)})]
        call(self.social, MODEL, "write", self.procedure.ids, {"state": "submitted"})
        self.assertEqual((self._count_rows(), self._read_row()), (0, (None, 1)))

    def test_nothing_is_gathered_afterwards_or_for_a_plain_kind(self):
        self.procedure.action_submit()
        for procedure in (self.procedure, self._create_procedure()):
            with self.subTest(state=procedure.state), self.assertRaises(ValidationError):
                procedure.proof_ids = [
                    Command.create({"kind": "tax", "date_from": date(2026, 2, 1)})
                ]
            with self.subTest(state=procedure.state), self.assertRaises(ValidationError):
                procedure.presence_from = date(2026, 2, 1)

    def test_no_trace_is_kept_anywhere_else(self):
        for name in (MODEL, "food.aid.presence.proof"):
            fields = self.env[name]._fields.values()
            self.assertFalse([one.name for one in fields if getattr(one, "tracking", None)])
        ids = {
            MODEL: self.procedure.ids,
            "food.aid.presence.proof": self.procedure.proof_ids.ids,
        }
        self.procedure.action_submit()
        for model, of_these in ids.items():
            domain = [("model", "=", model), ("res_id", "in", of_these)]
            self.assertFalse(self.env["mail.message"].search_count(domain))

    def test_a_copy_takes_no_month_along(self):
        copied = self.procedure.copy()
        self.assertFalse(copied.presence_from or copied.proof_ids)

    def test_a_proof_is_of_the_past_and_ends_after_it_starts(self):
        with self.assertRaises(ValidationError):
            self.procedure.proof_ids = [
                Command.create({"kind": "tax", "date_from": date(2026, 11, 26)})
            ]
