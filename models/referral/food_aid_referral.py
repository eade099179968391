from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.composition import AGE_BANDS

PORTAL_STATES = ("sent", "accepted", "declined", "expired", "ended")
# Copies that follow the household while it is expected; its own gestures alone write them.
LIVING_COPIES = frozenset(["card_code", "size", *AGE_BANDS])


class FoodAidReferral(models.Model):
    """A household is referred to a service: to whom, and what they may see.

    1. The agent prepares it (draft) from a right, with the level of sharing that was agreed.
    2. Sending copies what the association may see; `direct` services accept by it.
    3. The association confirms or declines in the portal.
    4. It ends with its dates; an unanswered one expires then.

    The association reads these stored copies and nothing else: no household, no right.
    """

    _name = "food.aid.referral"
    _description = "Referral to a service"
    _inherit = [
        "food.aid.numbered.mixin",
        "food.aid.referral.sheet",
        "food.aid.links.mixin",
        "food.aid.sought.mixin",
        "food.aid.frozen.mixin",
    ]
    _number_prefix = "O"
    _order = "date_sent desc, id desc"
    _frozen_states = frozenset(PORTAL_STATES)
    _mutable_fields = frozenset(
        [
            "state",
            "active",
            "date_answered",
            "date_closed",
            "answered_by_id",
            "decline_reason",
            "decline_note",
            "person_label",
            "person_phone",
            "is_masked",
            "date_reminded",
            "date_escalated",
            "direct_label",
            "date_call_asked",
            "carry_note",
            "date_carried",
            *LIVING_COPIES,
        ]
    )

    # to whom
    active = fields.Boolean(default=True)
    household_id = fields.Many2one(
        "food.aid.household", index="btree_not_null", ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    service_id = fields.Many2one("food.aid.service", required=True, index=True, ondelete="restrict")
    organisation_id = fields.Many2one(
        "res.partner",
        required=True,
        ondelete="restrict",
        compute="_compute_organisation_id",
        store=True,
        precompute=True,
        readonly=False,
    )
    right_id = fields.Many2one("food.aid.right", index="btree_not_null", ondelete="restrict")
    origin = fields.Selection(
        [("ccas", "CCAS"), ("direct", "Direct welcome"), ("emergency", "Emergency")],
        required=True,
        default="ccas",
    )
    kind = fields.Selection(
        [("food", "Food"), ("other", "Other")], compute="_compute_kind", store=True
    )
    origin_id = fields.Many2one(
        "food.aid.referral",
        string="Follows",
        index="btree_not_null",
        ondelete="restrict",
        help="The referral that this one relays, renews or replaces.",
    )

    # workflow
    state = fields.Selection(
        selection="_selection_state", required=True, default="draft", copy=False
    )
    date_sent = fields.Datetime(readonly=True, copy=False)
    date_answered = fields.Datetime(readonly=True, copy=False)
    answered_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    date_closed = fields.Date(readonly=True, copy=False)
    date_reminded = fields.Date(readonly=True, copy=False)
    date_escalated = fields.Date(readonly=True, copy=False)
    decline_reason = fields.Selection(selection="_selection_decline_reason", copy=False)
    decline_note = fields.Char(copy=False)
    is_welcome_open = fields.Boolean(
        string="May be answered",
        compute="_compute_is_welcome_open",
        compute_sudo=True,
    )
    history_ids = fields.One2many("food.aid.referral.history", "referral_id")

    _open_uniq = models.UniqueIndex(
        "(household_id, service_id) WHERE state IN ('sent', 'accepted')",
        "This household already has an open referral to this service.",
    )
    _portal_index = models.Index("(organisation_id, date_sent DESC, id DESC)")
    _portal_state_index = models.Index("(organisation_id, state, date_to)")

    @api.model
    def _selection_state(self):
        return [
            ("draft", self.env._("To prepare")),
            ("sent", self.env._("Sent")),
            ("accepted", self.env._("Welcome confirmed")),
            ("declined", self.env._("Welcome impossible")),
            ("expired", self.env._("Left without answer")),
            ("ended", self.env._("Ended")),
        ]

    @api.model
    def _selection_decline_reason(self):
        return [
            ("full", self.env._("No place left")),
            ("closed", self.env._("Closed at this time")),
            ("public", self.env._("Does not fit what we offer")),
            ("unreachable", self.env._("Could not be reached")),
            ("other", self.env._("Other")),
        ]

    # ------------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------------

    @api.depends("service_id")
    def _compute_organisation_id(self):
        for referral in self.filtered(lambda one: one.state == "draft"):
            referral.organisation_id = referral.service_id.organisation_id

    @api.depends("service_id")
    def _compute_kind(self):
        for referral in self:
            referral.kind = "food" if referral.service_id.kind_id.is_food else "other"

    @api.depends("name")
    def _compute_display_name(self):
        for referral in self:
            referral.display_name = referral.name

    @api.depends("state", "date_to")
    def _compute_is_welcome_open(self):
        today = fields.Date.context_today(self)
        for referral in self:
            is_running = not referral.date_to or referral.date_to >= today
            referral.is_welcome_open = referral.state in ("sent", "accepted") and is_running

    @api.constrains("household_id", "right_id")
    def _check_right(self):
        for referral in self.filtered("right_id"):
            if referral.right_id.household_id != referral.household_id:
                raise ValidationError(
                    self.env._("This right is another household's: choose one of this household.")
                )

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals, company in zip(vals_list, self._get_numbering_companies(vals_list), strict=True):
            vals["company_id"] = company.id
        return super().create(vals_list)

    def write(self, vals):
        if LIVING_COPIES & vals.keys() and not self.env.su:
            self.check_access("write")
            self._ensure_not_frozen()
        return super().write(vals)

    # ------------------------------------------------------------------
    # ACTIONS OF THE CCAS
    # ------------------------------------------------------------------

    def action_send(self):
        """Send drafts to their organisations: from here on these see the copies.

        A service with direct admission accepts by being sent to, so that somebody hungry on
        Monday eats on Tuesday; it may still decline.
        """
        self._ensure_state("draft")
        self._check_may_be_sent()
        now = fields.Datetime.now()
        for referral in self:
            accepted = referral._is_accepted_by_sending()
            referral.write(referral._prepare_sheet() | {"date_sent": now})
            referral._move("accepted" if accepted else "sent")
        self.household_id.date_last_operation = fields.Date.context_today(self)

    def action_end(self):
        """End referrals before their time: the person no longer comes."""
        self._ensure_state("sent", "accepted")
        self._move("ended", date_closed=fields.Date.context_today(self))

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    def _ensure_state(self, *states):
        if wrong := self.filtered(lambda referral: referral.state not in states):
            raise UserError(
                self.env._(
                    "%(referral)s is “%(state)s”: this can no longer be done. "
                    "Reload the page to see where it stands.",
                    referral=wrong[0].name,
                    state=dict(self._selection_state())[wrong[0].state],
                )
            )

    def _move(self, state, **values):
        """Change the state and write down who did it."""
        self.write({"state": state, **values})
        # Reason for sudo: history is written by the workflow alone, whoever moves the referral.
        self.env["food.aid.referral.history"].sudo().create(
            [
                {"referral_id": referral.id, "user_id": self.env.uid, "state": state}
                for referral in self
            ]
        )

    def _is_accepted_by_sending(self):
        return self.service_id.admission == "direct"

    def _check_may_be_sent(self):
        """Refuse what would leave the person before a closed door."""
        for referral in self:
            if referral.kind == "food" and referral.origin == "ccas" and not referral.right_id:
                raise UserError(
                    self.env._("A food referral rests on a right: decide first, then refer.")
                )
            if referral.right_id.date_stopped or (
                referral.right_id and referral.right_id.date_to < fields.Date.context_today(self)
            ):
                raise UserError(
                    self.env._("The right has ended. Assess again, or grant emergency help.")
                )
            referral._check_kept_apart()

    def _check_kept_apart(self):
        """Two households kept apart never get the same place and day; nothing says who."""
        self.ensure_one()
        household = self.household_id
        clash = household._find_kept_apart(self.service_id, self.place, self.day)
        if clash:
            raise UserError(
                self.env._("This place is not possible on that day. Choose another day or place.")
                + household._name_kept_apart(clash)
            )
