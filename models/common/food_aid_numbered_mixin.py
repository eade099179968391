from odoo import api, fields, models
from odoo.exceptions import UserError


class FoodAidNumberedMixin(models.AbstractModel):
    """A record known by the number that its CCAS gives it: never a name that somebody types."""

    _name = "food.aid.numbered.mixin"
    _description = "Numbered by the CCAS"

    # letter in front of the numbers of the model
    _number_prefix = None

    name = fields.Char(string="Number", required=True, readonly=True, default="/", copy=False)

    # models that inherit have their `company_id`
    _name_uniq = models.UniqueIndex(
        "(company_id, name) WHERE name <> '/'", "This number is already taken."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Draw all numbers of a CCAS at once."""
        groups = {}
        for vals, company in zip(vals_list, self._get_numbering_companies(vals_list), strict=True):
            groups.setdefault(company, []).append(vals)
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
    def _get_numbering_companies(self, vals_list):
        """Return for each record to create the CCAS of its household, or the one it names.

        Households are read together, whatever their number.
        """
        households = self.env["food.aid.household"].browse(
            {vals["household_id"] for vals in vals_list if vals.get("household_id")}
        )
        by_household = {household.id: household.company_id for household in households}
        companies = self.env["res.company"]
        return [
            by_household.get(vals.get("household_id"))
            or companies.browse(vals.get("company_id") or self.env.company.id)
            for vals in vals_list
        ]
