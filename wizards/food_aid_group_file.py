from odoo import api, fields, models


class FoodAidGroupFile(models.TransientModel):
    """One of the files that are compared."""

    _name = "food.aid.group.file"
    _description = "File to compare"
    _inherit = ["food.aid.links.mixin"]

    group_id = fields.Many2one("food.aid.group", required=True, ondelete="cascade")
    household_id = fields.Many2one("food.aid.household", string="File", required=True)
    people = fields.Text(compute="_compute_side")
    where = fields.Text(compute="_compute_side")
    phones = fields.Text(compute="_compute_side")
    done = fields.Text(string="What was done", compute="_compute_side")
    date_last_operation = fields.Date(related="household_id.date_last_operation")

    @api.depends("household_id")
    def _compute_side(self):
        for file in self:
            household = file.household_id
            present = household.member_ids.filtered(lambda one: not one.date_end)
            file.people = "\n".join(present.mapped("display_name"))
            places = (household.street, household.commune_id.name)
            file.where = ", ".join(filter(None, places))
            file.phones = "\n".join(filter(None, present.mapped("phone")))
            file.done = self.env._(
                "Requests: %(requests)s\nAssessments: %(assessments)s\n"
                "Rights: %(rights)s\nReferrals: %(referrals)s",
                requests=len(household.request_ids),
                assessments=len(household.assessment_ids),
                rights=len(household.right_ids),
                referrals=len(household.referral_ids),
            )
