import functools

from markupsafe import Markup

from odoo import api, models

# The letter keeps to its page.
SHOWN = 4


class DecisionLetter(models.AbstractModel):
    """The words of a refusal may say what else is possible: nobody is told a bare no."""

    _inherit = "report.food_aid.report_decision_letter"

    @api.model
    def _get_values(self, decision):
        return super()._get_values(decision) | {"other_help": self._word_other_help(decision)}

    @api.model
    def _get_other_help(self, template, values):
        """Say it after the words of a refusal that do not place it themselves."""
        added = super()._get_other_help(template, values)
        words = values["other_help"]
        if not words or template.kind == "adjourned" or template._asks_for("other_help"):
            return added
        return added + Markup("<p>{}</p>").format(words)

    @api.model
    def _word_other_help(self, decision):
        """Return a sentence with the services open to the household, and the food voucher."""
        if decision.outcome == "granted":
            return ""
        household = decision.household_id
        services = household._get_other_services(decision.assessment_id)
        voucher = self.env._(
            "If you have nothing to eat, come to the CCAS: a food voucher can be given to you "
            "the same day."
        )
        if not services:
            return voucher
        places = functools.reduce(
            lambda places, place: self.env._("%(places)s; %(place)s", places=places, place=place),
            map(self._word_service, services[:SHOWN]),
        )
        return self.env._(
            "You may already turn to: %(places)s. %(voucher)s", places=places, voucher=voucher
        )

    @api.model
    def _word_service(self, service):
        when = " ".join(filter(None, (service.day, service.hour)))
        parts = (service.display_name, service.place, when, service.phone)
        return ", ".join(filter(None, parts))
