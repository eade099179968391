from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare, formatLang


class ResCompany(models.Model):
    """What a CCAS settles once about vouchers, so that giving one takes a moment."""

    _inherit = "res.company"

    food_aid_voucher_amount = fields.Monetary(
        string="Usual amount of a voucher", currency_field="food_aid_currency_id"
    )
    food_aid_voucher_days = fields.Integer(string="Days a voucher runs", default=7, required=True)
    food_aid_voucher_place = fields.Char(string="Usual place of vouchers")
    food_aid_voucher_ceiling = fields.Monetary(
        string="Vouchers up to",
        currency_field="food_aid_currency_id",
        default=50,
        help="Whoever holds no delegation for emergency help gives no more than this amount, "
        "under the authority named here. Parcels have no ceiling.",
    )
    food_aid_voucher_authority = fields.Char(
        string="Authority for vouchers",
        help="Who signs beforehand for the vouchers of reception: quality and reference of the "
        "delegation. Empty: the signatory of letters.",
    )

    _food_aid_voucher_days_check = models.Constraint(
        "CHECK (food_aid_voucher_days >= 0)", "A voucher runs from the day it is given on."
    )

    def _food_aid_get_voucher_authority(self):
        self.ensure_one()
        return self.food_aid_voucher_authority or self.food_aid_signatory or self.name

    def _food_aid_check_voucher(self, amount):
        """Refuse an amount that needs a delegation of one's own."""
        self.ensure_one()
        ceiling = self.food_aid_voucher_ceiling
        if float_compare(amount or 0, ceiling, precision_digits=2) > 0:
            raise UserError(
                self.env._(
                    "Vouchers go up to %(ceiling)s here. Give less or a parcel, or ask somebody "
                    "who holds a delegation for emergency help.",
                    ceiling=formatLang(self.env, ceiling, currency_obj=self.food_aid_currency_id),
                )
            )
