from odoo import fields, models
from odoo.fields import Domain


class FoodAidRight(models.Model):
    """Rights that come to their end: their household is told in time."""

    _inherit = "food.aid.right"

    date_end_letter = fields.Date(
        string="Told on",
        compute="_compute_date_end_letter",
        help="Day the last letter on the end of a right was printed.",
    )

    def _compute_date_end_letter(self):
        letters = self.env["food.aid.letter"]
        days = dict(
            letters._read_group(
                letters._get_recent_domain("end_of_right")
                & Domain("household_id", "in", self.household_id.ids),
                ["household_id"],
                ["date:max"],
            )
        )
        for right in self:
            right.date_end_letter = days.get(right.household_id)

    def action_print_end_letters(self):
        """Print the letters on the end of these rights.

        Without a choice: of all the rights that end within thirty days and were not told yet.
        """
        rights = self or self.search(self._get_to_tell_domain(), order="date_to, id")
        contents = {right.household_id: right._get_end_content() for right in rights}
        letters, left_out = self.env["food.aid.letter"]._write_letters("end_of_right", contents)
        return letters._print(left_out)

    def _get_to_tell_domain(self):
        recent = self.env["food.aid.letter"]._get_recent_domain("end_of_right")
        return (
            self._get_running_domain()
            & Domain("kind", "=", "food")
            & Domain("date_to", "<=", "today +30d")
            & Domain("household_id.letter_ids", "not any", recent)
        )

    def _get_end_content(self):
        """Return what fills the letter on the end of this right, papers to renew included."""
        return {
            "date_from": fields.Date.to_string(self.date_from),
            "date_to": fields.Date.to_string(self.date_to),
            "papers": [paper._get_text() for paper in self.household_id._get_papers_to_bring()],
        }
