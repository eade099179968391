from odoo import api, fields, models
from odoo.exceptions import UserError


class FoodAidDecision(models.Model):
    """A decision of the commission says which meeting took it."""

    _inherit = "food.aid.decision"

    commission_id = fields.Many2one(
        "food.aid.commission",
        string="Meeting",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.model
    def _state_capacity(self, vals_list):
        """Add the meeting and its deliberation to the capacity of who records the decision."""
        result = super()._state_capacity(vals_list)
        for vals in vals_list:
            if not vals.get("commission_id"):
                continue
            commission = self.env["food.aid.commission"].browse(vals["commission_id"])
            self._check_commission(commission, vals)
            vals["capacity"] = self.env._(
                "Commission %(meeting)s, %(reference)s; recorded by: %(capacity)s",
                meeting=commission.display_name,
                reference=commission.reference,
                capacity=vals["capacity"],
            )
        return result

    @api.model
    def _check_commission(self, commission, vals):
        """Refuse a decision in the name of a meeting that did not look at the file."""
        on_agenda = commission.state == "held" and commission.item_ids.filtered(
            lambda item: item.assessment_id.id == vals.get("assessment_id") and not item.decision_id
        )
        if vals.get("kind") != "commission" or not on_agenda:
            raise UserError(
                self.env._("The commission decides on the files of its agenda, in session.")
            )
