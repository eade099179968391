from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.fields import Command

# name, needs, place, weekday, hours, cost, who leads from outside
WORKSHOPS = (
    ("Cuisiner avec le panier", ("health",), "Cuisine partagée", 1, (10, 13), 45, "Diététicienne"),
    ("Budget du mois, sans jargon", ("budget",), "CCAS, salle 2", 3, (14, 16), 0, ""),
    ("Eau, électricité : payer moins", ("energy",), "Maison France services", 4, (9, 11), 30, ""),
)
MEMBERS = ("Zohra", "Jean-Paul", "Marie", "Idriss", "Lulu")
PROPOSALS = (
    ("Ouvrir l'épicerie un samedi par mois", "accepted", "Essai de trois mois, le premier samedi."),
    ("Un banc devant la porte", "done", "Posé par les services techniques."),
    ("Des produits d'hygiène chaque mois", "studied", False),
    ("Une heure réservée aux parents de jeunes enfants", "made", False),
    ("Livrer à domicile", "declined", "Pas assez de chauffeurs ; le CCAS porte au cas par cas."),
)
SENTENCES = (
    "Deux mois de loyer impayés : souhaite savoir quelles aides existent et être accompagné·e.",
    "Souhaite faire le point sur ses droits, et ne sait pas à qui s'adresser.",
)


class FoodAidDemo(models.AbstractModel):
    """Workshops over some months, a users' commission, two needs handed over."""

    _inherit = "food.aid.demo"

    @api.model
    def _build(self):
        result = super()._build()
        demo = self.with_context(lang="fr_FR", tracking_disable=True)
        households = demo._as("food.aid.household", "social").search(
            [("applicant_id", "!=", False)], limit=40, order="id"
        )
        for rank, workshop in enumerate(demo._plan_workshops()):
            demo._hold_sessions(workshop, rank, households[rank * 8 :])
        demo._agree_on_workshops(households[:3])
        demo._hold_council()
        demo._hand_over(households)
        return result

    def _plan_workshops(self):
        leaders = self._ref("demo_user_social") + self._ref("demo_user_instructor")
        return self._as("food.aid.workshop", "social").create(
            [
                {
                    "name": name,
                    "need_category_ids": [
                        Command.link(self._ref(f"need_category_{code}").id) for code in codes
                    ],
                    "place": place,
                    "cost": cost,
                    "capacity": 8,
                    "outside_animators": outside,
                    "animator_ids": [Command.link(leaders[rank % 2].id)],
                }
                for rank, (name, codes, place, _day, _hours, cost, outside) in enumerate(WORKSHOPS)
            ]
        )

    def _hold_sessions(self, workshop, rank, households):
        """One a fortnight for four months, the last ones still to come."""
        _name, _codes, _place, weekday, hours, _cost, _outside = WORKSHOPS[rank]
        today = fields.Date.today()
        monday = today - timedelta(days=today.weekday())
        for week in range(-14, 5, 2):
            day = monday + timedelta(days=weekday, weeks=week)
            session = workshop.session_ids.create(
                {
                    "workshop_id": workshop.id,
                    "date_start": datetime.combine(day, time(hours[0] - 1)),
                    "date_end": datetime.combine(day, time(hours[1] - 1)),
                }
            )
            self._fill_session(session, households, 5 + (week + rank) % 5)
            if day < today:
                self._tick_session(session)

    def _fill_session(self, session, households, count):
        start = (session.id * 3) % 20
        session.registration_ids.create(
            [
                {
                    "session_id": session.id,
                    "household_id": household.id,
                    "person_id": household.applicant_id.id,
                }
                for household in households[start : start + count]
            ]
        )

    def _tick_session(self, session):
        for rank, registration in enumerate(session.registration_ids):
            if rank % 4 != 3 and registration.state != "waiting":
                registration.action_toggle()
        for band in ("age_26_64", "age_65", "age_6_13")[: 1 + session.id % 3]:
            session.action_add_unknown(band)
        session.action_close()

    def _agree_on_workshops(self, households):
        today = fields.Date.today()
        households.env["food.aid.workshop.contract"].create(
            [
                {
                    "household_id": household.id,
                    "required": 4,
                    "date_from": today - timedelta(days=90),
                    "date_to": today + timedelta(days=90),
                    "note": "« J'aimerais surtout la cuisine. »",
                }
                for household in households
            ]
        )

    def _hold_council(self):
        councils = self._as("food.aid.council", "coordinator")
        council = councils.create(
            {
                "name": "Commission des personnes accueillies",
                "description": "Quatre fois par an, ouverte à qui veut. On y parle des services.",
                "member_ids": [Command.create({"name": name}) for name in MEMBERS],
            }
        )
        today = fields.Date.today()
        for months in (6, 3, 0):
            start = datetime.combine(today - timedelta(days=30 * months - 8), time(13))
            council.meeting_ids.create(
                {
                    "council_id": council.id,
                    "date_start": start,
                    "date_end": start + timedelta(hours=2),
                    "place": "Maison des associations",
                    "present_ids": [Command.set(council.member_ids[: 5 - months // 3].ids)]
                    if months
                    else [],
                }
            )
        past = council.meeting_ids.sorted("date_start")[:2]
        council.proposal_ids.create(
            [
                {
                    "council_id": council.id,
                    "meeting_id": past[rank % 2].id,
                    "date": past[rank % 2].date_start.date(),
                    "name": name,
                    "state": state,
                    "answer": answer,
                }
                for rank, (name, state, answer) in enumerate(PROPOSALS)
            ]
        )

    def _hand_over(self, households):
        """One bridge is answered, the other waits in the portal."""
        bridges = households.env["food.aid.bridge"]
        service = self._ref("demo_service_social_welcome")
        # Those already referred there have nothing to be handed over.
        known = self.env["food.aid.referral"].search([("service_id", "=", service.id)])
        households = households[20:] - known.household_id
        for rank, code in enumerate(("housing", "rights")):
            household = households[rank]
            need = household.env["food.aid.need"].create(
                {"household_id": household.id, "category_id": self._ref(f"need_category_{code}").id}
            )
            bridge = bridges.create(
                {
                    "need_id": need.id,
                    "service_id": service.id,
                    "level": "full" if rank else "initial",
                    "message": SENTENCES[rank],
                    "is_read": True,
                }
            )
            referral = bridge._bridge()
            if not rank:
                referral.action_confirm()
