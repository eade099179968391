from odoo import api, fields, models
from odoo.exceptions import UserError

PORTAL_FIELDS = frozenset(
    [
        "id",
        "display_name",
        "name",
        "active",
        "create_date",
        "date",
        "label",
        "reach",
        "message",
        "notice_given",
        "company_name",
        "state",
        "date_met",
        "date_ended",
    ]
)


class FoodAidOrientation(models.Model):
    """What a prescriber or an association typed about someone it sends to the CCAS.

    It may read again what it typed, and a short outcome: received, met, ended. Nothing more.

    1. The prescriber sends it from the portal (received).
    2. The CCAS registers a request for a household, new or known (met).
    3. It closes it, with or without having met the person (ended).
    """

    _name = "food.aid.orientation"
    _description = "Person sent to the CCAS"
    _inherit = ["food.aid.numbered.mixin", "food.aid.links.mixin", "food.aid.sought.mixin"]
    _in_hand = {"state": ("received",)}
    _number_prefix = "P"
    _order = "date desc, id desc"
    _check_company_auto = True

    active = fields.Boolean(default=True)
    organisation_id = fields.Many2one(
        "res.partner", string="Sent by", required=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    company_name = fields.Char(
        string="Sent to",
        compute="_compute_company_name",
        compute_sudo=True,
        store=True,
        help="Kept here for the portal, where the CCAS itself is out of reach.",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    label = fields.Char(string="Person", help="A first name and an initial are enough.")
    reach = fields.Char(string="How to reach safely")
    message = fields.Text(string="What for")
    notice_given = fields.Boolean(help="The person knows and agrees that the CCAS is told.")
    state = fields.Selection(
        selection="_selection_state", required=True, default="received", copy=False
    )
    date_met = fields.Date(copy=False)
    date_ended = fields.Date(copy=False)
    household_id = fields.Many2one(
        "food.aid.household",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        copy=False,
        help="Choose a household that is already known; otherwise one is made.",
    )
    request_id = fields.Many2one(
        "food.aid.request", index="btree_not_null", ondelete="restrict", copy=False
    )

    _portal_index = models.Index("(organisation_id, date DESC, id DESC)")

    @api.model
    def _selection_state(self):
        return [
            ("received", self.env._("Received")),
            ("met", self.env._("Met by the CCAS")),
            ("ended", self.env._("Ended")),
        ]

    @api.depends("company_id")
    def _compute_company_name(self):
        for orientation in self:
            orientation.company_name = orientation.company_id.name

    # ------------------------------------------------------------------
    # ACTIONS OF THE CCAS
    # ------------------------------------------------------------------

    def action_register(self):
        """Make a request of it, for the household chosen or for a new one: it is met.

        :return: action that opens the household
        """
        self.ensure_one()
        if self.state != "received" or self.request_id:
            raise UserError(
                self.env._("%(name)s was already taken up: open its household.", name=self.name)
            )
        household = self.household_id or self._create_household()
        household.check_access("write")
        request = self.env["food.aid.request"].create(self._prepare_request(household))
        self.write(
            {
                "household_id": household.id,
                "request_id": request.id,
                "state": "met",
                "date_met": fields.Date.context_today(self),
            }
        )
        return household._get_records_action(name=self.env._("Household"))

    def action_end(self):
        """Nothing more is done about it: the service that sent the person reads “ended”."""
        self.filtered(lambda orientation: orientation.state != "ended").write(
            {"state": "ended", "date_ended": fields.Date.context_today(self)}
        )

    def action_mail_status(self):
        """Mail the service that sent the person a link to received, met or ended."""
        self.ensure_one()
        invitation = self.env["food.aid.invitation"]._invite_to_follow(self)
        return invitation._tell_mailed()

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    def _create_household(self):
        """Make the household of a person known by a label only; the agent completes it."""
        members = [fields.Command.create(member) for member in self._prepare_members()]
        return self.env["food.aid.household"].create(
            {
                "company_id": self.company_id.id,
                "member_ids": members,
                "date_notice": self.date if self.notice_given else False,
            }
        )

    def _prepare_members(self):
        return [{"role": "applicant", "first_name": self.label, "safe_contact": self.reach}]

    def _prepare_request(self, household):
        return {
            "household_id": household.id,
            "date": self.date,
            "channel": "prescriber",
            "prescriber_id": self.organisation_id.id,
            "needs_text": self.message,
        }

    def _has_field_access(self, field, operation):
        if not super()._has_field_access(field, operation):
            return False
        if self.env.su or self.env.user._is_internal():
            return True
        return operation == "read" and field.name in PORTAL_FIELDS
