from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

NAMING = ("first_name", "last_name", "birthdate", "phone", "email")


class FoodAidHousehold(models.Model):
    """Households under code: who refuses to be registered is helped all the same."""

    _inherit = "food.aid.household"

    is_under_code = fields.Boolean(
        string="Under code",
        help="For who refuses to be registered: no name, no exact birth date, no phone. "
        "Found by the file number or the card alone.",
    )

    @api.constrains("is_under_code")
    def _check_nobody_named(self):
        self.filtered("is_under_code").member_ids._check_under_code()

    def write(self, vals):
        if vals.get("is_under_code"):
            self.filtered(lambda one: not one.is_under_code).member_ids._forget_names()
        return super().write(vals)

    def action_put_under_code(self):
        """Erase the names from these households: their people are known by the number alone."""
        self.is_under_code = True

    def action_name_again(self):
        """Let names be typed again, once the person agrees to give theirs."""
        self.is_under_code = False


class FoodAidHouseholdMember(models.Model):
    _inherit = "food.aid.household.member"

    @api.constrains("household_id", "person_id")
    def _check_under_code(self):
        """Nobody is named in a household under code, nor through another household."""
        # Reason for sudo: the other file may be out of the user's sight; nothing of it is told.
        stays = self.sudo().search(
            Domain("person_id", "in", self.person_id.ids)
            & Domain("household_id.is_under_code", "=", True)
        )
        for stay in stays:  # sudo for the same reason
            shared = self.sudo().search_count(
                [("person_id", "=", stay.person_id.id), ("id", "!=", stay.id)], limit=1
            )
            if shared:
                raise ValidationError(
                    self.env._(
                        "In a household under code nobody is taken from another file, or to "
                        "another one: add a line with an age instead."
                    )
                )
        stays.person_id._check_unnamed()

    def _forget_names(self):
        """Leave of these people an age and nothing else; what another file knows stays there."""
        for member in self:
            birth = member.birthdate
            values = dict.fromkeys(NAMING, False)
            values["birth_year"] = birth.year if birth else member.birth_year
            # Reason for sudo: the other file may be out of the user's sight; it is left alone.
            is_shared = self.sudo().search_count(
                [("person_id", "=", member.person_id.id), ("id", "!=", member.id)], limit=1
            )
            if is_shared:
                kept = {name: member[name] for name in ("sex", "expected_date")}
                company = member.household_id.company_id
                member.person_id = member.person_id.create(
                    {**values, **kept, "company_id": company.id}
                )
            else:
                member.person_id.write(values)


class FoodAidPerson(models.Model):
    _inherit = "food.aid.person"

    @api.constrains(*NAMING)
    def _check_unnamed(self):
        named = self.filtered(lambda person: any(person[name] for name in NAMING))
        # Reason for sudo: whoever writes the person may open the file; only its kind is asked.
        stays = self.env["food.aid.household.member"].sudo()
        domain = [("person_id", "in", named.ids), ("household_id.is_under_code", "=", True)]
        if named and stays.search_count(domain, limit=1):
            raise ValidationError(
                self.env._(
                    "This household is under code: no name, birth date, phone or e-mail. "
                    "Give an age, or take the household out of code first."
                )
            )
