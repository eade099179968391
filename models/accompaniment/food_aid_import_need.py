from odoo import models

from ...tools.need_words import categories_of


class FoodAidImportNeed(models.Model):
    """The needs that a register tells become needs, each with its category."""

    _inherit = "food.aid.import"

    def _create_requests(self, found):
        requests = super()._create_requests(found)
        # Reason for sudo: categories are read whatever their language or whether still in use.
        categories = self.env["food.aid.need.category"].sudo().with_context(active_test=False)
        by_code = {one.code: one.id for one in categories.search([])}  # pylint: disable=no-search-all
        self.env["food.aid.need"].create(
            [
                {
                    "household_id": request.household_id.id,
                    "request_id": request.id,
                    "category_id": by_code[code],
                    "date": request.date,
                }
                for request in requests
                for code in categories_of(request.needs_text)
                if code in by_code
            ]
        )
        return requests
