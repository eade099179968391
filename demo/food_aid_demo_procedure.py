from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Command

# kind, opened days ago, becomes, papers seen, what was agreed
PROCEDURES = [
    ("rsa", 3, "preparing", 2, "Vous apportez le RIB mardi, je remplis la demande avec vous."),
    ("c2s", 20, "preparing", 1, "Vous demandez l'attestation de paiement à la CAF."),
    ("fsl", 12, "submitted", 9, "Le CCAS envoie le dossier au département."),
    ("domiciliation", 50, "complete", 9, "Entretien fait ; réponse par courrier au CCAS."),
    ("dalo", 85, "complete", 9, "Je relis l'accusé de réception avec vous."),
    ("aah", 140, "silent", 9, "Nous faisons le recours ensemble."),
    ("rqth", 120, "accepted", 9, "La carte arrive par la poste."),
    ("activity", 75, "accepted", 9, "Déclaration tous les trois mois, avec une alarme."),
    ("housing_benefit", 60, "accepted", 9, "Le bailleur a envoyé l'attestation."),
    ("debt", 40, "refused", 9, "Contestation avant quinze jours."),
    ("social_housing", 300, "accepted", 9, "À renouveler chaque année."),
    ("energy", 30, "closed", 1, "Le chèque est arrivé tout seul."),
    ("aspa", 25, "carried", 1, "L'association vous accompagne à la caisse."),
    ("ame", 35, "submitted", 9, "Vous gardez le récépissé sur vous."),
    ("permit", 45, "permit", 1, "Vous cherchez les factures de l'hiver."),
    ("aes", 90, "permit", 3, "Je range les preuves année par année avec vous."),
]
AMOUNTS = {"activity": 182.5, "housing_benefit": 243}
# from and to, in months ago
PROOFS = [
    *(("housing", 40, 31), ("bill", 28, 26), ("school", 26, 17), ("pay", 14, 9)),
    *(("health", 12, 12), ("transport", 6, 3), ("association", 2, 0)),
]


class FoodAidDemo(models.AbstractModel):
    """Procedures in every state, two residence-permit files among them, rights to check."""

    _inherit = "food.aid.demo"

    @api.model
    def _build(self):
        result = super()._build()
        self.with_context(lang="fr_FR", tracking_disable=True)._make_procedures()
        return result

    def _make_procedures(self):
        households = self._as("food.aid.household", "social").search(
            [("company_id", "=", self.env.company.id), ("applicant_id", "!=", False)],
            limit=len(PROCEDURES) + 8,
            order="id",
        )[8:]
        for household, line in zip(households, PROCEDURES, strict=True):
            self._make_procedure(household, *line)
        for household in households[:3]:
            household.action_check_rights()
            check = household.check_ids.filtered(lambda one: one.state == "check")[:1]
            check.state = "received"

    def _make_procedure(self, household, code, days, become, seen, agreed):
        start = fields.Date.today() - relativedelta(days=days)
        procedure = household.env["food.aid.procedure"].create(
            {
                "household_id": household.id,
                "type_id": self._ref(f"procedure_type_{code}").id,
                "date": start,
                "agreed_text": agreed,
                "date_agreed": start + relativedelta(days=15),
            }
        )
        procedure.paper_ids[:seen].action_seen()
        procedure.paper_ids[seen : seen + 1].action_ask()
        if become == "permit":
            self._show_presence(procedure)
        elif become == "carried":
            procedure._carry(
                self._ref("demo_service_social_welcome"), procedure._get_carry_text()
            ).action_carried("Rendez-vous pris à la caisse de retraite.")
        elif become == "closed":
            procedure.action_close()
        else:
            self._follow_procedure(procedure, start, become, code)

    def _follow_procedure(self, procedure, start, become, code):
        """Hand in on the day it was opened, and go on by a few days as far as it came."""
        if become == "preparing":
            return
        procedure.write(
            {"state": "submitted", "submitted_on": start, "receipt": f"R-{procedure.id:04}"}
        )
        if become == "submitted":
            return
        complete = start + relativedelta(days=5)
        procedure.write({"state": "complete", "complete_on": complete})
        if become == "silent":
            procedure.action_silence()
        elif become in ("accepted", "refused"):
            answered = complete + relativedelta(days=25)
            procedure.write({"state": become, "decided_on": answered})
            procedure.amount = AMOUNTS.get(code, 0)

    def _show_presence(self, procedure):
        today = fields.Date.today()
        procedure.write(
            {
                "presence_from": today - relativedelta(months=42),
                "proof_ids": [
                    Command.create(
                        {
                            "kind": kind,
                            "date_from": today - relativedelta(months=first),
                            "date_to": today - relativedelta(months=last),
                        }
                    )
                    for kind, first, last in PROOFS
                ],
            }
        )
