from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class FoodAidNeed(models.Model):
    """From needs to a follow-up in one gesture."""

    _inherit = "food.aid.need"

    has_followup = fields.Boolean(related="company_id.food_aid_has_followup")

    def action_follow_up(self):
        """Take these needs up with the person's agreement: in my open follow-up, or a new one."""
        household = self.household_id
        if len(household) != 1:
            raise UserError(self.env._("Choose needs of one household."))
        if left_out := self.filtered(lambda one: not one.is_open or one.origin == "unspoken"):
            raise UserError(
                self.env._(
                    "“%(need)s” is not to be taken up: the person said no, or it is closed.",
                    need=left_out[0].display_name,
                )
            )
        followups = self.env["food.aid.followup"]
        followups._check_offered(household.company_id)
        followup = followups.search(
            followups._get_mine_domain()
            & followups._get_open_domain()
            & followups._get_of_domain(household),
            limit=1,
        )
        if not followup:
            followup = followups.create(
                {
                    "household_id": household.id,
                    "member_ids": [Command.set(self.member_id.ids)] if self.member_id else [],
                }
            )
        self.filtered(lambda one: one.state in ("expressed", "proposed")).action_accept()
        self.followup_id = followup
        return followup._get_records_action(name=self.env._("Follow-up"))
