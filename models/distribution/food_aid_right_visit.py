from odoo import api, fields, models

from ...tools.quota import period_of


class FoodAidRight(models.Model):
    """How much of a right is consumed."""

    _inherit = "food.aid.right"

    visit_ids = fields.One2many("food.aid.visit", "right_id", string="Passages recorded")
    passage_count = fields.Integer(
        string="Times they came",
        compute="_compute_passage_count",
        store=True,
        help="Changes with each passage: two people who record at once never both count the "
        "same state of the right.",
    )
    left_count = fields.Char(
        string="Passages left", compute="_compute_left_count", compute_sudo=True
    )

    @api.depends("visit_ids.state")
    def _compute_passage_count(self):
        visits = self.env["food.aid.visit"]
        domain = visits._get_served_domain() & fields.Domain("right_id", "in", self.ids)
        counts = dict(visits._read_group(domain, ["right_id"], ["__count"]))
        for right in self:
            right.passage_count = counts.get(right._origin, 0)

    @api.depends("visit_ids.state", "visit_ids.date", "quota", "quota_period")
    def _compute_left_count(self):
        """Show `1 / 2`: those left in the period of today, and how many there are in one."""
        # compute_sudo: a number, of a right that the user may read.
        today = fields.Date.context_today(self)
        served = self.visit_ids.filtered_domain(self.env["food.aid.visit"]._get_served_domain())
        days = served.grouped("right_id")
        for right in self:
            if not right.quota:
                right.left_count = False
                continue
            first, last = period_of(right.quota_period, today, right.date_from)
            used = sum(first <= visit.date <= last for visit in days.get(right, ()))
            right.left_count = f"{max(0, right.quota - used)} / {right.quota}"
