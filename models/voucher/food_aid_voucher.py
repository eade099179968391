from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .food_aid_helpline import may_be_minor

# Where a voucher may go from where it is; a cancelled one stays so, another is given.
MOVES = {"given": ("used", "cancelled"), "used": ("given",), "cancelled": ()}


class FoodAidVoucher(models.Model):
    """Something to eat today, before any file: no assessment, a first name is enough.

    1. Reception gives it and prints it twice: for the person, for the CCAS (given).
    2. It comes back from the shop (used), or was a slip of the pen (cancelled).
    3. Later, when the person comes again, it is regularised: the household and the request
       are made of it, or those that were there are linked.

    What was printed no longer changes.
    """

    _name = "food.aid.voucher"
    _description = "Food voucher"
    _inherit = [
        "food.aid.numbered.mixin",
        "food.aid.links.mixin",
        "food.aid.frozen.mixin",
        "food.aid.logged.mixin",
        "food.aid.sought.mixin",
    ]
    _in_hand = {"date": (), "follow_up": ("todo",)}
    _number_prefix = "B"
    _order = "date desc, id desc"
    _check_company_auto = True
    _frozen_states = frozenset(MOVES)
    _mutable_fields = frozenset(
        ["state", "date_closed", "household_id", "request_id", "follow_up", "note"]
    )

    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.food_aid_currency_id", string="Currency")

    # for whom
    household_id = fields.Many2one(
        "food.aid.household",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="Not needed to give a voucher: a first name is enough.",
    )
    first_name = fields.Char(help="As the person says it; nothing else is needed.")
    birth_year = fields.Integer(string="Birth year", help="An approximate year will do.")
    people = fields.Integer(string="For how many", default=1, required=True)
    need = fields.Char(string="What the person says")
    is_minor = fields.Boolean(string="Under 18, or perhaps so", compute="_compute_is_minor")
    helpline_ids = fields.Many2many(
        "food.aid.helpline", string="Whom to call", compute="_compute_helpline_ids"
    )

    # what, where, until when
    kind = fields.Selection(
        [("amount", "An amount"), ("parcel", "A parcel")],
        string="What is given",
        required=True,
        default="amount",
    )
    amount = fields.Monetary(default=lambda self: self.env.company.food_aid_voucher_amount)
    parcel = fields.Char(help="For instance: food for three days, baby milk.")
    service_id = fields.Many2one(
        "food.aid.service", index="btree_not_null", ondelete="restrict", string="At a service"
    )
    place = fields.Char(
        string="Where",
        compute="_compute_place",
        store=True,
        readonly=False,
        precompute=True,
        help="Shop or service where the voucher is taken, and its address.",
    )
    date = fields.Date(
        string="Given on", required=True, default=fields.Date.context_today, index=True
    )
    date_to = fields.Date(
        string="Until", required=True, default=lambda self: self._get_default_date_to()
    )
    is_expired = fields.Boolean(
        string="Past its date", compute="_compute_is_expired", search="_search_is_expired"
    )

    # by whom, and what became of it
    given_by_id = fields.Many2one("res.users", string="Given by", required=True, readonly=True)
    capacity = fields.Char(
        string="Under whose authority",
        readonly=True,
        help="The giver's own delegation for emergency help, else what the settings say.",
    )
    state = fields.Selection(
        [("given", "Given"), ("used", "Spent"), ("cancelled", "Void")],
        required=True,
        readonly=True,
        default="given",
        index=True,
    )
    date_closed = fields.Date(string="Spent or void since", readonly=True)
    follow_up = fields.Selection(
        [
            ("todo", "To be regularised"),
            ("done", "Regularised"),
            ("none", "Nothing to regularise"),
        ],
        string="Afterwards",
        required=True,
        default="todo",
    )
    request_id = fields.Many2one(
        "food.aid.request", index="btree_not_null", ondelete="restrict", readonly=True
    )
    note = fields.Text(string="Remark")

    _given_check = models.Constraint(
        "CHECK (kind <> 'amount' OR amount > 0)", "Say for how much the voucher is."
    )
    _dates_check = models.Constraint(
        "CHECK (date_to >= date)", "A voucher runs until the day it is given, or later."
    )
    _people_check = models.Constraint("CHECK (people > 0)", "A voucher is for one person at least.")
    _birth_year_check = models.Constraint(
        "CHECK (birth_year IS NULL OR birth_year = 0 OR birth_year BETWEEN 1900 AND 2100)",
        "A birth year has four digits, for instance 1984.",
    )

    # ------------------------------------------------------------------
    # COMPUTE & SEARCH
    # ------------------------------------------------------------------

    @api.model
    def _get_default_date_to(self):
        days = self.env.company.food_aid_voucher_days
        return fields.Date.context_today(self) + relativedelta(days=days)

    @api.depends("birth_year", "household_id.is_minor", "date")
    def _compute_is_minor(self):
        for voucher in self:
            day = voucher.date or fields.Date.context_today(self)
            voucher.is_minor = voucher.household_id.is_minor or may_be_minor(
                None, voucher.birth_year, day
            )

    @api.depends("is_minor", "company_id")
    def _compute_helpline_ids(self):
        for voucher in self:
            company = voucher.company_id or self.env.company
            voucher.helpline_ids = voucher.is_minor and self.env["food.aid.helpline"]._get_for(
                company
            )

    @api.depends("service_id")
    def _compute_place(self):
        for voucher in self:
            service = voucher.service_id
            if service:
                parts = (service.organisation_id.name, service.name, service.place)
                voucher.place = ", ".join(filter(None, parts))
            elif not voucher.place:
                company = voucher.company_id or self.env.company
                voucher.place = company.food_aid_voucher_place

    @api.model
    def _get_expired_domain(self):
        return Domain("state", "=", "given") & Domain("date_to", "<", "today")

    @api.depends("state", "date_to")
    def _compute_is_expired(self):
        expired = self.filtered_domain(self._get_expired_domain())
        expired.is_expired = True
        (self - expired).is_expired = False

    def _search_is_expired(self, operator, value):
        return self._get_expired_domain() if operator == "in" else NotImplemented

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Give vouchers in the caller's own name: nobody signs for somebody else."""
        companies = self._get_numbering_companies(vals_list)
        for vals, company in zip(vals_list, companies, strict=True):
            vals.update(company_id=company.id, given_by_id=self.env.uid, state="given")
            if vals.get("kind", "amount") == "amount":
                vals.setdefault("amount", company.food_aid_voucher_amount)
            else:
                vals["amount"] = 0
        self._state_capacity(vals_list)
        vouchers = super().create(vals_list)
        vouchers._touch_households()
        return vouchers

    def write(self, vals):
        self.check_access("write")  # a refusal names the record
        if "state" in vals:
            self._check_move(vals["state"])
            is_closed = vals["state"] != "given"
            vals = vals | {"date_closed": is_closed and fields.Date.context_today(self)}
        result = super().write(vals)
        if "household_id" in vals:
            self._touch_households()
        return result

    def _check_move(self, state):
        for voucher in self:
            if state not in MOVES[voucher.state]:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(name)s is in state “%(state)s”: give another voucher instead.",
                        name=voucher.name,
                        state=labels[voucher.state],
                    )
                )

    def _touch_households(self):
        attached = self.filtered("household_id")
        attached.household_id._touch(attached)

    def _frozen_message(self):
        return self.env._(
            "%(name)s has been given: what is printed on it no longer changes. "
            "Cancel it and give another one.",
            name=self.name,
        )

    @api.model
    def _state_capacity(self, vals_list):
        """Write down under whose authority each voucher is given, or refuse."""
        own, today = {}, fields.Date.context_today(self)
        # Reason for sudo: reception reads no delegation; only the caller's own is looked for.
        delegations = self.env["food.aid.delegation"].sudo()
        for vals in vals_list:
            company = self.env["res.company"].browse(vals["company_id"])
            key = company, "emergency", fields.Date.to_date(vals.get("date")) or today
            if key not in own:
                own[key] = delegations._find_for(*key).display_name
            if not own[key]:
                company._food_aid_check_voucher(vals["amount"])
            vals["capacity"] = own[key] or company._food_aid_get_voucher_authority()
