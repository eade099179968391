from odoo import api, fields, models
from odoo.exceptions import UserError


class FoodAidProcedureCarry(models.TransientModel):
    """Who carries the procedure, and what they are told; the person reads it first."""

    _name = "food.aid.procedure.carry"
    _description = "Let an association carry"
    _inherit = ["food.aid.telling.mixin"]

    procedure_id = fields.Many2one("food.aid.procedure", required=True, readonly=True)
    household_id = fields.Many2one(related="procedure_id.household_id")
    message = fields.Text(compute="_compute_message", store=True, readonly=False)

    @api.depends("procedure_id")
    def _compute_message(self):
        for carry in self:
            carry.message = carry.procedure_id._get_carry_text()

    def action_carry(self):
        self.ensure_one()
        self.procedure_id.check_access("write")
        if not self.service_id or self.service_id.kind_id.is_food:
            raise UserError(self.env._("Choose the service that carries the procedure."))
        self._record_agreement()
        self.procedure_id._carry(self.service_id, self.message)
        return {"type": "ir.actions.act_window_close"}
