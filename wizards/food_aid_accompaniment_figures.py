from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..tools.small_cells import hide

# What became of a need, as it is counted.
OUTCOMES = {
    "expressed": "open",
    "proposed": "open",
    "accepted": "open",
    "in_progress": "open",
    "solved": "solved",
    "handed_over": "handed_over",
    "refused": "refused",
    "abandoned": "abandoned",
}
COLUMNS = ("total", "open", "solved", "handed_over", "refused", "abandoned")
NEEDS = ("total", "one", "two")
WHOLE = "all"


class FoodAidAccompanimentFigures(models.TransientModel):
    """Figures of the accompaniment over a period: numbers, never persons.

    Only what the user may open is counted, so that no number betrays a reserved file. On paper
    and in the workbook, small numbers are hidden, and those that would give them back.
    """

    _name = "food.aid.accompaniment.figures"
    _description = "Figures of the accompaniment"

    company_id = fields.Many2one(
        "res.company", string="CCAS", required=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(month=1, day=1),
    )
    date_to = fields.Date(string="to", required=True, default=fields.Date.context_today)

    def _compute_display_name(self):
        self.display_name = self.env._("Figures of the accompaniment")

    # ------------------------------------------------------------------
    # WHAT IS COUNTED
    # ------------------------------------------------------------------

    @api.model
    def _get_figures(self, company, first, last):
        """Return what was counted from `first` to `last`, under the rules of who asks.

        :return: dict `cells` {key: number}, `categories` [(code, name)], `amounts` {key: number};
            keys are tuples such as ("first", "two") or ("need", "housing", "solved")
        """
        if not self.env.user.has_group("food_aid.group_food_aid_coordinator"):
            raise AccessError(self.env._("Coordinators read these figures."))
        period = (
            Domain("company_id", "=", company.id)
            & Domain("date", ">=", first)
            & Domain("date", "<=", last)
        )
        cells, categories = self._count_needs(period)
        workshops, amounts = self._count_workshops(period)
        procedures, won = self._count_procedures(period)
        return {
            "cells": self._count_households(period) | cells | workshops | procedures,
            "categories": categories,
            "amounts": amounts | won,
        }

    @api.model
    def _count_households(self, period):
        """Count who asked, and how many of them have one other need, two, or more."""
        asked = period & Domain("state", "!=", "cancelled")
        by_rank = self.env["food.aid.request"]._read_group(asked, ["household_id", "rank"])
        households = {
            WHOLE: {household for household, _rank in by_rank},
            "first": {household for household, rank in by_rank if rank == "first"},
        }
        counts = dict(
            self.env["food.aid.need"]._read_group(
                period & Domain("origin", "!=", "unspoken"),
                ["household_id"],
                ["category_id:count_distinct"],
            )
        )
        cells = {}
        for key, members in households.items():
            numbers = [counts.get(household, 0) for household in members]
            cells[key, "total"] = len(numbers)
            cells[key, "one"] = sum(number >= 1 for number in numbers)
            cells[key, "two"] = sum(number >= 2 for number in numbers)
        return cells

    @api.model
    def _count_needs(self, period):
        """Count needs by category and by what became of them."""
        rows = self.env["food.aid.need"]._read_group(
            period & Domain("origin", "!=", "unspoken"), ["category_id", "state"], ["__count"]
        )
        cells, categories = {}, {}
        for category, state, count in rows:
            categories[category.code] = category.name
            for code in (category.code, WHOLE):
                for column in ("total", OUTCOMES[state]):
                    key = ("need", code, column)
                    cells[key] = cells.get(key, 0) + count
        for code in (*categories, WHOLE):
            for column in COLUMNS:
                cells.setdefault(("need", code, column), 0)
        return cells, list(categories.items())

    @api.model
    def _count_workshops(self, period):
        [(sessions, cost)] = self.env["food.aid.workshop.session"]._read_group(
            period & Domain("state", "=", "held"), [], ["__count", "cost:sum"]
        )
        came = period & Domain("state", "=", "present")
        registrations = self.env["food.aid.workshop.registration"]
        total = registrations.search_count(came)
        named = registrations.search_count(came & Domain("household_id", "!=", False))
        cells = {
            ("workshop", "sessions"): sessions,
            ("workshop", "total"): total,
            ("workshop", "named"): named,
            ("workshop", "unknown"): total - named,
        }
        amounts = {("workshop", "cost"): cost or 0}
        amounts["workshop", "each"] = (cost or 0) / total if total else 0
        return cells, amounts

    @api.model
    def _count_procedures(self, period):
        """Count démarches, what they won and how long they took."""
        procedures = self.env["food.aid.procedure"]
        opened = period & Domain("is_sensitive", "=", False)
        [(won, amount)] = procedures._read_group(
            opened & Domain("state", "=", "accepted"), [], ["__count", "amount:sum"]
        )
        answered = procedures.search_fetch(
            opened & Domain("decided_on", "!=", False), ["date", "decided_on"]
        )
        days = [(one.decided_on - one.date).days for one in answered]
        cells = {
            ("procedure", "opened"): procedures.search_count(opened),
            ("procedure", "answered"): len(days),
            ("procedure", "won"): won,
        }
        mean = sum(days) / len(days) if days else 0
        return cells, {("procedure", "amount"): amount or 0, ("procedure", "days"): mean}

    # ------------------------------------------------------------------
    # WHAT IS HIDDEN
    # ------------------------------------------------------------------

    @api.model
    def _get_hidden(self, cells, categories):
        """Return the cells to hide, those that a reader would work out from others included."""
        cells, equations = dict(cells), []

        def split(whole, *parts):
            rest = (*whole, "less", *parts[-1])
            cells[rest] = cells[whole] - sum(cells[part] for part in parts)
            equations.append({whole: 1, rest: -1} | dict.fromkeys(parts, -1))

        for group in (WHOLE, "first"):
            split((group, "total"), (group, "one"))
            split((group, "one"), (group, "two"))
        for name in NEEDS:
            split((WHOLE, name), ("first", name))
        codes = [code for code, _name in categories]
        for code in (*codes, WHOLE):
            row = {("need", code, column): -1 for column in COLUMNS[1:]}
            equations.append({("need", code, "total"): 1} | row)
        for column in COLUMNS:
            column_cells = {("need", code, column): -1 for code in codes}
            equations.append({("need", WHOLE, column): 1} | column_cells)
        equations.append(
            {("workshop", "total"): 1, ("workshop", "named"): -1, ("workshop", "unknown"): -1}
        )
        split(("procedure", "opened"), ("procedure", "answered"))
        split(("procedure", "answered"), ("procedure", "won"))
        return hide(cells, equations)
