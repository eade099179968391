from odoo import api, fields, models


class FoodAidProcedureSituation(models.Model):
    """A situation in which a right is worth a look."""

    _name = "food.aid.procedure.situation"
    _description = "Situation in which a right is looked at"
    _order = "type_id, id"
    _rec_name = "situation"

    type_id = fields.Many2one(
        "food.aid.procedure.type", required=True, index=True, ondelete="cascade"
    )
    situation = fields.Selection(
        selection=lambda self: (
            self.env["food.aid.paper.kind"]._fields["situation"]._description_selection(self.env)
        ),
        required=True,
    )

    @api.constrains("type_id")
    def _check_type(self):
        self.type_id._check_sensitive()
