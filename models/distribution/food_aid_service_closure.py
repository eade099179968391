from babel.dates import get_day_names

from odoo import fields, models
from odoo.tools import babel_locale_parse

from ...tools.weekdays import find_weekdays, next_days
from ..common.word_date import word_date

AHEAD_DAYS = 30
WEEKS = 9  # how far the next day of welcome is looked for


class FoodAidService(models.Model):
    """“We will be closed”, as told to whoever is about to send somebody there."""

    _inherit = "food.aid.service"

    def _get_cares(self, household, apart):
        return super()._get_cares(household, apart) + [
            closure._tell() for closure in self._get_closures_ahead()
        ]

    def _get_closures_ahead(self):
        """Return the closures of the organisation that run, or begin soon."""
        today = fields.Date.context_today(self)
        last = fields.Date.add(today, days=AHEAD_DAYS)
        return self.organisation_id.food_aid_closure_ids.filtered(
            lambda one: one.date_to >= today and one.date_from <= last
        ).sorted("date_from")

    def _tell_closed_day(self, day):
        """Return in words that the place is closed the next time this day comes, or nothing.

        :param day: the day as it was chosen, in words; where it names none, today is meant
        """
        self.ensure_one()
        closures = self._get_closures_ahead()
        dates = next_days(self._find_weekdays(day), fields.Date.context_today(self), WEEKS)
        closed = {one: closure for closure in closures for one in dates if closure._covers(one)}
        if not dates or dates[0] not in closed:
            return ""
        closure = closed[dates[0]]
        is_longer = closure.date_from < closure.date_to
        day, service = self._format_day(dates[0]), self.display_name
        words = [
            self.env._("%(service)s: closed on %(day)s.", service=service, day=day),
            closure._tell() if is_longer else closure.message,
        ]
        again = next((one for one in dates if one not in closed), None)
        if again:
            words.append(self.env._("Open again on %(day)s.", day=self._format_day(again)))
        return " ".join(filter(None, words))

    def _find_weekdays(self, day):
        locales = {babel_locale_parse(lang) for lang in ("fr_FR", self.env.lang or "en_US")}
        names = {
            name: number
            for locale in locales
            for number, name in get_day_names("wide", locale=locale).items()
        }
        return find_weekdays(day, names)

    def _format_day(self, day):
        return word_date(self.env, day, "EEEE d MMMM")
