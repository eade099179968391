from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

COORDINATOR = "food_aid.group_food_aid_coordinator"


class FoodAidFollowup(models.Model):
    """A follow-up is opened, reviewed, handed over, ended: each leaves a line."""

    _inherit = "food.aid.followup"

    history_ids = fields.One2many(
        "food.aid.followup.history", "followup_id", string="What happened"
    )

    @api.model_create_multi
    def create(self, vals_list):
        followups = super().create(vals_list)
        for followup in followups:
            followup._write_line("opened", followup.user_id.name, day=followup.date_start)
        return followups

    def write(self, vals):
        """Trace who is in charge and who accompanies, whatever screen changed it."""
        before = {one: (one.user_id, one._get_team()) for one in self}
        if "state" in vals:
            today = fields.Date.context_today(self)
            vals = {"date_end": today if vals["state"] == "ended" else False, **vals}
        result = super().write(vals)
        for followup, (worker, team) in before.items():
            if followup.user_id != worker:
                names = f"{worker.name} → {followup.user_id.name}"
                followup._write_line("handed_over", names)
            elif followup._get_team() != team:
                followup._write_line("team", ", ".join(followup._get_team().mapped("name")))
        return result

    def _write_line(self, kind, text="", day=None):
        # Reason for sudo: nobody writes the history by hand; the gesture itself was allowed.
        self.env["food.aid.followup.history"].sudo().create(
            {
                "followup_id": self.id,
                "user_id": self.env.uid,
                "kind": kind,
                "text": text,
                "date": day or fields.Date.context_today(self),
            }
        )

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_review(self):
        return self.env["food.aid.followup.step"]._open(self, "review", self.env._("Review"))

    def action_hand_over(self):
        title = self.env._("Hand over to a colleague")
        return self.env["food.aid.followup.step"]._open(self, "hand_over", title)

    def action_end(self):
        return self.env["food.aid.followup.step"]._open(self, "end", self.env._("End"))

    def action_reopen(self):
        self._ensure_mine()
        self._check_offered(self.company_id)
        for followup in self.filtered(lambda one: one.state == "ended"):
            followup.write({"state": "open", "end_reason": False})
            followup._write_line("reopened")

    def action_write_note(self):
        """Open an empty note, about the persons accompanied."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Note of a follow-up"),
            "res_model": "food.aid.followup.note",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_followup_id": self.id,
                "default_member_ids": self.member_ids.ids,
                "default_present_ids": self.member_ids.ids,
            },
        }

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    def _review(self, text, day):
        """Write down what was said of the objectives, and when they are looked at again."""
        self._ensure_mine()
        self.date_review = day
        self._write_line("review", text)
        self._touch()

    def _end(self, reason, text):
        """End; what is still open among the needs stays so, and is closed one by one."""
        self._ensure_mine()
        if not reason:
            raise UserError(self.env._("Choose why this follow-up ends."))
        self.write({"state": "ended", "end_reason": reason, "date_review": False})
        self._write_line("ended", text)

    def _hand_over(self, worker, *, stays=False, passes_notes=False):
        """Put `worker` in charge; the history stays.

        :param stays: whoever was in charge goes on in the team
        :param passes_notes: the confidential notes that the user wrote may be read by `worker`:
            those of others never pass without their authors
        """
        self.ensure_one()
        if not self.is_mine and not self.env.user.has_group(COORDINATOR):
            raise AccessError(
                self.env._("Only the team of this follow-up, or a coordinator, hands it over.")
            )
        former = self.user_id
        commands = [Command.unlink(worker.id)]
        commands.append(Command.link(former.id) if stays else Command.unlink(former.id))
        if passes_notes and (notes := self._get_own_confidential()):
            notes.share(worker.id)
        # Reason for sudo: a coordinator hands over for somebody who left, and writes no follow-up.
        self.sudo().write({"user_id": worker.id, "team_ids": commands})

    def _get_own_confidential(self):
        """Return the confidential notes that the current user wrote here."""
        notes = self.env["food.aid.followup.note"]
        if not notes.has_access("read"):
            return notes
        return notes.search(
            [
                ("followup_id", "in", self.ids),
                ("level", "=", "confidential"),
                ("author_id", "=", self.env.uid),
            ]
        )
