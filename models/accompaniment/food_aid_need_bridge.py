from odoo import fields, models


class FoodAidNeed(models.Model):
    """A need may be handed over, with the person's agreement, and its outcome comes back."""

    _inherit = "food.aid.need"

    bridge_ids = fields.One2many("food.aid.referral", "need_id", string="Handed over to")
    bridge_text = fields.Char(string="What became of it", compute="_compute_bridge_text")

    def _compute_bridge_text(self):
        bridges = self.env["food.aid.referral"]
        states = dict(bridges._selection_state())
        reasons = dict(bridges._selection_decline_reason())
        for need in self:
            last = need.bridge_ids.sorted("id")[-1:]
            told = (
                last.organisation_name or last.organisation_id.name,
                states.get(last.state),
                reasons.get(last.decline_reason),
                last.decline_note,
            )
            need.bridge_text = " · ".join(filter(None, told)) if last else False

    def action_bridge(self):
        """Hand it over to an organisation, with the person."""
        return self.env["food.aid.bridge"]._open(self)

    def _come_back(self):
        """Wait again at the CCAS, unless somebody else was asked in the meantime."""
        asked = self.bridge_ids.filtered(lambda one: one.state in ("sent", "accepted"))
        waiting = (self - asked.need_id).filtered(lambda one: one.state == "handed_over")
        waiting.state = "expressed"
