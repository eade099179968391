from odoo import api, fields, models
from odoo.exceptions import UserError


class FoodAidAccessLog(models.Model):
    """Who opened which household, and when. Written by the system, read by the DPO."""

    _name = "food.aid.access.log"
    _description = "Opening of a household"
    _order = "date desc, id desc"
    _log_access = False

    date = fields.Datetime(required=True, default=fields.Datetime.now, index=True)
    user_id = fields.Many2one("res.users", string="Opened by", required=True, index=True)
    household_id = fields.Many2one(
        "food.aid.household",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty when many were read at once.",
    )
    company_id = fields.Many2one("res.company", string="CCAS")
    count = fields.Integer(string="Households read", default=1)

    @api.model
    def _log(self, households):
        """Write one line for a household opened, or one for many read at once."""
        values = {"user_id": self.env.uid, "company_id": households[:1].company_id.id}
        if len(households) == 1:
            values["household_id"] = households.id
        # Reason for sudo: nobody may write the log by hand, the person being logged least of all.
        self.sudo().create(values | {"count": len(households)})

    def write(self, vals):
        raise UserError(self.env._("The log of openings cannot be changed."))
