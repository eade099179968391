from odoo import models
from odoo.fields import Command

ORIENTATIONS = [
    ("Nadia B.", "Loyer impayé, plus rien à manger depuis hier."),
    ("Marc T.", "Sortie d'hôpital, régime à prévoir avec lui."),
    ("Famille L.", "Arrivée dans la commune le mois dernier."),
]


class FoodAidDemo(models.AbstractModel):
    """The second CCAS, and those who send people to either."""

    _inherit = "food.aid.demo"

    def _open_second_ccas(self):
        """A second CCAS that refers to the association it shares with the first."""
        company = self._ref("demo_company_2")
        # Reason for sudo: the demonstration copies the barème of another CCAS.
        own = self._ref("demo_scale_ccas").sudo()
        scale = own.copy({"name": "Barème du CCAS de Valmont", "company_id": company.id})
        spec = own.version_ids[:1]._to_spec()
        scale._import_spec(spec | {"name": scale.name}).action_open()
        company.food_aid_scale_id = scale
        meal = self._ref("demo_service_social_welcome")
        referrals = self.env["food.aid.referral"].with_company(company)
        referrals.create(
            [
                {"household_id": household.id, "service_id": meal.id, "company_id": company.id}
                for household in self._create_neighbours(company)
            ]
        ).action_send()

    def _create_neighbours(self, company):
        people = enumerate(("Rose", "Émile", "Jeanne", "Lucien"))
        applicants = [
            {
                "role": "applicant",
                "first_name": first_name,
                "last_name": "Valmontois",
                "birth_year": 1960 + 3 * index,
            }
            for index, first_name in people
        ]
        households = self.env["food.aid.household"].with_company(company)
        return households.create(
            [
                {"company_id": company.id, "member_ids": [Command.create(applicant)]}
                for applicant in applicants
            ]
        )

    def _send_orientations(self):
        """One to take up, one met, one ended, as the agents of the CCAS leave them."""
        prescriber = self._ref("demo_prescriber_1")
        orientations = self.env["food.aid.orientation"].create(
            [
                {
                    "organisation_id": prescriber.id,
                    "label": label,
                    "message": message,
                    "notice_given": True,
                    "reach": "Appeler le matin",
                }
                for label, message in ORIENTATIONS
            ]
        )
        for orientation in orientations[1:]:
            orientation.action_register()
        orientations[2:].action_end()
