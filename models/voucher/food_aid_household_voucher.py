from odoo import api, fields, models

from .food_aid_helpline import may_be_minor


class FoodAidHousehold(models.Model):
    """The vouchers of a household, the gesture that gives one, and whom to call for a minor."""

    _inherit = "food.aid.household"

    voucher_ids = fields.One2many("food.aid.voucher", "household_id", string="Food vouchers")
    voucher_count = fields.Integer(compute="_compute_voucher_count", string="Vouchers")
    is_minor = fields.Boolean(
        string="The applicant is under 18, or perhaps so", compute="_compute_is_minor"
    )
    helpline_ids = fields.Many2many(
        "food.aid.helpline", string="Whom to call", compute="_compute_helpline_ids"
    )

    @api.depends("voucher_ids")
    def _compute_voucher_count(self):
        counts = self._count("food.aid.voucher", [("state", "!=", "cancelled")])
        for household in self:
            household.voucher_count = counts.get(household._origin, 0)

    @api.depends("applicant_id.birthdate", "applicant_id.birth_year")
    def _compute_is_minor(self):
        today = fields.Date.context_today(self)
        for household in self:
            person = household.applicant_id
            household.is_minor = may_be_minor(person.birthdate, person.birth_year, today)

    @api.depends("is_minor", "company_id")
    def _compute_helpline_ids(self):
        helplines = self.env["food.aid.helpline"]
        for household in self:
            household.helpline_ids = household.is_minor and helplines._get_for(household.company_id)

    def action_give_voucher(self):
        """Open the short form of a voucher for this household."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "food_aid.food_aid_voucher_action_new"
        )
        return action | {"context": {"default_household_id": self.id}}

    def action_view_vouchers(self):
        return self._get_related_action("food_aid.food_aid_voucher_action")
