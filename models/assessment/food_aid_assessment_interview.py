from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

# A draft that nobody came back to keeps its figures, not the free words typed beside them.
NOTE_AGE = "now -30d"


class FoodAidAssessment(models.Model):
    """The interview on one screen: a blank note, people, housing, budget, needs, result.

    People and housing are those of the living household, needs those of the request: they are
    only typed here, and no longer once the assessment is validated.
    """

    _inherit = "food.aid.assessment"

    note = fields.Text(
        string="Working note",
        copy=False,
        exportable=False,
        help="Free words while the person talks. Erased when the assessment is validated, and "
        "thirty days after the last change of a draft.",
    )
    member_ids = fields.One2many(
        "food.aid.household.member",
        string="People",
        compute="_compute_member_ids",
        readonly=False,
    )
    street = fields.Char(related="household_id.street", readonly=False)
    home_commune_id = fields.Many2one(
        related="household_id.commune_id", string="Commune of the household", readonly=False
    )
    housing = fields.Selection(related="household_id.housing", readonly=False)
    no_cooking = fields.Boolean(related="household_id.no_cooking", readonly=False)
    unpaid_ids = fields.One2many(
        "food.aid.assessment.unpaid", "assessment_id", string="Unpaid bills", copy=True
    )
    unpaid_total = fields.Monetary(string="Unpaid bills, in all", compute="_compute_unpaid_total")
    needs_text = fields.Text(
        string="Needs, as told", compute="_compute_needs_text", inverse="_inverse_needs_text"
    )

    # ------------------------------------------------------------------
    # COMPUTE & INVERSE
    # ------------------------------------------------------------------

    @api.depends("date", "household_id.member_ids.date_start", "household_id.member_ids.date_end")
    def _compute_member_ids(self):
        for assessment in self:
            day = assessment.date or fields.Date.context_today(self)
            assessment.member_ids = assessment.household_id._get_members(day)

    @api.depends("unpaid_ids.amount")
    def _compute_unpaid_total(self):
        for assessment in self:
            assessment.unpaid_total = sum(assessment.unpaid_ids.mapped("amount"))

    @api.depends("request_id.needs_text")
    def _compute_needs_text(self):
        for assessment in self:
            assessment.needs_text = assessment.request_id.needs_text

    def _inverse_needs_text(self):
        """Keep the needs on the request; somebody who is assessed without one asks today."""
        for assessment in self:
            if not assessment.request_id and assessment.needs_text:
                assessment.request_id = self.env["food.aid.request"].create(
                    {"household_id": assessment.household_id.id}
                )
            assessment.request_id.needs_text = assessment.needs_text

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        people = [vals.get("member_ids") for vals in vals_list]
        assessments = super().create(
            [{key: vals[key] for key in vals if key != "member_ids"} for vals in vals_list]
        )
        for assessment, commands in zip(assessments, people, strict=True):
            if commands:
                assessment._write_people(commands)
        return assessments

    def write(self, vals):
        if "member_ids" not in vals:
            return super().write(vals)
        self.check_access("write")
        self._ensure_not_frozen()
        for assessment in self:
            assessment._write_people(vals["member_ids"])
        return super().write({key: vals[key] for key in vals if key != "member_ids"})

    def _write_people(self, commands):
        """Write the people on their household; who leaves without a date left by this day."""
        self.ensure_one()
        day = fields.Date.to_string(self.date)
        dated = []
        for command in commands:
            if command[0] == Command.UPDATE:
                self._ensure_lives_here(command[1])
            if command[0] in (Command.CREATE, Command.UPDATE) and command[2].get("end_reason"):
                command = (*command[:2], {"date_end": day, **command[2]})
            dated.append(command)
        self.household_id.write({"member_ids": dated})

    def _ensure_lives_here(self, member_id):
        if member_id not in self.household_id.member_ids.ids:
            raise UserError(self.env._("This person is not in the household. Reload the page."))

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def add_person(self):
        """Add somebody to the household, to be filled in; return the id of the member."""
        self._check_typing()
        role = "other" if self.member_ids else "applicant"
        member = self.env["food.aid.household.member"].create(
            {"household_id": self.household_id.id, "role": role}
        )
        return member.id

    def add_line(self, category_id):
        """Add a line of the budget under a heading; return its id."""
        self._check_typing()
        lines = self.env["food.aid.assessment.line"]
        return lines.create({"assessment_id": self.id, "category_id": category_id}).id

    def add_unpaid(self, kind):
        """Add an unpaid bill of a kind; return its id."""
        self._check_typing()
        unpaid = self.env["food.aid.assessment.unpaid"]
        return unpaid.create({"assessment_id": self.id, "kind": kind}).id

    def action_validate(self):
        """Freeze, once whoever wrote a working note has agreed to erase it."""
        drafts = self.filtered(lambda one: one.state == "draft")
        if noted := drafts.filtered("note"):
            if not self.env.context.get("food_aid_erase_note"):
                raise UserError(
                    self.env._(
                        "%(assessment)s has a working note, which validating erases. Open it: "
                        "copy what must stay to the boxes, then validate.",
                        assessment=noted[0].display_name,
                    )
                )
            noted.note = False
        drafts.unpaid_ids.filtered(lambda unpaid: not unpaid.amount).unlink()
        return super().action_validate()

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    def _check_typing(self):
        self.ensure_one()
        self.check_access("write")
        self._ensure_not_frozen()

    @api.autovacuum
    def _gc_notes(self):
        """Erase the notes of drafts left alone: free words are not kept for lack of a decision."""
        left_alone = Domain("note", "!=", False) & Domain("write_date", "<", NOTE_AGE)
        self.search(left_alone & Domain("state", "=", "draft")).note = False
