from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

ADULT = 18


def may_be_minor(birthdate, birth_year, day):
    """Tell whether somebody is under 18 on `day`, or may be.

    By the year alone, whoever turns 18 within it may still be a minor: help is not missed.
    """
    if not birthdate and birth_year:
        birthdate = date(birth_year, 12, 31)
    return bool(birthdate) and birthdate + relativedelta(years=ADULT) > day


class FoodAidHelpline(models.Model):
    """Whom to call when a minor comes alone. Data, because numbers and services change."""

    _name = "food.aid.helpline"
    _description = "Whom to call"
    _inherit = ["food.aid.shared.mixin"]
    _order = "sequence, id"

    name = fields.Char(string="Service", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        default=lambda self: self.env.company,
        help="Empty: for every CCAS.",
    )
    occasion = fields.Char(string="When to call", translate=True)
    phone = fields.Char()
    hours = fields.Char(translate=True)
    source = fields.Char(help="Where this number was read: page, convention, date.")
    date_checked = fields.Date(
        string="Checked on", help="Day on which somebody called the number or read the source."
    )

    @api.model
    def _get_for(self, company):
        """Return whom the agents of `company` call for a minor."""
        return self.search([("company_id", "in", (company.id, False))])
