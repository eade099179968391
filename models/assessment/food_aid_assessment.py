from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ..people.food_aid_household import TYPOLOGIES


class FoodAidAssessment(models.Model):
    """The budget and composition of a household on a day, and what the scale proposes.

    A draft reads the living household; validating it freezes a nameless copy of all that
    the proposal rests on (`case`), so that figures never depend on persons afterwards.
    """

    _name = "food.aid.assessment"
    _description = "Assessment"
    _inherit = [
        "food.aid.thread.mixin",
        "food.aid.links.mixin",
        "food.aid.frozen.mixin",
        "food.aid.logged.mixin",
    ]
    _order = "date desc, id desc"
    _frozen_states = ("validated",)

    # identification
    household_id = fields.Many2one(
        "food.aid.household", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="household_id.company_id", string="CCAS", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.food_aid_currency_id", string="Currency")
    request_id = fields.Many2one(
        "food.aid.request",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('household_id', '=', household_id)]",
    )
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    state = fields.Selection(
        [("draft", "Draft"), ("validated", "Validated")],
        required=True,
        default="draft",
        index=True,
        copy=False,
    )
    origin = fields.Selection(
        [("internal", "Made here"), ("taken_over", "Taken over from another service")],
        required=True,
        default="internal",
    )
    origin_text = fields.Char(string="Author elsewhere", help="Service and date of the original.")
    validated_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    date_validated = fields.Datetime(readonly=True, copy=False)

    # budget
    scale_version_id = fields.Many2one(
        "food.aid.scale.version",
        string="Scale",
        compute="_compute_scale_version_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    line_ids = fields.One2many("food.aid.assessment.line", "assessment_id", copy=True)
    income_line_ids = fields.One2many(
        "food.aid.assessment.line",
        "assessment_id",
        string="Resources",
        domain=[("kind", "=", "income")],
    )
    expense_line_ids = fields.One2many(
        "food.aid.assessment.line",
        "assessment_id",
        string="Charges",
        domain=[("kind", "=", "expense")],
    )

    # figures: nameless, kept for ever once validated
    size = fields.Integer(string="People", compute="_compute_figures", store=True)
    minors = fields.Integer(string="Under 18", compute="_compute_figures", store=True)
    typology = fields.Selection(TYPOLOGIES, string="Family", compute="_compute_figures", store=True)
    composition = fields.Json(
        compute="_compute_figures",
        store=True,
        help="Role, age, sex and presence of each member, without names.",
    )
    applicant_status = fields.Selection(
        selection=lambda self: (
            self.env["food.aid.household.member"]._fields["status"]._description_selection(self.env)
        ),
        string="Status of the applicant",
        compute="_compute_figures",
        store=True,
    )
    commune_id = fields.Many2one("food.aid.commune", compute="_compute_figures", store=True)
    income = fields.Monetary(string="Total resources", compute="_compute_figures", store=True)
    expense = fields.Monetary(string="Total charges", compute="_compute_figures", store=True)
    remaining = fields.Monetary(string="Left for the month", compute="_compute_figures", store=True)
    units = fields.Float(
        digits=(8, 4),
        compute="_compute_figures",
        store=True,
        aggregator=None,
    )
    value = fields.Monetary(
        string="Left per person and day",
        compute="_compute_figures",
        store=True,
        aggregator="avg",
    )
    is_emergency = fields.Boolean(
        string="Budget in deficit", compute="_compute_figures", store=True
    )
    outcome = fields.Selection(
        [
            ("granted", "Within the scale"),
            ("commission", "For the commission"),
            ("refused", "Outside the scale"),
        ],
        string="Proposal",
        compute="_compute_figures",
        store=True,
    )
    rate = fields.Float(digits=(5, 2), compute="_compute_figures", store=True, aggregator="avg")
    credit = fields.Monetary(compute="_compute_figures", store=True)
    months = fields.Integer(compute="_compute_figures", store=True, aggregator="avg")
    contribution = fields.Monetary(compute="_compute_figures", store=True)
    missing = fields.Char(
        string="What is missing",
        compute="_compute_figures",
        store=True,
        help="Why there is no proposal yet.",
    )
    explanation = fields.Text(string="Calculation", compute="_compute_explanation")
    case = fields.Json(readonly=True, copy=False, help="What the engine read, without names.")
    decision_ids = fields.One2many("food.aid.decision", "assessment_id", string="Decisions")

    # ------------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------------

    @api.depends("date", "company_id")
    def _compute_scale_version_id(self):
        for assessment in self:
            if assessment.state == "draft" and not assessment.scale_version_id:
                scale = assessment.company_id.food_aid_scale_id
                assessment.scale_version_id = scale._version_at(assessment.date)

    @api.depends("household_id", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for assessment in self:
            code = assessment.household_id.name or ""
            assessment.display_name = f"{code} · {format_date(self.env, assessment.date)}"

    @api.depends(
        "date",
        "scale_version_id",
        "line_ids.category_id",
        "line_ids.retained_amount",
        "household_id.commune_id",
        "household_id.member_ids.role",
        "household_id.member_ids.presence",
        "household_id.member_ids.status",
        "household_id.member_ids.date_start",
        "household_id.member_ids.date_end",
        "household_id.member_ids.person_id.birthdate",
        "household_id.member_ids.person_id.birth_year",
        "household_id.member_ids.person_id.expected_date",
        "household_id.member_ids.person_id.sex",
    )
    def _compute_figures(self):
        """Follow the household while in draft; a validated assessment keeps its figures."""
        for assessment in self.filtered(lambda one: one.state == "draft"):
            assessment.update(assessment._get_figures())

    @api.depends("value", "missing", "line_ids.category_id", "line_ids.retained_amount")
    @api.depends_context("lang")
    def _compute_explanation(self):
        for assessment in self:
            assessment.explanation = "\n".join(assessment._get_trace())

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_validate(self):
        """Freeze the budget, the composition and the proposal of draft assessments."""
        drafts = self.filtered(lambda one: one.state == "draft")
        drafts._evaluate()  # the rules may have changed since the draft was typed
        drafts._check_complete()
        drafts.scale_version_id._mark_used()
        for assessment in drafts:
            assessment.write(
                {
                    "case": assessment._build_case(),
                    "state": "validated",
                    "date_validated": fields.Datetime.now(),
                    "validated_by_id": self.env.uid,
                }
            )
        for day, assessments in drafts.grouped("date").items():
            assessments.request_id._complete(day)
        drafts.household_id._touch(drafts)

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    def _check_complete(self):
        """Refuse to freeze what has no proposal or an unexplained retained amount."""
        for assessment in self:
            if assessment.missing:
                raise UserError(
                    self.env._(
                        "%(assessment)s cannot be validated yet: %(missing)s",
                        assessment=assessment.display_name,
                        missing=assessment.missing,
                    )
                )
            if unexplained := assessment.line_ids.filtered(lambda line: line._is_unexplained()):
                raise UserError(
                    self.env._(
                        "“%(category)s”: what is retained differs from what was declared. "
                        "Give the reason on the line, then validate.",
                        category=unexplained[0].category_id.name,
                    )
                )
