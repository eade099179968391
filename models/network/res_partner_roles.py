from odoo import api, models
from odoo.exceptions import AccessError

# What an organisation is in food aid, and what a contact that is none of it holds.
ROLES = {
    "is_food_aid_association": False,
    "is_food_aid_prescriber": False,
    "is_food_aid_donor": False,
    "food_aid_accreditation": False,
    "food_aid_accreditation_end": False,
    "food_aid_step": "paper",
    "lead_company_id": False,
}


class ResPartner(models.Model):
    """Who keeps contacts says nothing of what an organisation is in food aid: coordinators do.

    These fields open doors: to send people, to be sent some, to be counted by a CCAS.
    """

    _inherit = "res.partner"

    def _has_field_access(self, field, operation):
        """Show them read-only to the others."""
        if not super()._has_field_access(field, operation):
            return False
        is_kept = operation == "write" and field.name in ROLES
        return not is_kept or self._food_aid_keeps_roles()

    def _check_field_access(self, field, operation):
        if operation == "write" and field.name in ROLES and not self._food_aid_keeps_roles():
            raise AccessError(
                self.env._(
                    "Only a coordinator of food aid changes “%(field)s”: ask one.",
                    field=field._description_string(self.env),
                )
            )
        return super()._check_field_access(field, operation)

    @api.model
    def _food_aid_keeps_roles(self):
        return self.env.su or self.env.user.has_group("food_aid.group_food_aid_coordinator")

    @api.model_create_multi
    def create(self, vals_list):
        """Let a plain contact be created, or copied, with what every contact holds."""
        if not self._food_aid_keeps_roles():
            vals_list = [
                {name: value for name, value in vals.items() if (value or False) != ROLES.get(name)}
                for vals in vals_list
            ]
        return super().create(vals_list)

    def write(self, vals):
        """Let forms and merges write what is there already."""
        if not self._food_aid_keeps_roles():
            vals = {name: value for name, value in vals.items() if not self._is_there(name, value)}
        elif "lead_company_id" in vals and not self.env.su:
            self._food_aid_check_lead(vals["lead_company_id"])
        return super().write(vals)

    def _is_there(self, name, value):
        """Tell whether `name` is a role that already is `value`."""
        if name not in ROLES:
            return False
        field = self._fields[name]
        return all(
            field.convert_to_cache(value, partner) == field.convert_to_cache(partner[name], partner)
            for partner in self
        )

    def _food_aid_check_lead(self, company_id):
        """Let a CCAS give away what it leads, and take only what nobody leads."""
        # Reason for sudo: a coordinator may not read the other CCAS, which is compared alone.
        for partner in self.sudo():
            lead = partner.lead_company_id
            if lead and lead.id != company_id and lead not in self.env.user.company_ids:
                raise AccessError(
                    self.env._(
                        "Another CCAS leads %(organisation)s: its coordinator hands it over.",
                        organisation=partner.name,
                    )
                )
