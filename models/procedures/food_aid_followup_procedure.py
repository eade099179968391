from odoo import api, fields, models

from .food_aid_procedure import SOCIAL


class FoodAidFollowup(models.Model):
    _inherit = "food.aid.followup"

    procedure_count = fields.Integer(
        string="Procedures", compute="_compute_procedure_count", groups=SOCIAL
    )

    @api.depends_context("uid")
    def _compute_procedure_count(self):
        """Count those that the user may open."""
        counts = dict(
            self.env["food.aid.procedure"]._read_group(
                [("followup_id", "in", self.ids)], ["followup_id"], ["__count"]
            )
        )
        for followup in self:
            followup.procedure_count = counts.get(followup._origin, 0)

    def action_view_procedures(self):
        """Open the procedures of this follow-up that the user may open."""
        self.ensure_one()
        self.check_access("read")
        return self.household_id.action_view_procedures() | {
            "domain": [("followup_id", "=", self.id)],
            "context": {
                "default_household_id": self.household_id.id,
                "default_followup_id": self.id,
            },
        }

    def action_check_rights(self):
        """Open the rights to check of the household that is accompanied."""
        self.ensure_one()
        return self.household_id.action_check_rights()

    def write(self, vals):
        """Procedures go along when the follow-up changes hands."""
        leaving = {one: one.user_id for one in self} if "user_id" in vals else {}
        result = super().write(vals)
        for followup, worker in leaving.items():
            # Reason for sudo: who was just given the follow-up is given all of it.
            going_on = (
                self.env["food.aid.procedure"]
                .sudo()
                .search([("followup_id", "=", followup.id), ("user_id", "=", worker.id)])
            )
            going_on.user_id = followup.user_id
        return result
