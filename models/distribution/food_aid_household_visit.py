from odoo import api, fields, models


class FoodAidHousehold(models.Model):
    """The passages of a household, wherever it was referred."""

    _inherit = "food.aid.household"

    visit_ids = fields.One2many("food.aid.visit", "household_id", string="Passages")
    date_last_visit = fields.Date(string="Last passage", compute="_compute_date_last_visit")

    @api.depends("visit_ids.state", "visit_ids.date")
    def _compute_date_last_visit(self):
        visits = self.env["food.aid.visit"]
        domain = visits._get_served_domain() & fields.Domain("household_id", "in", self.ids)
        days = dict(visits._read_group(domain, ["household_id"], ["date:max"]))
        for household in self:
            household.date_last_visit = days.get(household._origin)
