from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError


class FoodAidDeparture(models.TransientModel):
    """One gesture ends a stay: when, why, who speaks for the household from now on."""

    _name = "food.aid.departure"
    _description = "Somebody leaves a household"
    _inherit = ["food.aid.links.mixin"]

    member_id = fields.Many2one(
        "food.aid.household.member", string="Person", required=True, readonly=True
    )
    household_id = fields.Many2one(related="member_id.household_id")
    reason = fields.Selection(
        selection=lambda self: (
            self.env["food.aid.household.member"]
            ._fields["end_reason"]
            ._description_selection(self.env)
        ),
    )
    date = fields.Date(string="Day", required=True, default=fields.Date.context_today)
    remaining_ids = fields.Many2many(
        "food.aid.household.member", compute="_compute_remaining_ids", string="Those who remain"
    )
    needs_applicant = fields.Boolean(compute="_compute_remaining_ids")
    successor_id = fields.Many2one(
        "food.aid.household.member",
        string="New applicant",
        compute="_compute_successor_id",
        store=True,
        readonly=False,
        help="Letters and the card are theirs from now on.",
    )
    keeps_right = fields.Boolean(string="Those who remain keep the right", default=True)
    effects = fields.Html(string="What will happen", compute="_compute_effects")

    @api.depends("member_id")
    def _compute_remaining_ids(self):
        for leave in self:
            members = leave.household_id.member_ids - leave.member_id
            leave.remaining_ids = members.filtered(lambda member: not member.date_end)
            leave.needs_applicant = leave.member_id.role == "applicant" and leave.remaining_ids

    @api.depends("member_id")
    def _compute_successor_id(self):
        """Propose the spouse; a child or a guest is chosen by hand."""
        for leave in self.filtered("needs_applicant"):
            partners = leave.remaining_ids.filtered(lambda member: member.role == "partner")
            leave.successor_id = partners[:1]

    @api.depends("reason", "successor_id", "keeps_right", "remaining_ids")
    def _compute_effects(self):
        for leave in self:
            items = (Markup("<li>%s</li>") % effect for effect in leave._get_effects())
            leave.effects = Markup("<ul>%s</ul>") % Markup("").join(items)

    @api.model
    def _open(self, member):
        leave = self.create({"member_id": member.id})
        return leave._get_records_action(name=self.env._("Leaves the household"), target="new")

    def action_leave(self):
        self.ensure_one()
        self._check_leave()
        keeps = self.keeps_right or not self.env.user.has_group(
            "food_aid.group_food_aid_instructor"
        )
        successor = self.successor_id if self.needs_applicant else None
        self.member_id._leave(self.reason, self.date, successor, keeps_right=keeps)
        return {"type": "ir.actions.act_window_close"}

    def _check_leave(self):
        if not self.reason:
            raise UserError(self.env._("Choose why the person is no longer in the household."))
        if self.date > fields.Date.context_today(self):
            raise UserError(
                self.env._("This day is still to come. Note the departure when it has taken place.")
            )
        if self.member_id.date_end:
            raise UserError(self.env._("This was noted already: reload the page."))
        if self.needs_applicant and self.successor_id not in self.remaining_ids:
            raise UserError(
                self.env._("Choose who speaks for the household from now on: the new applicant.")
            )

    def _get_effects(self):
        """Return, in sentences, what this end will stop and what goes on."""
        member, is_over = self.member_id, not self.remaining_ids
        effects = []
        if self.reason == "death":
            effects.append(self.env._("No letter is addressed to this person any more."))
        if is_over:
            effects += [
                self.env._("Nobody lives in this household any more: no letter leaves for it."),
                self.env._("Its running right stops, its referrals end, its requests are closed."),
            ]
        elif member.role == "applicant":
            effects.append(
                self.env._(
                    "What the person accepted to share ends: associations see the file number "
                    "until the new applicant says what they accept."
                )
            )
        if self._ends_card():
            effects.append(
                self.env._("The card gets a new code: the cards printed before open nothing.")
            )
        if not is_over:
            effects += self._get_remaining_effects()
        return effects

    def _ends_card(self):
        member = self.member_id
        is_left = member.role == "applicant" or self.reason in ("death", "separation")
        return is_left and member.role != "child" and self.reason != "mistake"

    def _get_remaining_effects(self):
        effects = [self.env._("Associations that expect the household read its new size and ages.")]
        if not self.household_id.date_right_end:
            return effects
        if self.keeps_right:
            effects.append(
                self.env._("The right goes on for those who remain; assess again when it changes.")
            )
        else:
            effects.append(self.env._("The right stops today, and its referrals end."))
        return effects
