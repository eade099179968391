from odoo import fields, models


class FoodAidHousehold(models.Model):
    """The appointments of a household."""

    _inherit = "food.aid.household"

    appointment_ids = fields.One2many("food.aid.appointment", "household_id", string="Appointments")

    def action_take_appointment(self):
        """Show the free times of those who receive; one click takes one."""
        self.ensure_one()
        return self.env["food.aid.appointment"]._get_dialog(self)
