from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

SOCIAL = "food_aid.group_food_aid_social_worker"


class FoodAidProcedure(models.Model):
    """One or several people make an administrative démarche, with somebody of the CCAS.

    1. Its papers are gathered: asked for, then seen. None is kept.
    2. It is handed in, then called complete: the clock of the answer starts there.
    3. It is granted or not, by a decision or by silence; an appeal has its own time.
    4. What was granted for a time is renewed by the next one.

    No thread, no file, no activity: what these hold is read by ways that the rules do not shut.
    A *sensitive* one (residence permit, AME) exists for its readers alone.
    """

    _name = "food.aid.procedure"
    _description = "Procedure"
    _inherit = ["food.aid.links.mixin", "food.aid.logged.mixin"]
    _order = "id desc"

    # who
    household_id = fields.Many2one(
        "food.aid.household", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="household_id.company_id", string="CCAS", store=True, index=True
    )
    member_ids = fields.Many2many(
        "food.aid.household.member",
        "food_aid_procedure_member_rel",
        string="For whom",
        domain="[('household_id', '=', household_id)]",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Worker in charge",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        ondelete="restrict",
        domain=lambda self: self._get_worker_domain(),
    )
    reader_ids = fields.Many2many(
        "res.users",
        "food_aid_procedure_reader_rel",
        compute="_compute_reader_ids",
        store=True,
        compute_sudo=True,
        export_string_translation=False,
    )

    # what
    type_id = fields.Many2one(
        "food.aid.procedure.type",
        string="Kind",
        required=True,
        index=True,
        ondelete="restrict",
        domain=lambda self: self.env["food.aid.procedure.type"]._get_choice_domain(
            self.env.company
        ),
    )
    is_sensitive = fields.Boolean(
        compute="_compute_is_sensitive", store=True, precompute=True, compute_sudo=True, index=True
    )
    target = fields.Char(related="type_id.target")
    where = fields.Text(related="type_id.where")
    note = fields.Text(related="type_id.note")
    checked_on = fields.Date(related="type_id.checked_on")
    agreed_text = fields.Text(
        string="What we agreed", help="Who does what; printed on the page for the person."
    )
    date_agreed = fields.Date(string="By when", help="Day by which the file should be handed in.")
    paper_ids = fields.One2many("food.aid.procedure.paper", "procedure_id", string="Checklist")
    missing_count = fields.Integer(string="Papers missing", compute="_compute_missing_count")

    # the steps
    date = fields.Date(string="Opened on", required=True, default=fields.Date.context_today)
    state = fields.Selection(
        [
            ("preparing", "To put together"),
            ("submitted", "Handed in"),
            ("complete", "Complete, answer awaited"),
            ("accepted", "Granted"),
            ("refused", "Not granted"),
            ("appealed", "Appeal made"),
            ("closed", "Stopped"),
        ],
        required=True,
        default="preparing",
        copy=False,
        index=True,
        group_expand=True,
    )
    submitted_on = fields.Date(string="Handed in on", copy=False)
    receipt = fields.Char(string="Receipt number", copy=False)
    complete_on = fields.Date(
        string="Complete on", copy=False, help="The time to answer starts on this day."
    )
    decided_on = fields.Date(string="Answered on", copy=False)
    is_silent = fields.Boolean(string="By silence", copy=False, readonly=True)
    appealed_on = fields.Date(string="Appeal made on", copy=False)

    # what it brought
    currency_id = fields.Many2one(related="company_id.food_aid_currency_id", string="Currency")
    amount = fields.Monetary(string="Won a month", copy=False)

    _dates_check = models.Constraint(
        "CHECK ((submitted_on IS NULL OR complete_on IS NULL OR complete_on >= submitted_on)"
        " AND (submitted_on IS NULL OR decided_on IS NULL OR decided_on >= submitted_on)"
        " AND (decided_on IS NULL OR appealed_on IS NULL OR appealed_on >= decided_on))",
        "A procedure is handed in, then complete, then answered, in this order.",
    )
    _amount_check = models.Constraint("CHECK (amount >= 0)", "An amount won is not negative.")

    # ------------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------------

    @api.depends("user_id")
    def _compute_reader_ids(self):
        for procedure in self:
            procedure.reader_ids = procedure.user_id

    @api.depends("type_id.is_sensitive")
    def _compute_is_sensitive(self):
        """What was sensitive once stays so, whatever its kind becomes."""
        for procedure in self:
            procedure.is_sensitive = procedure.is_sensitive or procedure.type_id.is_sensitive

    @api.depends(
        "paper_ids.state", "paper_ids.is_mandatory", "paper_ids.date_valid", "submitted_on"
    )
    def _compute_missing_count(self):
        for procedure in self:
            procedure.missing_count = len(procedure._get_missing_papers())

    @api.depends("type_id", "household_id")
    @api.depends_context("uid")
    def _compute_display_name(self):
        """Tell the kind to those who may open it only: other models read names in `sudo`."""
        readable = self.sudo(False)._filtered_access("read")
        for procedure in self:
            known = procedure in readable or not procedure.id
            # Reason for sudo: what is open to the user is named to them.
            kind = procedure.sudo().type_id.name if known else ""
            procedure.display_name = kind or self.env._("Procedure")

    # ------------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------------

    @api.constrains("household_id", "member_ids")
    def _check_members(self):
        for procedure in self:
            if procedure.member_ids.household_id - procedure.household_id:
                raise ValidationError(
                    self.env._("Choose people of this household, or open one in their file.")
                )

    @api.constrains("user_id", "is_sensitive", "type_id")
    def _check_sensitive(self):
        # Reason for sudo: agents do not read the groups of their colleagues.
        for procedure in self.sudo():
            if procedure.type_id.is_sensitive and not procedure.is_sensitive:
                raise ValidationError(self.env._("This procedure stays open to its readers alone."))
            if procedure.is_sensitive and not procedure.user_id.has_group(SOCIAL):
                raise ValidationError(
                    self.env._("Only a social worker is in charge of a procedure of this kind.")
                )

    @api.constrains("user_id")
    def _check_worker(self):
        # Reason for sudo: agents do not read the groups and companies of their colleagues.
        for procedure in self.sudo():
            worker = procedure.user_id
            if not worker.has_group("food_aid.group_food_aid_instructor") or (
                procedure.company_id not in worker.company_ids
            ):
                raise ValidationError(
                    self.env._("%(name)s makes no procedures at this CCAS.", name=worker.name)
                )
            household = procedure.household_id
            if household.is_reserved and worker not in household.reserved_user_ids:
                raise ValidationError(self.env._("Choose somebody who may open this file."))

    @api.onchange("type_id")
    def _onchange_type_id(self):
        self.paper_ids = [Command.clear(), *self.type_id._prepare_papers()]

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Start with the papers of the kind, for the applicant unless somebody is named."""
        kinds = self.env["food.aid.procedure.type"]
        vals_list = [
            {"paper_ids": kinds.browse(vals.get("type_id"))._prepare_papers(), **vals}
            for vals in vals_list
        ]
        procedures = super().create(vals_list)
        for procedure in procedures:
            if not procedure.member_ids:
                household = procedure.household_id
                procedure.member_ids = household.member_ids.filtered(
                    lambda one, household=household: one.person_id == household.applicant_id
                )
        # The last operation of a file is read by everybody: a sensitive one leaves no trace there.
        plain = procedures.filtered(lambda one: not one.is_sensitive)
        plain.household_id._touch(plain)
        return procedures

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    @api.model
    def _get_worker_domain(self):
        return self.env["res.users"]._get_food_aid_domain("instructor")

    def _get_missing_papers(self):
        return self.paper_ids.filtered(lambda one: one.is_mandatory and one._is_missing())

    def _refuse_unchangeable(self, vals):
        """Another kind or another file is another procedure."""
        for name in ("type_id", "household_id"):
            if name in vals and self[name].ids != [vals[name]]:
                raise UserError(
                    self.env._("Stop this procedure and open another one: this does not change.")
                )
