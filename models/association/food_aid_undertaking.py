from odoo import api, fields, models
from odoo.exceptions import UserError


class FoodAidUndertaking(models.Model):
    """What somebody of an organisation answered to a text: written once, read by the DPO."""

    _name = "food.aid.undertaking"
    _description = "Confidentiality undertaking"
    _order = "date desc, id desc"

    user_id = fields.Many2one("res.users", string="Person", required=True, ondelete="restrict")
    organisation_id = fields.Many2one("res.partner", string="Works for", ondelete="restrict")
    company_id = fields.Many2one(related="text_id.company_id", store=True, index=True)
    text_id = fields.Many2one(
        "food.aid.undertaking.text",
        string="Version",
        required=True,
        index=True,
        ondelete="restrict",
    )
    answer = fields.Selection([("accepted", "Undertaken"), ("refused", "Declined")], required=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now)

    _user_index = models.Index("(user_id, date DESC)")

    @api.depends("user_id", "text_id")
    def _compute_display_name(self):
        for signature in self:
            signature.display_name = f"{signature.user_id.name} · {signature.text_id.name}"

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("What was undertaken cannot be changed."))
