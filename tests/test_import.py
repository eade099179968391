import base64
import csv
import io
from datetime import date, timedelta
from unittest.mock import patch

import openpyxl

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..models.register import food_aid_import_run
from .common import FoodAidCase
from .spreadsheets import CARVIN, ods, replace_part, xlsx

HEADERS = (
    "N° dossier",
    "Date demande",
    "Orienté par",
    "Nom",
    "Prénom",
    "Né(e) le",
    "CP",
    "Ville",
    "Situation familiale",
    "Conjoint né(e) le",
    "Enfants nés le",
    "Salaire",
    "Loyer",
    "1re demande",
    "Observations",
)
LINES = (
    ["12", "14/10/2017", "Office", "FICTIVE", "Samira", "07/04/1976", 62220, "Testville",
     "Monoparental", "", "03/11/2002; 2014", "600,00", 200, "N", ""],
    ["13", "15/10/2017", "CAF", "FICTIVE", "Tom", "1980", 62220, "Testville",
     "Couple", "12/05/1982", "", "1 397,80 €", "-", "O", "seen twice"],
    ["14", "16/10/2017", "", "IMAGINAIRE", "Zoé", "01/02/1990", 62220, "TESTVILLE",
     "Seul(e)", "", "", "", 150.5, "", ""],
)  # fmt: skip


class ImportCase(FoodAidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wage, cls.rent = cls._category("wage"), cls._category("rent")
        cls.jobs = cls.env["food.aid.import"].with_user(cls.users["coordinator"])

    @classmethod
    def _create_job(cls, lines=LINES, headers=HEADERS, content=None, **vals):
        content = xlsx([headers, *lines]) if content is None else content
        values = {"file": base64.b64encode(content), "file_name": "registre.xlsx"}
        return cls.jobs.create(values | {"scale_id": cls.scale.id} | vals)

    def _import(self, *args, **kwargs):
        job = self._create_job(*args, **kwargs)
        job._run()
        return job

    @staticmethod
    def _line(number=0, **changes):
        """A line of the register, with other cells under the headers given as keywords."""
        cells = list(LINES[number])
        names = dict(zip(("ref", "date", "by", "last", "first", "born", "zip", "city", "family",
                          "partner", "children", "wage", "rent", "new", "note"),
                         range(len(cells)), strict=True))  # fmt: skip
        for name, value in changes.items():
            cells[names[name]] = value
        return cells

    def assertStates(self, job, *states):
        lines = job.line_ids.sorted("row_number")
        self.assertEqual(lines.mapped("state"), list(states), lines.mapped("reason"))


@tagged("post_install", "-at_install")
class TestImport(ImportCase):
    # --- preview and columns ---

    def test_the_preview_reads_the_register_and_imports_nothing(self):
        job = self._create_job([*LINES, self._line(born="hier")])
        job.action_preview()
        self.assertRecordValues(
            job, [{"state": "ready", "row_count": 4, "checked_count": 4, "problem_count": 1}]
        )
        self.assertEqual(job.column_ids.mapped("target")[:2], ["legacy_reference", "date"])
        wage = job.column_ids.filtered(lambda column: column.name == "Salaire")
        self.assertRecordValues(
            wage, [{"target": "amount", "category_id": self.wage.id,
                    "example": "600,00 · 1 397,80 €"}],
        )  # fmt: skip
        self.assertIn("Samira FICTIVE (1976)", job.preview)
        self.assertIn("“hier” does not give birth dates", job.preview)
        self.assertFalse(job.line_ids)

    def test_the_form_leads_from_the_file_to_the_columns(self):
        with Form(self.jobs) as form:
            form.file = base64.b64encode(xlsx([HEADERS, *LINES]))
        job = form.record
        job.action_preview()
        with Form(job) as form:
            form.take_over = True
            with form.column_ids.edit(13) as column:
                self.assertEqual(column.name, "1re demande")
                column.target = "amount"
                column.category_id = self.wage
                column.target = "is_first"
                self.assertFalse(column.category_id)
        job.action_run()
        self.assertRecordValues(job, [{"state": "queued", "scale_id": self.scale.id}])

    def test_markup_in_a_register_stays_text_in_the_preview(self):
        job = self._create_job([self._line(first="<b>Zoé</b>")])
        job.action_preview()
        self.assertIn("&lt;b&gt;Zoé", job.preview)

    def test_nothing_runs_before_dates_and_births_are_matched(self):
        job = self._create_job()
        job.action_preview()
        job.column_ids.filtered(lambda column: column.target == "birthdate").target = False
        with self.assertRaisesRegex(UserError, "Birth date or year"):
            job.action_run()
        self.assertEqual(job.state, "ready")

    def test_the_choice_of_columns_is_remembered_for_this_ccas_only(self):
        headers = [*HEADERS, "Étiquette"]
        job = self._create_job([[*line, "06 12 34 56 78"] for line in LINES], headers)
        job.action_preview()
        last = job.column_ids[-1]
        self.assertFalse(last.target)
        last.target = "phone"
        job.column_ids.filtered(lambda column: column.name == "Ville").target = False
        job._run()
        again = self._create_job([[*LINES[0], "x"]], headers)
        again.action_preview()
        targets = {column.name: column.target for column in again.column_ids}
        self.assertEqual((targets["Étiquette"], targets["Ville"]), ("phone", False))
        elsewhere = self.env["food.aid.import"].create(
            {"file": again.file, "company_id": self.other_company.id}
        )
        elsewhere.action_preview()
        targets = {column.name: column.target for column in elsewhere.column_ids}
        self.assertEqual((targets["Étiquette"], targets["Ville"]), (False, "city"))

    # --- what an import makes ---

    def test_a_line_becomes_a_household_a_request_and_a_budget(self):
        job = self._import()
        self.assertStates(job, "done", "done", "done")
        first, couple, single = (line.household_id for line in job.line_ids.sorted("row_number"))
        self.assertRecordValues(
            first, [{"legacy_reference": "12", "size": 3, "typology": "single_parent"}]
        )
        self.assertEqual(first.applicant_id.display_name, "Samira FICTIVE (1976)")
        self.assertEqual(couple.member_ids.mapped("role"), ["applicant", "partner"])
        self.assertEqual(couple.applicant_id.birth_year, 1980)
        self.assertEqual(first.commune_id, single.commune_id)
        self.assertEqual(first.commune_id.zip, "62220")
        self.assertRecordValues(
            (first | couple | single).request_ids.sorted("date"),
            [
                {"rank": "renewal", "declared_rank": "renewal", "channel": "register",
                 "prescriber_id": self.prescriber.id, "prescriber_text": "Office"},
                {"rank": "first", "declared_rank": "first", "channel": "register",
                 "prescriber_id": False, "prescriber_text": "CAF"},
                {"rank": "first", "declared_rank": False, "channel": "register",
                 "prescriber_id": False, "prescriber_text": False},
            ],
        )  # fmt: skip
        self.assertRecordValues(
            first.assessment_ids,
            [{"state": "draft", "date": date(2017, 10, 14), "income": 600, "expense": 200,
              "value": 4.44, "outcome": "granted", "scale_version_id": self.scale.version_ids.id}],
        )  # fmt: skip
        self.assertEqual(single.assessment_ids.value, -5.02)

    def test_what_is_imported_is_erased_from_the_lines(self):
        job = self._import([*LINES, self._line(born="hier")])
        done = job.line_ids.filtered(lambda line: line.state == "done")
        self.assertEqual(done.mapped("cells"), [False] * 3)
        self.assertFalse(job.sample)
        for key in done.mapped("key"):
            self.assertRegex(key, r"^[0-9a-f]{64}$")

    def test_searches_know_at_once_how_many_people_came_in(self):
        self._import()
        self.env.cr.execute(
            "SELECT reltuples = (SELECT count(*) FROM food_aid_person)"
            " FROM pg_class WHERE relname = 'food_aid_person'"
        )
        self.assertTrue(self.env.cr.fetchone()[0])

    def test_an_import_sends_nothing_and_writes_no_history(self):
        household = self._import().line_ids.household_id
        self.assertFalse(household.message_ids)
        self.assertFalse(household.message_follower_ids)
        self.assertFalse(household.assessment_ids.message_ids)

    def test_text_files_and_ods_are_imported_as_well(self):
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows((HEADERS, *LINES))
        content = text.getvalue().encode("cp1252")
        self.assertStates(self._import(content=content), "done", "done", "done")
        rows = [[str(cell) for cell in line] for line in (HEADERS, *LINES)]
        self.assertStates(self._import(content=ods(rows)), "known", "known", "known")

    def test_a_register_without_budget_brings_no_assessment(self):
        job = self._import([line[:11] for line in LINES], HEADERS[:11])
        self.assertStates(job, "done", "done", "done")
        self.assertFalse(job.line_ids.household_id.assessment_ids)

    # --- history ---

    def test_history_is_taken_over_in_the_name_of_the_author(self):
        today = fields.Date.today()
        recent = f"{today - timedelta(days=30):%d/%m/%Y}"
        lines = [
            LINES[0],
            self._line(1, date=recent, wage="200"),
            self._line(2, wage="1 400,00"),
        ]
        job = self._import(lines, take_over=True)
        self.assertStates(job, "done", "done", "done")
        old, running, rich = (line.household_id for line in job.line_ids.sorted("row_number"))
        self.assertRecordValues(
            old.decision_ids | running.decision_ids,
            [
                {"kind": "taken_over", "outcome": "granted", "date": date(2017, 10, 14),
                 "decided_by_id": self.users["coordinator"].id},
                {"kind": "taken_over", "outcome": "granted", "date": today - timedelta(days=30),
                 "decided_by_id": self.users["coordinator"].id},
            ],
        )  # fmt: skip
        self.assertEqual(old.assessment_ids.state, "validated")
        self.assertFalse(old.right_ids)
        self.assertTrue(running.right_ids.is_running)
        self.assertEqual(rich.assessment_ids.outcome, "commission")
        self.assertFalse(rich.decision_ids)

    def test_no_history_is_taken_over_before_the_scale(self):
        job = self._import([self._line(date="01/02/2016")], take_over=True)
        self.assertStates(job, "rejected")
        self.assertIn("No version of the scale is in force on 01/02/2016", job.line_ids.reason)

    # --- the same people ---

    def test_a_further_request_of_the_same_person_joins_the_household(self):
        again = self._line(ref="99", date="01/03/2018", last="samira", first="Fictive", new="")
        job = self._import([LINES[0], again])
        self.assertStates(job, "done", "done")
        household = job.line_ids.household_id
        self.assertEqual(len(household), 1)
        self.assertEqual(len(household.request_ids), 2)
        self.assertEqual(len(household.member_ids), 3)

    def test_the_number_of_the_register_tells_the_household_too(self):
        self._import([LINES[0]])
        corrected = self._line(ref=12.0, date="01/03/2018", born="08/04/1976")
        spouse = self._line(1, ref="0013", date="01/04/2018", last="AUTRE", first="Léa",
                            born="12/05/1982", partner="1980")  # fmt: skip
        job = self._import([LINES[1], corrected, spouse])
        self.assertStates(job, "done", "done", "done")
        self.assertEqual(len(job.line_ids.household_id), 2)

    def test_a_number_is_not_shared_by_two_families(self):
        self._import([LINES[0]])
        job = self._import([self._line(2, ref="12")])
        self.assertStates(job, "rejected")
        self.assertIn("already belongs to somebody else", job.line_ids.reason)

    def test_namesakes_born_on_other_days_are_two_households(self):
        job = self._import([LINES[0], self._line(ref="15", born="08/04/1976")])
        self.assertEqual(len(job.line_ids.household_id), 2)

    def test_two_people_without_name_are_not_one(self):
        lines = [self._line(2, ref=ref, last="", first="") for ref in ("20", "21")]
        self.assertEqual(len(self._import(lines).line_ids.household_id), 2)

    def test_a_household_grows_with_its_requests_whatever_the_order_of_lines(self):
        later = self._line(date="01/03/2018", children="2014; 01/02/2018")
        job = self._import([later, LINES[0]])
        self.assertStates(job, "done", "done")
        household = job.line_ids.household_id
        self.assertEqual(len(household._get_members(date(2017, 12, 1))), 3)
        births = household._get_members(date(2018, 3, 1)).mapped("birthdate")
        self.assertEqual(births, [date(1976, 4, 7), False, date(2018, 2, 1)])
        self.assertEqual(household.assessment_ids.sorted("date").mapped("size"), [3, 3])

    def test_an_older_request_does_not_rewrite_who_lives_there(self):
        self._import([LINES[0]])
        same = self._line(date="01/03/2017")
        other = self._line(date="02/03/2017", children="2014")
        job = self._import([same, other])
        self.assertStates(job, "done", "rejected")
        self.assertIn("Enter this older one by hand", job.line_ids[-1].reason)

    def _reserve(self, household):
        named = self.users["social"].ids
        household.sudo().write({"is_reserved": True, "reserved_user_ids": named})

    def test_a_reserved_file_is_not_known_to_who_is_not_named(self):
        household = self._import([LINES[0]]).line_ids.household_id
        self._reserve(household)
        job = self._import([self._line(date="01/03/2018")])
        self.assertStates(job, "done")
        self.assertNotEqual(job.line_ids.household_id, household)

    # --- again ---

    def test_the_same_register_comes_only_once(self):
        before = self._import()
        after = self._import([*reversed(LINES), self._line(date="01/03/2018")])
        self.assertStates(after, "known", "known", "known", "done")
        self.assertEqual(after.line_ids.household_id, before.line_ids.household_id)
        self.assertEqual((after.done_count, after.known_count, after.progress), (1, 3, 100))

    def test_a_finished_job_that_runs_again_changes_nothing(self):
        job = self._import([*LINES, self._line(born="hier")])
        job.action_run()
        job._run()
        self.assertStates(job, "done", "done", "done", "rejected")
        self.assertEqual(len(job.line_ids.request_id), 3)

    def test_a_line_written_twice_comes_once(self):
        self.assertStates(self._import([LINES[0], LINES[0]]), "done", "known")

    def test_the_job_goes_on_where_it_was_killed(self):
        job = self._create_job([self._line(ref=str(n), first=f"Samira {n}") for n in range(6)])
        job.action_preview()
        job._start()
        with patch.object(food_aid_import_run, "CHUNK", 2):
            job._run_step()
            job._run_step()
            self.assertEqual(job.done_count, 2)
            killed = patch.object(
                type(job), "_create_budgets", autospec=True, side_effect=KeyboardInterrupt
            )
            with self.assertRaises(KeyboardInterrupt), self.env.cr.savepoint(), killed:
                job._run_step()
            self.env.invalidate_all()
            self.assertRecordValues(job, [{"state": "running", "done_count": 2}])
            job._run()
        self.assertRecordValues(job, [{"state": "done", "done_count": 6, "rejected_count": 0}])
        self.assertEqual(len(job.line_ids.household_id), 6)

    def test_the_scheduler_runs_what_was_queued_in_the_name_of_its_author(self):
        job = self._create_job(take_over=True)
        job.action_preview()
        job.action_run()
        self.assertEqual(job.state, "queued")
        cron = self.env.ref("food_aid.cron_import_register")
        self.assertTrue(
            self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)]), "not woken up"
        )
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertRecordValues(job, [{"state": "done", "done_count": 3}])
        household = job.line_ids[0].household_id
        self.assertEqual(household.create_uid, self.users["coordinator"])
        self.assertEqual(household.company_id, self.company)

    def test_a_job_that_lost_its_file_stops_and_says_why(self):
        job = self._create_job()
        job.action_preview()
        job.action_run()
        job.file = base64.b64encode(b"\n")
        with self.enter_registry_test_mode():
            self.env.ref("food_aid.cron_import_register").method_direct_trigger()
        self.assertEqual(job.state, "ready")
        self.assertIn("This file is empty", job.stop_reason)

    def test_a_running_job_is_not_started_twice(self):
        job = self._create_job()
        job.action_preview()
        job.action_run()
        for action in ("action_run", "action_preview", "action_reset"):
            with self.assertRaisesRegex(UserError, "Waiting to start"):
                getattr(job, action)()

    # --- what comes back ---

    def _read_back(self, job):
        sheet = openpyxl.load_workbook(io.BytesIO(base64.b64decode(job.reject_file))).active
        return [[cell.value for cell in row] for row in sheet.iter_rows()], sheet

    def test_what_is_wrong_comes_back_with_its_reason_and_can_be_fed_again(self):
        wrong = self._line(1, wage="beaucoup", born="12/13/1980")
        job = self._import([LINES[0], wrong, LINES[2]])
        self.assertStates(job, "done", "rejected", "done")
        rows, _sheet = self._read_back(job)
        self.assertEqual(rows[0], [*HEADERS, "Reason of return"])
        self.assertEqual(rows[1][:6], ["13", "15/10/2017", "CAF", "FICTIVE", "Tom", "12/13/1980"])
        self.assertIn("Né(e) le : “12/13/1980” is not a date", rows[1][-1])
        self.assertIn("Salaire : “beaucoup” is not an amount", rows[1][-1])
        rows[1][5], rows[1][11] = "1980", "1 397,80"
        fed = self._import(content=xlsx(rows))
        self.assertStates(fed, "done")
        self.assertEqual(fed.line_ids.household_id.applicant_id.display_name, "Tom FICTIVE (1980)")
        self.assertFalse(fed.reject_file)

    def test_a_formula_is_neither_computed_nor_written_back_as_one(self):
        job = self._import(
            [self._line(wage="=500+50"), self._line(1, first="=HYPERLINK(1)", born="x")]
        )
        self.assertStates(job, "rejected", "rejected")
        self.assertIn("“=500+50” is a formula", job.line_ids.sorted("row_number")[0].reason)
        _rows, sheet = self._read_back(job)
        cells = [cell for row in sheet.iter_rows() for cell in row]
        self.assertIn("=500+50", [cell.value for cell in cells])
        self.assertNotIn("f", [cell.data_type for cell in cells])

    def test_lines_to_correct_can_be_tried_again_after_a_change_of_columns(self):
        job = self._import([self._line(family="Couple"), LINES[2]])
        self.assertStates(job, "rejected", "done")
        job.column_ids.filtered(lambda column: column.target == "family").target = False
        job.action_run()
        job._run()
        self.assertStates(job, "done", "done")
        self.assertEqual(len(job.line_ids.household_id), 2)

    def test_one_line_that_fails_does_not_hold_the_others_back(self):
        create = type(self.jobs)._create_requests

        def fail(job, found):
            if any(entry["first_name"] == "Tom" for _line, entry, _household in found):
                raise ValueError("secret words of the line")
            return create(job, found)

        with (
            patch.object(type(self.jobs), "_create_requests", fail),
            patch.object(food_aid_import_run, "_logger") as logger,
        ):
            job = self._import()
        self.assertStates(job, "done", "rejected", "done")
        self.assertIn("could not be saved", job.line_ids[1].reason)
        self.assertIn("ValueError", str(logger.mock_calls))
        self.assertNotIn("secret", str(logger.mock_calls))

    # --- free text ---

    def test_free_text_is_kept_only_when_somebody_reviews_it(self):
        job = self._import()
        [line] = job.line_ids.filtered("note")
        self.assertEqual((job.note_count, line.note), (1, "seen twice"))
        self.assertFalse(line.household_id.message_ids)
        line.note = "seen once"
        line.action_keep_note()
        self.assertIn("seen once", line.household_id.message_ids.body)
        self.assertFalse(line.note)

    def test_free_text_nobody_wants_is_erased(self):
        job = self._import([self._line(note="a"), self._line(1, note="b")])
        job.line_ids[0].action_drop_note()
        self.assertEqual(job.line_ids.mapped("note"), [False, "b"])
        job.action_drop_notes()
        self.assertEqual(job.line_ids.mapped("note"), [False, False])
        self.assertFalse(job.line_ids.household_id.message_ids)

    def test_an_old_import_forgets_what_the_register_said(self):
        job = self._import([LINES[1], self._line(born="hier")])
        done = job.sudo()
        done.date_done = fields.Datetime.subtract(fields.Datetime.now(), days=89)
        self.env["food.aid.import"]._gc_registers()
        self.assertTrue(job.file)
        done.date_done = fields.Datetime.subtract(fields.Datetime.now(), days=91)
        self.env["food.aid.import"]._gc_registers()
        self.assertFalse(job.file or job.reject_file)
        self.assertFalse(any(line.cells or line.note or line.reason for line in job.line_ids))
        self.assertStates(self._import([LINES[1]]), "known")

    # --- files that cannot be read ---

    def test_each_bad_file_gets_a_sentence_and_stays_to_be_replaced(self):
        bomb = replace_part(xlsx([HEADERS]), "docProps/app.xml", lambda _: b" " * (30 * 2**20))
        for content, sentence in (
            (b"", "This file is empty"),
            (b"\n \n", "This file is empty"),
            (b"%PDF-1.7", "not a spreadsheet"),
            (CARVIN[:20000], "seems to be damaged"),
            ("Nom;Prénom;Né(e) le\nX;Zoé;1980\n".encode("mac_roman"), "accents"),
            (bomb, "abnormally large"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel format"),
            (xlsx([["a", "b"], ["c", "d"]]), "No line of headers"),
            (xlsx([HEADERS]), "nothing under the headers"),
        ):
            with self.subTest(sentence=sentence):
                job = self._create_job(content=content)
                with self.assertRaisesRegex(UserError, sentence):
                    job.action_preview()
                self.assertEqual(job.state, "draft")

    # --- rights ---

    def test_only_a_coordinator_of_the_ccas_imports(self):
        job = self._import()
        for login in ("reception", "instructor", "social", "stock", "observer", "dpo",
                      "volunteer", "prescriber", "employee", "elsewhere"):  # fmt: skip
            with self.subTest(login=login):
                user = self.users[login]
                for model in ("food.aid.import", "food.aid.import.line", "food.aid.import.column"):
                    self.assertFalse(self.env[model].with_user(user).has_access("read"))
                with self.assertRaises(AccessError):
                    self.jobs.with_user(user).create({})
                with self.assertRaises(AccessError):
                    job.with_user(user).action_run()

    def test_nobody_imports_in_the_name_of_somebody_else(self):
        job = self._create_job()
        job.action_preview()
        colleague = self._create_user("colleague", "food_aid.group_food_aid_coordinator")
        for values in ({"user_id": colleague.id}, {"state": "queued"}, {"date_done": False}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                job.write(values)
        with self.assertRaises(AccessError):
            self.jobs.create({"user_id": colleague.id})
        job.with_user(colleague).action_run()
        self.assertEqual(job.user_id, colleague)

    def test_another_file_put_in_place_of_the_checked_one_is_not_imported(self):
        job = self._create_job()
        job.action_preview()
        job.action_run()
        job.file = base64.b64encode(xlsx([HEADERS[::-1], LINES[0][::-1]]))
        with self.assertRaisesRegex(UserError, "read it again"):
            job._run()

    def test_the_coordinator_of_another_ccas_sees_nothing_of_it(self):
        job = self._import()
        other = self._create_user(
            "other_coordinator", "food_aid.group_food_aid_coordinator", self.other_company
        )
        jobs = self.jobs.with_user(other)
        self.assertFalse(jobs.search([]))
        self.assertFalse(jobs.env["food.aid.import.line"].search([]))
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_rule"):
            job.with_user(other).read(["file"])

    def test_lines_of_a_reserved_file_are_hidden(self):
        job = self._import([LINES[0]])
        self._reserve(job.line_ids.household_id)
        lines = self.jobs.env["food.aid.import.line"]
        self.assertFalse(lines.search([("import_id", "=", job.id)]))
