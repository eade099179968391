from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

# What stands for the words of a first contact once they are erased.
ERASED = "—"


class FoodAidAppointment(models.Model):
    """What the night puts in order: the day that is over, and words kept long enough."""

    _inherit = "food.aid.appointment"

    @api.model
    def _cron_end_days(self):
        """Count as met whoever arrived on a former day: nobody waits overnight.

        Who was planned and neither arrived nor was absent stays on the first screens: only an
        agent knows what became of them.
        """
        waiting = Domain("state", "=", "arrived") & Domain("date", "<", "today")
        self.search(waiting).state = "done"

    @api.autovacuum
    def _gc_contacts(self):
        """Erase the words and phone of first contacts, after the days that each CCAS says."""
        told = Domain("contact_text", "not in", (False, ERASED))
        told |= Domain("contact_phone", "!=", False)
        for (company,) in self._read_group(told, ["company_id"]):
            last = fields.Date.today() - timedelta(days=company.food_aid_contact_days)
            old = self.search(
                told & Domain("company_id", "=", company.id) & Domain("date", "<", last)
            )
            known = old.filtered("household_id")
            known.write({"contact_text": False, "contact_phone": False})
            (old - known).write({"contact_text": ERASED, "contact_phone": False})
