from odoo import models


class FoodAidPortalMixin(models.AbstractModel):
    """What an organisation reads of its own in the portal: a whitelist of fields, nothing to write.

    Whose records it reads is the rule's business: one condition on `organisation_id`.
    """

    _name = "food.aid.portal.mixin"
    _description = "Read in the portal by a whitelist"

    # `_order` and `active` included, or searches fail; no field that leads to another record
    _portal_fields = frozenset()

    def _has_field_access(self, field, operation):
        if not super()._has_field_access(field, operation):
            return False
        if self.env.su or self.env.user._is_internal():
            return True
        return operation == "read" and field.name in self._portal_fields
