from odoo import fields, models
from odoo.exceptions import UserError


class FoodAidDistribution(models.Model):
    """Closing with three numbers, opening again to correct, undoing a passage."""

    _inherit = "food.aid.distribution"

    def _tell(self, households=0, persons=0, weight=0):
        """Close with households, persons and kilograms: the organisation's whole report.

        Nothing more is asked of it. Numbers left at zero are those that were counted.
        """
        self._check_may_record()
        for number in (households, persons):
            self._check_number(number)
        if not 0 <= weight < 10**6:
            raise UserError(self.env._("Write the kilograms as a number, without a sign."))
        # Reason for sudo: portal users hold read access only; checked above.
        self.sudo().write(
            {"told_households": households, "told_persons": persons, "weight": weight}
        )
        self._close()

    def action_close(self):
        """Close with the numbers that the form tells."""
        for distribution in self:
            distribution._check_may_record()
            distribution._close()

    def _close(self):
        """Count what was told besides the passages recorded, once, and freeze the numbers."""
        # Reason for sudo: see `_tell`, and the passages that employees do not write.
        distribution = self.sudo()
        households = distribution.told_households or distribution.household_count
        persons = distribution.told_persons or distribution.person_count
        more_households = households - distribution.household_count
        more_persons = persons - distribution.person_count
        if more_households < 0 or more_persons < 0:
            raise UserError(
                self.env._(
                    "Passages recorded: %(households)s households, %(persons)s people. "
                    "The totals cannot be lower: correct them, or undo a passage.",
                    households=distribution.household_count,
                    persons=distribution.person_count,
                )
            )
        if persons < households:
            raise UserError(self.env._("There are at least as many people as households."))
        if more_households or more_persons:
            counts = {"household_count": more_households, "size": more_persons}
            company = distribution.company_id
            distribution.env["food.aid.visit"].create(
                distribution._prepare_visit() | counts | {"kind": "total", "company_id": company.id}
            )
        distribution.write(
            {
                "state": "closed",
                "date_closed": fields.Date.context_today(self),
                "closed_by_id": self.env.uid,
            }
        )

    def action_reopen(self):
        """Open again to correct: the passages stay, the totals are told anew.

        Open to portal users: who may read a distribution there may correct it.
        """
        self.check_access("read" if self.env.user._is_portal() else "write")
        # Reason for sudo: portal users hold read access only; checked above.
        closed = self.sudo().filtered(lambda one: one.state == "closed")
        totals = closed.visit_ids.filtered(lambda one: one.kind == "total")
        totals.state = "undone"
        closed.write({"state": "open", "date_closed": False, "closed_by_id": False})

    def _undo(self, visit_id):
        """Undo a passage of this distribution: it stays, and counts no more."""
        self._check_may_record()
        visit = self.env["food.aid.visit"].search(
            [("id", "=", visit_id), ("state", "!=", "undone")]
        )
        # Reason for sudo: portal users hold read access only; the passage is one they read,
        # of this distribution.
        visit = visit.sudo().filtered(lambda one: one.distribution_id.id == self.id)
        self._lock(visit.referral_id)
        visit.state = "undone"
        return bool(visit)
