from odoo import models
from odoo.exceptions import UserError

from ..common.word_date import word_date


class FoodAidAppointment(models.Model):
    """The letter that gives somebody an appointment: neutral, whoever opens it."""

    _inherit = "food.aid.appointment"

    def action_print_letter(self):
        """Print the letters of these appointments."""
        known = self.filtered("household_id")
        if not known:
            raise UserError(self.env._("A letter needs a file: register the household first."))
        contents = {one.household_id: one._get_letter_content() for one in known}
        letters, left_out = self.env["food.aid.letter"]._write_letters("appointment", contents)
        return letters._print(left_out)

    def _get_letter_content(self):
        start = self._to_local(self.date_start)
        company = self.company_id
        address = (company.name, company.street, company.zip, company.city)
        return {
            "appointment_date": word_date(self.env, start.date(), "EEEE d MMMM yyyy"),
            "appointment_hour": start.strftime("%H:%M"),
            "appointment_place": self.place or ", ".join(filter(None, address)),
            "appointment_with": self.user_id.name,
            "papers": [paper._get_text() for paper in self.household_id._get_papers_to_bring()],
        }
