from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools.misc import formatLang


class FoodAidCommissionItem(models.Model):
    """A file on the agenda, without names: what the scale read, a few words, what was decided."""

    _name = "food.aid.commission.item"
    _description = "File on the agenda of a commission"
    _inherit = ["food.aid.links.mixin", "food.aid.frozen.mixin", "food.aid.logged.mixin"]
    _order = "commission_id desc, number, id"
    _frozen_parent = "commission_id"
    _mutable_fields = frozenset(["date_papers"])

    commission_id = fields.Many2one(
        "food.aid.commission", required=True, index=True, ondelete="cascade"
    )
    commission_state = fields.Selection(related="commission_id.state", string="Meeting")
    show_code = fields.Boolean(related="commission_id.show_code")
    show_commune = fields.Boolean(related="commission_id.show_commune")
    number = fields.Integer(string="No.", readonly=True, aggregator=None)
    assessment_id = fields.Many2one(
        "food.aid.assessment", string="File", required=True, index=True, ondelete="restrict"
    )
    currency_id = fields.Many2one(related="assessment_id.currency_id")

    # the file, without names
    file_number = fields.Char(related="assessment_id.household_id.name", string="File number")
    size = fields.Integer(related="assessment_id.size")
    typology = fields.Selection(related="assessment_id.typology")
    applicant_status = fields.Selection(related="assessment_id.applicant_status")
    composition = fields.Char(string="People and ages", compute="_compute_words")
    housing = fields.Selection(
        selection=lambda self: (
            self.env["food.aid.household"]._fields["housing"]._description_selection(self.env)
        ),
        readonly=True,
    )
    commune_name = fields.Char(related="assessment_id.commune_id.name", string="Commune")
    budget = fields.Text(compute="_compute_words")
    income = fields.Monetary(related="assessment_id.income")
    expense = fields.Monetary(related="assessment_id.expense")
    remaining = fields.Monetary(related="assessment_id.remaining")
    value = fields.Monetary(related="assessment_id.value")
    is_emergency = fields.Boolean(related="assessment_id.is_emergency")
    proposal = fields.Selection(related="assessment_id.outcome")
    explanation = fields.Text(related="assessment_id.explanation")
    presentation = fields.Text(
        help="A few words on the situation, without a name, an address nor a diagnosis."
    )

    # what is decided
    outcome = fields.Selection(
        selection=lambda self: (
            self.env["food.aid.decision"]._fields["outcome"]._description_selection(self.env)
        ),
        string="Decision",
    )
    reason = fields.Text(help="Written so that the person understands it: it is in the letter.")
    rate = fields.Float(string="Rate (%)", digits=(5, 2), aggregator=None)
    credit = fields.Monetary(aggregator=None)
    months = fields.Integer(aggregator=None)
    votes_for = fields.Integer(string="For", aggregator=None)
    votes_against = fields.Integer(string="Against", aggregator=None)
    abstentions = fields.Integer(aggregator=None)
    recused_ids = fields.Many2many(
        "food.aid.commission.attendee",
        "food_aid_commission_recused_rel",
        string="Stepped aside",
        domain="[('commission_id', '=', commission_id)]",
        help="Members who know the household take no part in the decision.",
    )
    decision_id = fields.Many2one(
        "food.aid.decision", readonly=True, index="btree_not_null", ondelete="restrict", copy=False
    )

    # adjourned
    date_back = fields.Date(
        string="Look again from", help="An adjourned file comes back on this day, papers or not."
    )
    date_papers = fields.Date(string="Papers received on", readonly=True)

    _file_uniq = models.UniqueIndex(
        "(commission_id, assessment_id)", "This file is already on the agenda."
    )
    _numbers_check = models.Constraint(
        "CHECK (rate >= 0 AND credit >= 0 AND months >= 0 AND votes_for >= 0"
        " AND votes_against >= 0 AND abstentions >= 0)",
        "A rate, an amount, a number of months or of votes is never negative.",
    )

    # ------------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------------

    @api.depends("commission_id", "number")
    def _compute_display_name(self):
        for item in self:
            item.display_name = self.env._(
                "%(meeting)s · no. %(number)s",
                meeting=item.commission_id.name or "",
                number=item.number,
            )

    @api.depends("assessment_id")
    @api.depends_context("lang")
    def _compute_words(self):
        # The frozen case of the assessment names nobody.
        categories = self.env["food.aid.budget.category"].with_context(active_test=False)
        names = {one.code: one.name for one in categories.search([])}  # pylint: disable=no-search-all
        roles = dict(
            self.env["food.aid.household.member"]._fields["role"]._description_selection(self.env)
        )
        for item in self:
            item.composition = ", ".join(
                item._word_member(roles[one["role"]], one["age"])
                for one in item.assessment_id.composition or ()
            )
            item.budget = "\n".join(
                f"{'+' if line['kind'] == 'income' else '−'} "
                f"{names.get(line['category'], line['category'])} · {item._amount(line['amount'])}"
                for line in (item.assessment_id.case or {}).get("lines", ())
            )

    def _word_member(self, role, age):
        if age < 2:
            return self.env._("%(role)s under 2", role=role)
        return self.env._("%(role)s %(age)s", role=role, age=age)

    def _amount(self, text):
        return formatLang(self.env, float(text), currency_obj=self.currency_id)

    @api.constrains("presentation", "reason")
    def _check_nameless(self):
        """Refuse words that name somebody of the household: the commission looks at them."""
        for item in self:
            # Reason for sudo: a file that the agent may open; only what he typed is told.
            people = item.sudo().assessment_id.household_id.member_ids.person_id
            if word := people._find_named(f"{item.presentation or ''} {item.reason or ''}"):
                raise ValidationError(item._word_named(word))

    def _word_named(self, word):
        return self.env._(
            "“%(word)s” names somebody of the household: on the agenda, write “the applicant”, "
            "“the elder child”.",
            word=word,
        )

    @api.constrains("assessment_id", "commission_id")
    def _check_file(self):
        for item in self:
            assessment, commission = item.assessment_id, item.commission_id
            if assessment.company_id != commission.company_id:
                raise ValidationError(
                    self.env._("A commission decides on the files of its own CCAS.")
                )
            if assessment.state != "validated" or (assessment.is_decided and not item.decision_id):
                raise ValidationError(
                    self.env._(
                        "%(file)s: only a validated assessment that is not decided yet goes to "
                        "the commission.",
                        file=assessment.display_name,
                    )
                )

    @api.constrains("recused_ids")
    def _check_recused(self):
        for item in self:
            if item.recused_ids - item.commission_id.attendee_ids:
                raise ValidationError(
                    self.env._("Only members of this meeting step aside from its files.")
                )

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Number the files in the order of the agenda, with what the scale would give."""
        self._check_links(vals_list)
        last = {}
        for vals in vals_list:
            commission = self.env["food.aid.commission"].browse(vals["commission_id"])
            assessment = self.env["food.aid.assessment"].browse(vals["assessment_id"])
            if commission not in last:
                # Reason for sudo: reserved files keep their number, seen or not.
                last[commission] = max(commission.sudo().item_ids.mapped("number"), default=0)
            last[commission] += 1
            vals.update(
                number=last[commission],
                housing=assessment.household_id.housing,
                decision_id=False,
                date_papers=False,
            )
            for name in ("rate", "credit", "months"):
                vals.setdefault(name, assessment[name])
        return super().create(vals_list)

    def write(self, vals):
        if {"decision_id", "assessment_id", "commission_id"} & vals.keys() and not self.env.su:
            raise AccessError(self.env._("A line of the agenda keeps its file and its decision."))
        return super().write(vals)

    def _filter_frozen(self):
        """A decided line no longer changes, even while the meeting goes on."""
        # Reason for sudo: whether a line is frozen does not depend on who asks.
        decided = self.sudo().filtered("decision_id").sudo(self.env.su)
        return super()._filter_frozen() | decided

    def _frozen_message(self):
        self.ensure_one()
        if self.commission_id._filter_frozen():
            return self.commission_id._frozen_message()
        return self.env._(
            "Number %(number)s is decided: an appeal takes another decision.", number=self.number
        )

    def _get_logged_households(self):
        return self.assessment_id.household_id

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_grant(self):
        return self._decide("granted")

    def action_refuse(self):
        return self._decide("refused")

    def action_adjourn(self):
        return self._decide("adjourned")

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    def _decide(self, outcome):
        """Record `outcome` on these files; when they are gone through one by one, open the next."""
        self.commission_id._ensure_state("held")
        self.write({"outcome": outcome})
        self._record()
        if not self.env.context.get("food_aid_one_by_one"):
            return None
        rest = self.commission_id.item_ids.filtered(lambda item: not item.decision_id)
        coming = rest.filtered(lambda item: item.number > self.number)[:1] or rest[:1]
        return (coming or self.commission_id)._get_records_action()

    def _record(self):
        """Turn what was typed into decisions, in the name of the user and of the commission."""
        for item in self:
            if item.outcome != "granted" and not item.reason:
                raise UserError(
                    self.env._("Number %(number)s: give the reason.", number=item.number)
                )
        decisions = self.env["food.aid.decision"].create(
            [item._prepare_decision() for item in self]
        )
        for item, decision in zip(self, decisions, strict=True):
            # Reason for sudo: nobody links a decision by hand (see `write`).
            item.sudo().decision_id = decision

    def _prepare_decision(self):
        values = {
            "kind": "commission",
            "assessment_id": self.assessment_id.id,
            "commission_id": self.commission_id.id,
            "outcome": self.outcome,
            "reason": self.reason,
            "date": self.commission_id.date,
        }
        if self.outcome == "granted":
            values |= {name: self[name] for name in ("rate", "credit", "months")}
        return values
