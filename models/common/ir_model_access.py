from odoo import api, models
from odoo.exceptions import AccessError


class IrModelAccess(models.Model):
    """The undertaking stands before everything: pages, methods over RPC, papers, exports."""

    _inherit = "ir.model.access"

    @api.model
    def _food_aid_is_shut(self, model):
        is_ours = model.startswith("food.aid.") and not self.env.su
        return is_ours and self.env.user._food_aid_must_sign()

    @api.model
    def check(self, model, mode="read", raise_exception=True):
        if self._food_aid_is_shut(model):
            if raise_exception:
                raise self._make_access_error(model, mode)
            return False
        return super().check(model, mode, raise_exception)

    def _make_access_error(self, model, mode):
        if self._food_aid_is_shut(model):
            return AccessError(
                self.env._("First read the confidentiality undertaking, on the page of food aid.")
            )
        return super()._make_access_error(model, mode)
