from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Domain

SOCIAL = "food_aid.group_food_aid_social_worker"
USUAL_MONTHS = 18
# Nobody heard from the person, nor wrote anything, for this long.
SILENCE = "today -2m"


class FoodAidFollowup(models.Model):
    """Named persons of a household, accompanied by a social worker and a few named colleagues.

    No thread: what is said is in notes, what happened in plain lines (`history_ids`). Colleagues
    of the same service know that there is a follow-up; the team alone changes it.
    """

    _name = "food.aid.followup"
    _description = "Follow-up"
    _inherit = ["food.aid.links.mixin", "food.aid.logged.mixin"]
    _order = "date_start desc, id desc"
    _rec_names_search = ("household_id",)

    # who
    household_id = fields.Many2one(
        "food.aid.household", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="household_id.company_id", string="CCAS", store=True, index=True
    )
    member_ids = fields.Many2many(
        "food.aid.household.member",
        "food_aid_followup_member_rel",
        string="Persons accompanied",
        domain="[('household_id', '=', household_id)]",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Social worker in charge",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        ondelete="restrict",
        domain=lambda self: self._get_worker_domain(),
    )
    team_ids = fields.Many2many(
        "res.users",
        "food_aid_followup_team_rel",
        string="Named colleagues",
        domain=lambda self: self._get_worker_domain(),
        help="Colleagues who accompany too: they read the notes shared with the team.",
    )
    is_mine = fields.Boolean(compute="_compute_is_mine", search="_search_is_mine")

    # what for, how long
    need_ids = fields.One2many("food.aid.need", "followup_id", string="Needs")
    objectives = fields.Text(
        string="What we agreed, in their words", groups=SOCIAL, exportable=False
    )
    state = fields.Selection(
        [("open", "Going on"), ("ended", "Finished")],
        required=True,
        default="open",
        readonly=True,
        copy=False,
        index=True,
    )
    date_start = fields.Date(
        string="Since", required=True, default=fields.Date.context_today, index=True
    )
    months = fields.Integer(string="Months planned", default=USUAL_MONTHS, aggregator=None)
    date_until = fields.Date(
        string="Planned until", compute="_compute_date_until", store=True, readonly=False
    )
    date_end = fields.Date(string="Ended on", readonly=True, copy=False)
    end_reason = fields.Selection(
        [
            ("done", "What was agreed is done"),
            ("choice", "The person's choice"),
            ("other", "Taken up by another service"),
            ("moved", "Moved away"),
            ("silence", "No news any more"),
            ("death", "Death"),
        ],
        string="Ended because",
        readonly=True,
        copy=False,
    )
    date_review = fields.Date(string="Next review", index="btree_not_null")
    date_last_news = fields.Date(
        string="Last news", default=fields.Date.context_today, readonly=True, copy=False
    )
    # Not a plain list: `in` and `=` on one would tell which follow-up a hidden note belongs to.
    note_ids = fields.One2many(
        "food.aid.followup.note",
        string="Notes",
        compute="_compute_note_ids",
        search="_search_note_ids",
        compute_sudo=False,
        groups=SOCIAL,
    )

    _dates_check = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)", "A follow-up ends after it starts."
    )

    # ------------------------------------------------------------------
    # COMPUTE & SEARCH
    # ------------------------------------------------------------------

    @api.depends("household_id", "date_start")
    def _compute_display_name(self):
        for followup in self:
            household, day = followup.household_id, followup.date_start
            if household and day:
                followup.display_name = f"{household.name} · {day:%m/%Y}"
            else:
                followup.display_name = self.env._("New follow-up")

    @api.depends("user_id", "team_ids")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for followup in self:
            followup.is_mine = self.env.user in followup._get_team()

    def _search_is_mine(self, operator, value):
        return self._get_mine_domain() if operator == "in" else NotImplemented

    @api.depends("date_start", "months")
    def _compute_date_until(self):
        for followup in self:
            start = followup.date_start
            followup.date_until = start and start + relativedelta(months=followup.months)

    @api.depends_context("uid")
    def _compute_note_ids(self):
        notes = self.env["food.aid.followup.note"].search([("followup_id", "in", self.ids)])
        by_followup = notes.grouped("followup_id")
        for followup in self:
            followup.note_ids = by_followup.get(followup._origin, notes.browse())

    @api.model
    def _search_note_ids(self, operator, value):
        raise AccessError(self.env._("Search the notes themselves."))

    @api.model
    def _get_mine_domain(self):
        return Domain("user_id", "=", self.env.uid) | Domain("team_ids", "in", self.env.uid)

    @api.model
    def _get_open_domain(self):
        return Domain("state", "=", "open")

    @api.model
    def _get_of_domain(self, households):
        return Domain("household_id", "in", households.ids)

    @api.model
    def _get_silent_domain(self):
        """Return the open follow-ups without news for two months."""
        return self._get_open_domain() & Domain("date_last_news", "<", SILENCE)

    @api.model
    def _get_worker_domain(self):
        return self.env["res.users"]._get_food_aid_domain("social_worker")

    # ------------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------------

    @api.constrains("household_id", "member_ids")
    def _check_members(self):
        for followup in self:
            if not followup.member_ids:
                raise ValidationError(self.env._("Name at least one person of the household."))
            if followup.member_ids.household_id != followup.household_id:
                raise ValidationError(self.env._("Only people of the household are accompanied."))

    @api.constrains("household_id", "user_id", "team_ids")
    def _check_team(self):
        """Only social workers of this CCAS accompany, who may open the file."""
        # Reason for sudo: agents do not read the groups and companies of their colleagues.
        for followup in self.sudo():
            followup._check_workers(followup._get_team())

    def _check_workers(self, workers):
        """Refuse `workers` who could not read what they are named for."""
        household = self.household_id
        for worker in workers:
            if not worker.has_group(SOCIAL) or self.company_id not in worker.company_ids:
                raise ValidationError(
                    self.env._("%(name)s is no social worker of this CCAS.", name=worker.name)
                )
            if household.is_reserved and worker not in household.reserved_user_ids:
                raise ValidationError(self.env._("Choose somebody who may open this file."))

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Accompany the applicant when nobody else is named."""
        vals_list = [dict(vals) for vals in vals_list]
        households = self.env["food.aid.household"]
        for vals in vals_list:
            if not vals.get("member_ids") and vals.get("household_id"):
                household = households.browse(vals["household_id"])
                household.check_access("read")
                vals["member_ids"] = [Command.set(household._get_applicant_stay().ids)]
        followups = super().create(vals_list)
        if not self.env.su:
            self._check_offered(followups.company_id)
        return followups

    def write(self, vals):
        if "household_id" in vals and self.household_id.ids != [vals["household_id"]]:
            raise UserError(self.env._("A follow-up stays in its file."))
        return super().write(vals)

    @api.model
    def _check_offered(self, companies):
        """Refuse where the CCAS accompanies with another tool."""
        if not all(companies.mapped("food_aid_has_followup")):
            raise UserError(
                self.env._(
                    "This CCAS accompanies households with another tool: note the needs, and hand "
                    "them over there."
                )
            )

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    def _get_team(self):
        """Return the social worker in charge and the named colleagues."""
        return self.user_id | self.team_ids

    def _ensure_mine(self):
        """Refuse whoever is not of the team."""
        self.check_access("read")
        if not self.env.su and not all(self.mapped("is_mine")):
            raise AccessError(self.env._("Only the team of this follow-up does that."))

    def _touch(self, day=None):
        """Note that there was news on `day` (today by default)."""
        day = day or fields.Date.context_today(self)
        # Reason for sudo: reception closes an interview without reading what it belongs to.
        for followup in self.sudo():
            if not followup.date_last_news or followup.date_last_news < day:
                followup.date_last_news = day
