from odoo import api, fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """What the CCAS that leads an association knows of its own public: counts."""

    _inherit = "res.partner"

    food_aid_direct_count = fields.Integer(
        string="Direct welcomes",
        compute="_compute_food_aid_direct",
        groups="food_aid.group_food_aid_coordinator",
        help="Households that the association welcomes itself today. The CCAS reads this number, "
        "never who they are.",
    )
    food_aid_direct_person_count = fields.Integer(
        string="People welcomed directly",
        compute="_compute_food_aid_direct",
        groups="food_aid.group_food_aid_coordinator",
    )
    food_aid_emergency_count = fields.Integer(
        string="Helps on the spot",
        compute="_compute_food_aid_direct",
        groups="food_aid.group_food_aid_coordinator",
        help="Given over twelve months to people without a referral.",
    )
    food_aid_emergency_person_count = fields.Integer(
        string="People helped at once",
        compute="_compute_food_aid_direct",
        groups="food_aid.group_food_aid_coordinator",
    )

    @api.depends_context("allowed_company_ids")
    def _compute_food_aid_direct(self):
        # Reason for sudo: direct welcomes are out of the reach of employees; only how many there
        # are leaves this method, for the CCAS that lead the organisations.
        welcomes, visits = self.env["food.aid.referral"].sudo(), self.env["food.aid.visit"].sudo()
        own = Domain("company_id", "in", self.env.companies.ids)
        own &= Domain("organisation_id", "in", self.ids)
        direct = Domain("origin", "=", "direct") & welcomes._get_expected_domain()
        emergency = Domain("emergency", "!=", False) & visits._get_served_domain()
        emergency &= Domain("date", ">=", "today -1y")
        counts = {}
        for key, records, domain in (
            ("direct", welcomes, direct),
            ("emergency", visits, emergency),
        ):
            rows = records._read_group(own & domain, ["organisation_id"], ["__count", "size:sum"])
            counts |= {(key, organisation.id): numbers for organisation, *numbers in rows}
        for partner in self:
            for key in ("direct", "emergency"):
                count, persons = counts.get((key, partner.id), (0, 0))
                partner[f"food_aid_{key}_count"] = count
                partner[f"food_aid_{key}_person_count"] = persons
