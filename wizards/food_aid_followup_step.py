from odoo import api, fields, models
from odoo.exceptions import UserError


class FoodAidFollowupStep(models.TransientModel):
    """One dialog for what happens to a follow-up: a review, another colleague, the end."""

    _name = "food.aid.followup.step"
    _description = "Step of a follow-up"
    _inherit = ["food.aid.links.mixin"]

    followup_id = fields.Many2one(
        "food.aid.followup", string="Follow-up", required=True, readonly=True
    )
    kind = fields.Selection(
        [("review", "Review"), ("hand_over", "Hand over"), ("end", "End")],
        required=True,
        readonly=True,
    )
    text = fields.Char(string="In a few words")
    date_review = fields.Date(string="Next review")
    reason = fields.Selection(
        selection=lambda self: (
            self.env["food.aid.followup"]._fields["end_reason"]._description_selection(self.env)
        )
    )
    user_id = fields.Many2one(
        "res.users",
        string="New social worker in charge",
        domain=lambda self: self.env["food.aid.followup"]._get_worker_domain(),
    )
    stays = fields.Boolean(string="Whoever was in charge stays in the team")
    passes_notes = fields.Boolean(string="Let them read the confidential notes that I wrote")
    has_notes = fields.Boolean(compute="_compute_has_notes")

    @api.depends("followup_id")
    def _compute_has_notes(self):
        for step in self:
            step.has_notes = bool(step.followup_id._get_own_confidential())

    @api.model
    def _open(self, followup, kind, title):
        followup.ensure_one()
        step = self.create({"followup_id": followup.id, "kind": kind})
        return step._get_records_action(name=title, target="new")

    def action_confirm(self):
        self.ensure_one()
        followup = self.followup_id
        followup.check_access("read")
        if self.kind == "review":
            followup._review(self.text, self.date_review)
        elif self.kind == "end":
            followup._end(self.reason, self.text)
        elif not self.user_id:
            raise UserError(self.env._("Choose a colleague."))
        else:
            followup._hand_over(self.user_id, stays=self.stays, passes_notes=self.passes_notes)
        return {"type": "ir.actions.act_window_close"}
