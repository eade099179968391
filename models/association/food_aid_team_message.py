from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

LENGTH, AHEAD_DAYS = 500, 92


class FoodAidTeamMessage(models.Model):
    """The manager's word to the team, on the first page until a day: one at a time.

    It is the association's own: nobody at the CCAS reads it, and it names nobody helped.
    """

    _name = "food.aid.team.message"
    _description = "Message to a team"
    _inherit = ["food.aid.portal.mixin"]
    _order = "date_to desc, id desc"
    _portal_fields = frozenset(["id", "display_name", "text", "date_to"])

    organisation_id = fields.Many2one("res.partner", required=True, index=True, ondelete="cascade")
    text = fields.Text(required=True)
    date_to = fields.Date(string="Until", required=True)

    @api.depends("date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for message in self:
            day = format_date(self.env, message.date_to)
            message.display_name = self.env._("Message until %(day)s", day=day)

    @api.model
    def _post(self, text, date_to):
        """Show a message to the manager's team until a day, instead of the one before.

        :raise AccessError: unless the user manages an organisation
        """
        organisation = self.env["res.users"]._food_aid_check_manager()
        text = str(text or "").strip()
        if not text or len(text) > LENGTH:
            raise UserError(
                self.env._("Write the message: %(length)s characters at most.", length=LENGTH)
            )
        today = fields.Date.context_today(self)
        if not date_to or not today <= date_to <= fields.Date.add(today, days=AHEAD_DAYS):
            raise UserError(self.env._("Choose its last day: within three months."))
        self._take_back()
        # Reason for sudo: portal users create nothing by themselves; checked values, of the
        # organisation of the user.
        message = self.sudo().create(
            {"organisation_id": organisation.id, "text": text, "date_to": date_to}
        )
        return self.browse(message.id)

    @api.model
    def _take_back(self):
        """Show no message any more."""
        self.env["res.users"]._food_aid_check_manager()
        # Reason for sudo: portal users delete nothing by themselves; those of their own.
        organisation = self.env.user.food_aid_organisation_id
        self.sudo().search([("organisation_id", "=", organisation.id)]).unlink()

    @api.model
    def _get_current(self):
        """Return the message of the day, with the rights of the user; empty when there is none."""
        return self.search([("date_to", ">=", fields.Date.context_today(self))], limit=1)
