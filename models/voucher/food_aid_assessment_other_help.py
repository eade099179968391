from odoo import api, fields, models


class FoodAidAssessment(models.Model):
    """Nobody leaves with a bare no: what else helps, outside the scale or with a deficit."""

    _inherit = "food.aid.assessment"

    needs_other_help = fields.Boolean(
        string="Other help to offer", compute="_compute_needs_other_help"
    )
    other_service_ids = fields.Many2many(
        "food.aid.service", string="Services open as it is", compute="_compute_other_service_ids"
    )

    @api.depends("outcome", "is_emergency")
    def _compute_needs_other_help(self):
        for assessment in self:
            is_no = bool(assessment.outcome) and assessment.outcome != "granted"
            assessment.needs_other_help = is_no or assessment.is_emergency

    @api.depends("household_id", "needs_other_help", "state")
    def _compute_other_service_ids(self):
        for assessment in self:
            assessment.other_service_ids = (
                assessment.needs_other_help and assessment._get_other_services()
            )

    def _get_other_services(self):
        """Return the services that answer whatever this assessment's own scale proposes."""
        validated = self._origin.filtered(lambda one: one.state == "validated")
        return self.household_id._origin._get_other_services(validated)

    def action_give_voucher(self):
        self.ensure_one()
        return self.household_id.action_give_voucher()

    def action_emergency(self):
        self.ensure_one()
        return self.household_id.action_emergency()
