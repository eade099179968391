from odoo import models


class FoodAidHousehold(models.Model):
    """What a household may turn to when the scale of the CCAS does not grant."""

    _inherit = "food.aid.household"

    def _get_other_services(self, assessment):
        """Return the services open to this household as things stand.

        Those that ask for no right, those whose own scale grants, those of a right that runs.

        :param assessment: its validated assessment, or an empty record
        """
        services = self.env["food.aid.service"]
        if not self:
            return services
        services = services.search([("organisation_id.active", "=", True)])
        offers = services._get_offers(self, self._get_running_right(), assessment)
        return services.filtered(lambda service: offers[service]["offer"] != "closed")
