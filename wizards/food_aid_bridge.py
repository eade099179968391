from odoo import api, fields, models
from odoo.exceptions import UserError

DAYS = 60


class FoodAidBridge(models.TransientModel):
    """Hand a need over, the person beside: to whom, what is told, and what they accept to share."""

    _name = "food.aid.bridge"
    _description = "Hand a need over"
    _inherit = ["food.aid.telling.mixin"]

    need_id = fields.Many2one("food.aid.need", required=True, readonly=True)
    household_id = fields.Many2one(related="need_id.household_id")
    service_id = fields.Many2one(required=True)
    message = fields.Text(required=True)
    date_to = fields.Date(
        string="Answer before",
        required=True,
        default=lambda self: fields.Date.add(fields.Date.context_today(self), days=DAYS),
    )

    @api.model
    def _open(self, need):
        need.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hand over"),
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_need_id": need.id},
        }

    def action_send(self):
        self._bridge()
        return {"type": "ir.actions.act_window_close"}

    def action_send_and_print(self):
        return self._bridge().action_print_sheet() | {"close_on_report_download": True}

    def _bridge(self):
        """Record the agreement, then send: the need is with the organisation until it answers."""
        self.ensure_one()
        if self.service_id.kind_id.is_food:
            raise UserError(self.env._("Food is referred from a right: press “Refer”."))
        self._record_agreement()
        referral = self.env["food.aid.referral"].create(
            {
                "household_id": self.household_id.id,
                "service_id": self.service_id.id,
                "need_id": self.need_id.id,
                "date_to": self.date_to,
                "message": self.message,
            }
        )
        referral.action_send()
        return referral
