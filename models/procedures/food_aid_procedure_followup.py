from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .food_aid_procedure import SOCIAL


class FoodAidProcedure(models.Model):
    """A procedure within a follow-up: its team reads it, sensitive or not."""

    _inherit = "food.aid.procedure"

    followup_id = fields.Many2one(
        "food.aid.followup",
        string="Follow-up",
        index="btree_not_null",
        ondelete="set null",
        groups=SOCIAL,
        domain="[('household_id', '=', household_id)]",
    )

    @api.depends("user_id", "followup_id.user_id", "followup_id.team_ids")
    def _compute_reader_ids(self):
        for procedure in self:
            procedure.reader_ids = procedure.user_id | procedure.followup_id._get_team()

    @api.constrains("followup_id", "household_id")
    def _check_followup(self):
        # Reason for sudo: the follow-up may be out of sight of whoever changes the procedure.
        for procedure in self.sudo():
            if procedure.followup_id.household_id - procedure.household_id:
                raise ValidationError(self.env._("This follow-up is another household's."))

    def _prepare_renewal(self):
        # Reason for sudo: the next one belongs to the same follow-up, whoever renews it.
        return super()._prepare_renewal() | {"followup_id": self.sudo().followup_id.id}

    def _prepare_parting(self, theirs):
        return super()._prepare_parting(theirs) | {"followup_id": False}
