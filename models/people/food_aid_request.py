from datetime import date

from odoo import api, fields, models
from odoo.tools.misc import format_date


class FoodAidRequest(models.Model):
    """A household asks for help on a day: the start of everything that is done for it."""

    _name = "food.aid.request"
    _description = "Request for aid"
    _inherit = ["food.aid.links.mixin", "food.aid.logged.mixin", "food.aid.sought.mixin"]
    _in_hand = {"state": ("received", "complete")}
    _order = "date desc, id desc"

    household_id = fields.Many2one(
        "food.aid.household", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="household_id.company_id", string="CCAS", store=True, index=True
    )
    date = fields.Date(
        string="Asked on", required=True, default=fields.Date.context_today, index=True
    )
    channel = fields.Selection(
        [
            ("visit", "At the desk"),
            ("phone", "By phone"),
            ("mail", "By mail"),
            ("prescriber", "Sent by a service"),
            ("register", "From a register"),
            ("other", "Other"),
        ],
        required=True,
        default="visit",
    )
    prescriber_id = fields.Many2one(
        "res.partner",
        string="Sent by",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('is_food_aid_prescriber', '=', True)]",
    )
    prescriber_text = fields.Char(
        string="Sent by, as told",
        help="What a register says of who sent the household, when it is not in the directory.",
    )
    rank = fields.Selection(
        [("first", "First request"), ("renewal", "Renewal")],
        compute="_compute_rank",
        store=True,
        string="First or renewal",
    )
    declared_rank = fields.Selection(
        [("first", "First request"), ("renewal", "Renewal")],
        string="As declared by a register",
        help="A register may know of requests that this database does not hold.",
    )
    date_complete = fields.Date(string="Complete on")
    needs_text = fields.Text(string="Needs, as told")
    state = fields.Selection(
        [
            ("received", "Received"),
            ("complete", "Complete"),
            ("decided", "Decided"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="received",
        index=True,
    )
    assessment_ids = fields.One2many("food.aid.assessment", "request_id", string="Assessments")
    decision_ids = fields.One2many("food.aid.decision", "request_id", string="Decisions")

    @api.depends("household_id.request_ids.date", "declared_rank")
    def _compute_rank(self):
        for request in self:
            key = request._order_key()
            is_first = all(other._order_key() >= key for other in request.household_id.request_ids)
            request.rank = request.declared_rank or ("first" if is_first else "renewal")

    def _order_key(self):
        """Return what orders the requests of a household, one being typed last of its day."""
        return self.date or date.max, self._origin.id or float("inf")

    @api.depends("household_id", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for request in self:
            code = request.household_id.name or self.env._("Request")
            request.display_name = f"{code} · {format_date(self.env, request.date)}"

    @api.model_create_multi
    def create(self, vals_list):
        requests = super().create(vals_list)
        requests.household_id._touch(requests)
        return requests

    def action_complete(self):
        """All papers were seen: the request may be assessed, and delays run from here."""
        self._complete(fields.Date.context_today(self))

    def _complete(self, day):
        """Mark as complete on `day` the requests still received."""
        self.filtered(lambda request: request.state == "received").write(
            {"state": "complete", "date_complete": day}
        )

    def action_cancel(self):
        self.filtered(lambda request: request.state != "decided").state = "cancelled"

    def action_reopen(self):
        self.filtered(lambda request: request.state == "cancelled").state = "received"

    def action_assess(self):
        """Open the draft assessment of this request, started if there is none."""
        self.ensure_one()
        assessment = self.assessment_ids.filtered(lambda one: one.state == "draft")[:1]
        if not assessment:
            assessment = assessment._start(self.household_id, self)
        return assessment._get_records_action(name=self.env._("Assessment"))
