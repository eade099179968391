from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

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
# Longest text accepted from a form, in characters.
LENGTHS = {"label": 100, "reach": 200, "message": 2000}


class FoodAidOrientation(models.Model):
    """What a prescriber or an association typed about someone it sends to the CCAS.

    It may read again what it typed, and a short outcome: received, met, ended. Nothing more.

    1. The prescriber sends it from the portal (received).
    2. The CCAS registers a request for a household, new or known (met).
    3. It closes it, with or without having met the person (ended).
    """

    _name = "food.aid.orientation"
    _description = "Person sent to the CCAS"
    _inherit = ["food.aid.numbered.mixin", "food.aid.links.mixin"]
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
            ("met", self.env._("Met")),
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

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    def _create_household(self):
        """Make the household of a person known by a label only; the agent completes it."""
        member = {"role": "applicant", "first_name": self.label, "safe_contact": self.reach}
        return self.env["food.aid.household"].create(
            {
                "company_id": self.company_id.id,
                "member_ids": [fields.Command.create(member)],
                "date_notice": self.date if self.notice_given else False,
            }
        )

    def _prepare_request(self, household):
        return {
            "household_id": household.id,
            "date": self.date,
            "channel": "prescriber",
            "prescriber_id": self.organisation_id.id,
            "needs_text": self.message,
        }

    # ------------------------------------------------------------------
    # PORTAL
    # ------------------------------------------------------------------

    @api.model
    def _may_send(self):
        """Tell whether the user sends people: a prescriber, or of an organisation that is one."""
        user = self.env.user
        organisation = user.food_aid_organisation_id
        if not organisation or not user.has_group("food_aid.group_food_aid_portal"):
            return False
        is_prescriber = user.has_group("food_aid.group_food_aid_portal_prescriber")
        return is_prescriber or organisation.is_food_aid_prescriber

    @api.model
    def _get_portal_companies(self):
        """Return the CCAS a person may be sent to, the leading one of the organisation first."""
        user = self.env.user
        # Reason for sudo: which CCAS exist is public; only their names are shown.
        companies = self.env["res.company"].sudo().search(Domain.TRUE, order="name, id")
        lead = user.food_aid_organisation_id.lead_company_id or user.company_id
        return companies.sorted(lambda company: company != lead)

    @api.model
    def _get_portal_counters(self):
        """Return {state: how many} of what the organisation sent, in one query."""
        return dict(self._read_group([], ["state"], ["__count"]))

    @api.model
    def _send(self, label, reach, message="", *, notice_given=False, company_id=None):
        """Send someone to a CCAS, on behalf of the organisation of the portal user.

        The same form sent twice on a day is one orientation.

        :return: the orientation, with the rights of the user
        :raise AccessError: when the user's role or organisation sends nobody
        :raise UserError: when something is missing; it says what
        """
        if not self._may_send():
            raise AccessError(self.env._("Your organisation does not send people to the CCAS."))
        values = {"label": label, "reach": reach, "message": message}
        values = {name: str(value or "").strip() for name, value in values.items()}
        self._check_sent_values(values, notice_given)
        companies = self._get_portal_companies()
        company = companies.filtered(lambda one: one.id == company_id)
        if not company and (company_id or len(companies) > 1):
            raise UserError(self.env._("Choose the CCAS."))
        company = company or companies
        values["company_name"] = company.name
        today = fields.Date.context_today(self)
        same = [(name, "=", value) for name, value in values.items()] + [("date", "=", today)]
        if already_sent := self.search(same, limit=1):
            return already_sent
        # Reason for sudo: portal users create nothing by themselves; the organisation is that
        # of the user, the CCAS one of the list, and every other value was checked above.
        orientation = (
            self.sudo()
            .with_company(company)
            .create(
                values
                | {
                    "organisation_id": self.env.user.food_aid_organisation_id.id,
                    "company_id": company.id,
                    "date": today,
                    "notice_given": True,
                }
            )
        )
        return self.browse(orientation.id)

    @api.model
    def _check_sent_values(self, values, notice_given):
        """Refuse what the CCAS could do nothing with, and texts nobody would read."""
        if not notice_given:
            raise UserError(
                self.env._("Tell the person first, then tick that they know and agree.")
            )
        if not values["label"]:
            raise UserError(
                self.env._("Say who it is about: a first name and an initial are enough.")
            )
        if not values["reach"]:
            raise UserError(
                self.env._("Say how to reach the person, or that they will come by themselves.")
            )
        for name, length in LENGTHS.items():
            if len(values[name]) > length:
                label = self._fields[name]._description_string(self.env)
                raise UserError(
                    self.env._(
                        "“%(field)s” is too long: %(length)s characters at most.",
                        field=label,
                        length=length,
                    )
                )

    def _has_field_access(self, field, operation):
        if not super()._has_field_access(field, operation):
            return False
        if self.env.su or self.env.user._is_internal():
            return True
        return operation == "read" and field.name in PORTAL_FIELDS
