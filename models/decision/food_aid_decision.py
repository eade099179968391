from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import float_compare

DEFAULT_MONTHS = 6


def _is_departure(proposal, outcome):
    """Tell whether a decision grants what the scale refuses, or the reverse."""
    firm = ("granted", "refused")
    return proposal in firm and outcome in firm and proposal != outcome


class FoodAidDecision(models.Model):
    """What a named person decided, in a stated capacity. Frozen as soon as it is taken."""

    _name = "food.aid.decision"
    _description = "Decision"
    _inherit = [
        "food.aid.numbered.mixin",
        "food.aid.links.mixin",
        "food.aid.frozen.mixin",
        "food.aid.logged.mixin",
    ]
    _number_prefix = "D"
    _order = "date desc, id desc"
    _frozen_states = ("taken",)

    # subject
    household_id = fields.Many2one(
        "food.aid.household", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="household_id.company_id", string="CCAS", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.food_aid_currency_id", string="Currency")
    assessment_id = fields.Many2one(
        "food.aid.assessment", index="btree_not_null", ondelete="restrict"
    )
    request_id = fields.Many2one("food.aid.request", index="btree_not_null", ondelete="restrict")
    scale_version_id = fields.Many2one(
        "food.aid.scale.version",
        string="Scale",
        index="btree_not_null",
        ondelete="restrict",
    )
    is_service_scale = fields.Boolean(
        string="On a service's own scale",
        readonly=True,
        help="Taken for one service; the request itself is still to be decided.",
    )
    state = fields.Selection([("taken", "Taken")], default="taken", required=True, readonly=True)

    # decision
    kind = fields.Selection(
        [
            ("initial", "On the scale"),
            ("commission", "In commission"),
            ("appeal", "On appeal"),
            ("emergency", "Emergency help"),
            ("taken_over", "Taken over"),
        ],
        required=True,
        default="initial",
    )
    outcome = fields.Selection(
        [
            ("granted", "Granted"),
            ("refused", "Not granted"),
            ("adjourned", "Adjourned"),
        ],
        required=True,
    )
    proposal = fields.Selection(
        [
            ("granted", "Within the scale"),
            ("commission", "For the commission"),
            ("refused", "Outside the scale"),
        ],
        readonly=True,
    )
    is_departure = fields.Boolean(string="Departs from the scale", readonly=True)
    reason = fields.Text()
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    decided_by_id = fields.Many2one("res.users", string="Decided by", required=True, readonly=True)
    delegation_id = fields.Many2one(
        "food.aid.delegation",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    capacity = fields.Char(
        readonly=True,
        help="Capacity and reference of the delegation on the day of the decision.",
    )

    # what is granted
    rate = fields.Float(digits=(5, 2), aggregator="avg")
    credit = fields.Monetary()
    contribution = fields.Monetary()
    months = fields.Integer(aggregator="avg")
    quota = fields.Integer(string="Passages")
    quota_period = fields.Selection(
        selection=lambda self: self.env["food.aid.service"]._selection_quota_period()
    )
    right_ids = fields.One2many("food.aid.right", "decision_id", string="Rights")

    _single_initial = models.UniqueIndex(
        "(assessment_id, scale_version_id)"
        " WHERE kind IN ('initial', 'commission') AND outcome <> 'adjourned'",
        "This assessment has already been decided. An appeal takes another decision.",
    )
    _months_check = models.Constraint("CHECK (months >= 0)", "A number of months is positive.")

    @api.depends("name", "household_id")
    def _compute_display_name(self):
        for decision in self:
            decision.display_name = f"{decision.name} · {decision.household_id.name or ''}"

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Take decisions in the caller's own name: nobody signs for somebody else."""
        for vals in vals_list:
            vals.update(
                decided_by_id=self.env.uid,
                state="taken",
                is_departure=False,
                is_service_scale=False,
            )
            self._complete_from_assessment(vals)
        self._check_reason(vals_list)
        self._state_capacity(vals_list)
        decisions = super().create(vals_list)
        decisions._open_rights()
        decided = decisions.filtered_domain(self._get_settling_domain())
        decided.request_id.filtered(lambda request: request.state != "cancelled").write(
            {"state": "decided"}
        )
        decisions.household_id._touch(decisions)
        return decisions

    @api.model
    def _get_settling_domain(self):
        """Return which decisions answer a request: not those that wait, nor a service's own."""
        return Domain("outcome", "!=", "adjourned") & Domain("is_service_scale", "=", False)

    @api.model
    def _complete_from_assessment(self, vals):
        """Fill in what follows from the assessment, and what the scale gives when granted."""
        assessment = self.env["food.aid.assessment"].browse(vals.get("assessment_id"))
        if not assessment:
            if vals.get("kind", "initial") not in ("emergency", "taken_over"):
                raise UserError(
                    self.env._(
                        "A decision rests on an assessment. Assess first, or grant emergency help."
                    )
                )
            return
        if assessment.state != "validated":
            raise UserError(self.env._("Validate the assessment before deciding on it."))
        vals.setdefault("scale_version_id", assessment.scale_version_id.id)
        vals.setdefault("request_id", assessment.request_id.id)
        vals["household_id"] = assessment.household_id.id
        version = self.env["food.aid.scale.version"].browse(vals["scale_version_id"])
        vals["is_service_scale"] = version != assessment.scale_version_id
        if version == assessment.scale_version_id:
            given = {name: assessment[name] for name in self._given_fields()}
            vals["proposal"] = assessment.outcome
        else:
            self._check_service_scale(version)
            version._mark_used()
            result = assessment._evaluate_under(version)
            given = {name: float(result[name] or 0) for name in self._given_fields()}
            vals["proposal"] = result["outcome"]
        if vals.get("outcome") == "granted":
            for name, value in given.items():
                vals.setdefault(name, value)
        vals["is_departure"] = self._departs(vals, given)

    @api.model
    def _departs(self, vals, given):
        """Tell whether the outcome, or what is granted, is not what the scale gives."""
        if _is_departure(vals["proposal"], vals["outcome"]):
            return True
        is_plain = vals.get("kind", "initial") == "initial" and vals["outcome"] == "granted"
        return (
            is_plain
            and vals["proposal"] == "granted"
            and any(
                float_compare(vals[name] or 0, value or 0, precision_digits=2)
                for name, value in given.items()
                if name != "contribution"
            )
        )

    @api.model
    def _check_service_scale(self, version):
        """Refuse a scale that neither the CCAS nor a service applies."""
        applied = self.env["food.aid.service.scale"].search_count(
            [("scale_id", "=", version.scale_id.id), ("service_id.active", "=", True)], limit=1
        )
        if not applied:
            raise UserError(
                self.env._(
                    "No service applies “%(scale)s”: decide on the scale of the assessment.",
                    scale=version.scale_id.name,
                )
            )

    @api.model
    def _given_fields(self):
        return ("rate", "credit", "contribution", "months")

    @api.model
    def _check_reason(self, vals_list):
        """Refuse a decision that the person could not understand."""
        for vals in vals_list:
            if vals.get("reason") or vals.get("kind") == "taken_over":
                continue
            outcome, proposal = vals["outcome"], vals.get("proposal")
            if vals["is_departure"]:
                raise UserError(
                    self.env._("This decision departs from the scale: give the reason.")
                )
            if outcome == "adjourned":
                raise UserError(
                    self.env._("Say which papers or opinion the adjourned decision waits for.")
                )
            if outcome == "refused" and proposal != "refused":
                raise UserError(self.env._("Give the reason why aid is not granted."))

    @api.model
    def _state_capacity(self, vals_list):
        """Write down in what capacity the caller decides, or refuse (design: delegations)."""
        delegations = {}
        companies = self._get_numbering_companies(vals_list)
        for vals, company in zip(vals_list, companies, strict=True):
            if vals.get("kind") == "taken_over":
                if not self.env.user.has_group("food_aid.group_food_aid_coordinator"):
                    raise AccessError(self.env._("Only a coordinator takes over former decisions."))
                continue
            day = fields.Date.to_date(vals.get("date")) or fields.Date.context_today(self)
            key = company, self._get_cover(vals), day
            if key not in delegations:
                delegations[key] = self.env["food.aid.delegation"]._get_for(*key)
            delegation = delegations[key]
            vals.update(delegation_id=delegation.id, capacity=delegation.display_name)

    @api.model
    def _get_cover(self, vals):
        """Return which power of a delegation a decision of these values needs."""
        kind = vals.get("kind", "initial")
        if kind == "initial" and vals["is_departure"]:
            return "departure"
        if kind == "initial" and vals.get("proposal") == "commission":
            return "commission"
        return kind

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    def _open_rights(self):
        """Open the right of each granted decision; a taken-over one only if it still runs."""
        today = fields.Date.context_today(self)
        values = []
        for decision in self.filtered(lambda one: one.outcome == "granted"):
            months = decision.months or DEFAULT_MONTHS
            date_to = decision.date + relativedelta(months=months, days=-1)
            if decision.kind == "taken_over" and date_to < today:
                continue
            values.append(
                {
                    "household_id": decision.household_id.id,
                    "decision_id": decision.id,
                    "kind": "emergency" if decision.kind == "emergency" else "food",
                    "date_from": decision.date,
                    "date_to": date_to,
                    "rate": decision.rate,
                    "credit": decision.credit,
                    "quota": decision.quota,
                    "quota_period": decision.quota_period,
                }
            )
        # Reason for sudo: nobody creates a right by hand; only a decision opens one.
        self.env["food.aid.right"].sudo().create(values)
