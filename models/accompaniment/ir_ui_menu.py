from odoo import models


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Hide follow-ups where the CCAS accompanies with another tool; needs stay."""
        hidden = super()._load_menus_blacklist()
        if not self.env.company.food_aid_has_followup:
            menu = self.env.ref("food_aid.menu_food_aid_followup", raise_if_not_found=False)
            hidden = [*hidden, *(menu.ids if menu else [])]
        return hidden
