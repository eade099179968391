from odoo import api, models

from ..models.common.word_date import word_date

PER_SHEET = 5


class AppointmentSlip(models.AbstractModel):
    """Slips to hand over or to send, five to an A4 sheet: when, where, with whom.

    A slip bears a file number, never a name, an address or what the appointment is about.
    """

    _name = "report.food_aid.report_appointment_slip"
    _description = "Slip of an appointment"
    _inherit = ["report.food_aid.paper"]

    _paper_model = "food.aid.appointment"

    @api.model
    def _prepare_paper(self, docs):
        slips = [self._prepare_slip(appointment) for appointment in docs]
        return {
            "sheets": [slips[rank : rank + PER_SHEET] for rank in range(0, len(slips), PER_SHEET)]
        }

    @api.model
    def _prepare_slip(self, appointment):
        start = appointment._get_local_times()[0]
        day = word_date(self.env, start.date(), "EEEE d MMMM y")
        company = appointment.company_id
        address = filter(None, (company.street, company.zip, company.city))
        return {
            "town": company.city or company.name,
            "number": appointment.household_id.name or "",
            "time": f"{day}, {start.strftime('%H:%M')}",
            "worker": appointment.user_id.name,
            "place": appointment.place or " ".join(address),
            "phone": company.phone or "",
        }
