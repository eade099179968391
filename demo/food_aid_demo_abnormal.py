from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command, Domain

# Its parcels stopped: two households still expect them.
CLOSED = {
    "name": "Colis du soir (local en travaux)",
    "place": "2 rue du Lycée, Carvin",
    "day": "Lundi",
    "hour": "18 h – 19 h",
    "admission": "direct",
}
EXPECTING = 2
UNANSWERED, LONG_AGO = 2, timedelta(days=9)
BUDGET = {"wage": 480, "housing_benefit": 96.4, "rent": 545, "energy": 92}


class FoodAidDemo(models.AbstractModel):
    """What is out of the ordinary on the first screen of the coordinator, each at least once."""

    _inherit = "food.aid.demo"

    @api.model
    def _build(self):
        result = super()._build()
        self._close_place()
        self._leave_unanswered()
        self._leave_deficit()
        return result

    def _close_place(self):
        """Refer to a service, which leaves the list before anybody tells these households."""
        services = self._as("food.aid.service", "coordinator")
        service = services.create(
            CLOSED
            | {
                "organisation_id": self._ref("demo_association_1").id,
                "kind_id": self._ref("service_kind_parcel").id,
            }
        )
        rights = self._as("food.aid.right", "instructor")
        waiting = rights.search(
            rights._get_running_domain() & Domain("referral_ids", "=", False),
            limit=EXPECTING,
        )
        referrals = self._as("food.aid.referral", "instructor")
        for right in waiting:
            self._as("food.aid.agreement", "instructor")._record(
                right.household_id, service.organisation_id, "initial"
            )
            referrals += referrals.create(
                {
                    "household_id": right.household_id.id,
                    "service_id": service.id,
                    "right_id": right.id,
                }
            )
        referrals.action_send()
        service.active = False

    def _leave_unanswered(self):
        """The table did not answer: a reminder left, then nothing."""
        service = self._ref("demo_service_meal")
        waiting = self._as("food.aid.referral", "instructor").search(
            [("service_id", "=", service.id), ("state", "=", "sent")],
            order="id",
            limit=UNANSWERED,
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE food_aid_referral SET date_sent = date_sent - %s WHERE id IN %s",
            [LONG_AGO, tuple(waiting.ids)],
        )
        self.env.invalidate_all()

    def _leave_deficit(self):
        """Spends more than comes in, and nothing is decided yet."""
        categories = self.env["food.aid.budget.category"].search([("code", "in", list(BUDGET))])
        households = self._as("food.aid.household", "instructor")
        household = households.search(
            [("company_id", "=", self.env.company.id), ("assessment_ids.outcome", "=", "granted")],
            offset=90,
            limit=1,
            order="id",
        )
        draft = self._assess(household, fields.Date.today() - timedelta(days=1), "renewal")
        draft.line_ids = [
            Command.clear(),
            *(
                Command.create({"category_id": one.id, "declared_amount": BUDGET[one.code]})
                for one in categories
            ),
        ]
        draft.action_validate()
