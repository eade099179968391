from odoo import api, fields, models


class FoodAidService(models.Model):
    """What an organisation offers at a place: the thing a household is referred to."""

    _name = "food.aid.service"
    _description = "Service offered by an organisation"
    _inherit = ["mail.thread"]
    _order = "organisation_id, sequence, name"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    organisation_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_food_aid_association', '=', True)]",
    )
    kind_id = fields.Many2one("food.aid.service.kind", required=True, ondelete="restrict")
    is_food = fields.Boolean(related="kind_id.is_food", string="Food")
    public_word = fields.Char(
        string="Word for its public",
        translate=True,
        help="The word this service uses for the people it welcomes: client, member, guest…",
    )

    # where and when
    place = fields.Char(help="Address where people are welcomed.")
    day = fields.Char(translate=True)
    hour = fields.Char(string="Hours", translate=True)
    bring = fields.Char(
        string="What to bring",
        translate=True,
        help="Printed on the liaison sheet: bag, card…",
    )
    phone = fields.Char()

    # who is welcomed
    admission = fields.Selection(
        [
            ("direct", "Directly: sending is enough"),
            ("on_answer", "Once the organisation has answered"),
            ("appointment", "By appointment"),
        ],
        default="direct",
        required=True,
    )
    conditions = fields.Text(translate=True)
    publics = fields.Char(string="Publics welcomed", translate=True)
    capacity = fields.Integer(
        string="Places", help="Households welcomed at the same time. 0: no limit."
    )
    needs_kitchen = fields.Boolean(
        string="Needs a kitchen", help="What is given has to be cooked at home."
    )
    quota = fields.Integer(string="Passages", help="Passages allowed per period. 0: no limit.")
    quota_period = fields.Selection(
        selection="_selection_quota_period", string="Per", default="week"
    )
    scale_ids = fields.One2many(
        "food.aid.service.scale",
        "service_id",
        string="Its own scales",
        help="Where there is none, the scale of the CCAS applies.",
    )
    referral_ids = fields.One2many("food.aid.referral", "service_id", string="Referrals")
    open_referral_count = fields.Integer(
        string="Households expected",
        compute="_compute_open_referral_count",
        help="Among those whose file is open to you.",
    )
    is_full = fields.Boolean(string="Full", compute="_compute_is_full", compute_sudo=True)

    _capacity_check = models.Constraint("CHECK (capacity >= 0)", "A capacity is never negative.")
    _quota_check = models.Constraint(
        "CHECK (quota >= 0)", "A number of passages is never negative."
    )

    @api.model
    def _selection_quota_period(self):
        return [
            ("week", self.env._("Week")),
            ("fortnight", self.env._("Fortnight")),
            ("month", self.env._("Month")),
            ("total", self.env._("Whole right")),
        ]

    @api.depends("referral_ids.state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_open_referral_count(self):
        """Count what the reader may open: the difference would tell of a reserved file."""
        counts = self._count_expected() if self.env["food.aid.referral"].has_access("read") else {}
        for service in self:
            service.open_referral_count = counts.get(service, 0)

    @api.depends("referral_ids.state", "capacity")
    def _compute_is_full(self):
        # compute_sudo: a service shared by two CCAS is full for both; no count is shown.
        counts = self._count_expected()
        for service in self:
            service.is_full = bool(service.capacity) and (
                counts.get(service, 0) >= service.capacity
            )

    def _count_expected(self):
        """Return {service: open referrals}, with the rights of who asks."""
        return dict(
            self.env["food.aid.referral"]._read_group(
                [("service_id", "in", self.ids), ("state", "in", ("sent", "accepted"))],
                ["service_id"],
                ["__count"],
            )
        )

    @api.depends("organisation_id", "name")
    def _compute_display_name(self):
        for service in self:
            organisation = service.organisation_id.name
            service.display_name = (
                f"{organisation} · {service.name}" if organisation else service.name
            )

    def _get_scales(self, company):
        """Return {service: its own scale for `company`, or an empty record}."""
        own = self.scale_ids.filtered(lambda line: line.company_id in (company, company.browse()))
        scales = dict.fromkeys(self, self.env["food.aid.scale"])
        for line in own.sorted(lambda line: bool(line.company_id)):
            scales[line.service_id] = line.scale_id
        return scales
