from odoo import api, fields, models


class FoodAidRequestPaper(models.Model):
    """A paper of a request: missing, asked for, or seen on a day. It is never kept."""

    _name = "food.aid.request.paper"
    _description = "Paper of a request"
    _inherit = ["food.aid.links.mixin", "food.aid.logged.mixin"]
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
    state = fields.Selection(
        [("missing", "Missing"), ("asked", "Asked for"), ("seen", "Seen")],
        required=True,
        default="missing",
    )
    date_asked = fields.Date(string="Asked on", readonly=True)
    date_seen = fields.Date(string="Seen on")

    @api.depends("kind_id")
    def _compute_name(self):
        for paper in self.filtered("kind_id"):
            paper.name = paper.name or paper.kind_id.name

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._date(vals)
        papers = super().create(vals_list)
        papers.request_id._complete_with_papers()
        return papers

    def write(self, vals):
        result = super().write(self._date(vals))
        if "state" in vals:
            self.request_id._complete_with_papers()
        return result

    def _date(self, vals):
        """A state chosen on the screen gets its day, unless one was typed."""
        today = fields.Date.context_today(self)
        if vals.get("state") == "seen":
            vals.setdefault("date_seen", today)
        elif vals.get("state"):
            vals["date_seen"] = False
            if vals["state"] == "asked":
                vals.setdefault("date_asked", today)
        return vals

    def action_seen(self):
        """The paper was shown and given back."""
        self.filtered(lambda paper: paper.state != "seen").write({"state": "seen"})

    def _get_text(self):
        words = self.kind_id.words
        return " – ".join(filter(None, (self.name, words)))
