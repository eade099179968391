from odoo import fields, models

from ...tools.composition import AGE_BANDS

# What an organisation of food aid is told, and nobody else.
OF_FOOD = ("card_code", "size", "no_cooking", "rate", "credit", "quota", "quota_period", *AGE_BANDS)
BACK = ("declined", "expired")


class FoodAidReferral(models.Model):
    """A bridge: a need handed over to an organisation that is not about food.

    It lives as any referral does. The organisation reads a sentence that the person read first and
    as much of who they are as they agreed to: neither the need, nor the household, nor its ages.
    """

    _inherit = "food.aid.referral"

    need_id = fields.Many2one(
        "food.aid.need",
        string="Need handed over",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
        groups="food_aid.group_food_aid_instructor",
    )

    def _is_bridge(self):
        # Reason for sudo: whether it is a bridge does not depend on who asks.
        return bool(self.sudo().need_id)

    def _is_accepted_by_sending(self):
        """Nobody is expected somewhere else before they were asked."""
        return not self._is_bridge() and super()._is_accepted_by_sending()

    def _prepare_sheet(self):
        values = super()._prepare_sheet()
        if self._is_bridge():
            values |= dict.fromkeys(OF_FOOD, False)
            values |= {"date_from": fields.Date.context_today(self), "date_to": self.date_to}
        return values

    def _move(self, state, **values):
        """Tell the need what became of it: an answer of no brings it back to the CCAS."""
        result = super()._move(state, **values)
        # Reason for sudo: organisations and the night answer too; only the need's state changes.
        needs = self.sudo().need_id
        if state == "sent":
            needs.filtered(lambda one: one.state != "handed_over").state = "handed_over"
        elif state in BACK:
            needs._come_back()
        return result
