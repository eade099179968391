from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# written by the steps of the job alone: nobody imports, nor takes decisions over, for another
OWN_FIELDS = {"state", "user_id", "date_done", "reject_file", "row_count"}


class FoodAidImport(models.Model):
    """A register kept in a spreadsheet, brought in by a job that can be stopped and resumed.

    Four steps: the file is read, its columns are matched, the job runs in the background, and
    what could not be understood comes back as a spreadsheet to correct and to feed again.
    """

    _name = "food.aid.import"
    _description = "Import of a register"
    _order = "id desc"

    # file
    file = fields.Binary(string="Register", attachment=True, copy=False)
    file_name = fields.Char(copy=False)
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Imported by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        copy=False,
    )
    state = fields.Selection(
        [
            ("draft", "Choose the file"),
            ("ready", "Check the columns"),
            ("queued", "Waiting to start"),
            ("running", "Running"),
            ("done", "Finished"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
    )

    # what was read
    sheet_name = fields.Char(string="Sheet", readonly=True, copy=False)
    header_row = fields.Integer(string="Line of the headers", readonly=True, copy=False)
    headers = fields.Json(readonly=True, copy=False)
    sample = fields.Json(readonly=True, copy=False, help="First lines, erased once it has run.")
    row_count = fields.Integer(string="Lines of the register", readonly=True, copy=False)
    checked_count = fields.Integer(string="Lines checked", readonly=True, copy=False)
    problem_count = fields.Integer(string="Lines that would come back", readonly=True, copy=False)
    column_ids = fields.One2many("food.aid.import.column", "import_id", string="Columns")
    preview = fields.Html(compute="_compute_preview", sanitize=False)
    missing = fields.Char(string="Still to be matched", compute="_compute_missing")

    # options
    scale_id = fields.Many2one(
        "food.aid.scale",
        string="Evaluate under",
        default=lambda self: self.env.company.food_aid_scale_id,
        domain="[('company_id', 'in', (False, company_id))]",
        help="Each request under the version in force on its date.",
    )
    take_over = fields.Boolean(
        string="Take over the history",
        help="Validate the budgets and record what the scale grants or refuses as decisions "
        "taken over in your name. A right is opened only while it would still run.",
    )

    # result
    line_ids = fields.One2many("food.aid.import.line", "import_id", string="Lines")
    done_count = fields.Integer(string="Imported", compute="_compute_counts")
    known_count = fields.Integer(string="Already there", compute="_compute_counts")
    rejected_count = fields.Integer(string="To correct", compute="_compute_counts")
    note_count = fields.Integer(string="Texts to review", compute="_compute_counts")
    progress = fields.Float(compute="_compute_counts", help="Share of the lines dealt with.")
    reject_file = fields.Binary(
        string="Lines to correct", attachment=True, readonly=True, copy=False
    )
    reject_file_name = fields.Char(compute="_compute_reject_file_name")
    date_done = fields.Datetime(string="Finished on", readonly=True, copy=False)
    stop_reason = fields.Char(string="Why it stopped", readonly=True, copy=False)

    # ------------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------------

    @api.depends("file_name", "date_done")
    def _compute_display_name(self):
        for job in self:
            job.display_name = job.file_name or self.env._("New import")

    @api.depends("column_ids.target", "column_ids.category_id", "sample")
    def _compute_preview(self):
        for job in self:
            job.preview = job._render_preview() if job.sample else False

    @api.depends("column_ids.target")
    def _compute_missing(self):
        columns = self.env["food.aid.import.column"]
        labels = dict(columns._fields["target"]._description_selection(self.env))
        for job in self:
            targets = set(job.column_ids.mapped("target"))
            missing = [labels[name] for name in ("date", "birthdate") if name not in targets]
            job.missing = ", ".join(missing)

    def _compute_counts(self):
        counts = {job: {} for job in self}
        lines = self.env["food.aid.import.line"]
        groups = lines._read_group(
            [("import_id", "in", self.ids)], ["import_id", "state"], ["__count"]
        )
        for job, state, count in groups:
            counts[job][state] = count
        notes = dict(
            lines._read_group(
                [("import_id", "in", self.ids), ("note", "!=", False)], ["import_id"], ["__count"]
            )
        )
        for job in self:
            states = counts[job]
            job.done_count = states.get("done", 0)
            job.known_count = states.get("known", 0)
            job.rejected_count = states.get("rejected", 0)
            job.note_count = notes.get(job, 0)
            dealt_with = sum(states.values()) - states.get("todo", 0)
            job.progress = 100 * dealt_with / job.row_count if job.row_count else 0

    def _compute_reject_file_name(self):
        self.reject_file_name = self.env._("lines-to-correct") + ".xlsx"

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self._ensure_own(key for vals in vals_list for key in vals)
        return super().create(vals_list)

    def write(self, vals):
        self._ensure_own(vals)
        return super().write(vals)

    def _ensure_own(self, names):
        if not self.env.su and not OWN_FIELDS.isdisjoint(names):
            raise AccessError(self.env._("The steps of an import are taken with its buttons."))

    def _step(self, **values):
        """Write what only the steps of the job write."""
        # sudo: see `_ensure_own`; who may call the step was checked by the caller's own access
        self.check_access("write")
        return self.sudo().write(values)

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_preview(self):
        """Read the file, find its headers, propose what each column is about."""
        self._ensure_state("draft", "ready")
        for job in self:
            job._preview()
        return True

    def action_check(self):
        """Count again the lines that would come back, after the columns were changed."""
        self._ensure_state("ready")
        for job in self:
            *_place, rows = job._read_register()
            job._check_rows(rows)
        return True

    def action_run(self):
        """Queue the job: it runs in the background, chunk by chunk, in the name of its author.

        A finished job runs again over the lines that came back, and only those.
        """
        self._ensure_state("ready", "done")
        for job in self:
            job._start()
        # sudo: waking the scheduler up needs no right of its own; the job runs as its author
        self.env.ref("food_aid.cron_import_register").sudo()._trigger()
        return True

    def action_refresh(self):
        """Show how far the job has come: the page reads the record again."""
        return True

    def action_reset(self):
        """Forget the file that was read, to choose another one."""
        self._ensure_state("ready")
        self.column_ids.unlink()
        self.line_ids.unlink()
        return self._step(state="draft", file=False, file_name=False, sample=False)

    def action_lines(self):
        self.ensure_one()
        xml_id = "food_aid.food_aid_import_line_action"
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        rejected = {"search_default_rejected": 1} if self.rejected_count else {}
        return action | {"domain": [("import_id", "=", self.id)], "context": rejected}

    def action_notes(self):
        self.ensure_one()
        xml_id = "food_aid.food_aid_import_note_action"
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        return action | {"domain": [("import_id", "=", self.id), ("note", "!=", False)]}

    def action_drop_notes(self):
        """Drop the texts that nobody reviewed: what is not chosen is not kept."""
        lines = self.env["food.aid.import.line"]
        lines.search([("import_id", "in", self.ids), ("note", "!=", False)]).note = False
        return True

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    def _ensure_state(self, *states):
        for job in self:
            if job.state not in states:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "This import is at the step “%(state)s”. Open it again to see where it "
                        "stands, or start another one.",
                        state=labels[job.state],
                    )
                )

    def _today(self):
        return fields.Date.context_today(self.with_context(tz=self.company_id.food_aid_tz))
