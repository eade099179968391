from odoo import api, fields, models
from odoo.fields import Domain


class FoodAidPaperKind(models.Model):
    """A paper that a situation asks for, in words that anybody understands."""

    _name = "food.aid.paper.kind"
    _description = "Paper to bring"
    _order = "sequence, id"

    name = fields.Char(string="Paper", required=True, translate=True)
    words = fields.Char(
        string="In plain words",
        translate=True,
        help="What it looks like, who gives it: printed under its name.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    situation = fields.Selection(
        [
            ("all", "Everybody"),
            ("employed", "Employed"),
            ("self_employed", "Self-employed"),
            ("unemployed", "Unemployed"),
            ("retired", "Retired"),
            ("disabled", "Disabled"),
            ("student", "Student"),
            ("children", "With children"),
            ("tenant", "Tenant"),
            ("owner", "Owner"),
            ("hosted", "Hosted"),
        ],
        string="For whom",
        required=True,
        default="all",
    )
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        index=True,
        default=lambda self: self.env.company,
        help="Empty: for every CCAS.",
    )

    @api.model
    def _get_for(self, situations, company):
        """Return the papers that `situations` ask for at `company`, in their order."""
        return self.search(
            Domain("situation", "in", list(situations))
            & Domain("company_id", "in", (company.id, False))
        )

    def _get_text(self):
        """Return the paper and, after it, what it looks like."""
        return " – ".join(filter(None, (self.name, self.words)))
