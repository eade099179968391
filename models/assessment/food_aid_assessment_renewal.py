from odoo import api, fields, models


class FoodAidAssessment(models.Model):
    """A renewal: last time beside now, and who came or left in between."""

    _inherit = "food.aid.assessment"

    changes = fields.Json(
        compute="_compute_changes",
        help="Lines, people and result, last time and now, as words to print.",
    )

    @api.depends(
        "source_id",
        "line_ids.category_id",
        "line_ids.retained_amount",
        "size",
        "value",
        "outcome",
        "household_id.member_ids.date_start",
        "household_id.member_ids.date_end",
    )
    @api.depends_context("lang")
    def _compute_changes(self):
        for assessment in self:
            source = assessment.source_id
            assessment.changes = assessment._get_changes(source) if source else False

    def _get_changes(self, source):
        """Return what to show of the differences with `source`, the former assessment.

        :return: dict of `date`; `lines` (`label`, `before`, `now`, `changed`), lines of the
            budget first, then the result; `came` and `left`, names
        """
        rows = [*self._compare_lines(source), *self._compare_results(source)]
        came, left = self._compare_people(source)
        return {
            "date": fields.Date.to_string(source.date),
            "lines": [
                {"label": label, "before": before, "now": now, "changed": before != now}
                for label, before, now in rows
            ],
            "came": came,
            "left": left,
        }

    def _compare_lines(self, source):
        before, now = source._sum_by_category(), self._sum_by_category()
        categories = self.env["food.aid.budget.category"].union(*before, *now)
        for category in categories.sorted():
            amounts = before.get(category, 0), now.get(category, 0)
            if any(amounts):
                yield category.name, *(self._format_amount(amount) for amount in amounts)

    def _sum_by_category(self):
        """Return {heading: retained amount}; last time's and a typed one are the same heading."""
        sums = {}
        for line in self.line_ids.filtered("category_id"):
            category = line.category_id._origin
            sums[category] = sums.get(category, 0) + line.retained_amount
        return sums

    def _compare_results(self, source):
        labels = self.fields_get(["size", "remaining", "value", "outcome"], ["string", "selection"])
        outcomes = dict(labels["outcome"]["selection"])
        yield labels["size"]["string"], str(source.size), str(self.size)
        for name in ("remaining", "value"):
            amounts = (self._format_amount(one[name]) for one in (source, self))
            yield labels[name]["string"], *amounts
        words = (outcomes.get(one.outcome, "") for one in (source, self))
        yield labels["outcome"]["string"], *words

    def _format_amount(self, amount):
        return self.currency_id.format(amount or 0) if self.currency_id else f"{amount:.2f}"

    def _compare_people(self, source):
        """Return the names of those who came and left since `source`, of a draft.

        A validated assessment is nameless: its figures alone are compared.
        """
        if self.state != "draft":
            return [], []
        household = self.household_id._origin
        registered = source.date_validated or source.write_date
        then = household._get_members(source.date).filtered(
            lambda member: member.create_date <= registered
        )
        now = household._get_members(self.date or source.date)
        return (now - then).mapped("display_name"), (then - now).mapped("display_name")
