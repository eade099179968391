from odoo import models
from odoo.tools.misc import format_amount, format_date

from ..tools.comparison import SIDES, help_of, jumps, money
from .food_aid_scale_comparison_result import TOTAL

JUMPS = 3  # of each version: the biggest are those that are discussed
NOTED = 5  # headings named in a sentence


class FoodAidScaleComparison(models.TransientModel):
    """The comparison in words: who enters, who leaves, what it costs, what is not known."""

    _inherit = "food.aid.scale.comparison"

    def _word_version(self, version):
        """Name a version so that two of the same scale and date are told apart."""
        label = version.display_name
        if version.name and version.name != version.scale_id.name:
            label = f"{label} – {version.name}"
        if version.state == "draft":
            label = self.env._("%(version)s, in preparation", version=label)
        return label

    def _word_hidden(self):
        return self.env._("n/d")

    def _word_period(self):
        """Say on what the numbers rest."""
        return self.env._(
            "Simulation on the assessments validated from %(start)s to %(end)s, the latest of "
            "each household. No decision is taken or changed.",
            start=format_date(self.env, self.date_from),
            end=format_date(self.env, self.date_to),
        )

    def _word_changes(self, cells, hidden):
        """Say in one sentence who would enter and who would leave."""
        households, enter, leave = (
            self._count(cells, hidden, (*TOTAL, key)) for key in ("households", "enter", "leave")
        )
        if households is None:
            return self.env._("Too few households to give numbers without telling who they are.")
        if not households:
            return self.env._("No household to compare in this period.")
        single = self._count(cells, hidden, ("typology", "single_parent", "leave"))
        sentence = self.env._(
            "%(households)s: %(enter)s; %(leave)s",
            households=self._word_households(households),
            enter=self._word_enter(enter),
            leave=self._word_leave(leave),
        )
        if leave and single:
            sentence += self._word_single(single)
        return f"{sentence}."

    def _count(self, cells, hidden, cell):
        """Return the number of a cell, None when it is hidden."""
        return None if cell in hidden else cells.get(cell, 0)

    def _word_households(self, number):
        if number == 1:
            return self.env._("On one household")
        return self.env._("On %(number)s households", number=number)

    def _word_enter(self, number):
        if number is None:
            return self.env._("some households would enter the scale")
        if not number:
            return self.env._("no household would enter the scale")
        if number == 1:
            return self.env._("one more household would enter the scale")
        return self.env._("%(number)s more households would enter the scale", number=number)

    def _word_leave(self, number):
        if number is None:
            return self.env._("some households would no longer be within it")
        if not number:
            return self.env._("no household would leave it")
        if number == 1:
            return self.env._("one household would no longer be within it")
        return self.env._("%(number)s households would no longer be within it", number=number)

    def _word_single(self, number):
        if number == 1:
            return self.env._(", among them one single-parent family")
        return self.env._(", among them %(number)s single-parent families", number=number)

    def _word_notes(self, rows, refusals):
        """Say what the numbers leave out."""
        notes = []
        if refusals:
            notes.append(
                self.env._(
                    "Assessments that cannot be calculated under both versions, left out: "
                    "%(count)s (%(reason)s).",
                    count=len(refusals),
                    reason=self.before_id._word_error(refusals[0]).rstrip("."),
                )
            )
        versions = (self.before_id, self.after_id)
        ruled = [self._get_ruled(version) for version in versions]
        present = set().union(*(row["categories"] for row in rows))
        for version, own, others in zip(versions, ruled, reversed(ruled), strict=True):
            if unknown := present & (others - own):
                notes.append(
                    self.env._(
                        "%(version)s has no rule on headings that the other one treats apart: "
                        "they count in full (%(categories)s).",
                        version=self._word_version(version),
                        categories=self._word_categories(unknown),
                    )
                )
        if unseen := set().union(*ruled) - present:
            notes.append(
                self.env._(
                    "No assessment has these headings: what their rules would change is not "
                    "seen (%(categories)s).",
                    categories=self._word_categories(unseen),
                )
            )
        return notes

    def _get_ruled(self, version):
        """Return the codes of the headings that a version has a rule on."""
        spec = version._to_spec()
        rules = [*(spec.get("income_rules") or ()), *(spec.get("expense_rules") or ())]
        return {rule["category"] for rule in rules}

    def _word_categories(self, codes):
        categories = self.env["food.aid.budget.category"].with_context(active_test=False)
        names = categories.search([("code", "in", list(codes))]).mapped("name")
        more = ["…"] if len(names) > NOTED else []
        return ", ".join([*names[:NOTED], *more])

    # ------------------------------------------------------------------
    # MONEY
    # ------------------------------------------------------------------

    def _get_money(self, rows, cells, hidden):
        """Return (label, A, B, difference) of the monthly budget, contribution and help."""
        sums = []
        for index, side in enumerate(SIDES):
            is_hidden = (*TOTAL, f"{side}_granted") in hidden
            sums.append(None if is_hidden else money(row["results"][index] for row in rows))
        if sums == [None, None]:
            return []
        labels = {
            "credit": self.env._("Purchase budgets"),
            "contribution": self.env._("Paid by households"),
            "help": self.env._("Help"),
        }
        return [
            {"label": label, "amounts": self._word_amounts([one and one[key] for one in sums])}
            for key, label in labels.items()
        ]

    def _word_amounts(self, amounts):
        known = None not in amounts
        difference = self._word_amount(amounts[1] - amounts[0], sign=True) if known else "—"
        return [*("—" if one is None else self._word_amount(one) for one in amounts), difference]

    def _word_amount(self, amount, sign=False):
        text = format_amount(self.env, float(amount), self.company_id.food_aid_currency_id)
        return f"+{text}" if sign and amount > 0 else text

    def _word_jumps(self, rows):
        """Word the biggest jumps of help at the bounds of each version."""
        sizes = sorted({int(row["groups"]["size"]) for row in rows} - {0}) or [1]
        found = []
        for version in (self.before_id, self.after_id):
            biggest = jumps(version._compiled().func, version._to_spec(), sizes)[:JUMPS]
            lines = [self._word_jump(version, jump) for jump in biggest]
            found.append({"label": self._word_version(version), "lines": lines})
        return found

    def _word_jump(self, version, jump):
        figures = {
            "bound": self._word_amount(jump["bound"]),
            "persons": jump["persons"],
            "before": self._word_given(version, jump["before"]),
            "after": self._word_given(version, jump["after"]),
        }
        if jump["amount"] is None:
            return self.env._("At %(bound)s: %(before)s, then %(after)s", **figures)
        return self.env._(
            "At %(bound)s, household of %(persons)s: %(before)s, then %(after)s (%(jump)s a month)",
            jump=self._word_amount(jump["amount"], sign=True),
            **figures,
        )

    def _word_given(self, version, given):
        """Word what a household is given on one side of a bound."""
        if given["outcome"] != "granted":
            return version._get_outcome_words()[given["outcome"]]
        if (amount := help_of(given)) is not None:
            return self.env._("%(amount)s of help", amount=self._word_amount(amount))
        if given["rate"] is not None:
            return self.env._("%(rate)s %% to pay", rate=f"{float(given['rate']):g}")
        return version._get_outcome_words()["granted"]
