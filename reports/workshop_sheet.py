from odoo import api, models

PAGE_ROWS, BLANK_ROWS = 18, 6


class WorkshopSheet(models.AbstractModel):
    """Sign-in sheet of a session, with the rights of who prints alone."""

    _name = "report.food_aid.report_workshop_sheet"
    _description = "Sign-in sheet of a workshop"
    _inherit = ["report.food_aid.paper"]

    _paper_model = "food.aid.workshop.session"

    @api.model
    def _log_print(self, docs):
        households = docs.registration_ids.household_id
        self.env["food.aid.access.log"]._log(households, "print")

    @api.model
    def _prepare_paper(self, docs):
        return {"pages": [page for session in docs for page in self._get_pages(session)]}

    @api.model
    def _get_pages(self, session):
        expected = session.registration_ids.filtered(
            lambda one: one.state in ("registered", "present", "absent")
        ).sorted("id")
        rows = [*enumerate(expected, start=1), *([(None, None)] * BLANK_ROWS)]
        return [
            {"session": session, "rows": rows[first : first + PAGE_ROWS], "is_first": not first}
            for first in range(0, len(rows), PAGE_ROWS)
        ]
