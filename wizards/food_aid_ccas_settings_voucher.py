from odoo import fields, models


class FoodAidCcasSettings(models.TransientModel):
    _inherit = "food.aid.ccas.settings"

    food_aid_voucher_amount = fields.Monetary(
        string="Usual amount", currency_field="food_aid_currency_id"
    )
    food_aid_voucher_days = fields.Integer(string="Days it runs")
    food_aid_voucher_place = fields.Char(string="Usual place")
    food_aid_voucher_ceiling = fields.Monetary(
        string="Up to",
        currency_field="food_aid_currency_id",
        help="Whoever holds no delegation for emergency help gives no more than this amount, "
        "under the authority named here. Parcels have no ceiling.",
    )
    food_aid_voucher_authority = fields.Char(
        string="Under whose authority",
        help="Who signs beforehand for the vouchers of reception: quality and reference of the "
        "delegation. Empty: the signatory of letters.",
    )
