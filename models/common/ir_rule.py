import logging

from odoo import models
from odoo.exceptions import AccessError

_logger = logging.getLogger(__name__)


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        """Refuse our records in one plain sentence that says nothing of them.

        Odoo's own names the records to developers, and suggests to switch to the company that
        holds them: for a reserved file of the current CCAS the client would do so without end.
        """
        if not records._name.startswith("food.aid."):
            return super()._make_access_error(operation, records)
        _logger.info(
            "Access refused by record rules: %s %s%r, user %s",
            operation,
            records._name,
            records.ids[:6],
            self.env.uid,
        )
        # As Odoo does: what was read to find out must not stay for the user to read.
        records.invalidate_recordset()
        return AccessError(
            self.env._(
                "This is not open to you, or is no longer there. Go back to your list; "
                "if your work needs it, ask the coordinator of the CCAS."
            )
        )
