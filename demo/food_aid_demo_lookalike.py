from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class FoodAidDemo(models.AbstractModel):
    """Files written twice, a pair that the reception signalled, and a household that separated."""

    _inherit = "food.aid.demo"

    @api.model
    def _build(self):
        result = super()._build()
        self._write_twice()
        self._signal_pair()
        self._separate()
        return result

    def _write_twice(self):
        """One person: other spelling, names cut otherwise, day and month inverted."""
        born = fields.Date.to_date("1979-04-12")
        self._settle(
            {"first_name": "Marie-Noëlle", "last_name": "Vantorre", "birthdate": born},
            street="12 rue des Fileuses",
        )
        self._settle(
            {
                "first_name": "Marie Noelle",
                "last_name": "VAN TORRE",
                "birthdate": born.replace(month=born.day, day=born.month),
                "phone": "06 00 00 00 41",
            }
        )

    def _signal_pair(self):
        """One household with two files, and the children that only one of them knows."""
        today = fields.Date.today()
        child = {
            "role": "child",
            "first_name": "Yanis",
            "last_name": "Benkhalti",
            "birthdate": today - relativedelta(years=6, days=80),
        }
        known = {"birth_year": 1987, "phone": "06 00 00 00 42"}
        one = self._settle(
            {"first_name": "Youssef", "last_name": "Benkhalti"} | known,
            child,
            street="3 cité Voltaire",
        )
        other = self._settle(
            {"first_name": "Youcef", "last_name": "Ben Khalti"} | known,
            child,
            {"role": "child", "first_name": "Assia", "birth_year": today.year - 2},
        )
        self._as("food.aid.request", "social").create(
            [{"household_id": household.id} for household in (one, other)]
        )
        self._as("food.aid.household", "reception").browse(one.id).action_signal(other.id)

    def _separate(self):
        """She leaves with the eldest; the youngest lives on both sides."""
        today = fields.Date.today()
        household = self._settle(
            {"first_name": "Ludovic", "last_name": "Carpentras", "birth_year": 1984},
            {
                "role": "partner",
                "first_name": "Nadège",
                "last_name": "Lespagnol",
                "birth_year": 1986,
            },
            {
                "role": "child",
                "first_name": "Jules",
                "last_name": "Carpentras",
                "birthdate": today - relativedelta(years=13, days=20),
            },
            {
                "role": "child",
                "first_name": "Rose",
                "last_name": "Carpentras",
                "birthdate": today - relativedelta(years=5, days=200),
            },
        )
        partner, eldest, youngest = (
            household.member_ids.filtered(lambda one, name=name: one.first_name == name)
            for name in ("Nadège", "Jules", "Rose")
        )
        new = household._split(partner | eldest, youngest, today - relativedelta(days=8))
        self._as("food.aid.request", "social").create(
            {"household_id": new.id, "needs_text": "Premier mois seule avec les enfants"}
        )
