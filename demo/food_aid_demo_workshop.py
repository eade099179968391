from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from ..tools import slots

# name, needs, place, weekday, hours, cost, who leads from outside, what is done, who comes often
WORKSHOPS = (
    (
        "Cuisiner avec le panier",
        ("health", "isolation"),
        "Cuisine partagée, 30 rue de la Gare",
        1,
        (10, 13),
        45,
        "Une diététicienne",
        "On cuisine ce qu'il y a dans le panier de la semaine, et on mange ensemble.",
        ("0324", "0290", "0318", "0089", "0328", "0357", "0084", "0363", "0073", "0396"),
    ),
    (
        "Budget du mois, sans jargon",
        ("budget", "rights"),
        "CCAS, salle 2",
        3,
        (14, 16),
        0,
        "",
        "Une enveloppe par dépense, les dates qui comptent, les aides qu'on oublie.",
        ("0120", "0071", "0233", "0264", "0111", "0284", "0215", "0197"),
    ),
    (
        "Eau, électricité : payer moins",
        ("energy", "housing"),
        "Maison France services",
        4,
        (9.5, 11.5),
        30,
        "Une conseillère énergie",
        "Lire sa facture, régler son chauffage, demander le chèque énergie. Apporter une facture.",
        ("0358", "0042", "0314", "0267", "0300"),
    ),
)
WEEKS_BEFORE, WEEKS_AFTER = 14, 6
HOLIDAYS_MONTH, HOLIDAYS = 12, (20, 32)
TURN_CANCELLED, TURN_FULL = 7, 8
FULL = 6
MINUTES = "Horaires, accueil des enfants, produits d'hygiène. Prochaine fois : le livret d'accueil."
ANSWERED_AFTER = timedelta(days=21)
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
        for rank, workshop in enumerate(self._plan_workshops()):
            regulars = [self._find_household(who) for who in WORKSHOPS[rank][-1]]
            self._hold_sessions(workshop, rank, regulars)
        self._agree_on_workshops([self._find_household(who) for who in WORKSHOPS[0][-1][:3]])
        self._hold_council()
        households = self._as("food.aid.household", "social").search(
            [("company_id", "=", self.env.company.id), ("followup_ids", "=", False)],
            limit=40,
            order="id",
        )
        self._hand_over(households)
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
                    "description": description,
                    "organisation_id": rank != 1 and self._ref("demo_association_3").id,
                    "animator_ids": [Command.link(leaders[rank % 2].id)],
                }
                for rank, (
                    name,
                    codes,
                    place,
                    _day,
                    _hours,
                    cost,
                    outside,
                    description,
                    _who,
                ) in enumerate(WORKSHOPS)
            ]
        )

    def _hold_sessions(self, workshop, rank, regulars):
        """One a fortnight, but for the end of the year: past, cancelled, to close, to come."""
        weekday, hours = WORKSHOPS[rank][3:5]
        today = fields.Date.today()
        monday = today - timedelta(days=today.weekday())
        for turn, week in enumerate(range(-WEEKS_BEFORE, WEEKS_AFTER + 1, 2)):
            day = monday + timedelta(days=weekday, weeks=week)
            if day.month == HOLIDAYS_MONTH and day.day in range(*HOLIDAYS):
                continue
            session = self._plan_session(workshop, day, hours)
            self._fill_session(session, regulars, turn)
            if rank == 2 and turn == TURN_CANCELLED:
                session.action_cancel()
            elif rank == 0 and turn == TURN_FULL:
                self._fill_up(session)
            elif day < today and not (rank == 1 and week >= -2):
                self._tick_session(session, turn + rank)

    def _plan_session(self, workshop, day, hours):
        stored = self.env["food.aid.appointment"]._to_stored
        return workshop.session_ids.create(
            {
                "workshop_id": workshop.id,
                "date_start": stored(slots.at(day, hours[0])),
                "date_end": stored(slots.at(day, hours[1])),
            }
        )

    def _fill_session(self, session, regulars, turn):
        """Two out of three of those who come often; a child comes along now and then."""
        answered = session.workshop_id.need_category_ids
        lines = []
        for rank, household in enumerate(regulars):
            if (rank + turn) % 3 == 1:
                continue
            needs = household.need_ids.filtered(
                lambda one: one.category_id in answered and one.origin != "unspoken"
            )
            line = {
                "session_id": session.id,
                "household_id": household.id,
                "need_id": needs[:1].id,
            }
            persons = household.applicant_id
            if rank == turn % 5:
                persons |= household.member_ids.filtered(lambda one: one.role == "child").person_id[
                    :1
                ]
            lines += [line | {"person_id": person.id} for person in persons]
        session.registration_ids.create(lines)

    def _fill_up(self, session):
        """Fewer places this time: some wait, one moved up when somebody could not come."""
        session.capacity = FULL
        session.registration_ids[:1].action_cancel()

    def _tick_session(self, session, turn):
        for rank, registration in enumerate(session.registration_ids):
            if (rank + turn) % 5 != 3 and registration.state != "waiting":
                registration.action_toggle()
        for band in ("age_26_64", "age_65", "age_6_13")[: turn % 4]:
            session.action_add_unknown(band)
        session.action_close()

    def _agree_on_workshops(self, households):
        today = fields.Date.today()
        self._as("food.aid.workshop.contract", "social").create(
            [
                {
                    "household_id": household.id,
                    "required": required,
                    "date_from": today - timedelta(days=90),
                    "date_to": today + timedelta(days=90),
                    "note": "« J'aimerais surtout la cuisine. »",
                }
                for household, required in zip(households, (3, 4, 6), strict=True)
            ]
        )

    def _hold_council(self):
        today = fields.Date.today()
        councils = self._as("food.aid.council", "coordinator")
        council = councils.create(
            {
                "name": "Commission des personnes accueillies",
                "description": "Quatre fois par an, ouverte à qui veut. On y parle des services.",
                "member_ids": [
                    Command.create({"name": name, "date_start": today - timedelta(days=200)})
                    for name in MEMBERS
                ],
            }
        )
        stored = self.env["food.aid.appointment"]._to_stored
        for months in (6, 3, 0):
            start = stored(slots.at(today - timedelta(days=30 * months - 8), 14))
            council.meeting_ids.create(
                {
                    "council_id": council.id,
                    "date_start": start,
                    "date_end": start + timedelta(hours=2),
                    "place": "Maison des associations",
                    "animator_ids": [Command.link(self._ref("demo_user_coordinator").id)],
                    "minutes": MINUTES if months else False,
                    "present_ids": [Command.set(council.member_ids[: 5 - months // 3].ids)]
                    if months
                    else [],
                }
            )
        self._put_forward(council, council.meeting_ids.sorted("date_start")[:2])

    def _put_forward(self, council, past):
        council.proposal_ids.create(
            [
                {
                    "council_id": council.id,
                    "meeting_id": past[rank % 2].id,
                    "date": past[rank % 2].date_start.date(),
                    "name": name,
                    "state": state,
                    "answer": answer,
                    "date_answer": answer and past[rank % 2].date_start.date() + ANSWERED_AFTER,
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
