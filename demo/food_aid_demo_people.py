from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Command


class FoodAidDemo(models.AbstractModel):
    """Households as life makes them: a birth, two homes, a guardian, a code, a reserved file."""

    _inherit = "food.aid.demo"

    @api.model
    def _build(self):
        result = super()._build()
        self._register_children()
        self._register_protected()
        return result

    def _register_children(self):
        """One born by now, whose birth is still to note, and one of two homes."""
        today = fields.Date.today()
        self._settle(
            {"first_name": "Inaya", "last_name": "Moulinet", "birth_year": today.year - 27},
            {"role": "child", "expected_date": today - relativedelta(days=6)},
        )
        mother = self._settle(
            {"first_name": "Clara", "last_name": "Fontanel", "birth_year": today.year - 36},
            {
                "role": "child",
                "first_name": "Noé",
                "last_name": "Fontanel",
                "birthdate": today - relativedelta(years=9, days=40),
                "presence": 0.5,
            },
        )
        child = mother.member_ids.filtered(lambda member: member.role == "child")
        self._settle(
            {"first_name": "Hugo", "last_name": "Delbarre", "birth_year": today.year - 39},
            {"role": "child", "person_id": child.person_id.id, "presence": 0.5},
        )

    def _register_protected(self):
        """Somebody with a guardian, somebody under code, and a reserved file."""
        year = fields.Date.today().year
        guardian = {
            "representative": "Association tutélaire Les Tilleuls",
            "representative_phone": "03 21 00 00 77",
            "representative_address": "4 allée des Tilleuls\n62220 Carvin",
            "letters_to_representative": True,
        }
        self._settle(
            {"first_name": "Josette", "last_name": "Lambrequin", "birth_year": year - 74} | guardian
        )
        self._settle(
            {"about_age": "age_26_64"},
            {"role": "child", "about_age": "age_3_5"},
            is_under_code=True,
        )
        self._settle(
            {"first_name": "Solène", "last_name": "Marquenterre", "birth_year": year - 31},
            is_reserved=True,
            reserved_user_ids=[Command.link(self._ref("demo_user_social").id)],
        )

    def _settle(self, applicant, *others, **values):
        """Have the social worker of the demonstration register a household."""
        members = [{"role": "applicant"} | applicant, *others]
        households = self._as("food.aid.household", "social")
        return households.create(
            {"member_ids": [Command.create(member) for member in members], **values}
        )
