from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import email_normalize, escape_psql

PORTAL_ROLES = {
    "volunteer": "food_aid.group_food_aid_portal_volunteer",
    "manager": "food_aid.group_food_aid_portal_manager",
    "prescriber": "food_aid.group_food_aid_portal_prescriber",
}


class ResUsers(models.Model):
    _inherit = "res.users"

    food_aid_organisation_id = fields.Many2one(
        "res.partner",
        string="Works for",
        index="btree_not_null",
        ondelete="restrict",
        help="The organisation a portal user works for: the wall of the portal rests on it. "
        "Set by the coordinator's invitation, never derived from the contact tree.",
    )

    def _get_invalidation_fields(self):
        # Record rules keep this value in a cache per user: changing it must empty the cache.
        return super()._get_invalidation_fields() | {"food_aid_organisation_id"}

    def write(self, vals):
        result = super().write(vals)
        if {"active", "group_ids"} & vals.keys():
            self._food_aid_check_reserved_files()
        return result

    @api.model
    def _get_food_aid_domain(self, role):
        """Return the domain of the employees who hold `role`: end of a group's XML id."""
        group = self.env.ref(f"food_aid.group_food_aid_{role}", raise_if_not_found=False)
        return [("share", "=", False), ("all_group_ids", "in", group.ids if group else [])]

    def _food_aid_check_reserved_files(self):
        """Refuse that a reserved file loses the last agent who opens it."""
        # Reason for sudo: whoever keeps accounts opens no file; none is named.
        households = self.env["food.aid.household"].sudo().with_context(active_test=False)
        reserved = households.search(
            [("is_reserved", "=", True), ("reserved_user_ids", "in", self.ids)]
        )
        for household in reserved:
            if not household._get_able_agents():
                raise UserError(
                    self.env._(
                        "Reserved files would be left without anybody who opens them. "
                        "Ask this person to name another agent on their reserved files first."
                    )
                )

    @api.model
    def _food_aid_invite(self, organisation, name, email, role):
        """Create or move the portal user of `email` to `organisation` in `role`.

        :param role: key of `PORTAL_ROLES`
        :return: the user
        :raise AccessError: unless the caller is a coordinator
        :raise UserError: when it is no address, or belongs to an employee
        """
        if not self.env.user.has_group("food_aid.group_food_aid_coordinator"):
            raise AccessError(self.env._("Only a coordinator invites the users of the portal."))
        organisation.check_access("write")
        # Reason for sudo: coordinators hold no right on users; this is the one door, and it
        # only ever gives portal groups.
        users = self.sudo().with_context(active_test=False, no_reset_password=True)
        address = email_normalize(email)
        if not address:
            raise UserError(self.env._("“%(email)s” is not an e-mail address.", email=email))
        user = users.search([("login", "=ilike", escape_psql(address))], limit=1)
        if user and not user._is_portal():
            raise UserError(
                self.env._(
                    "%(email)s belongs to an employee. Use another address.",
                    email=email,
                )
            )
        return users._food_aid_open_access(organisation, name, address, role, user)

    @api.model
    def _food_aid_open_access(self, organisation, name, address, role, user):
        """Write the account of `user`, or a new one; callers checked all of it, and are sudo."""
        values = {
            "food_aid_organisation_id": organisation.id,
            "active": True,
            "group_ids": [fields.Command.set([self.env.ref(PORTAL_ROLES[role]).id])],
        }
        if user:
            user.write(values)
            return user
        users = self.with_context(no_reset_password=True)
        return users.create(values | {"name": name, "login": address, "email": address})

    def _food_aid_stop(self):
        """End the access of portal users: archived, and without an organisation."""
        if not self.env.user.has_group("food_aid.group_food_aid_coordinator"):
            raise AccessError(self.env._("Only a coordinator ends the access of portal users."))
        # Reason for sudo: see `_food_aid_invite`; limited to users who work for an organisation.
        users = self.sudo().filtered(lambda user: user.share and user.food_aid_organisation_id)
        users._food_aid_end_access()

    def _food_aid_end_access(self):
        """End the access of portal users at once; callers checked it, and are sudo."""
        self.env["res.users.apikeys"].search([("user_id", "in", self.ids)]).unlink()
        self.write(
            {
                "active": False,
                "food_aid_organisation_id": False,
                "food_aid_date_stopped": fields.Datetime.now(),
            }
        )

    def action_food_aid_stop(self):
        """End the access of these portal users; coordinators press it on an organisation."""
        self._food_aid_stop()
