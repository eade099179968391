from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

RECENT = "today -30d"


class FoodAidVisit(models.Model):
    """Help on the spot («dépannage») to somebody unknown: counted, never named."""

    _inherit = "food.aid.visit"

    emergency = fields.Selection(
        selection="_selection_emergency",
        string="Help on the spot",
        help="Why somebody without a referral was helped at once.",
    )

    @api.model
    def _selection_emergency(self):
        return [
            ("resources", self.env._("Resources stopped or late")),
            ("waiting", self.env._("Waits for an appointment or an answer")),
            ("arrival", self.env._("Just arrived, or passing through")),
            ("housing", self.env._("No home, or nowhere to cook")),
            ("other", self.env._("Another reason")),
        ]

    @api.model
    def _help_now(self, service_id, emergency, size=0, bands=None, client_uuid=False):
        """Count emergency help given today to somebody unknown, within an open distribution.

        The same message twice is one help.

        :param emergency: key of `emergency`
        :param bands: {key of an age band: how many}
        :return: the passage, with the rights of the user
        """
        distributions = self.env["food.aid.distribution"]
        organisation = distributions._check_organisation()
        if service_id not in dict(distributions._get_portal_services()):
            raise UserError(self.env._("Choose the service."))
        if emergency not in dict(self._selection_emergency()):
            raise UserError(self.env._("Choose one of the answers of the list."))
        counts = self.env["food.aid.referral"]._count_people(size, bands or {})
        # Reason for sudo: portal users create nothing by themselves; the service is one of
        # their organisation's, the CCAS the one that leads it, the rest was checked above.
        visits = self.sudo()
        message = [("organisation_id", "=", organisation.id), ("client_uuid", "=", client_uuid)]
        visit = client_uuid and visits.search(message, limit=1)
        if not visit:
            values = visits._prepare_help(organisation, service_id)
            values |= {"emergency": emergency, "client_uuid": client_uuid}
            visit = visits.create(values | counts)
        return self.browse(visit.id)

    @api.model
    def _prepare_help(self, organisation, service_id):
        today = fields.Date.context_today(self)
        service = self.env["food.aid.service"].browse(service_id)
        distribution = self.env["food.aid.distribution"].search(
            [("service_id", "=", service_id), ("date", "=", today), ("state", "=", "open")], limit=1
        )
        return {
            "organisation_id": organisation.id,
            "company_id": (organisation.lead_company_id or self.env.company).id,
            "service_id": service.id,
            "service_name": service.name,
            "distribution_id": distribution.id,
            "date": today,
            "kind": "unknown",
        }

    @api.model
    def _get_recent_helps(self):
        """Return the emergency helps of the last thirty days that the user reads."""
        domain = Domain("emergency", "!=", False) & Domain("date", ">=", RECENT)
        return self.search(domain & self._get_served_domain())

    def _undo_help(self):
        """Undo an emergency help: it stays, and counts no more."""
        self.env["food.aid.distribution"]._check_organisation()
        helps = self & self._get_recent_helps()
        if any(one.distribution_id.state == "closed" for one in helps.sudo()):  # compared only
            raise UserError(self.env._("This distribution is closed. Open it again to correct it."))
        # Reason for sudo: portal users hold read access only; they read these.
        helps.sudo().state = "undone"
