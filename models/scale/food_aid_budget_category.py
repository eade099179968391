import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class FoodAidBudgetCategory(models.Model):
    """A heading of the budget; scales name it by its code, so that they can be exchanged."""

    _name = "food.aid.budget.category"
    _description = "Heading of a budget"
    _order = "kind desc, sequence, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        copy=False,
        help="Short name by which scales recognise this heading, here and in other towns. "
        "It does not change.",
    )
    kind = fields.Selection(
        [("income", "Resource"), ("expense", "Charge")], required=True, default="expense"
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_usual = fields.Boolean(
        string="Ready in a new assessment",
        help="A line waits for its amount in every new assessment; left empty, it disappears.",
    )
    # what a new scale starts from
    default_mode = fields.Selection(
        [("include", "Counted"), ("exclude", "Not counted")],
        string="In a new scale",
        required=True,
        default="include",
        help="What a new scale proposes for this heading; each scale then sets its own rule.",
    )
    default_coefficient = fields.Float(
        string="Share counted (%)",
        digits=(6, 2),
        default=100.0,
        aggregator=None,
        help="Share of the amount that a new scale proposes to count.",
    )
    hint = fields.Char(translate=True, help="What belongs under this heading, for the agents.")
    source = fields.Char(help="Where this heading and its default come from.")
    date_checked = fields.Date(string="Checked on")

    _code_uniq = models.UniqueIndex("(code, kind)", "Another heading has this code.")
    _default_coefficient_check = models.Constraint(
        "CHECK (default_coefficient >= 0)", "A share counted is not below zero."
    )

    @api.constrains("code")
    def _check_code(self):
        for category in self:
            if not re.fullmatch(r"[a-z][a-z0-9_]*", category.code):
                raise ValidationError(
                    self.env._(
                        "“%(code)s”: a code is made of small letters without accents, figures "
                        "and “_”, like “family_benefit”.",
                        code=category.code,
                    )
                )

    def write(self, vals):
        for key in ("code", "kind"):
            if key in vals and any(category[key] != vals[key] for category in self):
                raise UserError(
                    self.env._(
                        "Scales recognise “%(category)s” by its code: code and kind do not "
                        "change. Create another heading, and remove this one from the list.",
                        category=self[0].name,
                    )
                )
        return super().write(vals)

    def _get_default_share(self):
        """The share (%) that a new scale proposes to count."""
        self.ensure_one()
        return 0.0 if self.default_mode == "exclude" else self.default_coefficient
