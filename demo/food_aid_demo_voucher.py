from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

# days ago, first name, age or None, people, amount (0: a parcel), what becomes of it
VOUCHERS = [
    (170, "Yasmina", 34, 3, 30, "regularised"),
    (163, "Jean-Luc", None, 1, 20, "used"),
    (141, "Fatou", 27, 2, 30, "regularised"),
    (128, "Bruno", 51, 1, 20, "leave"),
    (119, "Oksana", 40, 4, 0, "regularised"),
    (97, "Cédric", 23, 1, 20, "used"),
    (92, "Amel", 31, 3, 30, "used"),
    (75, "Gilles", 62, 1, 20, "lost"),
    (64, "Mariam", 29, 2, 30, "regularised"),
    (58, "Kévin", 22, 1, 20, "cancelled"),
    (58, "Kévin", 22, 1, 25, "used"),
    (41, "Sonia", 45, 5, 0, "used"),
    (33, "Teddy", 19, 1, 20, "lost"),
    (20, "Leïla", 37, 3, 30, "regularised"),
    (12, "Patrick", None, 1, 20, "leave"),
    (9, "Nour", 26, 2, 30, "used"),
    (4, "Issa", 15, 1, 0, "given"),
    (2, "Delphine", 33, 4, 45, "given"),
    (1, "Marco", None, 1, 20, "given"),
    (0, "Aminata", 41, 2, 30, "given"),
]
NEEDS = ("Plus rien depuis hier.", "Attend son premier salaire.", "Carte bancaire perdue.", False)
KNOWN = 2
LONG_AGO = 30


class FoodAidDemo(models.AbstractModel):
    """Food vouchers over six months, in every state."""

    _inherit = "food.aid.demo"

    @api.model
    def _build(self):
        result = super()._build()
        self._give_vouchers()
        return result

    def _give_vouchers(self):
        self._as("res.company", "coordinator").browse(self.env.company.id)._food_aid_configure(
            {
                "food_aid_voucher_amount": 30,
                "food_aid_voucher_place": "Supérette de la Fraternité, 3 place de la Fraternité",
                "food_aid_voucher_ceiling": 50,
                "food_aid_voucher_authority": "Par délégation du président, arrêté 2025-06",
            }
        )
        vouchers = self._as("food.aid.voucher", "reception")
        for index, line in enumerate(VOUCHERS):
            voucher = vouchers.create(self._prepare_voucher(index, *line[:5]))
            self._follow(voucher, line[5], line[0])
        households = self._as("food.aid.household", "reception").search(
            [("company_id", "=", self.env.company.id)], limit=KNOWN, order="id"
        )
        vouchers.create([{"household_id": household.id} for household in households])

    def _prepare_voucher(self, index, days, first_name, age, people, amount):
        day = fields.Date.today() - relativedelta(days=days)
        return {
            "first_name": first_name,
            "birth_year": age and day.year - age,
            "people": people,
            "need": NEEDS[index % len(NEEDS)],
            "kind": "amount" if amount else "parcel",
            "amount": amount,
            "parcel": False if amount else "De quoi manger trois jours",
            "service_id": False if amount else self._ref("demo_service_cold_parcel").id,
            "date": day,
            "date_to": day + relativedelta(days=7),
        }

    def _follow(self, voucher, what, days):
        """Let a voucher become `what`, as reception leaves it."""
        if what == "cancelled":
            voucher.action_cancel()
        elif what in ("used", "leave", "regularised"):
            voucher.action_use()
        if what == "leave":
            voucher.action_leave()
        elif what == "regularised":
            voucher.action_regularise()
            if days > LONG_AGO:  # did not come again
                voucher.request_id.action_cancel()
