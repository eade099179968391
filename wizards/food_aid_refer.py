from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import groupby


class FoodAidRefer(models.TransientModel):
    """Refer a household: every service with what it can offer, and the person chooses.

    1. The form shows each active service, possible or not, and why not.
    2. The agent ticks one or several, with what the person accepts to share.
    3. One button records the agreements, decides on a service's own scale where it has one,
       sends the referrals, and prints their sheets.
    """

    _name = "food.aid.refer"
    _description = "Refer a household"
    _inherit = ["food.aid.links.mixin"]

    household_id = fields.Many2one("food.aid.household", required=True, readonly=True)
    right_id = fields.Many2one("food.aid.right", readonly=True)
    assessment_id = fields.Many2one("food.aid.assessment", readonly=True)
    line_ids = fields.One2many("food.aid.refer.line", "refer_id", string="Services")
    message = fields.Text(
        string="Message to the organisation",
        help="Written for the association and read by the person before sending.",
    )
    accumulation = fields.Char(compute="_compute_accumulation")
    closures = fields.Text(compute="_compute_closures")

    @api.depends("line_ids.is_chosen")
    def _compute_accumulation(self):
        """Warn when the same kind of help would come twice; it is never refused."""
        for refer in self:
            referrals = refer.household_id.referral_ids
            kinds = [
                one.service_id.kind_id for one in referrals if one.state in ("sent", "accepted")
            ]
            chosen = refer.line_ids.filtered("is_chosen")
            kinds += [line.service_id.kind_id for line in chosen]
            twice = [
                kind.name
                for kind, count in Counter(kinds).items()
                if count > 1 and kind in chosen.service_id.kind_id
            ]
            refer.accumulation = ", ".join(twice)

    @api.depends("line_ids.is_chosen", "line_ids.day")
    def _compute_closures(self):
        """Warn when a place is closed the next time the day chosen comes; it is never refused."""
        for refer in self:
            chosen = refer.line_ids.filtered("is_chosen")
            told = (line.service_id._tell_closed_day(line.day) for line in chosen)
            refer.closures = "\n".join(filter(None, told))

    @api.model
    def _open(self, household, right):
        """Prepare the form for `household`, its services in the order of what is possible."""
        assessment = (
            right.decision_id.assessment_id
            or household.assessment_ids.filtered(lambda one: one.state == "validated")[:1]
        )
        services = self.env["food.aid.service"].search([("organisation_id.active", "=", True)])
        offers = services._get_offers(household, right, assessment)
        order = [key for key, _label in services._selection_offer()]
        ranked = sorted(services, key=lambda one: order.index(offers[one]["offer"]))
        lines = self.env["food.aid.refer.line"]
        refer = self.create(
            {
                "household_id": household.id,
                "right_id": right.id,
                "assessment_id": assessment.id,
                "line_ids": [
                    fields.Command.create(lines._prepare(household, one, offers[one]))
                    for one in ranked
                ],
            }
        )
        return refer._get_records_action(
            name=self.env._("Refer"), target="new", context={"dialog_size": "extra-large"}
        )

    def action_refer(self):
        referrals = self._refer()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._("%(count)s referral(s) sent.", count=len(referrals)),
                "type": "success",
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def action_refer_and_print(self):
        return self._refer().action_print_sheet() | {"close_on_report_download": True}

    def _refer(self):
        """Record the agreements, take what decisions are needed, create and send."""
        self.ensure_one()
        chosen = self.line_ids.filtered("is_chosen")
        if not chosen:
            raise UserError(self.env._("Tick at least one service."))
        for line in chosen.filtered(lambda one: one.offer == "closed"):
            raise UserError(
                self.env._(
                    "%(service)s: %(reason)s",
                    service=line.service_id.display_name,
                    reason=line.reason,
                )
            )
        agreements = self.env["food.aid.agreement"]
        for organisation, lines in groupby(chosen, lambda one: one.service_id.organisation_id):
            agreements._record(self.household_id, organisation, lines[0].level)
        for version, lines in groupby(chosen, lambda one: one.version_id):
            if version:
                self.env["food.aid.refer.line"].union(*lines).right_id = self._decide_on(version)
        referrals = self.env["food.aid.referral"].create(
            [line._prepare_referral() for line in chosen]
        )
        referrals.action_send()
        return referrals

    def _decide_on(self, version):
        """Take the decision that a service's own scale proposes; return its right."""
        decision = self.env["food.aid.decision"].create(
            {
                "assessment_id": self.assessment_id.id,
                "scale_version_id": version.id,
                "outcome": "granted",
            }
        )
        return decision.right_ids[:1]
