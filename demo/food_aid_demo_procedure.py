from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Command

# whose, kind, opened days ago, becomes, papers seen, what was agreed
PROCEDURES = [
    ("0120", "rsa", 3, "preparing", 2, "Vous apportez le RIB mardi, je remplis avec vous."),
    ("0357", "c2s", 122, "preparing", 1, "Vous demandez l'attestation de paiement à la CAF."),
    ("0042", "fsl", 36, "submitted", 9, "Le CCAS envoie le dossier au département."),
    ("0284", "domiciliation", 50, "complete", 9, "Entretien fait ; réponse par courrier."),
    ("0197", "dalo", 85, "complete", 9, "Je relis l'accusé de réception avec vous."),
    ("0233", "aah", 140, "silent", 9, "Nous faisons le recours ensemble."),
    ("0215", "rqth", 120, "accepted", 9, "La carte arrive par la poste."),
    ("0328", "activity", 75, "accepted", 9, "Déclaration tous les trois mois, avec une alarme."),
    ("0111", "housing_benefit", 60, "accepted", 9, "Le bailleur a envoyé l'attestation."),
    ("0071", "debt", 40, "refused", 9, "Contestation avant quinze jours."),
    ("0396", "social_housing", 180, "accepted", 9, "À renouveler chaque année."),
    ("0358", "energy", 61, "closed", 1, "Le chèque est arrivé tout seul."),
    ("0267", "aspa", 25, "carried", 1, "L'association vous accompagne à la caisse."),
    ("Diarra", "ame", 45, "submitted", 9, "Vous gardez le récépissé sur vous."),
    ("Diarra", "permit", 45, "permit", 1, "Vous cherchez les factures de l'hiver."),
    ("Quispe", "aes", 90, "permit", 3, "Je range les preuves année par année avec vous."),
]
# who is asked about each right they may have
CHECKED = ("0120", "0089", "0324")
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
        self._make_procedures()
        return result

    def _make_procedures(self):
        for who, *line in PROCEDURES:
            self._make_procedure(self._find_household(who), *line)
        for who in CHECKED:
            household = self._find_household(who)
            household.action_check_rights()
            check = household.check_ids.filtered(lambda one: one.state == "check")[:1]
            check.state = "received"

    def _make_procedure(self, household, code, days, become, seen, agreed):
        start = fields.Date.today() - relativedelta(days=days)
        procedure = household.env["food.aid.procedure"].create(
            {
                "household_id": household.id,
                "type_id": self._ref(f"procedure_type_{code}").id,
                "followup_id": household.followup_ids[:1].id,
                "member_ids": [Command.set(household._get_applicant_stay().ids)],
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
