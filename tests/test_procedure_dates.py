import calendar
import itertools
import random
from datetime import date, timedelta

from odoo.tests import BaseCase, tagged

from ..tools.delays import add_delay
from ..tools.presence import count_proofs, find_gaps, month_of, months_between

SEED = 20261125


@tagged("post_install", "-at_install")
class TestDelays(BaseCase):
    """What the law counts, against the calendar of the standard library."""

    def test_known_ends(self):
        for start, number, unit, end in (
            (date(2026, 1, 31), 1, "month", date(2026, 2, 28)),
            (date(2028, 1, 31), 1, "month", date(2028, 2, 29)),
            (date(2026, 8, 31), 6, "month", date(2027, 2, 28)),
            (date(2026, 11, 25), 4, "month", date(2027, 3, 25)),
            (date(2026, 11, 25), 6, "week", date(2027, 1, 6)),
            (date(2026, 12, 20), 15, "day", date(2027, 1, 4)),
            (date(2027, 3, 31), -1, "month", date(2027, 2, 28)),
        ):
            with self.subTest(start=start, number=number, unit=unit):
                self.assertEqual(add_delay(start, number, unit), end)

    def test_months_keep_the_day_or_end_with_the_month(self):
        chance = random.Random(SEED)
        for _one in range(500):
            start = date(2000, 1, 1) + timedelta(days=chance.randrange(20000))
            number = chance.randrange(-30, 60)
            end = add_delay(start, number, "month")
            self.assertEqual(
                end.year * 12 + end.month, start.year * 12 + start.month + number, start
            )
            last = calendar.monthrange(end.year, end.month)[1]
            self.assertEqual(end.day, min(start.day, last), start)

    def test_a_later_start_never_ends_earlier(self):
        days = [date(2027, 12, 20) + timedelta(days=one) for one in range(800)]
        for number, unit in itertools.product((0, 1, 2, 4, 15), ("day", "week", "month")):
            ends = [add_delay(day, number, unit) for day in days]
            self.assertEqual(ends, sorted(ends))

    def test_weeks_are_seven_days(self):
        for number in range(20):
            self.assertEqual(
                add_delay(date(2026, 11, 25), number, "week"),
                date(2026, 11, 25) + timedelta(days=7 * number),
            )


@tagged("post_install", "-at_install")
class TestPresenceMonths(BaseCase):
    """Covered months and gaps, against a count month by month."""

    def test_months_between_are_all_of_them_once(self):
        self.assertEqual(
            months_between((2025, 11), (2026, 2)), [(2025, 11), (2025, 12), (2026, 1), (2026, 2)]
        )
        self.assertEqual(months_between((2026, 2), (2026, 1)), [])

    def test_every_month_is_either_covered_or_in_one_gap(self):
        chance = random.Random(SEED)
        for _one in range(200):
            periods = []
            for _two in range(chance.randrange(6)):
                start = date(2019, 1, 1) + timedelta(days=chance.randrange(2000))
                periods.append((start, start + timedelta(days=chance.randrange(200))))
            first, last = (2018, 6), (2026, 3)
            counts = count_proofs(periods)
            gaps = [
                month for gap in find_gaps(counts, first, last) for month in months_between(*gap)
            ]
            everything = months_between(first, last)
            covered = [
                month
                for month in everything
                if any(month_of(start) <= month <= month_of(end) for start, end in periods)
            ]
            self.assertEqual(sorted(gaps + covered), everything)
            self.assertEqual(
                counts,
                {
                    month: sum(month_of(a) <= month <= month_of(b) for a, b in periods)
                    for month in covered
                },
            )

    def test_gaps_are_as_long_as_they_can_be(self):
        counts = {(2026, 3): 1, (2026, 6): 2}
        self.assertEqual(
            find_gaps(counts, (2026, 1), (2026, 8)),
            [((2026, 1), (2026, 2)), ((2026, 4), (2026, 5)), ((2026, 7), (2026, 8))],
        )
