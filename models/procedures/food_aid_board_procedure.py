from odoo import api, models
from odoo.fields import Domain


class FoodAidBoard(models.AbstractModel):
    """The dates of procedures, for the worker in charge."""

    _inherit = "food.aid.board"

    @api.model
    def _get_board_instructor(self, mine):
        board = super()._get_board_instructor(mine)
        sections, dates = board["sections"], [self._section_procedures()]
        is_social = self.env.user.has_group("food_aid.group_food_aid_social_worker")
        # A day of appeal that goes by is a right lost: first, for those whose work it is.
        board["sections"] = dates + sections if is_social else sections + dates
        return board

    @api.model
    def _section_procedures(self):
        """Show the user's own procedures with a date within fifteen days, or past."""
        procedures = self.env["food.aid.procedure"]
        states = dict(procedures._fields["state"]._description_selection(self.env))
        return self._section(
            "procedures",
            self.env._("Procedures: dates that come"),
            "food.aid.procedure",
            procedures._get_due_domain() & Domain("user_id", "=", self.env.uid),
            "date_next, id",
            lambda one: f"{one.type_id.name} · {states[one.state]}",
            lambda one: one.household_id.display_name,
            lead=lambda one: self._day(one.date_next),
        )
