import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import email_normalize, escape_psql

NAME_LENGTH = 80
# Invitations leave by mail: not more of them in a day than a large association needs.
INVITED_A_DAY = 20
NO_NAME = re.compile(r"[/@<>\\]|www\.", re.IGNORECASE)


class ResUsers(models.Model):
    """The team of an association, kept by its manager: volunteers only, its own ones only."""

    _inherit = "res.users"

    food_aid_date_stopped = fields.Datetime(
        string="Access stopped on",
        readonly=True,
        copy=False,
        help="Part of what sessions are checked with: those opened before never come back, even "
        "when the person is invited again.",
    )

    def _get_session_token_fields(self):
        return super()._get_session_token_fields() | {"food_aid_date_stopped"}

    @api.model
    def _food_aid_check_manager(self):
        """Return the organisation that the user manages.

        :raise AccessError: when they manage none
        """
        user = self.env.user
        organisation = user.food_aid_organisation_id
        is_manager = user.has_group("food_aid.group_food_aid_portal_manager")
        if not organisation or not is_manager or user._food_aid_must_sign():
            raise AccessError(self.env._("Only those who manage the association do this."))
        return organisation

    @api.model
    def _food_aid_get_team(self):
        """Return who works for the manager's organisation, as plain values.

        :return: list of dicts `id, name, email, role, date, signed, may_stop`
        """
        organisation = self._food_aid_check_manager()
        # Reason for sudo: portal users read their own account only; these are of their team.
        users = self.sudo().search([("food_aid_organisation_id", "=", organisation.id)])
        roles = {
            "manager": self.env._("Manager"),
            "volunteer": self.env._("Volunteer"),
            "prescriber": self.env._("Sends people to the CCAS"),
        }
        return [
            {
                "id": user.id,
                "name": user.name,
                "email": user.email or user.login,
                "role": roles.get(user._food_aid_get_role(), ""),
                "date": user.login_date,
                "signed": not user._food_aid_must_sign(),
                "may_stop": user._food_aid_get_role() == "volunteer",
            }
            for user in users
        ]

    def _food_aid_get_role(self):
        for role in ("manager", "volunteer", "prescriber"):
            if self.has_group(f"food_aid.group_food_aid_portal_{role}"):
                return role
        return ""

    @api.model
    def _food_aid_invite_volunteer(self, name, email):
        """Open the access of a volunteer of the manager's organisation, and mail the invitation.

        Only an address without an account, or one whose access was stopped: managers never
        take over an account, nor move or promote anybody. The answer tells nothing about others.

        :return: whether the mail could leave
        """
        organisation = self._food_aid_check_manager()
        name, address = str(name or "").strip(), email_normalize(str(email or ""))
        if not name or len(name) > NAME_LENGTH or NO_NAME.search(name):
            raise UserError(self.env._("Write the first name and the name of the volunteer."))
        if not address:
            raise UserError(self.env._("Write an e-mail address, like name@example.org."))
        # Reason for sudo: portal users hold no right on users; this door only ever gives the
        # volunteers' group, for the organisation of the user.
        users = self.sudo().with_context(active_test=False)
        same = Domain("login", "=ilike", escape_psql(address))
        user = users.search(same | Domain("email", "=ilike", escape_psql(address)), limit=1)
        if user and (user.active or not user.food_aid_date_stopped or not user._is_portal()):
            raise UserError(
                self.env._(
                    "This address cannot be invited from here: it is in your team already, or "
                    "the CCAS invites this person."
                )
            )
        today = Domain("create_date", ">=", "today")
        of_us = Domain("food_aid_organisation_id", "=", organisation.id)
        if users.search_count(today & of_us) >= INVITED_A_DAY:
            raise UserError(self.env._("Many people were invited today: go on tomorrow."))
        invited = users._food_aid_open_access(organisation, name, address, "volunteer", user)
        return invited._food_aid_mail()

    def _food_aid_mail(self):
        """Mail the invitation by which the person chooses a password; tell whether it left."""
        try:
            self.with_context(create_user=1).action_reset_password()
        except UserError:
            return False
        return True

    @api.model
    def _food_aid_stop_volunteer(self, user_id):
        """End the access of a volunteer of the manager's team: sessions and keys too, at once."""
        organisation = self._food_aid_check_manager()
        # Reason for sudo: see `_food_aid_get_team`.
        user = self.sudo().search(
            [("id", "=", user_id), ("food_aid_organisation_id", "=", organisation.id)]
        )
        if not user or user._is_internal() or user._food_aid_get_role() != "volunteer":
            raise AccessError(
                self.env._("Only volunteers of your team are stopped here; ask the CCAS.")
            )
        user._food_aid_end_access()
