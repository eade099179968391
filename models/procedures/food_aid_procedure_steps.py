from odoo import fields, models
from odoo.exceptions import UserError

# state -> where it may go, by a button or by the hand on the board
STEPS = {
    "preparing": ("submitted", "closed"),
    "submitted": ("preparing", "complete", "accepted", "refused", "closed"),
    "complete": ("submitted", "accepted", "refused", "closed"),
    "accepted": ("complete",),
    "refused": ("complete", "appealed"),
    "appealed": ("refused", "accepted", "closed"),
    "closed": ("preparing",),
}
# state -> the date that entering it writes down
DATES = {
    "submitted": "submitted_on",
    "complete": "complete_on",
    "accepted": "decided_on",
    "refused": "decided_on",
    "appealed": "appealed_on",
}
# state -> what is not true any more when a card is put back there
LATER = {
    "preparing": ("submitted_on", "complete_on", "decided_on", "appealed_on"),
    "submitted": ("complete_on", "decided_on", "appealed_on"),
    "complete": ("decided_on", "appealed_on"),
}


class FoodAidProcedure(models.Model):
    """The steps of a procedure: buttons, or a card moved on the board, under the same guards."""

    _inherit = "food.aid.procedure"

    check_ids = fields.One2many("food.aid.right.check", "procedure_id", string="Right looked at")

    def write(self, vals):
        if not self.env.su:
            self._refuse_unchangeable(vals)
        if "state" not in vals:
            return super().write(vals)
        for procedure in self:
            procedure._check_step(vals["state"])
            super(FoodAidProcedure, procedure).write(procedure._prepare_step(dict(vals)))
        self._follow_step(vals["state"])
        return True

    def _check_step(self, state):
        """Refuse a step that does not follow from where this procedure stands."""
        if state == self.state or self.env.su:
            return
        if state not in STEPS[self.state]:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "From “%(old)s” one does not go to “%(new)s”.",
                    old=labels[self.state],
                    new=labels.get(state, state),
                )
            )
        if state == "complete" and (missing := self._get_missing_papers()):
            raise UserError(
                self.env._(
                    "Still missing: %(papers)s. Mark them as seen, or say that they are not "
                    "mandatory.",
                    papers=", ".join(missing.mapped("name")),
                )
            )

    def _prepare_step(self, vals):
        """Add to `vals` the day of the step, unless one was typed, and undo what came later."""
        state = vals["state"]
        if state == self.state:
            return vals
        for name in LATER.get(state, ()):
            vals.setdefault(name, False)
        vals.setdefault("is_silent", False)
        name = DATES.get(state)
        # The answer to an appeal is another answer.
        if name and (self.state == "appealed" or not self[name]):
            vals.setdefault(name, fields.Date.context_today(self))
        if self.state == "appealed" and name == "decided_on":
            vals.setdefault("appealed_on", False)
        return vals

    def _follow_step(self, state):
        """What else becomes true by a step: rights that were to be checked follow."""
        become = {"accepted": "received", "refused": "refused", "closed": "check"}
        # Reason for sudo: the line says no more than the procedure the user just moved.
        self.sudo().check_ids.write({"state": become.get(state, "progress")})

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_print_page(self):
        """Choose the language of the page for the person."""
        self.check_access("read")
        return self.env["food.aid.procedure.page"]._open(self)

    def action_submit(self):
        self.write({"state": "submitted"})

    def action_complete(self):
        self.write({"state": "complete"})

    def action_accept(self):
        self.write({"state": "accepted"})

    def action_refuse(self):
        self.write({"state": "refused"})

    def action_appeal(self):
        self.write({"state": "appealed"})

    def action_close(self):
        self.write({"state": "closed"})

    def action_reopen(self):
        self.write({"state": "preparing"})

    def action_silence(self):
        """Nobody answered in time: what silence means is what was answered, on the last day."""
        today = fields.Date.context_today(self)
        for procedure in self:
            if procedure.state != "complete" or not procedure.deadline:
                raise UserError(self.env._("Silence counts from the day the file is complete."))
            if procedure.deadline >= today:
                raise UserError(self.env._("There is still time for an answer."))
            if procedure.silence not in ("accepted", "refused"):
                raise UserError(self.env._("Here silence means nothing: call whom it was sent to."))
            procedure.write(
                {
                    "state": procedure.silence,
                    "decided_on": procedure.deadline,
                    "is_silent": True,
                }
            )
