from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain
from odoo.tools.misc import format_date

NUMBER_DIGITS = (16, 6)
EXAMPLE_FIELDS = (
    "example_adults",
    "example_children",
    "example_teenagers",
    "example_income",
    "example_housing_benefit",
    "example_rent",
    "example_other",
    "example_date",
)


class FoodAidScaleVersion(models.Model):
    """The rules of a scale between two dates.

    A draft is prepared, tried on an example and put in force; the first validated assessment
    stores its spec and freezes it (`_mark_used`). Only its end may still be set then.
    """

    _name = "food.aid.scale.version"
    _description = "Version of a scale"
    _inherit = ["food.aid.frozen.mixin", "food.aid.scale.numbers.mixin"]
    _order = "scale_id, date_from desc, id desc"

    _frozen_states = frozenset({"used"})
    _mutable_fields = frozenset({"date_to", *EXAMPLE_FIELDS})

    # identification
    scale_id = fields.Many2one("food.aid.scale", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="scale_id.company_id", store=True, index=True)
    name = fields.Char(string="Title", help="When this version has a name of its own.")
    date_from = fields.Date(
        string="In force from", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="Until", copy=False, help="Empty: until another version starts.")
    deliberation = fields.Char(copy=False, help="Reference of the board's decision.")
    state = fields.Selection(
        [("draft", "In preparation"), ("open", "In force"), ("used", "Used")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        help="From its first use on, a version no longer changes.",
    )
    # basis
    basis = fields.Selection(
        [
            ("remaining", "Resources less charges"),
            ("income", "Resources alone"),
            ("income_minus_housing", "Resources less housing"),
        ],
        string="What is compared",
        required=True,
        default="remaining",
    )
    housing_benefit = fields.Selection(
        [("as_income", "Counted as a resource"), ("net_of_rent", "Taken off the rent")],
        required=True,
        default="as_income",
    )
    divisor = fields.Float(
        string="Days of the month",
        digits=NUMBER_DIGITS,
        required=True,
        default=30.0,
        help="What the month is divided by: 30 for a value a day, 1 for a value a month.",
    )
    # units
    unit_method = fields.Selection(
        [
            ("per_capita", "One for each person"),
            ("household", "One for the whole household"),
            ("oecd_modified", "1, then 0.5 from fourteen and 0.3 below (OECD-modified)"),
            ("oxford", "1, then 0.7 from fourteen and 0.5 below (Oxford)"),
        ],
        string="Number of units",
        required=True,
        default="per_capita",
        help="What the budget is divided by.",
    )
    use_presence = fields.Boolean(
        string="Time in the household counts",
        default=True,
        help="A child present half of the time counts for half.",
    )
    single_parent_bonus = fields.Float(
        string="Units added for a single parent", digits=NUMBER_DIGITS
    )
    # rules
    income_rule_ids = fields.One2many(
        "food.aid.scale.income.rule", "version_id", string="Resources", copy=True
    )
    expense_rule_ids = fields.One2many(
        "food.aid.scale.expense.rule", "version_id", string="Charges", copy=True
    )
    # thresholds
    minimum = fields.Char(help="Below it, the scale does not apply. Leave empty for none.")
    grey_zone = fields.Float(
        string="Margin studied in commission",
        digits=NUMBER_DIGITS,
        help="Width, above the last bound that grants, of what goes to the commission.",
    )
    season_ids = fields.One2many("food.aid.scale.season", "version_id", string="Seasons", copy=True)
    # outcome
    outcome_mode = fields.Selection(
        [
            ("tiers", "Tiers"),
            ("curve", "A share that grows little by little"),
            ("ceilings", "A ceiling for each size of household"),
        ],
        string="How the outcome is found",
        required=True,
        default="tiers",
    )
    tier_ids = fields.One2many("food.aid.scale.tier", "version_id", string="Tiers", copy=True)
    point_ids = fields.One2many(
        "food.aid.scale.point", "version_id", string="Points of the share", copy=True
    )
    ceiling_ids = fields.One2many(
        "food.aid.scale.ceiling", "version_id", string="Ceilings", copy=True
    )
    ceiling_inclusive = fields.Boolean(string="The ceiling itself is within", default=True)
    ceiling_above = fields.Selection(
        selection="_selection_outcome", string="Above the ceiling", default="refused"
    )
    ceiling_beyond = fields.Selection(
        selection="_selection_outcome", string="Larger households", default="commission"
    )
    rate = fields.Char(string="Share paid (%)", help="Leave empty when nothing is paid or set.")
    credit = fields.Char(
        string="Purchase budget",
        help="One amount, or one for each size of household: 20 ; 30 ; 35 (the last one serves "
        "larger households). Leave empty when there is none.",
    )
    credit_per = fields.Selection(
        [("household", "for the household"), ("person", "for each person")], default="household"
    )
    months = fields.Integer(string="Months of the right", help="0: not set by the scale.")

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_from <= date_to)", "A version ends after it starts."
    )
    _figures_check = models.Constraint(
        "CHECK (divisor > 0 AND single_parent_bonus >= 0 AND grey_zone >= 0 AND months >= 0)",
        "The days of the month are above zero; bonus, margin and months are not below it.",
    )

    @api.model
    def _selection_outcome(self):
        return [
            ("granted", self.env._("Within the scale")),
            ("commission", self.env._("To be studied in commission")),
            ("refused", self.env._("Outside the scale")),
        ]

    @api.depends("scale_id.name", "date_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(scale)s (version of %(date)s)",
                scale=version.scale_id.name or "",
                date=format_date(self.env, version.date_from) if version.date_from else "…",
            )

    @api.constrains("scale_id", "date_from", "date_to", "state")
    def _check_overlap(self):
        for version in self.filtered(lambda version: version.state != "draft"):
            others = (version.scale_id.version_ids - version).filtered(
                lambda other, version=version: (
                    other.state != "draft"
                    and (not version.date_to or other.date_from <= version.date_to)
                    and (not other.date_to or version.date_from <= other.date_to)
                )
            )
            if others:
                raise ValidationError(
                    self.env._(
                        "Two versions of “%(scale)s” would be in force together: the one from "
                        "%(start)s and the one from %(other)s. End one before the other starts.",
                        scale=version.scale_id.name,
                        start=format_date(self.env, version.date_from),
                        other=format_date(self.env, others[0].date_from),
                    )
                )

    @api.constrains("minimum", "rate", "credit")
    def _check_numbers(self):
        self._ensure_numbers("minimum")
        self._ensure_numbers("rate")
        self._ensure_numbers("credit", several=True)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open(self):
        if opened := self.filtered(lambda version: version.state == "open"):
            raise UserError(
                self.env._(
                    "“%(version)s” is in force. Take it back into preparation, then delete it.",
                    version=opened[0].display_name,
                )
            )

    def action_open(self):
        """Put in force; an open-ended version before it ends the day before."""
        for version in self.filtered(lambda version: version.state == "draft"):
            version._ensure_computable()
            version._get_previous().date_to = version.date_from - relativedelta(days=1)
            version.state = "open"

    def action_draft(self):
        """Take back into preparation a version that nobody used."""
        self.filtered(lambda version: version.state == "open").state = "draft"

    def action_new_version(self):
        """Prepare the next version as a copy of this one, from the first of next month."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        start = max(today, self.date_from) + relativedelta(months=1, day=1)
        [vals] = self.copy_data({"date_from": start})
        return self.create(vals).action_show()

    def action_add_default_rules(self):
        """Add the rules that the headings propose and this version does not have."""
        self.ensure_one()
        shared = self.env["food.aid.budget.category"].search(
            Domain("default_mode", "=", "exclude") | Domain("default_coefficient", "!=", 100.0)
        )
        shared -= self.income_rule_ids.category_id + self.expense_rule_ids.category_id
        incomes = shared.filtered(lambda category: category.kind == "income")
        self.income_rule_ids = [
            Command.create(
                {"category_id": category.id, "coefficient": category._get_default_share()}
            )
            for category in incomes
        ]
        self.expense_rule_ids = [
            Command.create(
                {
                    "category_id": category.id,
                    "mode": "actual" if category._get_default_share() else "excluded",
                    "coefficient": category._get_default_share() or 100.0,
                }
            )
            for category in shared - incomes
        ]

    def action_show(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    def _covers(self, date):
        self.ensure_one()
        return (
            self.state != "draft"
            and self.date_from <= date
            and (not self.date_to or date <= self.date_to)
        )

    def _get_previous(self):
        """The open-ended version in force that starts before this one."""
        return self.scale_id.version_ids.filtered(
            lambda other: (
                other.state != "draft" and not other.date_to and other.date_from < self.date_from
            )
        )

    def _mark_used(self):
        """Store the spec and freeze: from now on, people were assessed under this version."""
        # sudo: whoever may validate an assessment may freeze the version it applies, without
        # a right to edit scales; nothing but the spec and the state is written
        for version in self.sudo().filtered(lambda version: version.state != "used"):
            if version.state == "draft":
                raise UserError(
                    self.env._(
                        "“%(version)s” is still in preparation: put it in force first.",
                        version=version.display_name,
                    )
                )
            version.write({"spec": version._to_spec(), "state": "used"})

    def _frozen_message(self):
        self.ensure_one()
        return self.env._(
            "People were assessed under “%(version)s”: its rules no longer change. Prepare a new "
            "version, which starts on another day.",
            version=self.display_name,
        )
