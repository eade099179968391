from odoo import api, fields, models
from odoo.tools.misc import format_date

from ...tools.composition import AGE_BANDS

OPEN = ("sent", "accepted")


class FoodAidHousehold(models.Model):
    """What follows when somebody leaves a household or dies: letters and cards stop at once."""

    _inherit = "food.aid.household"

    situation = fields.Selection(
        [
            ("empty", "Nobody lives here any more"),
            ("no_applicant", "The applicant left"),
            ("birth", "A birth was expected"),
        ],
        compute="_compute_situation",
    )

    @api.depends(
        *("member_ids.date_end", "member_ids.role", "member_ids.expected_date"),
        *("member_ids.birthdate", "member_ids.birth_year"),
    )
    def _compute_situation(self):
        for household in self:
            present = household.member_ids.filtered(lambda member: not member.date_end)
            if household.member_ids and not present:
                household.situation = "empty"
            elif household._has_lost_applicant():
                household.situation = "no_applicant"
            else:
                household.situation = any(present.mapped("is_birth_due")) and "birth"

    def _has_lost_applicant(self):
        """Tell whether who spoke for the household left and nobody took their place."""
        applicants = self.member_ids.filtered(lambda member: member.role == "applicant")
        return bool(applicants) and all(applicants.mapped("date_end"))

    def _get_counted_members(self, day):
        """Return who counts on `day`: a child to come when the scale of the CCAS counts it."""
        members = self._get_members(day)
        # Reason for sudo: reception reads no scale; one yes or no of it is asked.
        if self.sudo().company_id.food_aid_scale_id.count_expected_children:
            return members
        return members.filtered(
            lambda member: member.birthdate or member.birth_year or not member.expected_date
        )

    # ------------------------------------------------------------------
    # LETTERS
    # ------------------------------------------------------------------

    def _get_letter_recipient(self):
        """Return whom letters and appointments of this household are addressed to.

        :return: dict `name`, `lines` (of the address window, the name first), `phone`,
            `is_representative`; empty when nobody receives letters of this file any more
        """
        self.ensure_one()
        if self._has_lost_applicant():
            return {}
        applicant = self.member_ids.filtered(
            lambda member: member.role == "applicant" and not member.date_end
        )[:1]
        name = applicant.person_id._get_label("full") if applicant else ""
        name = name or self.name
        if applicant.representative and applicant.letters_to_representative:
            return self._get_representative_recipient(applicant, name)
        return {
            "name": name,
            "lines": self._get_address_lines(name),
            "phone": "" if self.is_reserved else applicant.phone or "",
            "is_representative": False,
        }

    @api.model
    def _get_representative_recipient(self, applicant, name):
        represented = self.env._("For %(name)s", name=name)
        lines = [applicant.representative, represented]
        # The representative's address would lead to somebody of a reserved file as well.
        if not self.is_reserved:
            lines += (applicant.representative_address or "").splitlines()
        return {
            "name": applicant.representative,
            "lines": lines,
            "phone": "" if self.is_reserved else applicant.representative_phone or "",
            "is_representative": True,
        }

    def _get_address_lines(self, name):
        """Return the lines of the address window; a reserved file shows no address at all."""
        if self.is_reserved:
            return [name]
        if self.postal_address:
            is_named = name in self.postal_address
            return ([] if is_named else [name]) + self.postal_address.splitlines()
        commune = self.commune_id
        place = " ".join(filter(None, (commune.zip, commune.name)))
        return [line for line in (name, self.street, place) if line]

    # ------------------------------------------------------------------
    # DEPARTURES
    # ------------------------------------------------------------------

    def _follow_departures(self, leaving):
        """Stop what belonged to the members `leaving` these households, and tell the file."""
        for household in self:
            left = leaving.filtered(lambda member, one=household: member.household_id == one)
            is_empty = all(household.member_ids.mapped("date_end"))
            if is_empty:
                household._close_empty()
            if is_empty or household._has_lost_applicant():
                # What the person accepted to share, nobody else accepted for them.
                household.agreement_ids.action_withdraw()
                household._cancel_appointments()
            if any(household._takes_card_along(member) for member in left):
                household.action_new_card()
            household._note_departures(left)
        self._refresh_sheets()

    def _note_departures(self, left):
        """Leave one plain line a day in the history: neither who nor why."""
        told = left.filtered(lambda member: member.end_reason != "mistake")
        for day in sorted(set(told.mapped("date_end"))):
            self._message_log(
                body=self.env._(
                    "Somebody no longer lives in this household since %(day)s.",
                    day=format_date(self.env, day),
                )
            )

    @api.model
    def _takes_card_along(self, member):
        """Tell whether the card may have gone with `member`."""
        if member.end_reason == "mistake" or member.role == "child":
            return False
        return member.role == "applicant" or member.end_reason in ("death", "separation")

    def _close_empty(self):
        """End what is open for households where nobody lives any more."""
        self._stop_rights()
        waiting = self.request_ids.filtered(lambda one: one.state in ("received", "complete"))
        waiting.action_cancel()

    def _stop_rights(self):
        """Stop the rights from today, and the referrals that rest on them."""
        today = fields.Date.context_today(self)
        # Reason for sudo: nobody writes a right by hand, and who notes a death at the desk
        # does not refer; both stop by this gesture alone.
        households = self.sudo()
        rights = households.right_ids
        rights.filtered(lambda one: not one.date_stopped and one.date_to >= today).write(
            {"date_stopped": today}
        )
        households.referral_ids.filtered(lambda one: one.state in OPEN).action_end()

    def _cancel_appointments(self):
        """Cancel what was planned with who left."""
        # Reason for sudo: a death may close a file that is out of the agent's sight.
        appointments = self.env["food.aid.appointment"].sudo()
        coming = [("household_id", "in", self.ids), ("date", ">=", "today")]
        appointments.search(coming).action_cancel()

    def _refresh_sheets(self):
        """Bring card, people and ages up to date on what organisations are told."""
        # Reason for sudo: these copies are written by the household's own gestures alone.
        referrals = self.sudo().referral_ids.filtered(
            lambda one: one.state in OPEN and not one.need_id
        )
        for household, told in referrals.grouped("household_id").items():
            names = ("card_code", "size", *AGE_BANDS)
            told.write({name: household[name] for name in names})

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_new_card(self):
        """Have organisations know the new card, and the old one no more."""
        result = super().action_new_card()
        self._refresh_sheets()
        return result
