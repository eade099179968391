from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.composition import AGE_BANDS
from ...tools.periods import start_of

COUNTS = ("passages", "persons", *AGE_BANDS)


class FoodAidOwnFigures(models.AbstractModel):
    """An organisation's own figures: what its passages and its closed distributions tell.

    Read with the rights of who asks; only counts of different households need more.
    """

    _name = "food.aid.own.figures"
    _description = "Own figures of an organisation"

    @api.model
    def _get_rows(self, first, last, period="month"):
        """Return one row a day, month or year in which something happened, the last one first.

        :param period: `day`, `month` or `year`
        :return: list of dicts `date`, `passages`, `persons`, the age bands, `distributions`,
            `weight`, `households` (different ones on the list), `new` (never served before)
        """
        between = Domain("date", ">=", first) & Domain("date", "<=", last)
        keys = (*COUNTS, "distributions", "weight", "households", "new")
        rows = defaultdict(lambda: dict.fromkeys(keys, 0))
        visits = self.env["food.aid.visit"]
        for day, *numbers in visits._read_group(
            between & visits._get_served_domain(),
            [f"date:{period}"],
            ["household_count:sum", "size:sum", *(f"{band}:sum" for band in AGE_BANDS)],
        ):
            rows[day].update(zip(COUNTS, numbers, strict=True))
        for day, count, weight in self.env["food.aid.distribution"]._read_group(
            between & Domain("state", "=", "closed"),
            [f"date:{period}"],
            ["__count", "weight:sum"],
        ):
            rows[day].update(distributions=count, weight=weight)
        self._count_households(rows, first, last, period)
        return [{"date": day, **rows[day]} for day in sorted(rows, reverse=True)]

    @api.model
    def _count_households(self, rows, first, last, period):
        for days in self._get_days_by_household(last).values():
            starts = {start_of(day, period) for day in days if day >= first}
            for start in starts:
                rows[start]["households"] += 1
            if min(days) >= first:
                rows[start_of(min(days), period)]["new"] += 1

    @api.model
    def _get_days_by_household(self, last):
        """Return {household, or referral when there is none: its days} of the user's organisation.

        Keys only tell households apart; a direct welcome is a household of its own.
        """
        # Reason for sudo: portal users reach no household; days of passages they may read, by
        # keys that leave this model as counts only.
        visits = self.env["food.aid.visit"].sudo()
        domain = (
            Domain("organisation_id", "=", self.env.user.food_aid_organisation_id.id)
            & visits._get_served_domain()
            & Domain("referral_id", "!=", False)
            & Domain("date", "<=", last)
        )
        days = defaultdict(set)
        for household, referral, day in visits._read_group(
            domain, ["household_id", "referral_id", "date:day"]
        ):
            days[household or referral].add(fields.Date.to_date(day))
        return days

    @api.model
    def _get_people(self, year):
        """Return who was served in `year`, each household once, as it was at the last passage.

        :return: dict of `households`, `persons`, `new`, `unknown` (people whose age is not
            told) and the age bands
        """
        first, last = fields.Date.to_date(f"{year}-01-01"), fields.Date.to_date(f"{year}-12-31")
        # Reason for sudo: see `_get_days_by_household`.
        visits = self.env["food.aid.visit"].sudo()
        served = visits.search_fetch(
            Domain("organisation_id", "=", self.env.user.food_aid_organisation_id.id)
            & visits._get_served_domain()
            & Domain("referral_id", "!=", False)
            & Domain("date", ">=", first)
            & Domain("date", "<=", last),
            ["household_id", "referral_id", "size", *AGE_BANDS],
            order="date, id",
        )
        each = {visit.household_id or visit.referral_id: visit for visit in served}
        people = {"households": len(each), "persons": sum(one.size for one in each.values())}
        people |= {band: sum(one[band] for one in each.values()) for band in AGE_BANDS}
        people["unknown"] = people["persons"] - sum(people[band] for band in AGE_BANDS)
        everybody = self._get_days_by_household(last)
        people["new"] = sum(min(days) >= first for days in everybody.values())
        return people
