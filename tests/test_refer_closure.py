from datetime import date, timedelta
from unittest import TestCase

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import Form, freeze_time, tagged

from ..tools.weekdays import find_weekdays, next_days
from .common import FoodAidCase

MONDAY = date(2035, 3, 5)
TUESDAY = MONDAY + timedelta(days=1)
DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
NAMES = {name: number for number, name in enumerate(DAYS)}
check = settings(database=None, deadline=None, derandomize=True, max_examples=100)


@tagged("post_install", "-at_install")
class TestWeekdays(TestCase):
    """Days of the week as people write them."""

    def test_words_name_days(self):
        for text, found in {
            "Mardi": {1},
            "les MARDIS": {1},
            "Mercredi et samedi": {2, 5},
            "du lundi au vendredi": {0, 1, 2, 3, 4},
            "samedi au lundi, mercredi": {5, 6, 0, 2},
            "au lundi": {0},
            "sur rendez-vous": set(range(7)),
            "": set(range(7)),
        }.items():
            with self.subTest(text=text):
                self.assertEqual(find_weekdays(text, NAMES), found)

    @check
    @given(st.sets(st.integers(0, 6), min_size=1), st.dates(MONDAY, date(2035, 12, 31)))
    def test_next_days_are_those_named_in_order_from_today(self, weekdays, today):
        found = find_weekdays(" ou ".join(DAYS[day] for day in sorted(weekdays)), NAMES)
        self.assertEqual(found, weekdays)
        days = next_days(found, today, weeks=2)
        self.assertEqual(len(days), 2 * len(weekdays))
        self.assertEqual(days, sorted(days))
        self.assertEqual({day.weekday() for day in days}, weekdays)
        self.assertTrue(today <= days[0] < today + timedelta(days=7))


@freeze_time("2035-03-05 10:00:00")
@tagged("post_install", "-at_install")
class TestReferClosure(FoodAidCase):
    """Whoever refers is told that the place is closed on the day chosen; nothing is refused."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["food.aid.service"].search([]).action_archive()
        (cls.service + cls.other_service).action_unarchive()
        cls.service.day = "Tuesday"
        cls.household = cls._create_household()
        cls._create_right(cls.household)

    def _announce(self, first, last, message=""):
        closures = self.env["food.aid.closure"].with_user(self.users["manager"])
        return closures._announce(first, last, message)

    def _open(self):
        household = self.household.with_user(self.users["instructor"])
        return self.env["food.aid.refer"].browse(household.action_refer()["res_id"])

    def _choose(self, day):
        """Return what the dialog says once the service is ticked for a day."""
        refer = self._open().with_user(self.users["instructor"])
        rank = refer.line_ids.service_id.ids.index(self.service.id)
        with Form(refer) as form:
            with form.line_ids.edit(rank) as line:
                line.is_chosen = True
                line.day = day
            return form.closures

    def test_a_closure_on_the_day_chosen_is_said_with_the_next_one_open(self):
        self._announce(TUESDAY, TUESDAY, "Staff outing.")
        told = self._choose("Tuesday")
        for words in ("closed on Tuesday 6 March", "Staff outing.", "Tuesday 13 March"):
            self.assertIn(words, told)

    def test_the_first_of_a_month_is_written_as_french_does(self):
        service = self.service.with_context(lang="fr_FR")
        self.assertEqual(service._format_day(date(2035, 5, 1)), "mardi 1er mai")

    def test_another_day_is_not_concerned(self):
        self._announce(TUESDAY, TUESDAY)
        self.assertFalse(self._choose("Thursday"))

    def test_the_first_and_the_last_day_are_closed_and_the_next_ones_open(self):
        self._announce(MONDAY - timedelta(days=3), TUESDAY)
        self.assertIn("Open again on Wednesday 7 March", self._choose("tuesday to friday"))
        self._announce(TUESDAY + timedelta(days=2), TUESDAY + timedelta(days=2))
        self.assertIn("closed on Thursday 8 March", self._choose("Thursday"))

    def test_where_no_day_is_named_today_is_meant(self):
        closure = self._announce(MONDAY, MONDAY)
        self.assertIn("Open again on Tuesday", self._choose(False))
        closure.with_user(self.users["manager"])._take_back()
        self._announce(TUESDAY, TUESDAY)
        self.assertFalse(self._choose(False))

    def test_what_comes_is_told_beside_the_service_before_it_is_ticked(self):
        self._announce(MONDAY + timedelta(days=30), MONDAY + timedelta(days=40), "Inventory.")
        self._announce(MONDAY + timedelta(days=31 + 10), MONDAY + timedelta(days=60), "Too far.")
        lines = self._open().line_ids
        line = lines.filtered(lambda one: one.service_id == self.service)
        self.assertEqual(line.offer, "care")
        self.assertIn("Inventory.", line.reason)
        self.assertNotIn("Too far.", line.reason)
        self.assertEqual((lines - line).offer, "possible")

    def test_what_is_over_is_told_no_more(self):
        self._announce(MONDAY, MONDAY)
        with freeze_time("2035-03-06 10:00:00"):
            self.assertEqual(set(self._open().line_ids.mapped("offer")), {"possible"})

    def test_it_stays_the_choice_of_the_person(self):
        self._announce(TUESDAY, TUESDAY)
        refer = self._open().with_user(self.users["instructor"])
        refer.line_ids.filtered(lambda one: one.service_id == self.service).is_chosen = True
        self.assertIn("closed on Tuesday", refer.closures)
        refer.action_refer()
        self.assertEqual(self.household.referral_ids.state, "accepted")
