from odoo import api, fields, models
from odoo.exceptions import UserError


class FoodAidRequest(models.Model):
    """The papers of a request: it is complete when none is missing."""

    _inherit = "food.aid.request"

    paper_ids = fields.One2many("food.aid.request.paper", "request_id", string="Papers")
    missing_count = fields.Integer(string="Papers missing", compute="_compute_missing_count")

    @api.depends("paper_ids.state")
    def _compute_missing_count(self):
        papers = self.env["food.aid.request.paper"]
        counts = dict(
            papers._read_group(
                [("request_id", "in", self.ids), ("state", "!=", "seen")],
                ["request_id"],
                ["__count"],
            )
        )
        for request in self:
            request.missing_count = counts.get(request._origin, 0)

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_list_papers(self):
        """List the papers that the situation of each household asks for."""
        values = []
        for request in self:
            known = request.paper_ids.kind_id
            kinds = request.household_id._get_papers_to_bring() - known
            kinds = kinds.filtered(lambda kind, known=known: kind.common_id not in known)
            values += [{"request_id": request.id, "kind_id": kind.id} for kind in kinds]
        self.env["food.aid.request.paper"].create(values)

    def action_complete(self):
        """Refuse to call complete a request of which a paper is still missing."""
        for request in self:
            if missing := request._get_missing_papers():
                raise UserError(
                    self.env._(
                        "Still missing: %(papers)s. Mark them as seen, or remove them from the "
                        "list.",
                        papers=", ".join(missing.mapped("name")),
                    )
                )
        return super().action_complete()

    def action_print_missing_papers(self):
        """Print one letter a request that lists exactly its missing papers."""
        self.check_access("read")
        requests = self.filtered("missing_count")
        if not requests:
            raise UserError(self.env._("No paper is missing here: there is nothing to ask for."))
        contents = {one.household_id: one._get_missing_content() for one in requests}
        letters, left_out = self.env["food.aid.letter"]._write_letters("missing_papers", contents)
        asked = requests.filtered(lambda one: one.household_id in letters.household_id).paper_ids
        asked.filtered(lambda paper: paper.state == "missing").write({"state": "asked"})
        return letters._print(left_out)

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    def _get_missing_papers(self):
        return self.paper_ids.filtered(lambda paper: paper.state != "seen")

    def _get_missing_content(self):
        """Return what fills the letter on missing papers, as texts.

        :raise UserError: when no paper is missing
        """
        missing = self._get_missing_papers()
        if not missing:
            raise UserError(self.env._("No paper is missing here: there is nothing to ask for."))
        return {
            "request_date": fields.Date.to_string(self.date),
            "papers": [paper._get_text() for paper in missing],
        }

    def _complete_with_papers(self):
        """Complete the requests whose papers are all seen, and bring adjourned files back."""
        seen = self.filtered(lambda one: one.paper_ids and not one._get_missing_papers())
        seen._complete(fields.Date.context_today(self))
        if self.env["food.aid.assessment"].has_access("write"):
            seen.assessment_ids.action_papers_received()
