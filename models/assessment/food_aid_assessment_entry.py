from odoo import api, fields, models
from odoo.fields import Command


class FoodAidAssessment(models.Model):
    """Typing a budget: two lists on screen, one in the figures, the usual lines ready."""

    _inherit = "food.aid.assessment"

    source_id = fields.Many2one(
        "food.aid.assessment",
        string="Started from",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The former assessment whose amounts this one started with.",
    )

    @api.model
    def default_get(self, fields):
        """Have the usual lines ready in a form opened by hand (not in imports nor batches)."""
        values = super().default_get(fields)
        if self.env.context.get("food_aid_usual_lines"):
            lines = self._prepare_usual_lines()
            for kind, name in (("income", "income_line_ids"), ("expense", "expense_line_ids")):
                if name in fields:
                    values[name] = lines[kind]
        return values

    @api.onchange("income_line_ids", "expense_line_ids")
    def _onchange_lines(self):
        """Show the proposal while typing: the figures read the whole, the form edits halves."""
        self.line_ids = self.income_line_ids | self.expense_line_ids

    def action_validate(self):
        """Drop the ready-made lines that were left empty, then freeze."""
        drafts = self.filtered(lambda one: one.state == "draft")
        drafts.line_ids.filtered(lambda line: line._is_empty()).unlink()
        return super().action_validate()

    @api.model
    def _prepare_usual_lines(self):
        """Return {kind: commands} of the usual headings, to be filled in by keyboard."""
        categories = self.env["food.aid.budget.category"].search([("is_usual", "=", True)])
        lines = {"income": [], "expense": []}
        for category in categories:
            lines[category.kind].append(Command.create({"category_id": category.id}))
        return lines

    @api.model
    def _start(self, household, request=None):
        """Create the draft an agent fills in: last time's amounts, and the usual lines at zero."""
        last = household.assessment_ids.filtered(lambda one: one.state == "validated")[:1]
        lines = [Command.create(line.copy_data()[0]) for line in last.line_ids]
        known = set(last.line_ids.category_id.ids)
        for usual in self._prepare_usual_lines().values():
            lines += [line for line in usual if line[2]["category_id"] not in known]
        unpaid = [Command.create(one.copy_data()[0]) for one in last.unpaid_ids]
        return self.create(
            {
                "household_id": household.id,
                "request_id": request.id if request else False,
                "source_id": last.id,
                "line_ids": lines,
                "unpaid_ids": unpaid,
            }
        )
