from odoo import fields, models


class ResPartner(models.Model):
    """What an organisation chose for its own data."""

    _inherit = "res.partner"

    food_aid_export_choice = fields.Json(
        string="Columns chosen for national software",
        groups="food_aid.group_food_aid_coordinator",
        copy=False,
    )
