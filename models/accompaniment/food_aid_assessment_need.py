from odoo import api, fields, models
from odoo.fields import Domain

from .food_aid_need import ORIGINS

KNOWN_ORIGINS = frozenset(key for key, _label in ORIGINS)


class FoodAidAssessment(models.Model):
    """Needs are ticked in the interview, one line a category.

    The lines show what the household still has open; a need that had an answer is shown and not
    ticked here any more.
    """

    _inherit = "food.aid.assessment"

    need_ids = fields.One2many("food.aid.need", "assessment_id", string="Needs noted here")
    need_ticks = fields.Json(
        string="Needs", compute="_compute_need_ticks", inverse="_inverse_need_ticks"
    )

    @api.depends("household_id", "state")
    @api.depends_context("lang")
    def _compute_need_ticks(self):
        """Return lines of `id` (category), `name`, `hint`, `origin`, `state`…, a category each."""
        # a short list of words
        categories = self.env["food.aid.need.category"].search([])  # pylint: disable=no-search-all
        for assessment in self:
            known = assessment._get_needs_shown()
            assessment.need_ticks = [
                assessment._prepare_tick(category, known.get(category)) for category in categories
            ]

    def _get_needs_shown(self):
        """Return {category: need}: what is open in a draft, what was noted here afterwards."""
        needs = self.env["food.aid.need"]
        if self.state == "draft":
            domain = Domain("household_id", "=", self.household_id._origin.id)
            domain &= needs._get_open_domain()
        else:
            domain = Domain("assessment_id", "=", self._origin.id)
        return {need.category_id: need for need in needs.search(domain, order="date, id")}

    def _prepare_tick(self, category, need):
        labels = dict(self.env["food.aid.need"]._fields["state"]._description_selection(self.env))
        is_fixed = bool(need) and need.state != "expressed"
        return {
            "id": category.id,
            "name": category.name,
            "hint": category.hint or "",
            "origin": need.origin if need else False,
            "state": labels[need.state] if is_fixed else "",
            "is_fixed": is_fixed,
            # noted another day: it is not taken back, it is answered or closed
            "is_kept": bool(need) and need.assessment_id != self._origin,
        }

    def _inverse_need_ticks(self):
        for assessment in self:
            assessment._tick_needs(
                {line["id"]: line.get("origin") for line in assessment.need_ticks or []}
            )

    def _tick_needs(self, ticks):
        """Note the needs ticked, and take back those ticked here by mistake.

        :param ticks: {id of a category: origin, nothing when not ticked}
        """
        known = self._get_needs_shown()
        missing = []
        for category in self.env["food.aid.need.category"].search([("id", "in", list(ticks))]):
            origin, need = ticks[category.id], known.get(category)
            if need and need.state != "expressed":
                continue
            if origin in KNOWN_ORIGINS and need:
                if need.origin != origin:
                    need.origin = origin
            elif origin in KNOWN_ORIGINS:
                missing.append(self._prepare_need(category, origin))
            elif need and need.assessment_id == self:
                need.unlink()
        self.env["food.aid.need"].create(missing)

    def _prepare_need(self, category, origin):
        return {
            "household_id": self.household_id.id,
            "category_id": category.id,
            "origin": origin,
            "assessment_id": self.id,
            "request_id": self.request_id.id,
            "date": self.date,
        }

    def get_person_view(self):
        """Show the person what they said themselves: nothing spotted, nothing kept silent."""
        words = super().get_person_view()
        said = (need for need in self._get_needs_shown().values() if need.origin == "expressed")
        return words | {"needs": [need.display_name for need in said]}
