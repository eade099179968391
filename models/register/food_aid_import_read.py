import base64

from markupsafe import Markup

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_amount, format_date

from ...tools.register_columns import choose_sheet, data_rows, propose_mapping
from ...tools.register_error import RegisterFileError
from ...tools.register_file import read_sheets
from ...tools.register_row import read_row
from ...tools.register_values import parse_text, plain
from .import_sentences import FILE_SENTENCES, VALUE_SENTENCES

SAMPLE = 10
CHECKED = 2000


class FoodAidImportRead(models.Model):
    """Reading: the file, what its columns are, what its lines say."""

    _inherit = "food.aid.import"

    def _preview(self):
        sheet_name, headers, header, rows = self._read_register()
        mapping = propose_mapping(headers, self._get_memory())
        categories = self._get_categories()
        self.column_ids.unlink()
        self.line_ids.unlink()
        self.env["food.aid.import.column"].create(
            [
                {"import_id": self.id, "position": position, "name": name}
                | self._prepare_target(mapping.get(position, ""), categories)
                for position, name in enumerate(headers)
                if name or position in mapping
            ]
        )
        self._step(
            state="ready",
            sheet_name=sheet_name,
            headers=headers,
            header_row=header + 1,
            row_count=len(rows),
            sample=[(number, [plain(cell) for cell in cells]) for number, cells in rows[:SAMPLE]],
            stop_reason=False,
        )
        self._check_rows(rows)

    def _read_register(self):
        """Return `(sheet name, headers, index of their line, [(line number, cells)])`."""
        self.ensure_one()
        content = base64.b64decode(self.with_context(bin_size=False).file or b"")
        try:
            found = choose_sheet(read_sheets(content, self.file_name or ""), self._get_memory())
            if not found:
                raise RegisterFileError("no_header")
            name, rows, header = found
            data = list(data_rows(rows, header))
            if not data:
                raise RegisterFileError("no_data")
        except RegisterFileError as error:
            template = self.env._(FILE_SENTENCES[error.code])
            raise UserError(template % error.details) from error
        return name, [parse_text(cell) for cell in rows[header]], header, data

    def _check_rows(self, rows):
        """Count how many of the first lines would come back as the columns now stand."""
        mapping, today = self.column_ids._get_mapping(), self._today()
        checked = rows[:CHECKED]
        problems = (read_row(cells, mapping, self.headers, today)[1] for _number, cells in checked)
        self.checked_count = len(checked)
        self.problem_count = sum(1 for found in problems if found)

    # --- mapping ---

    def _get_memory(self):
        """What the CCAS chose for headers it has met: header as compared → target."""
        return self.company_id.food_aid_import_memory or {}

    def _remember(self):
        # sudo: the coordinator may not write companies; only what headers mean is kept
        company = self.company_id.sudo()
        memory = self._get_memory() | self.column_ids._get_memory()
        if memory != company.food_aid_import_memory:
            company.food_aid_import_memory = memory

    def _get_categories(self):
        categories = self.env["food.aid.budget.category"].search([("code", "!=", False)])
        return {f"{category.kind}.{category.code}": category for category in categories}

    def _prepare_target(self, target, categories):
        if "." not in target:
            return {"target": target or False}
        category = categories.get(target) or categories.get(self._other_category(target))
        return {"target": "amount", "category_id": category.id if category else False}

    def _other_category(self, target):
        kind = target.partition(".")[0]
        return f"{kind}.other_{kind}"

    # --- sentences and preview ---

    def _problem_sentences(self, problems):
        """One line of text a problem, with the header of its column."""
        sentences = []
        for problem in problems:
            template = self.env._(VALUE_SENTENCES[problem.code])
            sentence = template % {"value": problem.value}
            sentences.append(f"{problem.column} : {sentence}" if problem.column else sentence)
        return "\n".join(sentences)

    def _render_preview(self):
        """A table of the first lines as they are understood, or why they would come back."""
        mapping, today = self.column_ids._get_mapping(), self._today()
        rows = Markup("").join(
            self._render_row(number, *read_row(cells, mapping, self.headers, today))
            for number, cells in self.sample
        )
        titles = (
            self.env._("Line"),
            self.env._("Asked on"),
            self.env._("Applicant"),
            self.env._("People"),
            self.env._("Resources"),
            self.env._("Charges"),
        )
        head = Markup("").join(Markup("<th>%s</th>") % title for title in titles)
        return Markup(
            '<table class="table table-sm"><thead><tr>%s</tr></thead><tbody>%s</tbody></table>'
        ) % (head, rows)

    def _render_row(self, number, entry, problems):
        if problems:
            reason = self._problem_sentences(problems)
            return Markup('<tr><td>%s</td><td colspan="5" class="text-muted">%s</td></tr>') % (
                number,
                reason,
            )
        born, year = entry["birthdate"]
        names = (entry.get(key) for key in ("full_name", "first_name", "last_name"))
        totals = [
            sum(amount for target, amount in entry["lines"].items() if target.startswith(kind))
            for kind in ("income.", "expense.")
        ]
        cells = (
            number,
            format_date(self.env, entry["date"]),
            f"{' '.join(filter(None, names))} ({year or born.year})",
            1 + ("partner_birthdate" in entry) + len(entry["children"]),
            *(
                format_amount(self.env, float(total), self.company_id.food_aid_currency_id)
                for total in totals
            ),
        )
        return Markup("<tr>%s</tr>") % Markup("").join(
            Markup("<td>%s</td>") % cell for cell in cells
        )
