from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

ORIGINS = [
    ("expressed", "Expressed by the person"),
    ("spotted", "Spotted by the professional"),
    ("unspoken", "Does not wish to talk about it"),
]
# What a need may become. The person's choice closes it, and only the person opens it again.
# What was handed over comes back with its outcome: solved elsewhere, or taken up again here.
NEXT = {
    "expressed": {"proposed", "accepted", "refused", "handed_over"},
    "proposed": {"accepted", "refused"},
    "accepted": {"in_progress", "refused", "solved", "abandoned", "handed_over"},
    "in_progress": {"refused", "solved", "abandoned", "handed_over"},
    "refused": {"expressed"},
    "solved": {"expressed"},
    "abandoned": {"expressed"},
    "handed_over": {"expressed", "in_progress", "solved"},
}
CLOSED = ("refused", "solved", "abandoned", "handed_over")
ANSWERED = ("accepted", "refused")


class FoodAidNeed(models.Model):
    """Something besides food, told by the person or seen by the professional.

    Each need lives alone: refusing one closes nothing else, and food aid never depends on any.
    """

    _name = "food.aid.need"
    _description = "Need"
    _inherit = ["food.aid.links.mixin", "food.aid.logged.mixin"]
    _order = "date desc, id desc"
    _rec_names_search = ("category_id", "household_id")

    # whose, and what about
    household_id = fields.Many2one(
        "food.aid.household", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="household_id.company_id", string="CCAS", store=True, index=True
    )
    member_id = fields.Many2one(
        "food.aid.household.member",
        string="Of whom",
        index="btree_not_null",
        ondelete="set null",
        domain="[('household_id', '=', household_id)]",
        help="Empty: of the whole household.",
    )
    category_id = fields.Many2one(
        "food.aid.need.category", required=True, index=True, ondelete="restrict"
    )
    detail = fields.Char(string="In the person's words")
    origin = fields.Selection(ORIGINS, required=True, default="expressed", index=True)

    # its life
    state = fields.Selection(
        [
            ("expressed", "Noted"),
            ("proposed", "Proposed"),
            ("accepted", "Accepted by the person"),
            ("refused", "Declined by the person"),
            ("in_progress", "In progress"),
            ("solved", "Solved"),
            ("abandoned", "Given up"),
            ("handed_over", "Handed over"),
        ],
        required=True,
        default="expressed",
        copy=False,
        index=True,
        group_expand="_group_expand_state",
    )
    is_open = fields.Boolean(
        string="Still open", compute="_compute_is_open", search="_search_is_open"
    )
    date = fields.Date(
        string="Noted on", required=True, default=fields.Date.context_today, index=True
    )
    date_proposed = fields.Date(string="Proposed on", readonly=True, copy=False)
    date_answered = fields.Date(string="Answered on", readonly=True, copy=False)
    date_closed = fields.Date(string="Settled on", readonly=True, copy=False)

    # where it was told, and where it is taken up
    request_id = fields.Many2one(
        "food.aid.request",
        index="btree_not_null",
        ondelete="set null",
        domain="[('household_id', '=', household_id)]",
    )
    assessment_id = fields.Many2one(
        "food.aid.assessment",
        index="btree_not_null",
        ondelete="set null",
        domain="[('household_id', '=', household_id)]",
    )
    followup_id = fields.Many2one(
        "food.aid.followup",
        string="Follow-up",
        index="btree_not_null",
        ondelete="set null",
        domain="[('household_id', '=', household_id)]",
        groups="food_aid.group_food_aid_social_worker,food_aid.group_food_aid_coordinator",
    )

    # ------------------------------------------------------------------
    # COMPUTE & SEARCH
    # ------------------------------------------------------------------

    @api.depends("category_id")
    def _compute_display_name(self):
        for need in self:
            need.display_name = need.category_id.name or self.env._("Need")

    @api.depends("state")
    def _compute_is_open(self):
        for need in self:
            need.is_open = need.state not in CLOSED

    def _search_is_open(self, operator, value):
        return self._get_open_domain() if operator == "in" else NotImplemented

    @api.model
    def _get_open_domain(self):
        return Domain("state", "not in", CLOSED)

    @api.model
    def _group_expand_state(self, states, domain):
        """Show what is still open in the order of a need's life, then what is found besides."""
        keys = [key for key, _label in self._fields["state"].selection]
        return [key for key in keys if key not in CLOSED or key in states]

    # ------------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------------

    @api.constrains("household_id", "member_id", "request_id", "assessment_id", "followup_id")
    def _check_household(self):
        """What a need is linked to is its own household's."""
        # Reason for sudo: agents may not open follow-ups; only their household is compared.
        for need in self.sudo():
            linked = (need.member_id, need.request_id, need.assessment_id, need.followup_id)
            if any(one and one.household_id != need.household_id for one in linked):
                raise ValidationError(self.env._("A need is linked to its own household."))

    @api.constrains("origin", "state")
    def _check_choice(self):
        """What the person does not wish to talk about is neither proposed nor taken up."""
        for need in self:
            if need.origin == "unspoken" and need.state not in ("expressed", "refused"):
                raise ValidationError(
                    self.env._(
                        "“%(need)s”: the person does not wish to talk about it. It is taken up "
                        "when they do.",
                        need=need.display_name,
                    )
                )

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        needs = super().create(vals_list)
        for need in needs.filtered(lambda one: one.state != "expressed"):
            need.write(need._prepare_dates(need.state))
        return needs

    def write(self, vals):
        if "household_id" in vals and self.household_id.ids != [vals["household_id"]]:
            raise UserError(self.env._("A need stays in its file."))
        state = vals.get("state")
        if not state:
            return super().write(vals)
        moving = self.filtered(lambda one: one.state != state)
        for need in moving:
            need._check_next(state)
        super(FoodAidNeed, self - moving).write(vals)
        return super(FoodAidNeed, moving).write(self._prepare_dates(state) | vals)

    def _prepare_dates(self, state):
        """Return the days that becoming `state` sets."""
        today = fields.Date.context_today(self)
        values = {"date_closed": today if state in CLOSED else False}
        if state == "proposed":
            values["date_proposed"] = today
        elif state in ANSWERED:
            values["date_answered"] = today
        return values

    def _check_next(self, state):
        if state not in NEXT[self.state]:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "“%(need)s” is “%(state)s”: it does not become “%(next)s”. "
                    "If the person comes back to it, press “They come back to it”.",
                    need=self.display_name,
                    state=labels[self.state],
                    next=labels.get(state, state),
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_known(self):
        """A tick too many goes away; what had a life stays."""
        # Reason for sudo: agents may not read whether it is followed up; it stays all the same.
        if any(need.state != "expressed" or need.followup_id for need in self.sudo()):
            raise UserError(self.env._("This need already had an answer: close it instead."))

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_propose(self):
        self.state = "proposed"

    def action_accept(self):
        self.state = "accepted"

    def action_refuse(self):
        """The person declines: this need closes, and nothing else with it."""
        self.state = "refused"

    def action_start(self):
        """Take it up; what was handed over is taken back."""
        self.state = "in_progress"

    def action_solve(self):
        self.state = "solved"

    def action_abandon(self):
        self.state = "abandoned"

    def action_hand_over(self):
        self.state = "handed_over"

    def action_reopen(self):
        """The person comes back to it."""
        self.write({"state": "expressed", "origin": "expressed"})
