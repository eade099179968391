from odoo import api, models

from ..models.common.word_date import word_date
from .paper import cut

LONGEST = 700


class ProcedurePage(models.AbstractModel):
    """One page a procedure, for the person: agreed, missing, by when, whom to call.

    It bears the file number, no name and no address: it is carried in a pocket.
    """

    _name = "report.food_aid.report_procedure"
    _description = "Page of a procedure"
    _inherit = ["report.food_aid.paper"]

    _paper_model = "food.aid.procedure"

    @api.model
    def _prepare_paper(self, docs):
        return {"pages": [self._prepare_page(procedure) for procedure in docs]}

    @api.model
    def _prepare_page(self, procedure):
        company, worker = procedure.company_id, procedure.user_id
        missing = procedure.paper_ids.filtered(lambda one: one._is_missing())
        return {
            "procedure": procedure,
            "company": company,
            "agreed": cut(LONGEST, procedure.agreed_text) if procedure.agreed_text else "",
            "missing": missing,
            "seen": procedure.paper_ids - missing,
            "by": self._say(procedure.date_agreed) if procedure.state == "preparing" else "",
            "next": self._say_next(procedure),
            "worker": worker.name,
            "phone": worker.phone or company.phone or "",
            "place": ", ".join(filter(None, (company.name, company.street, company.city))),
        }

    @api.model
    def _say(self, day):
        return word_date(self.env, day, "EEEE d MMMM y") if day else ""

    @api.model
    def _say_next(self, one):
        """Return what comes next, in sentences that anybody understands."""
        say = {
            "preparing": self._say_preparing,
            "submitted": self._say_submitted,
            "complete": self._say_complete,
            "accepted": self._say_accepted,
            "refused": self._say_refused,
        }.get(one.state)
        return say(one) if say else []

    @api.model
    def _say_preparing(self, one):
        return [
            self.env._("Your file is not handed in yet."),
            self.env._("Bring the papers that are missing, as you find them."),
        ]

    @api.model
    def _say_submitted(self, one):
        lines = [self.env._("Your file was handed in on %s.", self._say(one.submitted_on))]
        if one.receipt:
            lines.append(self.env._("Receipt number: %s. Keep it.", one.receipt))
        lines.append(self.env._("If you receive a letter that asks for a paper, show it to us."))
        return lines

    @api.model
    def _say_complete(self, one):
        if not one.deadline:
            return [self.env._("Your file is complete. We wait for the answer together.")]
        meaning = {
            "accepted": self.env._("Without an answer on that day, it is a yes."),
            "refused": self.env._(
                "Without an answer on that day, it is a no: call us at once, you can appeal."
            ),
        }.get(one._get_known_silence(), self.env._("Without an answer on that day, call us."))
        return [
            self.env._("Your file is complete. Answer before: %s.", self._say(one.deadline)),
            meaning,
        ]

    @api.model
    def _say_accepted(self, one):
        lines = [self.env._("The answer is yes.")]
        if one.date_to:
            lines.append(self.env._("Until: %s.", self._say(one.date_to)))
        if one.date_renewal:
            day = self._say(one.date_renewal)
            lines.append(self.env._("To be asked for again from %s: come and see us.", day))
        return lines

    @api.model
    def _say_refused(self, one):
        lines = [self.env._("The answer is no.")]
        if one.appeal_deadline:
            day = self._say(one.appeal_deadline)
            lines.append(self.env._("You can appeal until %s: bring us the letter soon.", day))
        return lines
