import io
from datetime import date, datetime

from odoo import api, fields, models
from odoo.fields import Domain

# What a reader has no use for, or reads under another title.
LEFT_OUT = frozenset(["id", "display_name", "active", "search_key", "is_welcome_open"])
CHUNK = 1000


class FoodAidOwnData(models.AbstractModel):
    """“Take our data away”: all that an organisation reads, in one workbook, any day.

    Records are read with the rights of the user: the rules choose the rows, the whitelists
    choose the columns, and nothing is listed twice in the code.
    """

    _name = "food.aid.own.data"
    _description = "Data of an organisation in a workbook"

    @api.model
    def _get_sheets(self):
        """Return (title, model, domain) of each sheet."""
        direct = Domain("origin", "=", "direct")
        return [
            (self.env._("People referred"), "food.aid.referral", ~direct),
            (self.env._("Direct welcomes"), "food.aid.referral", direct),
            (self.env._("Distributions"), "food.aid.distribution", Domain.TRUE),
            (self.env._("Passages"), "food.aid.visit", Domain.TRUE),
            (self.env._("People sent to the CCAS"), "food.aid.orientation", Domain.TRUE),
            (self.env._("Closures"), "food.aid.closure", Domain.TRUE),
        ]

    @api.model
    def _get_fields(self, records):
        """Return the fields of a sheet: those the user reads, in the order of the model."""
        return [
            field
            for name, field in records._fields.items()
            if name not in LEFT_OUT and records._has_field_access(field, "read")
        ]

    @api.model
    def _write_workbook(self):
        """Return the workbook of the manager's organisation, as bytes."""
        self.env["res.users"]._food_aid_check_manager()
        import xlsxwriter  # only when a workbook is written

        stream = io.BytesIO()
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "remove_timezone": True,
        }
        with xlsxwriter.Workbook(stream, options) as workbook:
            formats = {
                "title": workbook.add_format({"bold": True, "text_wrap": True}),
                "date": workbook.add_format({"num_format": "dd/mm/yyyy"}),
                "datetime": workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
            }
            self._write_first_sheet(workbook, formats)
            for title, model, domain in self._get_sheets():
                sheet = workbook.add_worksheet(title[:31])
                self._write_sheet(sheet, formats, self.env[model], domain)
            self._write_figures(workbook.add_worksheet(self.env._("Our figures")), formats)
        return stream.getvalue()

    @api.model
    def _write_first_sheet(self, workbook, formats):
        sheet = workbook.add_worksheet(self.env._("Read me"))
        sheet.set_column(0, 0, 100)
        lines = [
            self.env.user.food_aid_organisation_id.name,
            self.env._(
                "All that your association reads in the food aid portal, on %(date)s.",
                date=fields.Date.to_string(fields.Date.context_today(self)),
            ),
            self.env._(
                "It names people: keep it with as much care as the paper lists, and delete it "
                "once used."
            ),
        ]
        for row, line in enumerate(lines):
            sheet.write_string(row, 0, line, formats["title"] if not row else None)

    @api.model
    def _write_sheet(self, sheet, formats, records, domain):
        columns = self._get_fields(records)
        labels = [field._description_string(self.env) for field in columns]
        self._write_titles(sheet, formats, labels)
        selections = {
            field.name: dict(field._description_selection(self.env))
            for field in columns
            if field.type == "selection"
        }
        names = [field.name for field in columns]
        found = records.search(domain, order="id")
        for start in range(0, len(found), CHUNK):
            for row, values in enumerate(
                found[start : start + CHUNK].read(names, load=None), start=start + 1
            ):
                for column, name in enumerate(names):
                    value = selections.get(name, {}).get(values[name], values[name])
                    self._write_cell(sheet, formats, row, column, value)
            self.env.invalidate_all(flush=False)

    @api.model
    def _write_titles(self, sheet, formats, labels):
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(labels) - 1, 0), 18)
        for column, label in enumerate(labels):
            sheet.write_string(0, column, label, formats["title"])

    @api.model
    def _write_cell(self, sheet, formats, row, column, value):
        if isinstance(value, bool):
            # an empty cell too: what is not filled reads as False
            if value:
                sheet.write_string(row, column, self.env._("yes"))
        elif isinstance(value, datetime):
            local = fields.Datetime.context_timestamp(self, value).replace(tzinfo=None)
            sheet.write_datetime(row, column, local, formats["datetime"])
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, formats["date"])
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value)
        elif value:
            sheet.write_string(row, column, str(value))

    @api.model
    def _write_figures(self, sheet, formats):
        labels = self.env["food.aid.own.export"]._get_columns()
        self._write_titles(sheet, formats, list(labels.values()))
        today = fields.Date.context_today(self)
        rows = self.env["food.aid.own.figures"]._get_rows(date(2000, 1, 1), today, "month")
        for row, values in enumerate(rows, start=1):
            for column, name in enumerate(labels):
                self._write_cell(sheet, formats, row, column, values[name])
