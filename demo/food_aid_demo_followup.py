from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

# category, origin, what becomes of it
NEEDS = [
    ("budget", "expressed", ("accept", "start")),
    ("housing", "expressed", ("propose", "accept")),
    ("school", "spotted", ("propose", "refuse")),
    ("health", "expressed", ("accept", "start", "solve")),
    ("language", "expressed", ("accept",)),
    ("employment", "spotted", ("propose",)),
    ("family", "unspoken", ()),
    ("isolation", "spotted", ()),
    ("mobility", "expressed", ("accept", "abandon")),
    ("digital", "expressed", ("accept", "hand_over")),
]
# months since, days to the review, months without news, how it ended, objective
FOLLOWUPS = [
    (14, 9, 0, None, "« Ne plus avoir peur d'ouvrir le courrier. »"),
    (11, -6, 1, None, "« Garder l'appartement et finir de payer la dette d'eau. »"),
    (9, 30, 0, None, "« Que les enfants mangent à la cantine. »"),
    (8, 3, 3, None, "« Comprendre les papiers de la CAF. »"),
    (7, 45, 0, None, "« Retrouver un travail le matin, quand la petite est à l'école. »"),
    (5, None, 4, None, "« Aller chez le dentiste. »"),
    (4, 12, 0, None, "« Parler mieux français pour le travail. »"),
    (2, 20, 0, None, "« Faire la demande de logement ensemble. »"),
    (1, 28, 0, None, "« Savoir ce qui reste à la fin du mois. »"),
    (19, None, 2, "done", "« Finir le plan de la Banque de France. »"),
    (16, None, 5, "moved", "« Trouver plus grand, près de ma sœur. »"),
    (12, None, 7, "silence", "« Reprendre les soins. »"),
]
NOTES = [
    "Vue au CCAS avec sa fille. Courriers classés ensemble ; rendez-vous pris à la CAF.",
    "Appel du bailleur : le plan tient. Prochaine échéance le 5.",
    "Entretien à domicile. Souhaite avancer à son rythme, une chose à la fois.",
]
SECRET = "A parlé de ce qui se passe à la maison. Ne pas appeler le soir."


class FoodAidDemo(models.AbstractModel):
    """A dozen follow-ups in every state, and the needs of those who come for food."""

    _inherit = "food.aid.demo"

    @api.model
    def _build(self):
        result = super()._build()
        self.with_context(lang="fr_FR", tracking_disable=True)._accompany()
        return result

    def _accompany(self):
        households = self._as("food.aid.household", "social").search(
            [("company_id", "=", self.env.company.id), ("member_ids", "!=", False)],
            limit=60,
            order="id desc",
        )
        households = households.filtered("applicant_id")
        for index, household in enumerate(households):
            self._note_needs(household, index)
        for index, line in enumerate(FOLLOWUPS):
            self._open_followup(households[index], index, *line)

    def _note_needs(self, household, index):
        for step in range(1 + index % 2):
            code, origin, gestures = NEEDS[(index + step * 3) % len(NEEDS)]
            need = household.env["food.aid.need"].create(
                {
                    "household_id": household.id,
                    "category_id": self._ref(f"need_category_{code}").id,
                    "origin": origin,
                    "date": fields.Date.today() - relativedelta(days=3 + index * 5),
                }
            )
            for gesture in gestures:
                getattr(need, f"action_{gesture}")()

    def _open_followup(self, household, index, months, review, silence, end, objective):
        today = fields.Date.today()
        followup = household.env["food.aid.followup"].create(
            {
                "household_id": household.id,
                "date_start": today - relativedelta(months=months),
                "date_review": False if review is None else today + relativedelta(days=review),
                "objectives": objective,
            }
        )
        needs = household.need_ids.filtered(lambda one: one.state in ("accepted", "in_progress"))
        needs.followup_id = followup
        day = today - relativedelta(months=silence, days=5)
        notes = household.env["food.aid.followup.note"]
        values = {"followup_id": followup.id, "date": day, "member_ids": followup.member_ids.ids}
        notes.create(values | {"text": NOTES[index % len(NOTES)]})
        if index % 4 == 0:
            notes.create(values | {"text": SECRET, "level": "confidential"})
        self._meet(followup, index)
        if end:
            followup._end(end, False)
        followup.date_last_news = day

    def _meet(self, followup, index):
        """An interview met, one where nobody came, in the hours of last weeks."""
        meetings = followup.env["food.aid.appointment"]
        for step, gesture in enumerate(("done", "absent")[: 1 + index % 2]):
            start = fields.Datetime.now().replace(hour=13, minute=0, second=0, microsecond=0)
            start -= timedelta(days=20 + index * 2 + step, minutes=0)
            meeting = meetings.create(
                {
                    "household_id": followup.household_id.id,
                    "user_id": followup.user_id.id,
                    "date_start": start,
                    "date_end": start + timedelta(minutes=45),
                }
            )
            getattr(meeting, f"action_{gesture}")()
