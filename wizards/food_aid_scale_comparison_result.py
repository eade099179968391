from odoo import api, models

from ..tools.comparison import COLUMNS, SIDES, VERDICTS, tally
from ..tools.scale import ScaleError
from ..tools.small_cells import SMALLEST, hide
from .food_aid_scale_comparison import FEW, LARGEST, UNKNOWN

TOTAL = ("all", "all")


class FoodAidScaleComparison(models.TransientModel):
    """The comparison in numbers and words, for the screen and, masked, for the board."""

    _inherit = "food.aid.scale.comparison"

    def _get_result(self, masked=False):
        """Return what is shown: sentences, columns, sections of lines, amounts, jumps.

        :param masked: hide the small numbers, as on what leaves the screen
        """
        self.ensure_one()
        try:
            rows, refusals = self._evaluate()
        except ScaleError as error:
            return {"error": self.before_id._word_error(error)}
        sections = self._get_sections(rows)
        cells = {
            (section, key, column): counts[key, column]
            for section, counts, lines in sections
            for key, __ in lines
            for column in COLUMNS
        }
        totals = {cell for cell in cells if cell[:2] == TOTAL}
        hidden = hide(cells, self._get_equations(sections), totals) if masked else set()
        shown = self._get_shown_columns(cells)
        return {
            "labels": [self._word_version(self.before_id), self._word_version(self.after_id)],
            "sentence": self._word_changes(cells, hidden),
            "period": self._word_period(),
            "notes": self._word_notes(rows, refusals),
            "columns": [{"key": key, "label": label} for key, label in shown],
            "sections": [
                {
                    "key": section,
                    "label": self._get_section_labels()[section],
                    "lines": [
                        self._get_line(section, key, label, cells, hidden, shown)
                        for key, label in lines
                    ],
                }
                for section, __, lines in sections
            ],
            "money": self._get_money(rows, cells, hidden),
            "jumps": self._word_jumps(rows),
        }

    def _get_line(self, section, key, label, cells, hidden, shown):
        numbers = []
        for column, __ in shown:
            cell = (section, key, column)
            number = self._word_hidden() if cell in hidden else cells[cell]
            numbers.append({"column": column, "number": number})
        return {"key": key, "label": label, "numbers": numbers}

    # ------------------------------------------------------------------
    # SECTIONS
    # ------------------------------------------------------------------

    def _get_sections(self, rows):
        """Return (section, counts by (line, column), lines as (key, label)) of the table."""
        sections = [("all", tally(("all", row["columns"]) for row in rows), [self._get_total()])]
        for section, labels in self._get_line_labels(rows).items():
            counts = tally((row["groups"][section], row["columns"]) for row in rows)
            lines = [(key, label) for key, label in labels if counts[key, "households"]]
            sections.append((section, counts, lines))
        return sections

    def _get_total(self):
        return "all", self.env._("All households")

    def _get_section_labels(self):
        return {
            "all": self.env._("Together"),
            "typology": self.env._("By family"),
            "status": self.env._("By status of the applicant"),
            "size": self.env._("By number of people"),
            "commune": self.env._("By commune"),
        }

    def _get_line_labels(self, rows):
        """Return the possible lines of each section, in the order they are shown."""
        unknown = [(UNKNOWN, self.env._("Not said"))]
        fields = self.env["food.aid.assessment"]._fields
        sizes = [(str(size), str(size)) for size in range(1, LARGEST)]
        ids = {row["groups"]["commune"] for row in rows} - {FEW}
        communes = self.env["food.aid.commune"].browse(map(int, ids)).sorted("display_name")
        few = self.env._("Others, or fewer than %(count)s households", count=SMALLEST)
        return {
            "typology": fields["typology"]._description_selection(self.env) + unknown,
            "status": fields["applicant_status"]._description_selection(self.env) + unknown,
            "size": [("0", "0"), *sizes, (str(LARGEST), f"{LARGEST} +")],
            "commune": [*((str(one.id), one.display_name) for one in communes), (FEW, few)],
        }

    @api.model
    def _get_equations(self, sections):
        """What a reader of the table knows: sums down its columns and along its lines."""
        for section, __, lines in sections:
            for key, __ in lines:
                yield from self._get_line_equations(section, key)
            if section != "all":
                for column in COLUMNS:
                    yield {(*TOTAL, column): -1} | {(section, key, column): 1 for key, __ in lines}

    @api.model
    def _get_line_equations(self, section, key):
        for side in SIDES:
            yield {(section, key, "households"): -1} | {
                (section, key, f"{side}_{verdict}"): 1 for verdict in VERDICTS
            }
        signs = {"before_granted": 1, "enter": 1, "leave": -1, "after_granted": -1}
        yield {(section, key, column): sign for column, sign in signs.items()}

    def _get_shown_columns(self, cells):
        """Return (key, label) of the columns, without the floor when no version has one."""
        verdicts = {
            "granted": self.env._("Within the scale"),
            "commission": self.env._("In commission"),
            "above": self.env._("Above"),
            "below": self.env._("Below the floor"),
        }
        if not any(cells[(*TOTAL, f"{side}_below")] for side in SIDES):
            del verdicts["below"]
        changes = {"enter": self.env._("Enter"), "leave": self.env._("Leave")}
        return [
            ("households", self.env._("Households")),
            *((f"{side}_{key}", label) for side in SIDES for key, label in verdicts.items()),
            *changes.items(),
        ]
