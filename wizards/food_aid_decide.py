from odoo import api, fields, models
from odoo.exceptions import UserError

GIVEN = ("rate", "credit", "months")


class FoodAidDecide(models.TransientModel):
    """The form of a decision: a departure, a commission, an adjournment, an appeal, an emergency.

    It collects; `food.aid.decision` checks the reason and the delegation.
    """

    _name = "food.aid.decide"
    _description = "Take a decision"
    _inherit = ["food.aid.links.mixin"]

    household_id = fields.Many2one("food.aid.household", readonly=True)
    assessment_id = fields.Many2one("food.aid.assessment", readonly=True)
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    proposal = fields.Selection(related="assessment_id.outcome", string="Proposal")
    kind = fields.Selection(
        selection=lambda self: (
            self.env["food.aid.decision"]._fields["kind"]._description_selection(self.env)
        ),
        required=True,
        readonly=True,
    )
    outcome = fields.Selection(
        selection=lambda self: (
            self.env["food.aid.decision"]._fields["outcome"]._description_selection(self.env)
        ),
        string="Decision",
    )
    reason = fields.Text(help="Written so that the person understands it: it is in the letter.")
    date = fields.Date(required=True, default=fields.Date.context_today)
    is_departure = fields.Boolean(compute="_compute_is_departure")

    # what is granted; empty: what the scale gives
    rate = fields.Float(
        string="Rate (%)", digits=(5, 2), compute="_compute_given", store=True, readonly=False
    )
    credit = fields.Monetary(compute="_compute_given", store=True, readonly=False)
    months = fields.Integer(compute="_compute_given", store=True, readonly=False)
    quota = fields.Integer(string="Passages", help="0: as each service says.")
    quota_period = fields.Selection(
        selection=lambda self: self.env["food.aid.service"]._selection_quota_period(),
        string="Per",
        default="week",
    )

    @api.depends("household_id", "assessment_id")
    def _compute_currency_id(self):
        for decide in self:
            household = decide.household_id or decide.assessment_id.household_id
            decide.currency_id = household.company_id.food_aid_currency_id

    @api.depends("proposal", "outcome", "kind", "rate", "credit", "months")
    def _compute_is_departure(self):
        """Tell, while typing, what `food.aid.decision` will ask a reason for."""
        firm = {"granted", "refused"}
        for decide in self:
            given = decide.assessment_id
            follows = decide.kind == "initial" and decide.proposal == decide.outcome == "granted"
            decide.is_departure = {decide.proposal, decide.outcome} == firm or (
                follows and any(decide[name] != given[name] for name in GIVEN)
            )

    @api.depends("assessment_id")
    def _compute_given(self):
        for decide in self.filtered("assessment_id"):
            for name in GIVEN:
                decide[name] = decide.assessment_id[name]

    @api.model
    def _open(self, **vals):
        decide = self.create(vals)
        return decide._get_records_action(name=self.env._("Decide"), target="new")

    def action_decide(self):
        """Take the decision in the name of the person who presses the button."""
        self.ensure_one()
        if not self.outcome:
            raise UserError(self.env._("Choose the decision: granted, not granted or adjourned."))
        self.env["food.aid.decision"].create(self._prepare_decision())
        return {"type": "ir.actions.act_window_close"}

    def _prepare_decision(self):
        values = {name: self[name] for name in ("kind", "outcome", "date", "reason")}
        if self.assessment_id:
            values["assessment_id"] = self.assessment_id.id
        else:
            values["household_id"] = self.household_id.id
        if self.outcome == "granted":
            values |= {name: self[name] for name in GIVEN}
            if self.quota:
                values |= {"quota": self.quota, "quota_period": self.quota_period}
        return values
