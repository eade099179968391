from datetime import date, datetime, timedelta
from itertools import pairwise
from unittest import TestCase

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from ..tools import slots

DAY = date(2035, 3, 6)
check = settings(database=None, deadline=None, derandomize=True, max_examples=150)
hours = st.integers(0, 96).map(lambda quarter: quarter / 4)


@tagged("post_install", "-at_install")
class TestSlotTimes(TestCase):
    """Cutting a day into times, and which of them are free."""

    def test_hours_are_cut_into_whole_times(self):
        found = slots.cut(DAY, 9, 10.25, 30)
        self.assertEqual([start.strftime("%H:%M") for start, _end in found], ["09:00", "09:30"])

    @check
    @given(hours, hours, st.integers(5, 480))
    def test_times_follow_each_other_inside_the_hours(self, first, last, minutes):
        found = slots.cut(DAY, first, last, minutes)
        length = timedelta(minutes=minutes)
        self.assertTrue(all(end - start == length for start, end in found))
        self.assertTrue(all(a[1] == b[0] for a, b in pairwise(found)))
        if found:
            self.assertEqual(found[0][0], slots.at(DAY, first))
        rest = slots.at(DAY, last) - (found[-1][1] if found else slots.at(DAY, first))
        self.assertTrue(rest < length)

    def test_times_that_touch_are_free_and_those_that_overlap_are_not(self):
        start, end = slots.at(DAY, 9), slots.at(DAY, 10)
        for other, free in (
            ((8, 9), True),
            ((10, 11), True),
            ((8, 9.25), False),
            ((9.75, 11), False),
            ((9.25, 9.5), False),
            ((8, 11), False),
        ):
            taken = [(slots.at(DAY, other[0]), slots.at(DAY, other[1]))]
            with self.subTest(other=other):
                self.assertEqual(slots.is_free(start, end, taken), free)

    def test_mornings_and_afternoons_make_a_day(self):
        day, morning, afternoon = (
            slots.span(DAY, part) for part in ("day", "morning", "afternoon")
        )
        self.assertEqual(day, (morning[0], afternoon[1]))
        self.assertEqual(morning[1], afternoon[0])
        self.assertEqual(day[1] - day[0], timedelta(days=1))
        self.assertEqual(day[0], datetime.combine(DAY, datetime.min.time()))

    def test_days_hold_both_ends(self):
        self.assertEqual(slots.days(DAY, DAY), [DAY])
        self.assertFalse(slots.days(DAY, DAY - timedelta(days=1)))
