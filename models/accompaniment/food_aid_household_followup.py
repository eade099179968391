from odoo import fields, models
from odoo.exceptions import UserError


class FoodAidHousehold(models.Model):
    """The needs of a household, and who accompanies its people."""

    _inherit = "food.aid.household"

    need_ids = fields.One2many(
        "food.aid.need",
        "household_id",
        string="Needs",
        groups="food_aid.group_food_aid_instructor",
    )
    followup_ids = fields.One2many(
        "food.aid.followup",
        "household_id",
        string="Follow-ups",
        groups="food_aid.group_food_aid_social_worker,food_aid.group_food_aid_coordinator",
    )
    has_followup = fields.Boolean(related="company_id.food_aid_has_followup")

    def _get_applicant_stay(self):
        """Return the stay of the applicant, or of the first of those who live here."""
        here = self.member_ids.filtered(lambda one: not one.date_end)
        return (here.filtered(lambda one: one.role == "applicant") or here)[:1]

    def action_view_needs(self):
        return self._get_related_action("food_aid.food_aid_need_action")

    def action_follow_up(self):
        """Open a follow-up with what the person accepted; they alone choose."""
        self.ensure_one()
        accepted = self.need_ids.filtered(lambda one: one.state == "accepted")
        if not accepted:
            raise UserError(
                self.env._("No need is accepted yet: ask the person which ones to take up.")
            )
        return accepted.action_follow_up()
