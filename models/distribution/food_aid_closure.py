from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import format_date

LENGTH = 500


class FoodAidClosure(models.Model):
    """“We will be closed”: days and words that an association tells the CCAS."""

    _name = "food.aid.closure"
    _description = "Closure"
    _inherit = ["food.aid.portal.mixin", "food.aid.links.mixin"]
    _order = "date_from desc, id desc"
    _portal_fields = frozenset(["id", "display_name", "date_from", "date_to", "message"])

    organisation_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('is_food_aid_association', '=', True)]",
    )
    date_from = fields.Date(string="First day", required=True)
    date_to = fields.Date(string="Last day", required=True, index=True)
    message = fields.Char(string="A word", size=LENGTH, help="Where to go meanwhile, for instance.")

    _dates_check = models.Constraint(
        "CHECK (date_to >= date_from)", "A closure ends after it begins."
    )

    @api.depends("date_from", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        day = self.env["ir.qweb.field.date"].value_to_html
        for closure in self:
            closure.display_name = f"{day(closure.date_from, {})} → {day(closure.date_to, {})}"

    def _covers(self, day):
        return self.date_from <= day <= self.date_to

    def _tell(self):
        """Return the days and the word of the association, as a sentence for an agent."""
        self.ensure_one()
        first, last = (format_date(self.env, day) for day in (self.date_from, self.date_to))
        if first == last:
            words = self.env._("Closed on %(day)s.", day=first)
        else:
            words = self.env._("Closed from %(first)s to %(last)s.", first=first, last=last)
        return f"{words} {self.message}" if self.message else words

    @api.model
    def _announce(self, date_from, date_to, message=""):
        """Tell the CCAS that the manager's organisation will be closed, once.

        :raise AccessError: unless the user manages an organisation
        """
        organisation = self._check_manager()
        if not date_from or not date_to or date_to < date_from:
            raise UserError(self.env._("Choose the first day, then the last one."))
        if date_to < fields.Date.context_today(self):
            raise UserError(self.env._("These days are over: choose days to come."))
        values = {
            "date_from": date_from,
            "date_to": date_to,
            "message": str(message or "").strip()[:LENGTH],
        }
        same = self.search([(name, "=", value) for name, value in values.items()], limit=1)
        if same:
            return same
        # Reason for sudo: portal users create nothing by themselves; the organisation is that
        # of the user, the values were checked.
        closure = self.sudo().create(values | {"organisation_id": organisation.id})
        return self.browse(closure.id)

    def _take_back(self):
        """The association will be open after all."""
        self._check_manager()
        self.check_access("read")
        # Reason for sudo: portal users delete nothing by themselves; it is one they read.
        self.sudo().unlink()

    @api.model
    def _check_manager(self):
        user = self.env.user
        if not user.food_aid_organisation_id or not user.has_group(
            "food_aid.group_food_aid_portal_manager"
        ):
            raise AccessError(self.env._("Only those who manage the association do this."))
        return user.food_aid_organisation_id
