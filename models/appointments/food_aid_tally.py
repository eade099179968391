from odoo import api, fields, models
from odoo.fields import Domain

KINDS = [("visit", "Visit to the CCAS"), ("call", "Call"), ("mail", "E-mail")]


class FoodAidTally(models.Model):
    """Visits and calls, counted for the yearly report: a day, a kind, a number, nobody.

    Each tap is a row of its own: two agents who tap together never wait for each other, and no
    count is lost. A sheet kept by hand is entered afterwards as one row with its number.
    """

    _name = "food.aid.tally"
    _description = "Visits and calls"
    _order = "date desc, id desc"

    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    date = fields.Date(string="Day", required=True, default=fields.Date.context_today, index=True)
    kind = fields.Selection(KINDS, required=True, default="visit")
    count = fields.Integer(string="How many", required=True, default=1)

    _count_check = models.Constraint("CHECK (count > 0)", "Count one at least.")

    @api.depends("date", "kind", "count")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for tally in self:
            tally.display_name = f"{labels.get(tally.kind, '')} · {tally.count}"

    @api.model
    def tap(self, kind):
        """Count one more today; return the counts of the day as `get_today` does."""
        self.create({"kind": kind})
        return self.get_today()

    @api.model
    def undo(self):
        """Take back the user's own last tap of today; return the counts of the day."""
        own = self._get_today_domain() & Domain("create_uid", "=", self.env.uid)
        self.search(own & Domain("count", "=", 1), order="id desc", limit=1).unlink()
        return self.get_today()

    @api.model
    def get_today(self):
        """Return [{kind, label, count}] of today at this CCAS, one entry a kind."""
        counts = dict(self._read_group(self._get_today_domain(), ["kind"], ["count:sum"]))
        labels = self._fields["kind"]._description_selection(self.env)
        return [
            {"kind": kind, "label": label, "count": counts.get(kind, 0)} for kind, label in labels
        ]

    @api.model
    def _get_today_domain(self):
        today = fields.Date.context_today(self)
        return Domain("company_id", "=", self.env.company.id) & Domain("date", "=", today)
