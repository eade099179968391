from odoo import models


class FoodAidLetterTemplate(models.Model):
    """What may stand between double braces in each kind of letter."""

    _inherit = "food.aid.letter.template"

    def _get_placeholders(self):
        """Return {name: meaning} of all that may stand in the text, by kind of letter."""
        if not self.kind or self.is_decision:
            return self._get_decision_placeholders()
        return (
            self._get_common_placeholders()
            | {
                "missing_papers": self._get_missing_papers_placeholders,
                "appointment": self._get_appointment_placeholders,
                "end_of_right": self._get_end_placeholders,
                "attestation": self._get_attestation_placeholders,
            }[self.kind]()
        )

    def _get_decision_placeholders(self):
        return {
            "household_name": self.env._("Name of the person, or the file number"),
            "file_number": self.env._("File number"),
            "ccas_name": self.env._("Name of the CCAS"),
            "decision_number": self.env._("Number of the decision"),
            "decision_date": self.env._("Date of the decision"),
            "decision": self.env._("Granted, not granted or adjourned"),
            "reason": self.env._("Reason given with the decision"),
            "request_date": self.env._("Date of the request"),
            "size": self.env._("Number of people counted"),
            "remaining": self.env._("What is left for the month"),
            "value": self.env._("What is left per person and day"),
            "date_from": self.env._("First day of the right"),
            "date_to": self.env._("Last day of the right"),
            "rate": self.env._("Share to pay, in per cent"),
            "credit": self.env._("Purchase budget"),
            "referent_name": self.env._("Name of the referent"),
            "referent_phone": self.env._("Phone of the referent, or of the CCAS"),
        }

    def _get_common_placeholders(self):
        return {
            "household_name": self.env._("Name of the person, or the file number"),
            "recipient_name": self.env._("To whom the letter is addressed"),
            "file_number": self.env._("File number"),
            "ccas_name": self.env._("Name of the CCAS"),
            "ccas_phone": self.env._("Phone of the CCAS"),
            "referent_name": self.env._("Name of the referent"),
            "referent_phone": self.env._("Phone of the referent, or of the CCAS"),
            "today": self.env._("Day of printing"),
        }

    def _get_missing_papers_placeholders(self):
        return {
            "request_date": self.env._("Date of the request"),
            "papers": self.env._("Papers that are missing, one a line"),
        }

    def _get_appointment_placeholders(self):
        return {
            "appointment_date": self.env._("Day of the appointment"),
            "appointment_hour": self.env._("Hour of the appointment"),
            "appointment_place": self.env._("Where the person is expected"),
            "appointment_with": self.env._("Who receives the person"),
            "papers": self.env._("Papers to bring, one a line"),
        }

    def _get_end_placeholders(self):
        return {
            "date_from": self.env._("First day of the right"),
            "date_to": self.env._("Last day of the right"),
            "papers": self.env._("Papers to bring, one a line"),
        }

    def _get_attestation_placeholders(self):
        return {
            "date_from": self.env._("First day of the right"),
            "date_to": self.env._("Last day of the right"),
            "amounts": self.env._("What is given, when it was chosen to say it"),
        }

    def _get_example(self):
        """Return what an invented person's letter would bear; the meaning of what has none."""
        company = self.company_id or self.env.company
        known = {
            "household_name": self.env._("Camille Example"),
            "recipient_name": self.env._("Camille Example"),
            "file_number": "F00000",
            "ccas_name": company.name,
            "ccas_phone": company.phone or "00 00 00 00 00",
            "referent_name": self.env.user.name,
            "referent_phone": company.phone or "00 00 00 00 00",
            "appointment_hour": "14:00",
        }
        return self._get_placeholders() | {
            name: known[name] for name in self._get_placeholders() if name in known
        }
