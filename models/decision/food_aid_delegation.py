from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date


class FoodAidDelegation(models.Model):
    """In what capacity a named person decides, on which ground, and what it covers."""

    _name = "food.aid.delegation"
    _description = "Delegation of decisions"
    _order = "user_id, date_from desc"

    user_id = fields.Many2one("res.users", string="Person", required=True, index=True)
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        required=True,
        default=lambda self: self.env.company,
    )
    capacity = fields.Char(required=True, help="For instance: director, vice-president.")
    reference = fields.Char(
        required=True,
        help="Deliberation or order that gives the delegation, with its date.",
    )
    date_from = fields.Date(required=True, default=fields.Date.context_today)
    date_to = fields.Date()
    active = fields.Boolean(default=True)
    covers_initial = fields.Boolean(string="Follows the scale", default=True)
    covers_departure = fields.Boolean(string="Departs from the scale, with a reason")
    covers_commission = fields.Boolean(string="Cases of the commission")
    covers_appeal = fields.Boolean(string="Appeals")
    covers_emergency = fields.Boolean(string="Emergency help")

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A delegation ends after it begins.",
    )

    @api.depends("capacity", "reference")
    def _compute_display_name(self):
        for delegation in self:
            delegation.display_name = f"{delegation.capacity}, {delegation.reference}"

    @api.model
    def _find_for(self, company, cover, day):
        """Return the current user's delegation that covers an act on `day`, or an empty record.

        :param cover: `initial`, `departure`, `commission`, `appeal` or `emergency`
        """
        domain = (
            Domain("user_id", "=", self.env.uid)
            & Domain("company_id", "=", company.id)
            & Domain(f"covers_{cover}", "=", True)
            & Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
        )
        return self.search(domain, limit=1)

    @api.model
    def _get_for(self, company, cover, day):
        """Return what `_find_for` finds.

        :raise UserError: when there is none
        """
        if delegation := self._find_for(company, cover, day):
            return delegation
        raise UserError(
            self.env._(
                "You hold no delegation for this decision (%(act)s) at %(company)s on %(date)s. "
                "Ask the coordinator to record yours, or leave the decision to its holder.",
                act=self._fields[f"covers_{cover}"]._description_string(self.env),
                company=company.name,
                date=format_date(self.env, day),
            )
        )
