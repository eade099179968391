import csv
import io

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_repr

from ...tools.composition import AGE_BANDS

SEPARATORS = {"tab": "\t", "semicolon": ";", "comma": ","}
PERIODS = ("day", "month")
DEFAULT = ["date", "passages", "persons", *AGE_BANDS, "weight"]


class FoodAidOwnExport(models.AbstractModel):
    """Counts in the columns that a national software asks: chosen once, copied or downloaded.

    Dates and numbers only: no text that a spreadsheet could take for a formula.
    """

    _name = "food.aid.own.export"
    _description = "Columns for national software"

    @api.model
    def _get_columns(self):
        """Return {key: label} of the columns that may be chosen."""
        visit_fields = self.env["food.aid.visit"]._fields
        ages = {
            band: self.env._(
                "People of %(band)s", band=visit_fields[band]._description_string(self.env)
            )
            for band in AGE_BANDS
        }
        return {
            "date": self.env._("Day or month"),
            "passages": self.env._("Passages"),
            "households": self.env._("Different households"),
            "new": self.env._("New households"),
            "persons": self.env._("People fed"),
            **ages,
            "distributions": self.env._("Distributions closed"),
            "weight": self.env._("Kilograms"),
        }

    @api.model
    def _get_choice(self):
        """Return what the user's organisation chose: columns in order, separator, period."""
        organisation = self.env["res.users"]._food_aid_check_manager()
        # Reason for sudo: a choice of columns, of the user's own organisation.
        choice = organisation.sudo().food_aid_export_choice or {}
        columns = self._get_columns()
        return {
            "columns": [name for name in choice.get("columns", DEFAULT) if name in columns],
            "separator": choice.get("separator", "tab"),
            "period": choice.get("period", "month"),
            "with_titles": choice.get("with_titles", True),
        }

    @api.model
    def _save_choice(self, ranks, separator, period, *, with_titles):
        """Keep the choice of the manager's organisation.

        :param ranks: {column: rank}, those without a rank are left out
        """
        organisation = self.env["res.users"]._food_aid_check_manager()
        columns = [name for name in self._get_columns() if ranks.get(name, 0) > 0]
        if not columns or separator not in SEPARATORS or period not in PERIODS:
            raise UserError(self.env._("Number one column at least: 1 is the first one."))
        # Reason for sudo: portal users write no partner; checked values, of their own organisation.
        organisation.sudo().food_aid_export_choice = {
            "columns": sorted(columns, key=ranks.get),
            "separator": separator,
            "period": period,
            "with_titles": bool(with_titles),
        }

    @api.model
    def _render(self, first, last):
        """Return the text to copy, oldest first, in the columns that were chosen."""
        choice = self._get_choice()
        labels = self._get_columns()
        text = io.StringIO()
        writer = csv.writer(text, delimiter=SEPARATORS[choice["separator"]], lineterminator="\r\n")
        if choice["with_titles"]:
            writer.writerow([labels[name] for name in choice["columns"]])
        rows = self.env["food.aid.own.figures"]._get_rows(first, last, choice["period"])
        for row in reversed(rows):
            writer.writerow([self._format(name, row[name], choice) for name in choice["columns"]])
        return text.getvalue()

    @api.model
    def _format(self, name, value, choice):
        if name == "date":
            pattern = "%m/%Y" if choice["period"] == "month" else "%d/%m/%Y"
            return fields.Date.to_date(value).strftime(pattern)
        if name == "weight":
            comma = "." if choice["separator"] == "comma" else ","
            return float_repr(value, 2).replace(".", comma)
        return value
