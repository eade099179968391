from odoo import fields, models


class FoodAidLetterChoose(models.TransientModel):
    """Which letter to print for a household."""

    _name = "food.aid.letter.choose"
    _description = "Print a letter"
    _inherit = ["food.aid.links.mixin"]

    household_id = fields.Many2one("food.aid.household", required=True, readonly=True)
    safe_contact = fields.Char(related="household_id.applicant_id.safe_contact")
    kind = fields.Selection(
        [
            ("attestation", "Attestation of aid"),
            ("missing_papers", "Missing papers"),
            ("end_of_right", "End of a right"),
            ("slip", "Papers to bring"),
            ("own_sheet", "My situation, in plain words"),
        ],
        string="Letter",
        required=True,
        default="attestation",
    )
    with_amounts = fields.Boolean(
        string="Say the amounts", help="Off: the dates only, which is enough for most."
    )

    language_id = fields.Many2one(
        "food.aid.language",
        default=lambda self: self.env["food.aid.language"].search([], limit=1),
        help="French stands beside it, so that you know what you give.",
    )

    def action_print(self):
        self.ensure_one()
        return self.household_id._print_letter(self.kind, **self._get_values())

    def _get_values(self):
        if self.kind == "attestation" and self.with_amounts:
            return {"amounts": self.household_id._get_amounts_text()}
        if self.kind in ("slip", "own_sheet"):
            return {"language": self.language_id.id}
        return {}
