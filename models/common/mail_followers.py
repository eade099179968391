from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class MailFollowers(models.Model):
    """Who follows a file is read by those who may open the file.

    Odoo lets every employee read every follower: ids of reserved files, and their named agents.
    """

    _inherit = "mail.followers"

    @api.model
    def _search(self, domain, *args, **kwargs):
        if not self.env.su:
            domain = Domain(domain) & self._get_open_domain()
        return super()._search(domain, *args, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if result or self.env.su or not self.ids:
            return result
        hidden = self - self.browse(self._search([("id", "in", self.ids)]))
        return (hidden, hidden._refuse) if hidden else None

    @api.model
    def _get_open_domain(self):
        """Return the followers of files open to the user, and of what is not ours."""
        domain = ~Domain("res_model", "=like", "food.aid.%")
        for name in self._get_threads():
            if self.env[name].has_access("read"):
                ids = self.env[name]._search([])
                domain |= Domain("res_model", "=", name) & Domain("res_id", "in", ids)
        return domain

    @api.model
    def _get_threads(self):
        return [
            name
            for name, model in self.env.items()
            if name.startswith("food.aid.") and not model._abstract and "message_ids" in model
        ]

    def _refuse(self):
        return AccessError(self.env._("This is not open to you, or is no longer there."))
