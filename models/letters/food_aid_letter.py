from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class FoodAidLetter(models.Model):
    """A letter that was printed: what, for whom, when, by whom. A plain line, never a file.

    It keeps the few words that were its own (papers, dates), so that printing it again gives the
    same letter; names, addresses and budgets are read again in the file.
    """

    _name = "food.aid.letter"
    _description = "Letter printed"
    _inherit = ["food.aid.links.mixin", "food.aid.logged.mixin", "food.aid.sought.mixin"]
    _order = "date desc, id desc"

    household_id = fields.Many2one(
        "food.aid.household", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="household_id.company_id", string="CCAS", store=True, index=True
    )
    kind = fields.Selection(
        [
            ("decision", "Decision"),
            ("missing_papers", "Missing papers"),
            ("appointment", "Appointment"),
            ("end_of_right", "End of a right"),
            ("attestation", "Attestation of aid"),
            ("slip", "Papers to bring"),
            ("own_sheet", "My situation, in plain words"),
        ],
        string="Letter",
        required=True,
    )
    date = fields.Date(
        string="Printed on", required=True, readonly=True, default=fields.Date.context_today
    )
    user_id = fields.Many2one(
        "res.users",
        string="Printed by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    content = fields.Json(readonly=True, help="What fills its words, besides the file itself.")

    @api.depends("kind", "date")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for letter in self:
            letter.display_name = labels.get(letter.kind, "")

    @api.model_create_multi
    def create(self, vals_list):
        """Write letters down in the caller's own name, on the day they are printed."""
        for vals in vals_list:
            vals |= {"user_id": self.env.uid, "date": fields.Date.context_today(self)}
        return super().create(vals_list)

    def action_print(self):
        """Print these letters again, as they were."""
        if printed := self.filtered(lambda letter: letter.kind == "decision"):
            raise UserError(
                self.env._(
                    "%(letter)s: print it again from the decision.",
                    letter=printed[0].display_name,
                )
            )
        return self._print()

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    @api.model
    def _write_letters(self, kind, contents):
        """Write down a letter of `kind` for each household.

        In a list, a household that must be reached in its own way is left to its agent; nobody
        writes to those who receive no letter any more.

        :param contents: {household: what fills the words of its letter}
        :return: the letters, and {household: why there is none}
        :raise UserError: when there is nobody to write to
        """
        left_out = self._get_left_out(contents)
        kept = [household for household in contents if household not in left_out]
        if not kept:
            raise UserError("\n".join(self._word_left_out(left_out)))
        letters = self.create(
            [
                {"household_id": one.id, "kind": kind, "content": contents[one] or False}
                for one in kept
            ]
        )
        return letters, left_out

    @api.model
    def _get_left_out(self, contents):
        """Return {household: why no letter is printed for it}."""
        left_out = {}
        for household in contents:
            if not household._get_letter_recipient():
                left_out[household] = self.env._("nobody receives letters of this file any more")
            elif len(contents) > 1 and household.applicant_id.safe_contact:
                left_out[household] = self.env._("to be reached in its own way, see its file")
        return left_out

    @api.model
    def _word_left_out(self, left_out):
        if not left_out:
            return [self.env._("No letter to print.")]
        return [
            self.env._("%(file)s: %(reason)s.", file=household.name, reason=reason)
            for household, reason in left_out.items()
        ]

    def _print(self, left_out=None):
        """Return the action that prints these letters, and says who was left out."""
        report = self.env.ref("food_aid.action_report_letter").report_action(self, config=False)
        if not left_out:
            return report
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "title": self.env._("Not printed"),
                "message": "\n".join(self._word_left_out(left_out)),
                "next": report,
            },
        }

    @api.model
    def _get_recent_domain(self, kind):
        """Return the letters of `kind` printed within a month: nobody is told twice."""
        return Domain("kind", "=", kind) & Domain("date", ">=", "today -30d")
