from odoo import api, fields, models
from odoo.fields import Command


class FoodAidSplit(models.TransientModel):
    """Who leaves the household, who stays, and which children live on both sides."""

    _name = "food.aid.split"
    _description = "Separate the household"
    _inherit = ["food.aid.links.mixin"]

    household_id = fields.Many2one("food.aid.household", required=True, readonly=True)
    date = fields.Date(string="Since", required=True, default=fields.Date.context_today)
    line_ids = fields.One2many("food.aid.split.line", "split_id", string="People")
    is_reserved = fields.Boolean(
        string="Reserve the new file", help="Open to you and to those you name afterwards, only."
    )
    is_kept_apart = fields.Boolean(
        string="Keep the two apart",
        help="Never the same place and day. The new file is reserved too.",
    )

    @api.onchange("is_kept_apart")
    def _onchange_is_kept_apart(self):
        self.is_reserved |= self.is_kept_apart

    @api.model
    def _open(self, household):
        household.ensure_one()
        household.check_access("write")
        present = household.member_ids.filtered(lambda one: not one.date_end)
        split = self.create(
            {
                "household_id": household.id,
                "line_ids": [Command.create({"member_id": one.id}) for one in present],
            }
        )
        return split._get_records_action(name=self.env._("Separate the household"), target="new")

    def action_split(self):
        """Make the new file and open it: it can be assessed at once."""
        self.ensure_one()
        members = {
            side: self.line_ids.filtered(lambda one, side=side: one.side == side).member_id
            for side in ("leaves", "both")
        }
        household = self.household_id._split(
            members["leaves"],
            members["both"],
            self.date,
            is_reserved=self.is_reserved,
            is_kept_apart=self.is_kept_apart,
        )
        return household._get_records_action(name=self.env._("Household"))
