from odoo import api, fields, models
from odoo.exceptions import UserError


class FoodAidNumberedMixin(models.AbstractModel):
    """A record known by the number that its CCAS gives it: never a name that somebody types."""

    _name = "food.aid.numbered.mixin"
    _description = "Numbered by the CCAS"

    # letter in front of the numbers of the model
    _number_prefix = None

    name = fields.Char(string="Number", required=True, readonly=True, default="/", copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        """Draw all numbers of a CCAS at once."""
        groups = {}
        for vals in vals_list:
            groups.setdefault(self._get_numbering_company(vals), []).append(vals)
        for company, group in groups.items():
            numbers = company._food_aid_draw_numbers(self._name, self._number_prefix, len(group))
            for vals, number in zip(group, numbers, strict=True):
                vals["name"] = number
        return super().create(vals_list)

    def write(self, vals):
        """Refuse another number: it is on cards, sheets and letters, and no name may be one."""
        self.check_access("write")
        if "name" in vals and not self.env.su:
            raise UserError(self.env._("The CCAS gives the numbers: they are not typed."))
        return super().write(vals)

    @api.model
    def _get_numbering_company(self, vals):
        """Return the CCAS of the household, or else the one named, or else the current one."""
        household = self.env["food.aid.household"].browse(vals.get("household_id"))
        company = self.env["res.company"].browse(vals.get("company_id") or self.env.company.id)
        return household.company_id or company
