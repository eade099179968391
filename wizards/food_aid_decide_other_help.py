from odoo import api, fields, models


class FoodAidDecide(models.TransientModel):
    """Whoever writes a no reads in the same dialog what else is possible."""

    _inherit = "food.aid.decide"

    needs_other_help = fields.Boolean(string="Other help to offer", compute="_compute_other_help")
    other_service_ids = fields.Many2many(
        "food.aid.service", string="Services open as it is", compute="_compute_other_help"
    )
    needs_text = fields.Text(related="assessment_id.request_id.needs_text", string="Needs, as told")

    @api.depends("outcome", "assessment_id", "household_id")
    def _compute_other_help(self):
        for decide in self:
            assessment = decide.assessment_id
            decide.needs_other_help = (
                decide.outcome in ("refused", "adjourned") or assessment.needs_other_help
            )
            household = decide.household_id or assessment.household_id
            decide.other_service_ids = decide.needs_other_help and household._get_other_services(
                assessment
            )

    def action_give_voucher(self):
        """Open the short form of a voucher over this dialog."""
        self.ensure_one()
        household = self.household_id or self.assessment_id.household_id
        return household.action_give_voucher()
