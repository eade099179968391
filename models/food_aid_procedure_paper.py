from odoo import api, fields, models

from ..tools.delays import add_delay


class FoodAidProcedurePaper(models.Model):
    """A paper of a checklist: missing, asked for, or seen on a day. It is never kept."""

    _name = "food.aid.procedure.paper"
    _description = "Paper of a procedure"
    _inherit = ["food.aid.links.mixin"]
    _order = "procedure_id, id"

    procedure_id = fields.Many2one(
        "food.aid.procedure", required=True, index=True, ondelete="cascade"
    )
    document_id = fields.Many2one("food.aid.procedure.document", ondelete="set null")
    name = fields.Char(string="Paper", required=True)
    is_mandatory = fields.Boolean(string="Mandatory", default=True)
    validity = fields.Integer(string="Less than (months)")
    state = fields.Selection(
        [("missing", "Missing"), ("asked", "Asked for"), ("seen", "Seen")],
        required=True,
        default="missing",
    )
    date_asked = fields.Date(string="Asked on", readonly=True)
    date_seen = fields.Date(string="Seen on")
    date_paper = fields.Date(string="Dated", help="The day written on it, where it must be recent.")
    date_valid = fields.Date(string="Good until", compute="_compute_date_valid", store=True)

    @api.depends("validity", "date_paper", "date_seen")
    def _compute_date_valid(self):
        for paper in self:
            start = paper.date_paper or paper.date_seen
            paper.date_valid = (
                add_delay(start, paper.validity, "month") if start and paper.validity else False
            )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._date(dict(vals)) for vals in vals_list])

    def write(self, vals):
        return super().write(self._date(dict(vals)))

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

    def action_ask(self):
        self.filtered(lambda paper: paper.state == "missing").write({"state": "asked"})

    def _is_missing(self):
        """Not seen, or too old to be handed in: what was handed in grows no older."""
        if self.state != "seen":
            return True
        day = self.procedure_id.submitted_on or fields.Date.context_today(self)
        return bool(self.date_valid) and self.date_valid < day
