from odoo import api, fields, models


class FoodAidPaperMixin(models.AbstractModel):
    """A paper of a checklist: missing, asked for, or seen on a day. It is never kept."""

    _name = "food.aid.paper.mixin"
    _description = "Seen, missing or asked for"

    state = fields.Selection(
        [("missing", "Missing"), ("asked", "Asked for"), ("seen", "Seen")],
        required=True,
        default="missing",
    )
    date_asked = fields.Date(string="Asked on", readonly=True)
    date_seen = fields.Date(string="Seen on")

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._date(dict(vals)) for vals in vals_list])

    def write(self, vals):
        return super().write(self._date(dict(vals)))

    def action_seen(self):
        """The paper was shown and given back."""
        self.filtered(lambda paper: paper.state != "seen").write({"state": "seen"})

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
