from odoo import fields, models
from odoo.tools.misc import format_date


class FoodAidAssessmentUnpaid(models.Model):
    """A bill left unpaid: said apart, never counted in the budget, frozen with the assessment."""

    _name = "food.aid.assessment.unpaid"
    _description = "Unpaid bill"
    _inherit = ["food.aid.links.mixin", "food.aid.frozen.mixin"]
    _frozen_parent = "assessment_id"
    _order = "assessment_id, id"

    assessment_id = fields.Many2one(
        "food.aid.assessment", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="assessment_id.currency_id")
    kind = fields.Selection(
        [
            ("rent", "Rent"),
            ("energy", "Electricity, gas, heating"),
            ("water", "Water"),
            ("phone", "Phone and internet"),
            ("insurance", "Insurance"),
            ("health", "Care and complementary insurance"),
            ("school", "School, canteen, child care"),
            ("tax", "Taxes and fines"),
            ("loan", "Loan or overdraft"),
            ("family", "Family or friends"),
            ("other", "Other"),
        ],
        string="Owed for",
        required=True,
        default="other",
    )
    amount = fields.Monetary(string="Still to pay")
    date_since = fields.Date(string="Unpaid since")

    _amount_check = models.Constraint(
        "CHECK (amount IS NULL OR amount >= 0)", "What is still to pay is never negative."
    )

    def _say(self):
        """Return the bill as [label, amount], for the person."""
        self.ensure_one()
        label = dict(self._fields["kind"]._description_selection(self.env))[self.kind]
        if self.date_since:
            day = format_date(self.env, self.date_since)
            label = self.env._("%(bill)s, since %(day)s", bill=label, day=day)
        return [label, self.assessment_id._format_amount(self.amount)]
