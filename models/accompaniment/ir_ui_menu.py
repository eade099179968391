from odoo import models

FOLLOWUP_MENUS = ("food_aid.menu_food_aid_followup", "food_aid.menu_food_aid_followup_all")


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Hide follow-ups where the CCAS accompanies with another tool; needs stay."""
        hidden = super()._load_menus_blacklist()
        if not self.env.company.food_aid_has_followup:
            menus = (self.env.ref(name, raise_if_not_found=False) for name in FOLLOWUP_MENUS)
            hidden = [*hidden, *(menu.id for menu in menus if menu)]
        return hidden
