from odoo import api, fields, models


class FoodAidRequestPaper(models.Model):
    """A paper of a request; the last one seen completes it."""

    _name = "food.aid.request.paper"
    _description = "Paper of a request"
    _inherit = [
        "food.aid.paper.mixin",
        "food.aid.links.mixin",
        "food.aid.logged.mixin",
        "food.aid.sought.mixin",
    ]
    _order = "request_id, id"

    request_id = fields.Many2one("food.aid.request", required=True, index=True, ondelete="cascade")
    household_id = fields.Many2one(related="request_id.household_id")
    kind_id = fields.Many2one("food.aid.paper.kind", string="From the list", ondelete="set null")
    name = fields.Char(
        string="Paper",
        required=True,
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )

    @api.depends("kind_id")
    def _compute_name(self):
        for paper in self.filtered("kind_id"):
            paper.name = paper.name or paper.kind_id.name

    @api.model_create_multi
    def create(self, vals_list):
        papers = super().create(vals_list)
        papers.request_id._complete_with_papers()
        return papers

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            self.request_id._complete_with_papers()
        return result

    def _get_text(self):
        words = self.kind_id.words
        return " – ".join(filter(None, (self.name, words)))
