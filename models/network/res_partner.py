from odoo import api, fields, models


class ResPartner(models.Model):
    """Organisations of the food-aid network. People in need are never partners."""

    _inherit = "res.partner"

    is_food_aid_association = fields.Boolean(string="Association", index="btree_not_null")
    is_food_aid_prescriber = fields.Boolean(string="Prescriber", index="btree_not_null")
    is_food_aid_donor = fields.Boolean(string="Donor", index="btree_not_null")
    is_food_aid_organisation = fields.Boolean(
        string="Food aid organisation",
        compute="_compute_is_food_aid_organisation",
        search="_search_is_food_aid_organisation",
    )

    # association
    food_aid_accreditation = fields.Char(string="Accreditation number")
    food_aid_accreditation_end = fields.Date(string="Accreditation ends on")
    is_food_aid_accreditation_ending = fields.Boolean(
        string="Accreditation to renew",
        compute="_compute_is_food_aid_accreditation_ending",
        search="_search_is_food_aid_accreditation_ending",
        help="Ended, or ending within 90 days.",
    )
    food_aid_step = fields.Selection(
        [
            ("paper", "Paper"),
            ("numbers", "Three numbers"),
            ("list", "List"),
            ("desk", "Desk"),
            ("stock", "Stock"),
        ],
        string="Step chosen",
        default="paper",
        help="How far the association wishes to go with the tool. It may change its mind.",
    )
    lead_company_id = fields.Many2one(
        "res.company",
        string="Leading CCAS",
        help="The CCAS that leads this organisation when it works with several.",
    )
    # Employees without a food-aid role hold no right on services.
    food_aid_service_ids = fields.One2many(
        "food.aid.service",
        "organisation_id",
        string="Services offered",
        groups="food_aid.group_food_aid_reception,food_aid.group_food_aid_stock",
    )
    food_aid_user_ids = fields.One2many(
        "res.users",
        "food_aid_organisation_id",
        string="Portal users",
        groups="food_aid.group_food_aid_reception",
    )

    def _food_aid_role_fields(self):
        return (
            "is_food_aid_association",
            "is_food_aid_prescriber",
            "is_food_aid_donor",
        )

    @api.depends(lambda self: self._food_aid_role_fields())
    def _compute_is_food_aid_organisation(self):
        for partner in self:
            partner.is_food_aid_organisation = any(
                partner[role] for role in self._food_aid_role_fields()
            )

    def _search_is_food_aid_organisation(self, operator, value):
        if operator != "in":
            return NotImplemented
        return fields.Domain.OR(
            fields.Domain(role, "=", True) for role in self._food_aid_role_fields()
        )

    def _get_accreditation_ending_domain(self):
        return fields.Domain("food_aid_accreditation_end", "<", "today +90d")

    @api.depends("food_aid_accreditation_end")
    def _compute_is_food_aid_accreditation_ending(self):
        ending = self.filtered_domain(self._get_accreditation_ending_domain())
        ending.is_food_aid_accreditation_ending = True
        (self - ending).is_food_aid_accreditation_ending = False

    def _search_is_food_aid_accreditation_ending(self, operator, value):
        return self._get_accreditation_ending_domain() if operator == "in" else NotImplemented
