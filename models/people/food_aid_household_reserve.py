from odoo import api, fields, models
from odoo.exceptions import ValidationError

CONTACT = ("phone", "email", "safe_contact")


class FoodAidHousehold(models.Model):
    """The gestures that reserve a file, and what keeping apart makes of what is planned."""

    _inherit = "food.aid.household"

    kept_apart_clash = fields.Char(string="Same place and day", compute="_compute_kept_apart_clash")

    @api.depends("kept_apart_ids", "referral_ids.state")
    @api.depends_context("uid")
    def _compute_kept_apart_clash(self):
        """Tell where both are expected already, of the households open to who reads."""
        for household in self:
            apart = household._get_apart_referrals()
            expected = household.referral_ids.filtered(
                lambda one: one.state in ("sent", "accepted")
            )
            places = [
                f"{one.service_name}, {one.day or ''}{household._name_kept_apart(others)}"
                for one in expected
                if (others := household._find_kept_apart(one.service_id, one.place, one.day, apart))
            ]
            household.kept_apart_clash = "; ".join(places)

    def action_reserve(self):
        """Open the form that reserves the file, or changes who may open it."""
        self.ensure_one()
        return self.env["food.aid.reserve"]._open(self)

    def action_lift(self):
        """Open the form that lifts the reservation."""
        self.ensure_one()
        return self.env["food.aid.reserve"]._open(self, is_lifting=True)


class FoodAidHouseholdMember(models.Model):
    _inherit = "food.aid.household.member"

    @api.constrains("household_id", "person_id", "date_end")
    def _check_contact_elsewhere(self):
        self.person_id._check_contact_elsewhere()


class FoodAidPerson(models.Model):
    _inherit = "food.aid.person"

    @api.constrains(*CONTACT)
    def _check_contact_elsewhere(self):
        """A child of a reserved file and of another one bears no contact: both would read it."""
        reached = self.filtered(lambda person: any(person[name] for name in CONTACT))
        # Reason for sudo: the other file may be out of the user's sight, nothing of it is told;
        # only who may open the reserved one is refused.
        stays = (
            self.env["food.aid.household.member"]
            .sudo()
            .search([("person_id", "in", reached.ids), ("date_end", "=", False)])
        )
        for found in stays.grouped("person_id").values():
            reserved = found.household_id.filtered("is_reserved")
            if len(found.household_id) > 1 and reserved.sudo(False)._filtered_access("read"):
                raise ValidationError(
                    self.env._(
                        "This child lives in a reserved file and in another one, where phone and "
                        "e-mail would be read: leave them empty, and note those of the adult."
                    )
                )
