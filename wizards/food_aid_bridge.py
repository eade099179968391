from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.text import normalise

DAYS = 60
SHORTEST_NAME = 3


class FoodAidBridge(models.TransientModel):
    """Hand a need over, the person beside: to whom, what is told, and what they accept to share."""

    _name = "food.aid.bridge"
    _description = "Hand a need over"
    _inherit = ["food.aid.links.mixin"]

    need_id = fields.Many2one("food.aid.need", required=True, readonly=True)
    household_id = fields.Many2one(related="need_id.household_id")
    service_id = fields.Many2one(
        "food.aid.service",
        required=True,
        domain="[('kind_id.is_food', '=', False), ('organisation_id.active', '=', True)]",
    )
    organisation_id = fields.Many2one(related="service_id.organisation_id")
    level = fields.Selection(
        selection=lambda self: (
            self.env["food.aid.agreement"]._fields["level"]._description_selection(self.env)
        ),
        string="Accepts to share",
        compute="_compute_level",
        store=True,
        readonly=False,
        required=True,
    )
    message = fields.Text(
        string="What is told",
        required=True,
        help="A plain sentence for the organisation: all that it reads besides who it is about.",
    )
    is_read = fields.Boolean(string="The person read it, or had it read to them, and agrees")
    date_to = fields.Date(
        string="Answer before",
        required=True,
        default=lambda self: fields.Date.add(fields.Date.context_today(self), days=DAYS),
    )

    @api.depends("service_id")
    def _compute_level(self):
        """What was agreed before stays agreed; a reserved file shows its number alone."""
        for bridge in self:
            household = bridge.household_id
            known = household.agreement_ids.filtered(
                lambda one, bridge=bridge: (
                    one.organisation_id == bridge.organisation_id and not one.date_withdrawn
                )
            )
            offered = "code" if household.is_reserved else "initial"
            bridge.level = known[:1].level or offered

    @api.model
    def _open(self, need):
        need.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hand over"),
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_need_id": need.id},
        }

    def action_send(self):
        self._bridge()
        return {"type": "ir.actions.act_window_close"}

    def action_send_and_print(self):
        return self._bridge().action_print_sheet() | {"close_on_report_download": True}

    def _bridge(self):
        """Record the agreement, then send: the need is with the organisation until it answers."""
        self.ensure_one()
        if not self.is_read:
            raise UserError(
                self.env._("Have the person read the sentence first: it leaves when they agree.")
            )
        if self.service_id.kind_id.is_food:
            raise UserError(self.env._("Food is referred from a right: press “Refer”."))
        self._check_message()
        household = self.household_id
        self.env["food.aid.agreement"]._record(household, self.organisation_id, self.level)
        referral = self.env["food.aid.referral"].create(
            {
                "household_id": household.id,
                "service_id": self.service_id.id,
                "need_id": self.need_id.id,
                "date_to": self.date_to,
                "message": self.message,
            }
        )
        referral.action_send()
        return referral

    def _check_message(self):
        """Refuse a sentence that names somebody more than they accept to be named."""
        if self.level == "full" and not self.household_id.is_reserved:
            return
        words = set(normalise(self.message).split())
        # Reason for sudo: a file that the agent may open; only what they typed is told.
        for person in self.sudo().household_id.member_ids.person_id:
            for name in (person.first_name, person.last_name):
                parts = {one for one in normalise(name).split() if len(one) >= SHORTEST_NAME}
                if found := parts & words:
                    raise UserError(
                        self.env._(
                            "“%(word)s” names somebody of the household, who accepts to share "
                            "less: write without the name.",
                            word=min(found),
                        )
                    )
