from odoo import api, models
from odoo.exceptions import UserError


class CommissionAgenda(models.AbstractModel):
    """The files of a meeting on paper, for elected people who do not log in: no name."""

    _name = "report.food_aid.report_commission_agenda"
    _description = "Agenda of the commission"
    _inherit = ["report.food_aid.paper"]

    _paper_model = "food.aid.commission"

    @api.model
    def _log_print(self, docs):
        if households := docs.item_ids._get_logged_households():
            self.env["food.aid.access.log"]._log(households, "print")


class CommissionMinutes(models.AbstractModel):
    """What was decided, by whom, in figures: no name of those it is about."""

    _name = "report.food_aid.report_commission_minutes"
    _description = "Minutes of the commission"
    _inherit = ["report.food_aid.report_commission_agenda"]

    @api.model
    def _prepare_paper(self, docs):
        if docs.filtered(lambda meeting: meeting.state == "planned"):
            raise UserError(self.env._("There are no minutes before the session has started."))
        return {"count": self._count}

    @api.model
    def _count(self, meeting):
        """Return the words for each outcome and its number, then for what is left."""
        decided = meeting.item_ids.filtered("decision_id")
        labels = dict(decided._fields["outcome"]._description_selection(self.env))
        counts = [
            (label, len(decided.filtered(lambda item, key=key: item.outcome == key)))
            for key, label in labels.items()
        ]
        left = len(meeting.item_ids) - len(decided)
        if left:
            counts.append((self.env._("Left for another meeting"), left))
        return [
            self.env._("%(outcome)s: %(number)s", outcome=label, number=number)
            for label, number in counts
        ]
