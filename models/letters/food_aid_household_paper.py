from odoo import models

STATUSES = {
    "employed": "employed",
    "self_employed": "self_employed",
    "unemployed_benefit": "unemployed",
    "unemployed": "unemployed",
    "retired": "retired",
    "disabled": "disabled",
    "student": "student",
}
HOUSINGS = {
    "social": "tenant",
    "private": "tenant",
    "furnished": "tenant",
    "owner": "owner",
    "buyer": "owner",
    "hosted": "hosted",
}


class FoodAidHousehold(models.Model):
    """Which papers the situation of a household asks for."""

    _inherit = "food.aid.household"

    def _get_situations(self):
        """Return the situations of `food.aid.paper.kind` that this household is in."""
        self.ensure_one()
        members = self.member_ids.filtered(lambda member: not member.date_end)
        found = {"all", HOUSINGS.get(self.housing)}
        found |= {STATUSES.get(member.status) for member in members}
        if "child" in members.mapped("role"):
            found.add("children")
        return found - {None}

    def _get_papers_to_bring(self):
        return self.env["food.aid.paper.kind"]._get_for(self._get_situations(), self.company_id)
