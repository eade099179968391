from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.composition import AGE_BANDS, age_at, age_band


class FoodAidWorkshopRegistration(models.Model):
    """Somebody at a session: a person of a household, or somebody known by their age alone.

    Here and nowhere else: neither the calendar nor a contact says who comes. Leading a session
    opens no reserved file: only those named on it read that it comes.
    """

    _name = "food.aid.workshop.registration"
    _description = "Registration for a workshop"
    _inherit = ["food.aid.links.mixin", "food.aid.logged.mixin"]
    _order = "date desc, session_id, id"

    session_id = fields.Many2one(
        "food.aid.workshop.session", required=True, index=True, ondelete="restrict"
    )
    workshop_id = fields.Many2one(
        related="session_id.workshop_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="session_id.company_id", string="CCAS", store=True, index=True, precompute=True
    )
    date = fields.Date(related="session_id.date", store=True, index=True, precompute=True)
    household_id = fields.Many2one(
        "food.aid.household", index="btree_not_null", ondelete="restrict"
    )
    person_id = fields.Many2one("food.aid.person", index="btree_not_null", ondelete="restrict")
    need_id = fields.Many2one(
        "food.aid.need",
        string="Answers the need",
        index="btree_not_null",
        ondelete="set null",
        domain="[('household_id', '=', household_id)]",
        groups="food_aid.group_food_aid_instructor",
    )
    age_band = fields.Selection(
        selection="_selection_age_band",
        string="Age",
        compute="_compute_age_band",
        store=True,
        readonly=False,
        precompute=True,
    )
    state = fields.Selection(
        [
            ("registered", "Registered"),
            ("waiting", "On the waiting list"),
            ("present", "Came"),
            ("absent", "Did not come"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="registered",
        index=True,
    )
    is_to_tell = fields.Boolean(
        string="To be told", help="A place became free, or the session is cancelled: call them."
    )
    label = fields.Char(string="Person", compute="_compute_label")

    _who_check = models.Constraint(
        "CHECK (age_band IS NOT NULL OR person_id IS NOT NULL)",
        "Choose somebody, or the age of somebody who gives no name.",
    )
    _whole_check = models.Constraint(
        "CHECK ((household_id IS NULL) = (person_id IS NULL))", "Choose who of the household comes."
    )
    _once_uniq = models.UniqueIndex(
        "(session_id, person_id) WHERE state <> 'cancelled'",
        "This person is already registered for this session.",
    )

    @api.model
    def _selection_age_band(self):
        households = self.env["food.aid.household"]._fields
        return [(band, households[band]._description_string(self.env)) for band in AGE_BANDS]

    # ------------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------------

    @api.depends("person_id", "session_id.date_start")
    def _compute_age_band(self):
        """Keep the age at the session: figures need no person afterwards."""
        for registration in self.filtered("person_id"):
            birth = registration.person_id._get_birthdate()
            day = registration.session_id.date or fields.Date.context_today(self)
            registration.age_band = age_band(age_at(birth, day)) if birth else False

    @api.depends("household_id", "person_id", "age_band")
    @api.depends_context("uid", "lang")
    def _compute_label(self):
        """Name whom the user may read, and nobody else: other models read names in `sudo`."""
        readable = self.household_id.sudo(False)._filtered_access("read")
        bands = dict(self._selection_age_band())
        for registration in self:
            household = registration.household_id
            if not household:
                registration.label = self.env._(
                    "No name given · %(age)s", age=bands.get(registration.age_band, "")
                )
            elif household in readable:
                # Reason for sudo: the file is open to the user, so are those who live in it.
                registration.label = registration.sudo().person_id._get_name_and_year()
            else:
                registration.label = ""

    @api.depends("label")
    def _compute_display_name(self):
        for registration in self:
            registration.display_name = registration.label

    @api.constrains("household_id", "person_id", "session_id", "need_id")
    def _check_household(self):
        # Reason for sudo: reception reads no need; only whose it is is compared.
        for registration in self.sudo().filtered("need_id"):
            if registration.need_id.household_id != registration.household_id:
                raise ValidationError(self.env._("This need is another household's."))
        for registration in self.filtered("household_id"):
            household = registration.household_id
            if household.company_id != registration.company_id:
                raise ValidationError(self.env._("This workshop is another CCAS's."))
            if registration.person_id not in household.member_ids.person_id:
                raise ValidationError(self.env._("Choose somebody of this household."))

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        registrations = super().create(vals_list)
        if over := registrations.session_id.filtered(lambda one: one.state == "cancelled"):
            raise UserError(self.env._("%(session)s is cancelled.", session=over[0].display_name))
        registrations.session_id._arrange()
        return registrations

    def write(self, vals):
        if "state" in vals and not self.env.su and "cancelled" in self.mapped("state"):
            raise UserError(self.env._("This registration was cancelled: register again."))
        if "session_id" in vals:
            raise UserError(self.env._("Cancel this registration and register for the other one."))
        result = super().write(vals)
        if not self.env.su and {"state", "household_id"} & vals.keys():
            self.session_id._arrange()
        return result

    def unlink(self):
        sessions = self.session_id
        result = super().unlink()
        sessions._arrange()
        return result

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_toggle(self):
        """Tick who is there; a second touch takes the tick back.

        Once the session is over, nobody is expected any more: who was not there is absent.
        """
        for registration in self:
            missing = "absent" if registration.session_id.state == "held" else "registered"
            registration.state = missing if registration.state == "present" else "present"

    def action_cancel(self):
        """They will not come: whoever waits moves up."""
        self.state = "cancelled"

    def action_told(self):
        self.is_to_tell = False

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    def _move_up(self):
        self.write({"state": "registered", "is_to_tell": True})
