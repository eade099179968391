from odoo import api, fields, models

from ...tools.composition import AGE_BANDS
from ...tools.periods import between_ages


class FoodAidStateFigure(models.Model):
    """A line of the yearly return to the State: its definition, its source, when it was checked.

    Nothing is invented: what counts do not tell is said to be filled by hand, and a band of
    ages that ours do not follow is told between two numbers.
    """

    _name = "food.aid.state.figure"
    _description = "Line of the return to the State"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    measure = fields.Selection(
        [
            ("households", "Different households"),
            ("persons", "Different people"),
            ("new", "New households"),
            ("age", "Different people of an age"),
            ("passages", "Passages"),
            ("fed", "People fed, at each passage"),
            ("weight", "Tonnes given"),
            ("distributions", "Distributions closed"),
            ("hand", "Filled by hand"),
        ],
        required=True,
        default="hand",
    )
    age_from = fields.Integer(string="From age")
    age_to = fields.Integer(string="To age", help="0: no end.")
    definition = fields.Text(translate=True)
    source = fields.Char(help="The text that asks for it.")
    date_checked = fields.Date(string="Checked on")

    @api.model
    def _get_portal_return(self, year):
        """Return the yearly return of the user's organisation, line by line.

        :return: list of dicts `name, value, definition, source, date_checked, is_exact`; no
            value when it is filled by hand
        """
        figures = self.env["food.aid.own.figures"]
        first, last = fields.Date.to_date(f"{year}-01-01"), fields.Date.to_date(f"{year}-12-31")
        rows = figures._get_rows(first, last, "year")
        totals = rows[0] if rows else dict.fromkeys(("passages", "persons"), 0)
        people = figures._get_people(year)
        # Reason for sudo: portal users hold no right here; words that name nobody.
        return [line._tell(people, totals) for line in self.sudo().search([])]

    def _tell(self, people, totals):
        """Return the line as the page shows it."""
        fewest, most = self._measure(people, totals)
        value = "" if fewest is None else self._format(fewest)
        if fewest != most:
            value = self.env._(
                "between %(fewest)s and %(most)s",
                fewest=self._format(fewest),
                most=self._format(most),
            )
        names = ("name", "definition", "source", "date_checked")
        return {name: self[name] for name in names} | {"value": value, "is_exact": fewest == most}

    def _format(self, number):
        lang = self.env["res.lang"]._lang_get(self.env.lang or "en_US")
        return lang.format("%.3f" if isinstance(number, float) else "%d", number, grouping=True)

    def _measure(self, people, totals):
        """Return the fewest and the most that it may be, None when counts do not tell."""
        if self.measure == "hand":
            return None, None
        if self.measure == "age":
            fewest, most = between_ages(AGE_BANDS, self.age_from, self.age_to or None, people)
            return fewest, most + people["unknown"]
        if self.measure == "fed":
            number = totals.get("persons", 0)
        elif self.measure == "weight":
            number = float(totals.get("weight", 0)) / 1000
        elif self.measure in people:
            number = people[self.measure]
        else:
            number = totals.get(self.measure, 0)
        return number, number
