from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from ...tools.composition import AGE_BANDS, age_at, age_band

# Completed years that stand for somebody of about that age.
ABOUT = {
    "age_0_2": 1,
    "age_3_5": 4,
    "age_6_13": 9,
    "age_14_17": 15,
    "age_18_25": 21,
    "age_26_64": 40,
    "age_65": 70,
}


class FoodAidHouseholdMember(models.Model):
    """The life of a stay: a child comes, lives here half of the time, somebody leaves or dies."""

    _inherit = "food.aid.household.member"

    representative_phone = fields.Char(string="Phone of the representative")
    representative_address = fields.Text(string="Address of the representative")
    letters_to_representative = fields.Boolean(
        string="Letters go to the representative",
        help="Letters and appointments are then addressed to the representative.",
    )
    is_under_code = fields.Boolean(related="household_id.is_under_code")
    about_age = fields.Selection(
        selection="_selection_about_age",
        string="Age, about",
        compute="_compute_about_age",
        inverse="_inverse_about_age",
        help="For who gives no birth date: a year is noted that stands for it.",
    )
    situation = fields.Char(compute="_compute_situation")
    is_birth_due = fields.Boolean(compute="_compute_is_birth_due")

    @api.model
    def _selection_about_age(self):
        households = self.env["food.aid.household"]
        return [
            (band, households._fields[band]._description_string(self.env)) for band in AGE_BANDS
        ]

    @api.model
    def _get_birth_due_domain(self):
        """Return the children to come whose day is past: born by now, most of them."""
        return (
            Domain("expected_date", "<", "today")
            & Domain("birthdate", "=", False)
            & Domain("birth_year", "in", (False, 0))
            & Domain("date_end", "=", False)
        )

    @api.depends("birthdate", "birth_year")
    def _compute_about_age(self):
        today = fields.Date.context_today(self)
        for member in self:
            known = member._get_birthdate() if member.birthdate or member.birth_year else False
            member.about_age = age_band(age_at(known, today)) if known else False

    def _inverse_about_age(self):
        today = fields.Date.context_today(self)
        for member in self.filtered("about_age"):
            # A form also sends back the band that it was shown: a year known well stays.
            known = member.birth_year and age_band(age_at(member._get_birthdate(), today))
            if not member.birthdate and known != member.about_age:
                member.birth_year = today.year - ABOUT[member.about_age]

    @api.depends("expected_date", "birthdate", "birth_year", "date_end")
    def _compute_is_birth_due(self):
        due = self.filtered_domain(self._get_birth_due_domain())
        due.is_birth_due = True
        (self - due).is_birth_due = False

    @api.depends(
        *("expected_date", "birthdate", "birth_year", "presence", "date_end", "end_reason"),
        *("representative", "letters_to_representative"),
    )
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_situation(self):
        """Say in a few words what is not plain about each stay, to who reads it."""
        elsewhere = self._get_elsewhere()
        for member in self:
            words = member._get_end_words() or [
                *member._get_birth_words(),
                *member._get_custody_words(elsewhere.get(member.person_id.id, ())),
                *member._get_representative_words(),
            ]
            member.situation = ", ".join(words)

    def _get_elsewhere(self):
        """Return {person: numbers of the other files they live in}, of those open to the user."""
        persons = self.person_id._origin
        stays = self.sudo(False).search(
            [
                ("person_id", "in", persons.ids),
                ("date_end", "=", False),
                ("household_id", "not in", self.household_id._origin.ids),
            ]
        )
        return {
            person.id: found.household_id.mapped("name")
            for person, found in stays.grouped("person_id").items()
        }

    def _get_end_words(self):
        if not self.date_end:
            return []
        reasons = dict(self._fields["end_reason"]._description_selection(self.env))
        return [reasons.get(self.end_reason, ""), format_date(self.env, self.date_end)]

    def _get_birth_words(self):
        if self.birthdate or self.birth_year or not self.expected_date:
            return []
        day = format_date(self.env, self.expected_date)
        if self.expected_date < fields.Date.context_today(self):
            return [self.env._("was expected on %(day)s", day=day)]
        return [self.env._("expected on %(day)s", day=day)]

    def _get_custody_words(self, files):
        words = []
        if self.presence < 1:
            words.append(self.env._("%(share)s %% of the time", share=round(self.presence * 100)))
        if files:
            words.append(self.env._("also in %(files)s", files=", ".join(files)))
        return words

    def _get_representative_words(self):
        if not self.representative:
            return []
        if self.letters_to_representative:
            return [self.env._("letters to %(name)s", name=self.representative)]
        return [self.env._("represented by %(name)s", name=self.representative)]

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._without_empty_year(vals) for vals in vals_list])

    def write(self, vals):
        """Whatever way somebody's stay ends, what was theirs stops with it."""
        vals = self._without_empty_year(vals)
        is_end = bool(vals.get("date_end"))
        leaving = self.filtered(lambda member: is_end and not member.date_end)
        result = super().write(vals)
        if leaving:
            leaving._end_elsewhere()
            leaving.household_id._follow_departures(leaving)
        return result

    @api.model
    def _without_empty_year(self, vals):
        """Leave out the empty year that a form sends with an age: it would win over the age."""
        if vals.get("about_age") and "birth_year" in vals and not vals["birth_year"]:
            vals = {name: value for name, value in vals.items() if name != "birth_year"}
        return vals

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_open(self):
        """Open all that is known of this stay, which a line has no room for."""
        self.ensure_one()
        return self._get_records_action(name=self.display_name, target="new")

    def action_birth(self):
        """Open the form that turns a child to come into a child."""
        self.ensure_one()
        return self.env["food.aid.birth"]._open(self)

    def action_leave(self):
        """Open the form that ends a stay, and says what stops with it."""
        self.ensure_one()
        return self.env["food.aid.departure"]._open(self)

    def action_become_applicant(self):
        """Have this member speak for the household, when nobody does any more."""
        self.ensure_one()
        if self.date_end:
            raise UserError(self.env._("Only somebody who lives here becomes the applicant."))
        self.role = "applicant"

    def action_return(self):
        """Undo an end noted by mistake, or note a return; cards and agreements stay ended."""
        for member in self.filtered("date_end"):
            is_taken = member.role == "applicant" and member.household_id.applicant_id
            role = {"role": "other"} if is_taken else {}
            member.write({"date_end": False, "end_reason": False, **role})
        self.household_id._refresh_sheets()

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    def _leave(self, reason, day, successor=None, *, keeps_right=True):
        """End this stay on `day`; `successor`, another member, becomes the applicant.

        :param keeps_right: whether those who remain keep the running right
        """
        self.ensure_one()
        self.write({"date_end": day, "end_reason": reason})
        if successor:
            successor.action_become_applicant()
        if not keeps_right:
            self.household_id._stop_rights()

    def _end_elsewhere(self):
        """End every other stay of those who died: a death is not a household's own."""
        dead = self.filtered(lambda member: member.end_reason == "death")
        # Reason for sudo: nobody writes to the dead from a file that is closed to the agent
        # either; nothing of that file is told.
        stays = self.sudo().search(
            [("person_id", "in", dead.person_id.ids), ("date_end", "=", False)]
        )
        days = {member.person_id.id: member.date_end for member in dead}
        for stay in stays:
            day = days[stay.person_id.id]
            stay.write({"date_end": max(day, stay.date_start or day), "end_reason": "death"})
