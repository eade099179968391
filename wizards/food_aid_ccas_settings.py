from odoo import api, fields, models

from ..models.common.res_company import FOOD_AID_SETTINGS


class FoodAidCcasSettings(models.TransientModel):
    """The settings of one's own CCAS: coordinators hold no right on companies themselves."""

    _name = "food.aid.ccas.settings"
    _description = "Settings of the CCAS"

    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    food_aid_scale_id = fields.Many2one(
        "food.aid.scale",
        string="Scale of the CCAS",
        domain="[('company_id', 'in', (False, company_id)), ('organisation_id', '=', False)]",
        help="Scale under which the households of this CCAS are assessed.",
    )
    food_aid_currency_id = fields.Many2one("res.currency", string="Currency of budgets")
    food_aid_tz = fields.Selection(
        selection=lambda self: (
            self.env["res.company"]._fields["food_aid_tz"]._description_selection(self.env)
        ),
        string="Time zone",
        required=True,
    )
    food_aid_remaining_word = fields.Selection(
        selection=lambda self: (
            self.env["res.company"]
            ._fields["food_aid_remaining_word"]
            ._description_selection(self.env)
        ),
        string="Word for what remains",
        required=True,
    )
    food_aid_has_followup = fields.Boolean(
        string="Accompany households here",
        help="Off: needs are still noted; no follow-up is opened, those of before stay readable.",
    )
    food_aid_log_months = fields.Integer(
        string="Months the log of openings is kept",
        help="Lines of the log of openings are deleted after this time.",
    )
    food_aid_contact_days = fields.Integer(
        string="Days a first contact is kept",
        help="The words and phone of who has an appointment and no file are erased after it.",
    )
    food_aid_signatory = fields.Char(
        string="Signatory of letters",
        help="Name and quality printed at the foot of letters when the decision names none.",
    )
    food_aid_signature = fields.Image(
        string="Scanned signature",
        attachment=False,
        help="Printed under the signatory of letters that are no decision.",
    )
    food_aid_appeal_contact = fields.Text(
        string="Ways of appeal",
        help="Where and within what time a decision may be contested; printed on letters.",
    )

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        company = self.env.company
        for name in FOOD_AID_SETTINGS.intersection(fields):
            values[name] = company._fields[name].convert_to_write(company[name], company)
        return values

    def action_save(self):
        self.ensure_one()
        self.company_id._food_aid_configure(
            {
                name: self._fields[name].convert_to_write(self[name], self)
                for name in FOOD_AID_SETTINGS
            }
        )
        return {"type": "ir.actions.act_window_close"}
