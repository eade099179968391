from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class FoodAidHousehold(models.Model):
    """Where a household stands, at a glance, and the gestures that start from its form."""

    _inherit = "food.aid.household"

    date_right_end = fields.Date(string="Right until", compute="_compute_date_right_end")
    referral_count = fields.Integer(string="Open referrals", compute="_compute_referral_count")
    assessment_count = fields.Integer(
        compute="_compute_assessment_count", groups="food_aid.group_food_aid_instructor"
    )

    @api.model
    def default_get(self, fields):
        """Have the line of the applicant ready in a form opened by hand."""
        values = super().default_get(fields)
        if "member_ids" in fields and self.env.context.get("food_aid_applicant"):
            values["member_ids"] = [Command.create({"role": "applicant"})]
        return values

    @api.depends("right_ids.date_from", "right_ids.date_to", "right_ids.date_stopped")
    def _compute_date_right_end(self):
        rights = self.env["food.aid.right"]
        ends = dict(
            rights._read_group(
                rights._get_running_domain() & fields.Domain("household_id", "in", self.ids),
                ["household_id"],
                ["date_to:max"],
            )
        )
        for household in self:
            household.date_right_end = ends.get(household._origin)

    @api.depends("referral_ids.state")
    def _compute_referral_count(self):
        counts = self._count("food.aid.referral", [("state", "in", ("sent", "accepted"))])
        for household in self:
            household.referral_count = counts.get(household._origin, 0)

    @api.depends("assessment_ids")
    def _compute_assessment_count(self):
        counts = self._count("food.aid.assessment", [])
        for household in self:
            household.assessment_count = counts.get(household._origin, 0)

    def _count(self, model, domain):
        domain = fields.Domain(domain) & fields.Domain("household_id", "in", self.ids)
        return dict(self.env[model]._read_group(domain, ["household_id"], ["__count"]))

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_view_rights(self):
        return self._get_related_action("food_aid.food_aid_right_action")

    def action_view_referrals(self):
        return self._get_related_action("food_aid.food_aid_referral_action")

    def action_view_assessments(self):
        return self._get_related_action("food_aid.food_aid_assessment_action")

    def _get_related_action(self, xml_id):
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        return action | {
            "domain": [("household_id", "in", self.ids)],
            "context": {"default_household_id": self[:1].id},
        }

    def action_assess(self):
        """Open the draft assessment of the latest open request, or start one."""
        self.ensure_one()
        request = self.request_ids.filtered(lambda one: one.state in ("received", "complete"))[:1]
        if request:
            return request.action_assess()
        draft = self.assessment_ids.filtered(lambda one: one.state == "draft")[:1]
        assessment = draft or draft._start(self)
        return assessment._get_records_action(name=self.env._("Assessment"))

    def action_emergency(self):
        """Open the form that grants emergency help, which rests on no assessment."""
        self.ensure_one()
        decide = self.env["food.aid.decide"]
        return decide._open(household_id=self.id, kind="emergency", outcome="granted", months=1)

    def action_print_card(self):
        """Print the cards of these households, several to a sheet."""
        return self.env.ref("food_aid.action_report_card").report_action(self)

    def action_print_sheets(self):
        """Print again the liaison sheets of the open referrals."""
        referrals = self.referral_ids.filtered(lambda one: one.state in ("sent", "accepted"))
        if not referrals:
            raise UserError(
                self.env._("Nothing to print: this household has no open referral. Refer it first.")
            )
        return referrals.action_print_sheet()
