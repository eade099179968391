import base64
import io
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools.misc import format_date, formatLang

from .food_aid_accompaniment_figures import COLUMNS

WIDTHS = (34, 16)


class Cell(NamedTuple):
    """What was counted and how it is written; without a value, it is not communicated."""

    value: float | None
    kind: str = "number"


class Reader:
    """Reads figures as cells, and keeps the value of those to hide."""

    def __init__(self, figures, hidden):
        self.cells, self.amounts, self.hidden = figures["cells"], figures["amounts"], hidden

    def number(self, *key):
        return Cell(None if key in self.hidden else self.cells.get(key, 0))

    def share(self, *key):
        whole = (key[0], "total")
        known = self.cells.get(whole) and not self.hidden.intersection((key, whole))
        return Cell(self.cells[key] / self.cells[whole] if known else None, "share")

    def amount(self, key, count, kind):
        """Read an amount, unless the `count` that it is made of is hidden."""
        return Cell(None if count in self.hidden else self.amounts.get(key, 0), kind)


class FoodAidAccompanimentFigures(models.TransientModel):
    """The same tables on the screen, on paper and in a workbook."""

    _inherit = "food.aid.accompaniment.figures"

    table = fields.Html(compute="_compute_table", compute_sudo=False, sanitize=False)
    workbook = fields.Binary(readonly=True, attachment=False)

    @api.depends("company_id", "date_from", "date_to")
    @api.depends_context("lang", "uid")
    def _compute_table(self):
        for one in self:
            if one.company_id and one.date_from and one.date_to:
                values = {"tables": one._get_tables(masked=False), "say": one._say}
                one.table = self.env["ir.qweb"]._render("food_aid.accompaniment_table", values)
            else:
                one.table = False

    def action_print(self):
        return self.env.ref("food_aid.action_report_accompaniment").report_action(self)

    def action_download(self):
        """Write the workbook with the rights of who asks, and give it to them alone."""
        self.ensure_one()
        self.workbook = base64.b64encode(self._write_workbook())
        name = self.env._("figures-accompaniment-%(last)s", last=self.date_to)
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/workbook/{name}.xlsx?download=true",
            "target": "download",
        }

    # ------------------------------------------------------------------
    # TABLES
    # ------------------------------------------------------------------

    def _get_tables(self, masked):
        """Return the tables: dicts of `title`, `columns`, and `rows` of texts and `Cell`s.

        :param masked: hide small numbers, and those that would give them back
        """
        self.ensure_one()
        figures = self._get_figures(self.company_id, self.date_from, self.date_to)
        categories = figures["categories"]
        hidden = self._get_hidden(figures["cells"], categories) if masked else set()
        reader = Reader(figures, hidden)
        return [
            self._table_households(reader),
            self._table_needs(reader, categories),
            self._table_procedures(reader),
            self._table_workshops(reader),
        ]

    @api.model
    def _table_households(self, reader):
        groups = {"all": self.env._("Together"), "first": self.env._("First requests")}
        return {
            "title": self.env._("People who asked, and their other needs"),
            "columns": [
                "",
                self.env._("Households"),
                self.env._("At least one other need"),
                "%",
                self.env._("At least two"),
                "%",
            ],
            "rows": [
                [
                    label,
                    reader.number(group, "total"),
                    reader.number(group, "one"),
                    reader.share(group, "one"),
                    reader.number(group, "two"),
                    reader.share(group, "two"),
                ]
                for group, label in groups.items()
            ],
        }

    @api.model
    def _table_needs(self, reader, categories):
        return {
            "title": self.env._("Needs, and what became of them"),
            "columns": [
                self.env._("Category"),
                self.env._("Noted"),
                self.env._("Still open"),
                self.env._("Solved"),
                self.env._("Handed over"),
                self.env._("Declined by the person"),
                self.env._("Given up"),
            ],
            "rows": [
                [label, *(reader.number("need", code, column) for column in COLUMNS)]
                for code, label in [*categories, ("all", self.env._("Together"))]
            ],
        }

    @api.model
    def _table_procedures(self, reader):
        won, answered = ("procedure", "won"), ("procedure", "answered")
        return {
            "title": self.env._("Administrative steps and rights"),
            "columns": [
                self.env._("Procedures opened"),
                self.env._("With an answer"),
                self.env._("Rights opened"),
                self.env._("Won, a month"),
                self.env._("Days until the answer (mean)"),
            ],
            "rows": [
                [
                    reader.number("procedure", "opened"),
                    reader.number(*answered),
                    reader.number(*won),
                    reader.amount(("procedure", "amount"), won, "money"),
                    reader.amount(("procedure", "days"), answered, "number"),
                ]
            ],
        }

    @api.model
    def _table_workshops(self, reader):
        total = ("workshop", "total")
        return {
            "title": self.env._("Workshops"),
            "columns": [
                self.env._("Sessions held"),
                self.env._("Participations"),
                self.env._("Of people with a file"),
                self.env._("Of people who gave no name"),
                self.env._("Total cost"),
                self.env._("Each participation"),
            ],
            "rows": [
                [
                    reader.number("workshop", "sessions"),
                    reader.number(*total),
                    reader.number("workshop", "named"),
                    reader.number("workshop", "unknown"),
                    reader.amount(("workshop", "cost"), total, "money"),
                    reader.amount(("workshop", "each"), total, "money"),
                ]
            ],
        }

    def _say(self, cell):
        """Write a cell in words, as a reader of this language expects it."""
        if isinstance(cell, str):
            return cell
        if cell.value is None:
            return "" if cell.kind == "share" else self.env._("n. c.")
        if cell.kind == "share":
            return f"{round(100 * cell.value)} %"
        if cell.kind == "money":
            return formatLang(
                self.env, cell.value, currency_obj=self.company_id.food_aid_currency_id
            )
        return formatLang(self.env, cell.value, digits=0)

    # ------------------------------------------------------------------
    # WORKBOOK
    # ------------------------------------------------------------------

    def _write_workbook(self):
        """Return what may leave the CCAS as a workbook: the tables, small numbers hidden."""
        import xlsxwriter  # only when a workbook is written

        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"strings_to_formulas": False}) as workbook:
            sheet = workbook.add_worksheet(self.env._("Figures"))
            sheet.set_column(0, 0, WIDTHS[0])
            sheet.set_column(1, len(COLUMNS), WIDTHS[1])
            formats = self._get_formats(workbook)
            row = self._write_head(sheet, formats)
            for table in self._get_tables(masked=True):
                row = self._write_table(sheet, formats, row, table)
            sheet.write_string(row, 0, self._get_legend())
        return stream.getvalue()

    def _get_formats(self, workbook):
        currency = self.company_id.food_aid_currency_id.symbol or ""
        return {
            "title": workbook.add_format({"bold": True, "font_size": 13}),
            "column": workbook.add_format({"bold": True, "text_wrap": True, "border": 1}),
            "text": workbook.add_format({"border": 1}),
            "number": workbook.add_format({"border": 1, "num_format": "#,##0"}),
            "share": workbook.add_format({"border": 1, "num_format": "0 %"}),
            "money": workbook.add_format({"border": 1, "num_format": f'#,##0.00 "{currency}"'}),
        }

    def _write_head(self, sheet, formats):
        sheet.write_string(0, 0, self.company_id.name)
        sheet.write_string(1, 0, self.display_name, formats["title"])
        period = self.env._(
            "From %(first)s to %(last)s",
            first=format_date(self.env, self.date_from),
            last=format_date(self.env, self.date_to),
        )
        sheet.write_string(2, 0, period)
        return 4

    def _write_table(self, sheet, formats, row, table):
        """Write `table` from `row` on, and return the row where the next one begins."""
        sheet.write_string(row, 0, table["title"], formats["title"])
        for column, label in enumerate(table["columns"]):
            sheet.write_string(row + 1, column, label, formats["column"])
        for line, cells in enumerate(table["rows"], start=row + 2):
            for column, cell in enumerate(cells):
                self._write_cell(sheet, formats, line, column, cell)
        return row + len(table["rows"]) + 3

    def _write_cell(self, sheet, formats, row, column, cell):
        if isinstance(cell, str) or cell.value is None:
            sheet.write_string(row, column, self._say(cell), formats["text"])
        else:
            sheet.write_number(row, column, cell.value, formats[cell.kind])

    @api.model
    def _get_legend(self):
        return self.env._(
            "n. c.: not communicated, numbers below five and those that would give them back. "
            "No person is named or may be recognised."
        )
