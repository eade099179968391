import base64
import io
import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, split_every

from ...tools.register_dates import parse_date
from ...tools.register_error import RegisterValueError
from ...tools.register_row import read_row
from ...tools.register_values import plain
from .import_sentences import VALUE_SENTENCES

_logger = logging.getLogger(__name__)

CHUNK = 500
QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
}
# what searches for people read
FILLED = ("food.aid.person", "food.aid.household", "food.aid.household.member")
# how long cells, texts and files of a finished import are kept, unless the parameter says else
KEPT_DAYS = 90


class FoodAidImportRun(models.Model):
    """Running: queue, chunks that commit, resuming, lines that come back."""

    _inherit = "food.aid.import"

    def _start(self):
        """Make the job ready to run; lines that came back before are tried again."""
        if self.missing:
            raise UserError(
                self.env._(
                    "Nothing can be imported before these are matched with a column: %(targets)s.",
                    targets=self.missing,
                )
            )
        self._remember()
        self._search_lines("rejected").write({"state": "todo", "reason": False})
        self._step(state="queued", user_id=self.env.uid, stop_reason=False, reject_file=False)

    def _run(self):
        """Do the whole job now, without committing: for tests, demo and benchmarks."""
        for job in self:
            if job.state in ("draft", "ready", "done"):
                if job.state == "draft":
                    job._preview()
                job._start()
            while job._run_step() is not False:
                pass

    @api.model
    def _cron_run(self):
        """Go on with the jobs that wait, each as its author in its CCAS, chunk by chunk."""
        for job in self.search([("state", "in", ("queued", "running"))], order="id"):
            author = job.with_user(job.user_id).with_context(
                lang=job.user_id.lang, allowed_company_ids=job.company_id.ids
            )
            if not author._run_and_commit():
                # the scheduler calls again by itself as long as something remains
                break

    def _run_and_commit(self):
        """Run steps until the end (True) or until the scheduler's time is over (False)."""
        cron, job_id = self.env["ir.cron"], self.id
        try:
            while (done := self._run_step()) is not False:
                remaining = max(self.row_count - self.done_count - self.known_count, 1)
                if not cron._commit_progress(done, remaining=remaining):
                    return False
        except UserError as error:
            self.env.cr.rollback()
            # sudo: an author who lost the right to import must still read why it stopped
            job = self.sudo().browse(job_id)
            job.write({"state": "ready", "stop_reason": str(error)})
        cron._commit_progress(remaining=0)
        return True

    def _run_step(self):
        """Prepare the lines, or import one chunk of them.

        :return: number of lines dealt with, False when the job is finished
        """
        self.ensure_one()
        if not self.try_lock_for_update():
            return False
        if self.state == "queued":
            if not self.line_ids.search_count([("import_id", "=", self.id)], limit=1):
                self._prepare_lines()
            self._step(state="running")
            return 0
        if self.state != "running":
            return False
        lines = self._search_lines("todo", limit=CHUNK)
        if not lines:
            self._finish()
            return False
        self.with_context(**QUIET)._import_lines(lines)
        self.env.flush_all()
        self.env.invalidate_all()
        return len(lines)

    def _search_lines(self, state, limit=None):
        domain = [("import_id", "=", self.id), ("state", "=", state)]
        return self.env["food.aid.import.line"].search(domain, order="id", limit=limit)

    def _prepare_lines(self):
        """Keep every line of the register, oldest request first: households grow in that order."""
        _name, headers, _header, rows = self._read_register()
        if headers != self.headers:
            raise UserError(
                self.env._("The file was changed after its columns were checked: read it again.")
            )
        mapping = self.column_ids._get_mapping()
        [dated] = [position for position, target in mapping.items() if target == "date"]
        rows.sort(key=lambda row: self._sort_key(row, dated))
        lines = self.env["food.aid.import.line"].with_context(**QUIET)
        for batch in split_every(2000, rows):
            lines.create(
                [
                    {
                        "import_id": self.id,
                        "row_number": number,
                        "cells": [plain(cell) for cell in cells],
                    }
                    for number, cells in batch
                ]
            )
            self.env.flush_all()
            lines.invalidate_model()
        self._step(row_count=len(rows), sample=False)

    def _sort_key(self, row, dated):
        number, cells = row
        try:
            found = parse_date(cells[dated] if dated < len(cells) else None)
        except RegisterValueError:
            found = None
        return (found or fields.Date.to_date("9999-12-31"), number)

    def _import_lines(self, lines):
        """Import a chunk at once; when the database refuses it, line by line."""
        mapping, today = self.column_ids._get_mapping(), self._today()
        rows = []
        for line in lines:
            entry, problems = read_row(line.cells, mapping, self.headers, today)
            if problems:
                line.write({"state": "rejected", "reason": self._problem_sentences(problems)})
            else:
                rows.append((line, entry))
        if not self._try_rows(rows) and len(rows) > 1:
            for row in rows:
                self._try_rows([row])

    def _try_rows(self, rows):
        """Write the rows in a savepoint; a single row that fails says why. False on failure."""
        try:
            with self.env.cr.savepoint():
                self._write_rows(rows)
            return True
        except UserError as error:
            reason = str(error)
        except (ValueError, psycopg2.IntegrityError, psycopg2.DataError) as error:
            # the type alone: the message may quote the cells
            _logger.info("Import %s: a chunk was refused (%s)", self.id, type(error).__name__)
            reason = self.env._(VALUE_SENTENCES["not_saved"])
        if len(rows) == 1:
            rows[0][0].write({"state": "rejected", "reason": reason})
        return False

    # --- end ---

    def _finish(self):
        self._settle_indexes()
        rejected = self._search_lines("rejected")
        self._step(
            state="done",
            sample=False,
            date_done=fields.Datetime.now(),
            reject_file=self._write_reject_file(rejected) if rejected else False,
        )

    def _settle_indexes(self):
        """Let searches know at once what came in by the thousand.

        Until the next automatic vacuum, the planner would believe that there are few people and
        read them all, and each search for look-alikes would read the entries that still wait to
        be sorted into the trigram indexes.
        """
        tables = [self.env[name]._table for name in FILLED]
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT gin_clean_pending_list(index.indexrelid)
              FROM pg_index index
              JOIN pg_class class ON class.oid = index.indexrelid
              JOIN pg_am method ON method.oid = class.relam AND method.amname = 'gin'
             WHERE index.indrelid = ANY(%s::regclass[])
            """,
            [tables],
        )
        self.env.cr.execute(SQL("ANALYZE %s", SQL(", ").join(map(SQL.identifier, tables))))

    def _write_reject_file(self, lines):
        """A spreadsheet of these lines as they were, the reason in the last column."""
        import xlsxwriter  # only when a workbook is written

        stream = io.BytesIO()
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(stream, options) as workbook:
            sheet = workbook.add_worksheet()
            sheet.write_row(0, 0, [*self.headers, self.env._("Reason of return")])
            for row, line in enumerate(lines.sorted("row_number"), start=1):
                cells = [*line.cells, *[None] * len(self.headers)][: len(self.headers)]
                reason = (line.reason or "").replace("\n", " ")
                for column, cell in enumerate([*cells, reason]):
                    if isinstance(cell, str):
                        sheet.write_string(row, column, cell)
                    else:
                        sheet.write(row, column, cell)
        return base64.b64encode(stream.getvalue())

    @api.autovacuum
    def _gc_registers(self):
        """Erase files, cells and texts of imports finished long ago: counts and links remain."""
        # sudo: the vacuum runs for every CCAS
        parameter = self.env["ir.config_parameter"].sudo().get_param("food_aid.import_kept_days")
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=int(parameter or KEPT_DAYS))
        old = self.search([("state", "=", "done"), ("date_done", "<", limit)])
        old.write({"file": False, "reject_file": False})
        told = self.env["food.aid.import.line"].search(
            Domain("import_id", "in", old.ids)
            & (
                Domain("cells", "!=", False)
                | Domain("note", "!=", False)
                | Domain("reason", "!=", False)
            )
        )
        told.write({"cells": False, "note": False, "reason": False})
