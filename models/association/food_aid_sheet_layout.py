from odoo import api, fields, models


class FoodAidSheetLayout(models.Model):
    """Which optional blocks of the liaison sheet a CCAS and an organisation agreed to print.

    Only what the organisation may read can be printed: a block left out is left out of paper.
    """

    _name = "food.aid.sheet.layout"
    _description = "Blocks of the liaison sheet"
    _order = "organisation_id, id"
    _rec_name = "organisation_id"

    organisation_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('is_food_aid_association', '=', True)]",
    )
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    date_agreed = fields.Date(string="Agreed on", default=fields.Date.context_today)
    show_phone = fields.Boolean(string="Phone of the person", default=True)
    show_ages = fields.Boolean(string="Age bands", default=True)
    show_needs = fields.Boolean(string="Baby, cannot cook", default=True)
    show_money = fields.Boolean(string="Share to pay and purchases", default=True)
    show_message = fields.Boolean(string="Message to the association", default=True)
    show_referent = fields.Boolean(string="Referent", default=True)
    show_card = fields.Boolean(string="Code of the card", default=True)

    _once_uniq = models.UniqueIndex(
        "(organisation_id, company_id)", "The blocks of this organisation are already chosen."
    )

    @api.model
    def _get_hidden(self, referrals):
        """Return {referral id: blocks left out of its sheet}, in one query.

        :param referrals: referrals that the user may print
        """
        # Reason for sudo: settings of the paper, of organisations and CCAS that its reader
        # does not open.
        referrals = referrals.sudo()
        layouts = referrals.env[self._name].search(
            [("organisation_id", "in", referrals.organisation_id.ids)]
        )
        blocks = [name for name in self._fields if name.startswith("show_")]
        hidden = {
            (layout.organisation_id.id, layout.company_id.id): frozenset(
                name.removeprefix("show_") for name in blocks if not layout[name]
            )
            for layout in layouts
        }
        return {
            referral.id: hidden.get((referral.organisation_id.id, referral.company_id.id), ())
            for referral in referrals
        }
