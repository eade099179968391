from odoo import api, fields, models
from odoo.fields import Domain

SOCIAL = "food_aid.group_food_aid_social_worker"


class FoodAidAppointment(models.Model):
    """An interview is an appointment of a follow-up: reception sees that it is an appointment."""

    _inherit = "food.aid.appointment"

    followup_id = fields.Many2one(
        "food.aid.followup",
        string="Follow-up",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        groups=SOCIAL,
        domain="[('household_id', '=', household_id)]",
    )

    @api.model_create_multi
    def create(self, vals_list):
        appointments = super().create(vals_list)
        appointments._join_followups()
        return appointments

    def _join_followups(self):
        """Whoever takes the time of somebody who accompanies this household takes an interview."""
        # Reason for sudo: reception takes it, and reads nothing of what it belongs to.
        free = self.sudo().filtered(lambda one: one.household_id and not one.followup_id)
        if not free:
            return
        followups = self.env["food.aid.followup"].sudo()  # as above
        found = followups.search(
            followups._get_open_domain() & followups._get_of_domain(free.household_id)
        )
        for appointment in free:
            mine = found.filtered(
                lambda one, appointment=appointment: (
                    one.household_id == appointment.household_id
                    and appointment.user_id in one._get_team()
                )
            )
            if len(mine) == 1:
                appointment.followup_id = mine

    def action_done(self):
        result = super().action_done()
        # Reason for sudo: reception closes an interview and reads nothing of what it belongs to.
        for appointment in self.sudo().filtered("followup_id"):
            appointment.followup_id._touch(appointment.date)
        return result


class FoodAidFollowup(models.Model):
    """The interviews of a follow-up, and how often the person could not come."""

    _inherit = "food.aid.followup"

    appointment_ids = fields.One2many(
        "food.aid.appointment", "followup_id", string="Interviews", groups=SOCIAL
    )
    interview_count = fields.Integer(string="Met", compute="_compute_interviews", groups=SOCIAL)
    absence_count = fields.Integer(
        string="Did not come", compute="_compute_interviews", groups=SOCIAL
    )
    date_next_interview = fields.Datetime(
        string="Next interview", compute="_compute_interviews", groups=SOCIAL
    )

    @api.depends("appointment_ids.state", "appointment_ids.date_start")
    def _compute_interviews(self):
        appointments = self.env["food.aid.appointment"]
        domain = Domain("followup_id", "in", self.ids)
        counts = {
            (followup, state): count
            for followup, state, count in appointments._read_group(
                domain, ["followup_id", "state"], ["__count"]
            )
        }
        coming = domain & Domain("state", "=", "planned") & Domain("date_start", ">=", "now")
        following = dict(appointments._read_group(coming, ["followup_id"], ["date_start:min"]))
        for followup in self:
            known = followup._origin
            followup.interview_count = counts.get((known, "done"), 0)
            followup.absence_count = counts.get((known, "absent"), 0)
            followup.date_next_interview = following.get(known)

    def action_take_interview(self):
        """Show the free times of the social worker in charge; any other may be chosen."""
        self.ensure_one()
        action = self.household_id.action_take_appointment()
        return action | {"params": action["params"] | {"user_id": self.user_id.id}}
