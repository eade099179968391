from odoo import api, fields, models

from ...tools.delays import add_delay


class FoodAidProcedurePaper(models.Model):
    """A paper of a procedure, which may grow too old."""

    _name = "food.aid.procedure.paper"
    _description = "Paper of a procedure"
    _inherit = ["food.aid.paper.mixin", "food.aid.links.mixin"]
    _order = "procedure_id, id"

    procedure_id = fields.Many2one(
        "food.aid.procedure", required=True, index=True, ondelete="cascade"
    )
    document_id = fields.Many2one("food.aid.procedure.document", ondelete="set null")
    name = fields.Char(string="Paper", required=True)
    is_mandatory = fields.Boolean(string="Mandatory", default=True)
    validity = fields.Integer(string="Less than (months)")
    date_paper = fields.Date(string="Dated", help="The day written on it, where it must be recent.")
    date_valid = fields.Date(string="Good until", compute="_compute_date_valid", store=True)

    @api.depends("validity", "date_paper", "date_seen")
    def _compute_date_valid(self):
        for paper in self:
            start = paper.date_paper or paper.date_seen
            paper.date_valid = (
                add_delay(start, paper.validity, "month") if start and paper.validity else False
            )

    def action_ask(self):
        self.filtered(lambda paper: paper.state == "missing").write({"state": "asked"})

    def _is_missing(self):
        """Not seen, or too old to be handed in: what was handed in grows no older."""
        if self.state != "seen":
            return True
        day = self.procedure_id.submitted_on or fields.Date.context_today(self)
        return bool(self.date_valid) and self.date_valid < day
