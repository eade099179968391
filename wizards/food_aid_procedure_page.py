from odoo import api, fields, models


class FoodAidProcedurePage(models.TransientModel):
    """In which language the page of a procedure is printed, beside French."""

    _name = "food.aid.procedure.page"
    _description = "Print the page for the person"
    _inherit = ["food.aid.links.mixin"]

    procedure_id = fields.Many2one("food.aid.procedure", required=True, readonly=True)
    language_id = fields.Many2one(
        "food.aid.language",
        default=lambda self: self.env["food.aid.language"].search([], limit=1),
        help="French stands beside it, so that you know what you give.",
    )

    @api.model
    def _open(self, procedure):
        procedure.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Page for the person"),
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_procedure_id": procedure.id},
        }

    def action_print(self):
        self.ensure_one()
        report = self.env.ref("food_aid.action_report_procedure")
        data = {"ids": self.procedure_id.ids, "language": self.language_id.id}
        action = report.report_action(None, data=data, config=False)
        return action | {"close_on_report_download": True}
