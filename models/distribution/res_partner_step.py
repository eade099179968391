from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# What an association may choose today; each step is complete in itself.
OFFERED_STEPS = ("paper", "numbers", "list")


class ResPartner(models.Model):
    """The pace of an association, and what it did for the households of a CCAS."""

    _inherit = "res.partner"

    food_aid_household_count = fields.Integer(
        string="Households served",
        compute="_compute_food_aid_counts",
        groups="food_aid.group_food_aid_reception",
        help="Over twelve months, for the CCAS you work in.",
    )
    food_aid_person_count = fields.Integer(
        string="People fed",
        compute="_compute_food_aid_counts",
        groups="food_aid.group_food_aid_reception",
    )
    food_aid_weight = fields.Float(
        string="Kilograms given",
        compute="_compute_food_aid_counts",
        groups="food_aid.group_food_aid_reception",
        help="Over twelve months, told at the distributions of the associations that your CCAS "
        "leads.",
    )
    food_aid_closure_ids = fields.One2many(
        "food.aid.closure",
        "organisation_id",
        string="Closures",
        groups="food_aid.group_food_aid_reception",
    )

    @api.depends_context("allowed_company_ids")
    def _compute_food_aid_counts(self):
        # Reason for sudo: counts only, direct welcomes and reserved files included; each CCAS
        # counts the passages of its own.
        visits = self.env["food.aid.visit"].sudo()
        own = Domain("company_id", "in", self.env.companies.ids)
        own &= Domain("organisation_id", "in", self.ids) & Domain("date", ">=", "today -1y")
        counts = {
            organisation.id: numbers
            for organisation, *numbers in visits._read_group(
                own & visits._get_served_domain(),
                ["organisation_id"],
                ["household_count:sum", "size:sum"],
            )
        }
        weights = dict(
            visits.env["food.aid.distribution"]._read_group(
                own & Domain("state", "=", "closed"), ["organisation_id"], ["weight:sum"]
            )
        )
        for partner in self:
            households, persons = counts.get(partner.id, (0, 0))
            partner.food_aid_household_count = households
            partner.food_aid_person_count = persons
            partner.food_aid_weight = weights.get(partner._origin.sudo(), 0)  # a key, not read

    @api.model
    def _food_aid_choose_step(self, step):
        """Let the manager of an organisation choose its pace; what was recorded stays.

        :raise AccessError: unless the user manages an organisation
        """
        organisation = self.env["food.aid.closure"]._check_manager()
        if step not in OFFERED_STEPS:
            raise UserError(self.env._("Choose one of the steps of the list."))
        # Reason for sudo: portal users write no partner; one value, of their own organisation.
        organisation.sudo().food_aid_step = step
