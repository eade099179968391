from odoo import models
from odoo.tools.misc import format_date

from ...tools.composition import age_at


class FoodAidAssessment(models.Model):
    """What the screen says when it is turned to the person: people, budget, result, plain words.

    No note, no look-alikes, no reason, no word of the scale, and no number of the file.
    """

    _inherit = "food.aid.assessment"

    def get_person_view(self):
        """Return the words to show to the person.

        :return: dict of `people` (texts), `budget` (dicts of `title`, `lines`, `total`; a line
            and a total are [label, amount]), `remaining` (lines) and `result` (sentences)
        """
        self.ensure_one()
        self.check_access("read")
        return {
            "people": [self._say_member(member) for member in self.member_ids],
            "budget": self._say_budget(),
            "remaining": self._say_remaining(),
            "result": self._say_result(),
        }

    def _say_member(self, member):
        born = member.birthdate or member.birth_year
        if not born and member.expected_date:
            day = format_date(self.env, member.expected_date)
            return self.env._("A child expected on %(day)s", day=day)
        unnamed = self.env._("A child") if member.role == "child" else self.env._("A person")
        name = member.first_name or unnamed
        return f"{name}, {self._say_age(member)}" if born else name

    def _say_age(self, member):
        age = age_at(member._get_birthdate(), self.date)
        if age < 1:
            return self.env._("less than a year")
        return self.env._("%(age)s years", age=age) if age > 1 else self.env._("one year")

    def _say_budget(self):
        titles = {
            "income": self.env._("What comes in each month"),
            "expense": self.env._("What goes out each month"),
        }
        blocks = []
        for kind, title in titles.items():
            lines = self.line_ids.filtered(
                lambda line, kind=kind: line.kind == kind and line.retained_amount
            )
            total = sum(lines.mapped("retained_amount"))
            blocks.append(
                {
                    "title": title,
                    "lines": [
                        [line.category_id.name, self._format_amount(line.retained_amount)]
                        for line in lines
                    ],
                    "total": [self.env._("In all"), self._format_amount(total)],
                }
            )
        if unpaid := self.unpaid_ids.filtered("amount"):
            blocks.append(
                {
                    "title": self.env._("Bills still to pay, not counted above"),
                    "lines": [one._say() for one in unpaid],
                    "total": [self.env._("In all"), self._format_amount(self.unpaid_total)],
                }
            )
        return blocks

    def _say_remaining(self):
        if self.missing:
            return []
        labels = self.fields_get(["remaining", "value"], ["string"])
        return [
            [labels[name]["string"], self._format_amount(self[name])]
            for name in ("remaining", "value")
        ]

    def _say_result(self):
        """Return the sentences of the result; nobody leaves with a bare no."""
        if self.missing:
            return [self.env._("Some answers are still missing.")]
        sentences = [self._say_outcome()]
        if self.is_emergency:
            sentences.append(
                self.env._("More goes out than comes in: let us see what can be done at once.")
            )
        if not self.is_decided:
            sentences.append(self.env._("This is a proposal: somebody at the CCAS decides."))
        return sentences

    def _say_outcome(self):
        if self.outcome == "refused":
            return self.env._(
                "The rule of calculation does not give this help. "
                "Other help exists: let us look at it together."
            )
        if self.outcome == "commission":
            return self.env._("Your situation will be looked at by several people together.")
        said = [self.env._("The rule of calculation gives this help.")]
        if self.rate:
            said.append(self.env._("Your share: %(rate)s %% of the price.", rate=f"{self.rate:g}"))
        if self.credit:
            credit = self._format_amount(self.credit)
            said.append(self.env._("What you can buy: %(credit)s each month.", credit=credit))
        if self.months:
            said.append(self.env._("For %(months)s months.", months=self.months))
        return " ".join(said)
