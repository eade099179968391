from odoo import models
from odoo.fields import Command

from ...tools.register_error import RegisterValueError
from ...tools.text import normalise

TAKEN_OVER = ("granted", "refused")


class FoodAidImportBudget(models.Model):
    """Writing what was asked, the budgets, and the decisions that are taken over."""

    _inherit = "food.aid.import"

    def _create_requests(self, found):
        prescribers = self._get_prescribers(entry for _line, entry, _household in found)
        return self.env["food.aid.request"].create(
            [
                {
                    "household_id": household.id,
                    "date": entry["date"],
                    "channel": "register",
                    "prescriber_id": prescribers.get(normalise(entry.get("prescriber")), False),
                    "prescriber_text": entry.get("prescriber", False),
                    "declared_rank": self._get_rank(entry),
                    "needs_text": entry["needs"] or False,
                }
                for _line, entry, household in found
            ]
        )

    def _get_rank(self, entry):
        """First or renewal as the register says, which knows more of the past than we do."""
        if "is_first" not in entry:
            return False
        return "first" if entry["is_first"] else "renewal"

    def _get_prescribers(self, entries):
        """Services of the directory that the register calls by their exact name."""
        names = {normalise(entry["prescriber"]) for entry in entries if "prescriber" in entry}
        if not names:
            return {}
        services = self.env["res.partner"].search([("is_food_aid_prescriber", "=", True)])
        return {
            name: service.id for service in services if (name := normalise(service.name)) in names
        }

    def _create_budgets(self, found, requests):
        """A draft assessment a request; with its decision when the history is taken over."""
        if not self._has_budget():
            return
        categories = self._get_categories()
        assessments = self.env["food.aid.assessment"].create(
            [
                {
                    "household_id": household.id,
                    "request_id": request.id,
                    "date": entry["date"],
                    "scale_version_id": self._get_version(entry["date"]).id,
                    "line_ids": [
                        Command.create(
                            {"category_id": categories[target].id, "declared_amount": amount}
                        )
                        for target, amount in entry["lines"].items()
                        if amount
                    ],
                }
                for (_line, entry, household), request in zip(found, requests, strict=True)
            ]
        )
        if self.take_over:
            self._take_over(assessments)

    def _has_budget(self):
        targets = self.column_ids._get_mapping().values()
        return any(target.startswith(("income.", "expense.")) for target in targets)

    def _get_version(self, day):
        """The version of the chosen scale on that day, empty when the register is older."""
        versions = self.env["food.aid.scale.version"]
        return self.scale_id._version_at(day) if self.scale_id else versions

    def _check_version(self, entry):
        """Without a scale on that day there is no history to take over."""
        if self.take_over and self._has_budget() and not self._get_version(entry["date"]):
            raise RegisterValueError("no_scale", f"{entry['date']:%d/%m/%Y}")

    def _take_over(self, assessments):
        """Validate, then record what the scale firmly answers; the commission's cases wait."""
        assessments.action_validate()
        answered = assessments.filtered(lambda one: one.outcome in TAKEN_OVER)
        self.env["food.aid.decision"].create(
            [
                {
                    "household_id": assessment.household_id.id,
                    "assessment_id": assessment.id,
                    "kind": "taken_over",
                    "outcome": assessment.outcome,
                    "date": assessment.date,
                }
                for assessment in answered
            ]
        )
