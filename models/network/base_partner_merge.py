from odoo import models
from odoo.exceptions import AccessError


class PartnerMerge(models.TransientModel):
    """Merged organisations read what either was told."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        partners = self.env["res.partner"].browse(partner_ids).exists()
        organisations = partners.filtered("is_food_aid_organisation")
        if organisations and not partners._food_aid_keeps_roles():
            raise AccessError(
                self.env._(
                    "“%(organisation)s” belongs to food aid: a coordinator merges it, since each "
                    "would read what the other was told.",
                    organisation=organisations[0].name,
                )
            )
        return super()._merge(partner_ids, dst_partner, extra_checks)
