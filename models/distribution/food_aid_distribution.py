from odoo import api, fields, models
from odoo.tools.misc import format_date


class FoodAidDistribution(models.Model):
    """A service's distribution on a day.

    1. Somebody opens it: the people expected are those referred to the service on that day.
    2. Passages are recorded one by one, ticked back from paper, or not at all.
    3. It is closed with three numbers (households, persons, kg): a complete report.

    It may be opened again to be corrected. It names nobody: who came is in `food.aid.visit`.
    """

    _name = "food.aid.distribution"
    _description = "Distribution"
    _inherit = [
        "food.aid.portal.mixin",
        "food.aid.links.mixin",
        "food.aid.frozen.mixin",
    ]
    _order = "date desc, id desc"
    _frozen_states = frozenset(["closed"])
    _mutable_fields = frozenset(["state", "date_closed", "closed_by_id"])
    _portal_fields = frozenset(
        [
            "id",
            "display_name",
            "date",
            "service_name",
            "day",
            "hour",
            "place",
            "state",
            "date_closed",
            "weight",
            "household_count",
            "person_count",
            "baby_count",
        ]
    )

    # what and when
    service_id = fields.Many2one("food.aid.service", required=True, index=True, ondelete="restrict")
    organisation_id = fields.Many2one(
        related="service_id.organisation_id", string="Organisation", store=True, precompute=True
    )
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        index=True,
        help="The CCAS that leads the organisation.",
    )
    service_name = fields.Char(compute="_compute_where", store=True, precompute=True)
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    day = fields.Char(string="Slot", help="Where a service opens on several days: which one.")
    hour = fields.Char(
        string="Hours", compute="_compute_where", store=True, precompute=True, readonly=False
    )
    place = fields.Char(compute="_compute_where", store=True, precompute=True, readonly=False)

    # workflow
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")], required=True, default="open", copy=False
    )
    date_closed = fields.Date(readonly=True, copy=False)
    closed_by_id = fields.Many2one("res.users", string="Closed by", readonly=True, copy=False)

    # what is told at the end
    told_households = fields.Integer(string="Households told", copy=False)
    told_persons = fields.Integer(string="People told", copy=False)
    weight = fields.Float(string="Kilograms given", digits=(10, 2), copy=False)

    # what was counted
    visit_ids = fields.One2many("food.aid.visit", "distribution_id", string="Passages")
    household_count = fields.Integer(
        string="Households", compute="_compute_counts", compute_sudo=True
    )
    person_count = fields.Integer(string="People", compute="_compute_counts", compute_sudo=True)
    baby_count = fields.Integer(string="Babies (0–2)", compute="_compute_counts", compute_sudo=True)

    _once_uniq = models.UniqueIndex(
        "(service_id, date, COALESCE(day, ''))",
        "This distribution is already there: open it in the list.",
    )
    _portal_index = models.Index("(organisation_id, date DESC, id DESC)")
    _told_check = models.Constraint(
        "CHECK (told_households >= 0 AND told_persons >= 0 AND weight >= 0)",
        "Numbers of households, people and kilograms are never negative.",
    )

    # ------------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------------

    @api.depends("organisation_id")
    def _compute_company_id(self):
        for distribution in self:
            lead = distribution.organisation_id.lead_company_id
            distribution.company_id = lead or distribution.company_id or self.env.company

    @api.depends("service_id")
    def _compute_where(self):
        for distribution in self:
            distribution.service_name = distribution.service_id.name
            distribution.hour = distribution.service_id.hour
            distribution.place = distribution.service_id.place

    @api.depends("service_name", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for distribution in self:
            day = format_date(self.env, distribution.date) if distribution.date else ""
            distribution.display_name = " · ".join(filter(None, (distribution.service_name, day)))

    @api.depends("visit_ids.state", "visit_ids.size", "visit_ids.household_count")
    def _compute_counts(self):
        # Not stored: two people who record at the same time would wait for one row.
        # compute_sudo: only counts, of an organisation or a CCAS that may read the distribution.
        visits = self.env["food.aid.visit"]
        rows = visits._read_group(
            visits._get_served_domain() & fields.Domain("distribution_id", "in", self.ids),
            ["distribution_id"],
            ["household_count:sum", "size:sum", "age_0_2:sum"],
        )
        counts = {distribution.id: numbers for distribution, *numbers in rows}
        for distribution in self:
            numbers = counts.get(distribution.id, (0, 0, 0))
            distribution.household_count, distribution.person_count, distribution.baby_count = (
                numbers
            )
