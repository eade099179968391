from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

WEEKS = 18
PROXIES = ("family", "friend", "volunteer")
# numbers in the register of those who never came, and of those not seen in the last weeks
NEVER = ("0034",)
TIRED = ("0300",)
TIRED_WEEKS = 4


class FoodAidDemo(models.AbstractModel):
    """Distributions of three associations, each at its own pace, over some months."""

    _inherit = "food.aid.demo"

    @api.model
    def _build(self):
        result = super()._build()
        self._hold_distributions()
        return result

    def _hold_distributions(self):
        # Everything was sent today: as if it had been when the rights began.
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE food_aid_referral SET date_sent = date_from"
            " WHERE state = 'accepted' AND date_from < date_sent"
        )
        self.env.invalidate_all()
        today = fields.Date.today()
        tuesday = today - relativedelta(days=(today.weekday() - 1) % 7 or 7)
        for week in range(WEEKS, 0, -1):
            day = tuesday - relativedelta(weeks=week - 1)
            self._tell_numbers(day, week)
            self._tell_for_paper(day, week)
        self._tick_lists(tuesday)
        for name in ("parcel", "cold_parcel"):
            self._open_day("association_1", name, today)
        self._open_day("association_2", "grocery", today)
        self._announce_closures(today)

    def _announce_closures(self, today):
        """A week of inventory, and a day off that falls on the next distribution."""
        days = [today + relativedelta(days=rank) for rank in (20, 27)]
        closures = self._as("food.aid.closure", "association_1")
        closures._announce(*days, "Inventaire. L'épicerie L'Étal reste ouverte.")
        wednesday = today + relativedelta(days=(2 - today.weekday()) % 7)
        closures = self._as("food.aid.closure", "association_2")
        closures._announce(wednesday, wednesday, "Sortie des bénévoles.")

    def _open_day(self, login, service, day):
        distributions = self._as("food.aid.distribution", login)
        return distributions._open(self._ref(f"demo_service_{service}").id, day)

    def _tell_numbers(self, day, week):
        """The grocery tells three numbers, twice a week."""
        for offset in (1, 4):
            one = self._open_day("association_2", "grocery", day + relativedelta(days=offset - 7))
            if one.state == "open":
                one._tell(44 + (week * 7 + offset) % 13, 109 + (week * 11) % 31, 380 + week * 3.5)

    def _tell_for_paper(self, day, week):
        """The table keeps to paper: the CCAS that leads it enters what it is told by phone."""
        numbers = {
            "told_households": 52 + week % 5,
            "told_persons": 61 + week % 7,
            "weight": 95 + week % 9,
        }
        distributions = self._as("food.aid.distribution", "reception_2")
        distributions.create(
            {
                "service_id": self._ref("demo_service_meal").id,
                "date": day - relativedelta(days=5),
                **numbers,
            }
        ).action_close()

    def _find_missing(self, references):
        """Return the ids of the referrals of those households of the register."""
        # Reason for sudo: associations, whose lists these are, read no household.
        referrals = self.env["food.aid.referral"].sudo()
        return set(referrals.search([("household_id.legacy_reference", "in", references)]).ids)

    def _tick_lists(self, tuesday):
        """The parcels are ticked: most came, one sent somebody, a few were not seen."""
        never, tired = self._find_missing(NEVER), self._find_missing(TIRED)
        for week in range(WEEKS, -1, -1):
            day = tuesday - relativedelta(weeks=week)
            for service, offset in (("parcel", 0), ("cold_parcel", -4)):
                one = self._open_day("association_1", service, day + relativedelta(days=offset))
                expected = one._get_expected()
                if not week and expected:
                    continue  # ticked on paper, to be entered
                missing = never | tired if week < TIRED_WEEKS else never
                came = [
                    who.id
                    for rank, who in enumerate(expected)
                    if (rank + week) % 9 > 1 and who.id not in missing
                ]
                proxies = {
                    who: PROXIES[rank % 3] for rank, who in enumerate(came) if rank % 11 == 4
                }
                one._record_list(
                    [who for who in came if who not in proxies], proxies, others_absent=True
                )
                one._record_unknown({"age_26_64": 2, "age_6_13": 1 + week % 2}, 2)
                if not expected:
                    one._tell(30 + week % 4, 74 + week % 9, 290 + 4 * week)
                else:
                    one._tell(weight=210 + 2.5 * len(came))
