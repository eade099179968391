from odoo import api, fields, models
from odoo.exceptions import UserError


class FoodAidBirth(models.TransientModel):
    """One gesture turns a child to come into a child."""

    _name = "food.aid.birth"
    _description = "A child is born"
    _inherit = ["food.aid.links.mixin"]

    member_id = fields.Many2one(
        "food.aid.household.member", string="Child", required=True, readonly=True
    )
    birthdate = fields.Date(string="Birth date", required=True)
    first_name = fields.Char()
    is_under_code = fields.Boolean(related="member_id.household_id.is_under_code")

    @api.model
    def _open(self, member):
        today = fields.Date.context_today(self)
        birth = self.create(
            {
                "member_id": member.id,
                "birthdate": min(member.expected_date or today, today),
                "first_name": member.first_name,
            }
        )
        return birth._get_records_action(name=self.env._("A child is born"), target="new")

    def action_birth(self):
        self.ensure_one()
        member = self.member_id
        if not member.expected_date or member.birthdate:
            raise UserError(self.env._("No birth is expected here: reload the page."))
        values = {"role": "child", "expected_date": False, "date_start": self.birthdate}
        if self.is_under_code:
            values["birth_year"] = self.birthdate.year
        else:
            values |= {"birthdate": self.birthdate, "first_name": self.first_name}
        member.write(values)
        member.household_id._refresh_sheets()
        return {"type": "ir.actions.act_window_close"}
