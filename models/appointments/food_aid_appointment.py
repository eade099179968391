import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

# States in which a worker's time is taken; the exclusion constraint says the same.
TAKING = ("planned", "arrived", "done")


class FoodAidAppointment(models.Model):
    """A household, or somebody known by a few words only, meets a worker at a time.

    This record is the master: the worker's calendar holds a busy block made from it
    (`food_aid_appointment_event.py`), which says nothing and leads nowhere.
    """

    _name = "food.aid.appointment"
    _description = "Appointment"
    _inherit = [
        "food.aid.event.mixin",
        "food.aid.links.mixin",
        "food.aid.logged.mixin",
        "food.aid.sought.mixin",
    ]
    _in_hand = {
        "date": (),
        "date_start": (),
        "date_end": (),
        "state": ("planned", "arrived"),
        "is_to_tell": (True,),
        "is_to_remind": (True,),
    }
    _order = "date_start, id"

    # who
    household_id = fields.Many2one(
        "food.aid.household", index="btree_not_null", ondelete="restrict"
    )
    contact_text = fields.Char(
        string="First contact, in a few words",
        help="For somebody who has no file yet. Nothing more than is needed to be met.",
    )
    contact_phone = fields.Char(string="Phone of the first contact")
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
    )

    # with whom, when, where
    user_id = fields.Many2one(
        "res.users",
        string="With",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        ondelete="restrict",
        domain=lambda self: self._get_worker_domain(),
    )
    date_start = fields.Datetime(string="Starts at", required=True, index=True)
    date_end = fields.Datetime(string="Ends at", required=True)
    date = fields.Date(string="Day", compute="_compute_date", store=True, index=True)
    place = fields.Char(help="Empty: at the CCAS.")

    # what became of it
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("arrived", "Arrived"),
            ("done", "Met"),
            ("absent", "Did not come"),
            ("cancelled", "Called off"),
        ],
        required=True,
        default="planned",
        index=True,
    )
    date_arrived = fields.Datetime(string="Arrived at", readonly=True)
    is_to_tell = fields.Boolean(
        string="To be told", help="Moved by the CCAS: the person does not know yet."
    )

    _dates_check = models.Constraint(
        "CHECK (date_end > date_start)", "An appointment ends after it starts."
    )
    # Two agents may take the same time in the same second: the database tells who was first.
    # A range of one user stands for the user, so that no extension is needed.
    _worker_excl = models.Constraint(
        "EXCLUDE USING gist (int4range(user_id, user_id, '[]') WITH &&, "
        "tsrange(date_start, date_end) WITH &&) "
        "WHERE (state IN ('planned', 'arrived', 'done'))",
        "This time has just been taken. Choose another one.",
    )

    # ------------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------------

    @api.depends("household_id.company_id")
    def _compute_company_id(self):
        for appointment in self:
            known = appointment.household_id.company_id or appointment.company_id
            appointment.company_id = known or self.env.company

    @api.depends("date_start", "company_id.food_aid_tz")
    def _compute_date(self):
        for appointment in self:
            start = appointment.date_start
            appointment.date = start and appointment._to_local(start).date()

    @api.depends("household_id", "contact_text")
    @api.depends_context("uid")
    def _compute_display_name(self):
        """Show “code · initials” to those who may open the file, a word to the others."""
        # Other models read names in `sudo`: only who asks may decide what is shown.
        readable = self.sudo(False)._filtered_access("read")
        for appointment in self:
            if appointment not in readable and appointment.id:
                appointment.display_name = self.env._("Appointment")
            elif appointment.household_id:
                appointment.display_name = appointment._get_label()
            else:
                appointment.display_name = appointment.contact_text or self.env._("Appointment")

    def _get_label(self):
        """Return “code · initials”, for a calendar that a visitor might glance at."""
        # Reason for sudo: the caller checked that the appointment is open to the user.
        household = self.household_id.sudo()
        person = household.applicant_id
        initials = " ".join(
            f"{name[0].upper()}." for name in (person.first_name, person.last_name) if name
        )
        return " · ".join(filter(None, (household.name, initials)))

    # ------------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------------

    @api.constrains("household_id", "contact_text")
    def _check_somebody(self):
        for appointment in self:
            if not appointment.household_id and not (appointment.contact_text or "").strip():
                raise ValidationError(
                    self.env._("Choose a household, or write a few words of who comes.")
                )

    @api.constrains("household_id", "user_id", "company_id")
    def _check_worker(self):
        """A worker receives people of their own CCAS, and only those whose file they may open."""
        # Reason for sudo: agents do not read the groups and companies of their colleagues.
        for appointment in self.sudo():
            worker, household = appointment.user_id, appointment.household_id
            if not worker.has_group("food_aid.group_food_aid_reception") or (
                appointment.company_id not in worker.company_ids
            ):
                raise ValidationError(
                    self.env._("%(name)s receives nobody at this CCAS.", name=worker.name)
                )
            if household.is_reserved and worker not in household.reserved_user_ids:
                raise ValidationError(self.env._("Choose somebody who may open this file."))

    @api.constrains("household_id", "date_start", "place", "state")
    def _check_kept_apart(self):
        """Households kept apart never come to the same place on the same day."""
        for appointment in self.filtered(lambda one: one.state in TAKING and one.household_id):
            day = appointment.date
            apart = self._get_apart(appointment.household_id, day, day)
            if self._is_apart(day, appointment.place, apart):
                raise ValidationError(
                    self.env._("This day is not possible. Choose another day or place.")
                )

    @api.model
    def _get_meeting_domain(self, household_ids):
        return Domain("household_id", "in", list(household_ids)) & Domain("state", "in", TAKING)

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_arrived(self):
        arrived = self.filtered(lambda one: one.state in ("planned", "absent"))
        arrived.write({"state": "arrived", "date_arrived": self.env.cr.now()})
        arrived.filtered("household_id").household_id._touch(arrived.filtered("household_id"))

    def action_absent(self):
        self.filtered(lambda one: one.state == "planned").state = "absent"

    def action_done(self):
        met = self.filtered(lambda one: one.state in ("planned", "arrived"))
        met.state = "done"
        met.filtered("household_id").household_id._touch(met.filtered("household_id"))

    def action_cancel(self):
        self.filtered(lambda one: one.state == "planned").state = "cancelled"

    def action_plan(self):
        """Take back what was just pressed."""
        self.filtered(lambda one: one.state != "planned").write(
            {"state": "planned", "date_arrived": False}
        )

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    @api.model
    def _get_worker_domain(self):
        return self.env["res.users"]._get_food_aid_domain("reception")

    def _to_local(self, moment):
        """Return a stored `moment` on the clock of the CCAS."""
        return pytz.utc.localize(moment).astimezone(self._get_zone())

    def _get_zone(self):
        return pytz.timezone((self.company_id or self.env.company).food_aid_tz)
