from odoo import api, fields, models
from odoo.fields import Domain


class FoodAidPaperKind(models.Model):
    """A paper that a situation asks for, in words that anybody understands."""

    _name = "food.aid.paper.kind"
    _description = "Paper to bring"
    _inherit = ["food.aid.shared.mixin"]
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
    common_id = fields.Many2one(
        "food.aid.paper.kind",
        string="Takes the place of",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )

    def action_copy_for_ccas(self):
        """Write this paper anew for one's own CCAS: its words, or not to ask for it at all."""
        copied = self._get_replaced(self.env.company)
        for kind in self.filtered(lambda one: not one.company_id) - copied:
            kind.copy({"company_id": self.env.company.id, "common_id": kind.id})

    @api.model
    def _get_for(self, situations, company):
        """Return the papers that `situations` ask for at `company`, in their order.

        What a CCAS wrote anew takes the place of the common one, even removed from the list.
        """
        asked = self.search(
            Domain("situation", "in", list(situations))
            & Domain("company_id", "in", (company.id, False))
        )
        return asked - self._get_replaced(company)

    @api.model
    def _get_replaced(self, company):
        """Return the common papers that `company` wrote anew."""
        own = Domain("company_id", "=", company.id) & Domain("common_id", "!=", False)
        return self.with_context(active_test=False).search(own).common_id

    def _get_text(self):
        """Return the paper and, after it, what it looks like."""
        return " – ".join(filter(None, (self.name, self.words)))
