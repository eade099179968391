from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.comparison import columns
from ..tools.scale import ScaleError
from ..tools.small_cells import SMALLEST

YEARS = 2  # as long as a file stays active
UNKNOWN, FEW = "unknown", "few"
LARGEST = 6  # this many people and more make one line


class FoodAidScaleComparison(models.TransientModel):
    """What if: two versions of a scale on the same frozen cases, side by side.

    It reads the nameless copies that validated assessments keep, the latest of each household in
    a period, and never persons. Only the files that the user may open are counted, so that no
    number betrays a reserved one. Nothing is decided, stored or frozen.
    """

    _name = "food.aid.scale.comparison"
    _description = "Comparison of two scales"
    _inherit = ["food.aid.links.mixin"]

    company_id = fields.Many2one(
        "res.company", string="CCAS", required=True, default=lambda self: self.env.company
    )
    before_id = fields.Many2one(
        "food.aid.scale.version",
        string="Version A",
        default=lambda self: self._default_before_id(),
        domain="[('company_id', 'in', (company_id, False))]",
        help="What is compared with: the version in force, most often.",
    )
    after_id = fields.Many2one(
        "food.aid.scale.version",
        string="Version B",
        default=lambda self: self.env.company.food_aid_scale_id._get_proposed_version(),
        domain="[('company_id', 'in', (company_id, False))]",
        help="What is proposed; it may still be in preparation.",
    )
    date_from = fields.Date(
        string="Assessments from",
        required=True,
        default=lambda self: fields.Date.context_today(self) - relativedelta(years=YEARS),
    )
    date_to = fields.Date(string="to", required=True, default=fields.Date.context_today)
    result = fields.Json(
        compute="_compute_result", compute_sudo=False, help="What the screen and the paper show."
    )

    @api.model
    def _default_before_id(self):
        return self.env.company.food_aid_scale_id._version_at(fields.Date.context_today(self))

    @api.depends("company_id", "before_id", "after_id", "date_from", "date_to")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_result(self):
        for comparison in self:
            comparison.result = comparison._get_result() if comparison._is_complete() else False

    def _compute_display_name(self):
        self.display_name = self.env._("Comparison of two scales")

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    @api.model
    def _open(self, before, after):
        """Open the comparison of these two versions, either of which may be empty."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare two scales"),
            "res_model": self._name,
            "view_mode": "form",
            "context": {"default_before_id": before.id, "default_after_id": after.id},
        }

    def action_open_cell(self, section, key, column):
        """Open the assessments that a number of the table counts."""
        self.ensure_one()
        self.check_access("read")
        rows, __ = self._evaluate()
        counted = [
            row["id"]
            for row in rows
            if column in row["columns"] and (section == "all" or row["groups"].get(section) == key)
        ]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Assessments of this number"),
            "res_model": "food.aid.assessment",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", counted)],
        }

    def action_print(self):
        """Print one page for the board, small numbers hidden."""
        self.ensure_one()
        if not self.result or self.result.get("error"):
            raise UserError(self.env._("Choose two versions that can be calculated, then print."))
        return self.env.ref("food_aid.action_report_scale_comparison").report_action(self)

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    def _is_complete(self):
        return bool(
            self.company_id and self.before_id and self.after_id and self.date_from and self.date_to
        )

    def _evaluate(self):
        """Apply both versions to each case.

        :return: rows (`id`, `groups`, `columns`, `results`, `categories`), and the reasons why
            other cases cannot be calculated
        :raise ScaleError: when a version cannot be read
        """
        engines = [version._compiled() for version in (self.before_id, self.after_id)]
        rows, refusals = [], []
        for assessment_id, case, *groups in self._read_cases():
            try:
                results = [engine(case) for engine in engines]
            except ScaleError as error:
                refusals.append(error)
                continue
            rows.append(
                {
                    "id": assessment_id,
                    "groups": self._get_groups(*groups),
                    "columns": columns(*results),
                    "results": results,
                    "categories": {line["category"] for line in case.get("lines") or ()},
                }
            )
        self._gather_small_communes(rows)
        return rows, refusals

    def _read_cases(self):
        """(id, case, family, status, people, commune) of the latest case of each household.

        Read under the rules of the user, in one query; nothing of it tells who it is.
        """
        assessments = self.env["food.aid.assessment"]
        assessments.check_access("read")
        assessments.flush_model()
        query = assessments._search(
            Domain("company_id", "=", self.company_id.id)
            & Domain("state", "=", "validated")
            & Domain("date", ">=", self.date_from)
            & Domain("date", "<=", self.date_to)
        )
        return self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (household_id)
                       id, "case", typology, applicant_status, size, commune_id
                  FROM food_aid_assessment
                 WHERE id IN %s
                 ORDER BY household_id, date DESC, id DESC
                """,
                query.subselect(),
            )
        )

    @api.model
    def _get_groups(self, typology, status, size, commune_id):
        """Return the line of each section that counts a household."""
        return {
            "typology": typology or UNKNOWN,
            "status": status or UNKNOWN,
            "size": str(min(size, LARGEST)),
            "commune": str(commune_id or FEW),
        }

    @api.model
    def _gather_small_communes(self, rows):
        """Count together the communes of few households: alone, they would tell who it is."""
        counts = {}
        for row in rows:
            counts[row["groups"]["commune"]] = counts.get(row["groups"]["commune"], 0) + 1
        for row in rows:
            if counts[row["groups"]["commune"]] < SMALLEST:
                row["groups"]["commune"] = FEW
