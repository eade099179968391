from odoo import api, fields, models
from odoo.exceptions import UserError


class FoodAidProcedureCarry(models.TransientModel):
    """Who carries the procedure, and what they are told; the person reads it first."""

    _name = "food.aid.procedure.carry"
    _description = "Let an association carry"
    _inherit = ["food.aid.links.mixin"]

    procedure_id = fields.Many2one("food.aid.procedure", required=True, readonly=True)
    service_id = fields.Many2one(
        "food.aid.service",
        domain="[('kind_id.is_food', '=', False)]",
        help="A service that is not of food: social service, access to rights…",
    )
    message = fields.Text(
        string="What they are told",
        compute="_compute_message",
        store=True,
        readonly=False,
        help="Written for the association: nothing else of the procedure is sent.",
    )
    is_agreed = fields.Boolean(string="The person has read these lines and agrees")

    @api.depends("procedure_id")
    def _compute_message(self):
        for carry in self:
            carry.message = carry.procedure_id._get_carry_text()

    def action_carry(self):
        self.ensure_one()
        self.procedure_id.check_access("write")
        if not self.is_agreed:
            raise UserError(
                self.env._("Read these lines with the person first: nothing leaves without them.")
            )
        if not self.service_id or self.service_id.kind_id.is_food:
            raise UserError(self.env._("Choose the service that carries the procedure."))
        self.procedure_id._carry(self.service_id, self.message)
        return {"type": "ir.actions.act_window_close"}
