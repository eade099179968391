from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.register_values import parse_text


class FoodAidImportLine(models.Model):
    """A line of a register: what became of it.

    Once it is imported its cells are erased; there remains a key that tells it again without
    naming anybody, and the link to what it became.
    """

    _name = "food.aid.import.line"
    _description = "Line of a register"
    _order = "import_id, row_number"

    import_id = fields.Many2one("food.aid.import", required=True, index=True, ondelete="cascade")
    row_number = fields.Integer(string="Line", readonly=True, aggregator=None)
    cells = fields.Json(readonly=True)
    summary = fields.Char(string="What it says", compute="_compute_summary")
    state = fields.Selection(
        [
            ("todo", "To do"),
            ("done", "Imported"),
            ("known", "Already there"),
            ("rejected", "To correct"),
        ],
        required=True,
        readonly=True,
        default="todo",
    )
    key = fields.Char(readonly=True, index="btree_not_null")
    reason = fields.Text(readonly=True)
    household_id = fields.Many2one(
        "food.aid.household", readonly=True, index="btree_not_null", ondelete="set null"
    )
    request_id = fields.Many2one(
        "food.aid.request", readonly=True, index="btree_not_null", ondelete="set null"
    )
    note = fields.Text(
        string="Text to review",
        help="Free text of the register. It is erased unless somebody keeps it.",
    )

    _todo_idx = models.Index("(import_id, id) WHERE state = 'todo'")

    @api.depends("cells", "household_id")
    def _compute_summary(self):
        for line in self:
            texts = [parse_text(cell) for cell in line.cells or ()]
            line.summary = " · ".join([text for text in texts if text][:6])

    def action_keep_note(self):
        """Put the text, as the agent left it, in the file of the household, then erase it."""
        for line in self.filtered("note"):
            if not line.household_id:
                raise UserError(
                    self.env._("This line was not imported: there is no file to keep its text in.")
                )
            line.household_id._message_log(body=line.note)
            line.note = False
        return True

    def action_drop_note(self):
        self.note = False
        return True
