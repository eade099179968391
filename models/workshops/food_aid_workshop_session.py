from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL
from odoo.tools.misc import format_datetime

from ...tools.composition import AGE_BANDS
from ..common.food_aid_public_event_mixin import SHOWN

HOLDING = ("registered", "present")


class FoodAidWorkshopSession(models.Model):
    """A workshop at a time and place: who registered, who waits, who came.

    A registration beyond the places waits, and moves up when one becomes free. A reserved file is
    always welcome and takes none of the places: no number that others read betrays it.
    """

    _name = "food.aid.workshop.session"
    _description = "Session of a workshop"
    _inherit = ["food.aid.public.event.mixin", "food.aid.links.mixin"]
    _event_fields = SHOWN | {"workshop_id"}
    _order = "date_start desc, id desc"

    workshop_id = fields.Many2one(
        "food.aid.workshop", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="workshop_id.company_id", string="CCAS", store=True, index=True, precompute=True
    )
    organisation_id = fields.Many2one(related="workshop_id.organisation_id")
    date = fields.Date(
        string="Day", compute="_compute_date", store=True, precompute=True, index=True
    )
    place = fields.Char(compute="_compute_usual", store=True, readonly=False, precompute=True)
    animator_ids = fields.Many2many(compute="_compute_animator_ids", store=True, readonly=False)
    outside_animators = fields.Char(
        string="With", compute="_compute_usual", store=True, readonly=False, precompute=True
    )
    capacity = fields.Integer(
        string="Places",
        compute="_compute_usual",
        store=True,
        readonly=False,
        precompute=True,
        help="0: no limit.",
    )
    cost = fields.Monetary(compute="_compute_usual", store=True, readonly=False, precompute=True)
    currency_id = fields.Many2one(related="company_id.food_aid_currency_id", string="Currency")
    state = fields.Selection(
        [("planned", "To come"), ("held", "Held"), ("cancelled", "Cancelled")],
        required=True,
        default="planned",
        readonly=True,
        copy=False,
        index=True,
    )

    can_plan = fields.Boolean(compute="_compute_can_plan")

    registration_ids = fields.One2many(
        "food.aid.workshop.registration", "session_id", string="Who comes"
    )
    registered_count = fields.Integer(string="Registrations", compute="_compute_counts")
    waiting_count = fields.Integer(string="Waiting", compute="_compute_counts")
    present_count = fields.Integer(string="Attendance", compute="_compute_counts")
    cost_per_participation = fields.Monetary(
        string="Cost per participation", compute="_compute_counts"
    )

    _capacity_check = models.Constraint(
        "CHECK (capacity >= 0 AND cost >= 0)", "Places and costs are never negative."
    )

    # ------------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------------

    @api.depends("workshop_id")
    def _compute_usual(self):
        """Begin as the workshop says; what was changed for one session stays."""
        for session in self:
            for name in ("place", "outside_animators", "capacity", "cost"):
                session[name] = session.workshop_id[name]

    @api.depends("workshop_id")
    def _compute_animator_ids(self):
        for session in self:
            session.animator_ids = session.workshop_id.animator_ids

    @api.depends("date_start", "company_id.food_aid_tz")
    def _compute_date(self):
        for session in self:
            local = session.with_context(tz=session.company_id.food_aid_tz)
            start = session.date_start
            session.date = start and fields.Datetime.context_timestamp(local, start).date()

    @api.depends_context("uid")
    def _compute_can_plan(self):
        self.can_plan = self._is_planner()

    @api.depends("registration_ids.state", "cost")
    @api.depends_context("uid")
    def _compute_counts(self):
        rows = self.env["food.aid.workshop.registration"]._read_group(
            [("session_id", "in", self.ids)], ["session_id", "state"], ["__count"]
        )
        counts = {(session, state): count for session, state, count in rows}
        for session in self:
            origin = session._origin
            present = counts.get((origin, "present"), 0)
            session.registered_count = present + counts.get((origin, "registered"), 0)
            session.waiting_count = counts.get((origin, "waiting"), 0)
            session.present_count = present
            session.cost_per_participation = session.cost / present if present else 0

    @api.depends("workshop_id.name", "date_start")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self):
        for session in self:
            moment = session.date_start and format_datetime(
                self.env, session.date_start, tz=session.company_id.food_aid_tz, dt_format="short"
            )
            session.display_name = " · ".join(filter(None, (session.workshop_id.name, moment)))

    def write(self, vals):
        """Let reception end a session, and plan none: who leads meets reserved files too."""
        if vals.keys() - {"state"} and not (self.env.su or self._is_planner()):
            raise AccessError(self.env._("Instructors and coordinators plan the sessions."))
        result = super().write(vals)
        if "capacity" in vals:
            self._arrange()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_registered(self):
        # Reason for sudo: a registration that the user may not read keeps the session too.
        if self.sudo().registration_ids:
            raise UserError(self.env._("People registered: cancel the session instead."))

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_close(self):
        """The session took place: who was not ticked did not come, who waited no longer does."""
        if early := self.filtered(lambda one: one.date > fields.Date.context_today(self)):
            raise UserError(
                self.env._("%(session)s has not begun yet.", session=early[0].display_name)
            )
        self._end("held", {"registered": "absent", "waiting": "cancelled"})

    def action_cancel(self):
        """The session does not take place: it leaves the calendar, and people are to be told."""
        self._end("cancelled", {"registered": "cancelled", "waiting": "cancelled"})

    def action_reopen(self):
        self.filtered(lambda one: one.state != "planned").state = "planned"

    def action_register(self):
        """Open the form that registers the people of a household."""
        self.ensure_one()
        return self.env["food.aid.workshop.register"]._open(session=self)

    def action_tick(self):
        """Open the list to tick, made for a phone."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "food_aid.food_aid_workshop_registration_action_tick"
        )
        return action | {
            "name": self.display_name,
            "domain": [("session_id", "=", self.id), ("state", "!=", "cancelled")],
            "context": {"default_session_id": self.id},
        }

    def action_add_unknown(self, band=None):
        """Somebody is there who gives no name: their age alone is counted."""
        self.ensure_one()
        self.check_access("read")
        if band not in AGE_BANDS:
            raise UserError(self.env._("Choose an age."))
        came = self.date <= fields.Date.context_today(self)
        self.env["food.aid.workshop.registration"].create(
            {
                "session_id": self.id,
                "age_band": band,
                "state": "present" if came else "registered",
            }
        )

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    @api.model
    def _is_planner(self):
        return self.env.user.has_group("food_aid.group_food_aid_instructor")

    def _is_shown(self):
        return self.state != "cancelled"

    def _get_public_name(self):
        return self.workshop_id.name

    def _end(self, state, moves):
        self.check_access("write")
        if done := self.filtered(lambda one: one.state != "planned"):
            raise UserError(
                self.env._("%(session)s is over: reload.", session=done[0].display_name)
            )
        self.state = state
        # Reason for sudo: the session ends for everybody, reserved files as well.
        registrations = self.sudo().registration_ids
        for before, after in moves.items():
            moved = registrations.filtered(lambda one, before=before: one.state == before)
            moved.write({"state": after, "is_to_tell": state == "cancelled"})

    def _arrange(self):
        """Share out the places in the order of registration: waiting ones move up, late ones wait.

        The row is changed, not only locked: of two agents who register together, the second is
        replayed by the server and counts the first one's people.
        """
        sessions = self.filtered(lambda one: one.state == "planned")
        if not sessions:
            return
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE food_aid_workshop_session SET write_date = write_date WHERE id IN %s",
                tuple(sorted(sessions.ids)),
            )
        )
        # Reason for sudo: places are shared between everybody, whoever registers.
        for session in sessions.sudo():
            session._share_places()

    def _share_places(self):
        registrations = self.registration_ids.sorted("id")
        reserved = registrations.filtered("household_id.is_reserved")
        waiting = registrations.filtered(lambda one: one.state == "waiting")
        (waiting & reserved).state = "registered"
        if not self.capacity:
            waiting._move_up()
            return
        holding = (registrations - reserved).filtered(lambda one: one.state in HOLDING)
        room = self.capacity - len(holding)
        if room > 0:
            (waiting - reserved)[:room]._move_up()
        elif room < 0:
            # Somebody who came unexpected takes the place of nobody who registered before.
            late = holding[self.capacity :].filtered(lambda one: one.state == "registered")
            late.state = "waiting"
