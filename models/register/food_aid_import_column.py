from odoo import api, fields, models

from ...tools.register_columns import takes_many
from ...tools.text import normalise


class FoodAidImportColumn(models.Model):
    """A column of a register, and what it fills. The choice is remembered for the next file."""

    _name = "food.aid.import.column"
    _description = "Column of a register"
    _order = "import_id, position"

    import_id = fields.Many2one("food.aid.import", required=True, index=True, ondelete="cascade")
    position = fields.Integer(readonly=True)
    name = fields.Char(string="Header", readonly=True)
    example = fields.Char(compute="_compute_example")
    target = fields.Selection(
        [
            ("legacy_reference", "File number in the register"),
            ("date", "Date of the request"),
            ("prescriber", "Sent by"),
            ("last_name", "Last name"),
            ("first_name", "First name"),
            ("full_name", "Full name"),
            ("sex", "Sex or title"),
            ("birthdate", "Birth date or year"),
            ("street", "Place of life"),
            ("zip", "Postcode"),
            ("city", "Commune"),
            ("phone", "Phone"),
            ("email", "Email"),
            ("family", "Family situation"),
            ("partner_name", "Spouse: name"),
            ("partner_birthdate", "Spouse: birth date or year"),
            ("children_births", "Children: birth dates or years"),
            ("housing", "Housing"),
            ("status", "Professional status"),
            ("amount", "Resource or charge"),
            ("needs", "Needs expressed"),
            ("is_first", "First request: yes or no"),
            ("observations", "Free text, reviewed line by line"),
        ],
        string="Fills",
        help="Left empty, the column is not imported.",
    )
    category_id = fields.Many2one("food.aid.budget.category", ondelete="set null")

    @api.depends("import_id.sample", "position")
    def _compute_example(self):
        for column in self:
            rows = (cells for _number, cells in column.import_id.sample or ())
            values = (row[column.position] for row in rows if len(row) > column.position)
            filled = dict.fromkeys(str(value) for value in values if value not in (None, ""))
            column.example = " · ".join(list(filled)[:3])

    @api.onchange("target")
    def _onchange_target(self):
        if self.target != "amount":
            self.category_id = False

    def _get_target(self):
        """What the reader calls this target: `date`, `income.rsa`…, "" when left out."""
        self.ensure_one()
        if self.target != "amount":
            return self.target or ""
        category = self.category_id
        return f"{category.kind}.{category.code}" if category else ""

    def _get_mapping(self):
        """Target per position; a target that takes one column keeps the first that names it."""
        mapping, taken = {}, set()
        for column in self.sorted("position"):
            target = column._get_target()
            if target and (target not in taken or takes_many(target)):
                taken.add(target)
                mapping[column.position] = target
        return mapping

    def _get_memory(self):
        """What is remembered of these columns: header as compared → target."""
        return {key: column._get_target() for column in self if (key := normalise(column.name))}
