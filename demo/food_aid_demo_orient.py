from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

WELCOMES = [
    ("Mme Rosa", 1, {"age_65": 1}),
    ("Famille du 3e", 4, {"age_3_5": 1, "age_6_13": 1, "age_26_64": 2}),
    ("Karim", 2, {"age_0_2": 1, "age_18_25": 1}),
]
BUDGET = {"wage": "740", "housing_benefit": "212,50", "rent": "495", "energy": "88"}


class FoodAidDemo(models.AbstractModel):
    """People welcomed directly, and people sent: short form, evaluation, mailed link."""

    _inherit = "food.aid.demo"

    @api.model
    def _build(self):
        result = super()._build()
        self._orient()
        return result

    def _orient(self):
        service = self._ref("demo_service_parcel").id
        referrals = self._as("food.aid.referral", "volunteer_1")
        welcomes = [
            referrals._welcome(label, size, bands, service_id=service)
            for label, size, bands in WELCOMES
        ]
        welcomes[-1]._ask_for_call(
            "Karim", "À l'association, le mardi", "Vient d'arriver, un bébé.", notice_given=True
        )
        visits = self._as("food.aid.visit", "volunteer_1")
        for reason, size in (("arrival", 1), ("resources", 3)):
            visits._help_now(service, reason, size)
        self._send_evaluated()
        self._mail_links()

    def _send_evaluated(self):
        """A service under agreement sends somebody with the evaluation it made."""
        today = fields.Date.today()
        self._ref("demo_prescriber_1").write(
            {
                "is_food_aid_evaluator": True,
                "food_aid_evaluator_date": today - relativedelta(months=7),
            }
        )
        categories = self.env["food.aid.budget.category"].search([("code", "in", list(BUDGET))])
        self._as("food.aid.orientation", "prescriber_1")._send(
            "Sabrina K.",
            "06 00 00 00 07, après 17 h",
            "Fin de CDD, frigo vide depuis samedi.",
            notice_given=True,
            company_id=self.env.company.id,
            evaluation={
                "date": fields.Date.to_string(today - relativedelta(days=6)),
                "author": "Mme Fictive, assistante sociale",
                "members": [("applicant", "1991"), ("child", "2016"), ("child", "2020")],
                "lines": [(one.id, BUDGET[one.code]) for one in categories],
            },
        )

    def _mail_links(self):
        """A link waits to be used; no mail leaves the demonstration."""
        prescriber = self._ref("demo_prescriber_2")
        prescriber.email = "social@hopital.example"
        self._as("food.aid.invitation", "coordinator")._invite(prescriber)
        # Reason for sudo: the queue of mails belongs to the system.
        self.env["mail.mail"].sudo().search([("model", "=", "food.aid.invitation")]).unlink()
