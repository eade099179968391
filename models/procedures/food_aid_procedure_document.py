from odoo import fields, models


class FoodAidProcedureDocument(models.Model):
    """A paper that a kind of procedure asks for. The paper itself is shown, never kept."""

    _name = "food.aid.procedure.document"
    _description = "Paper of a kind of procedure"
    _order = "type_id, sequence, id"

    type_id = fields.Many2one(
        "food.aid.procedure.type", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(string="Paper", required=True)
    sequence = fields.Integer(default=10)
    is_mandatory = fields.Boolean(string="Mandatory", default=True)
    validity = fields.Integer(string="Less than (months)", help="0: whatever its date.")
