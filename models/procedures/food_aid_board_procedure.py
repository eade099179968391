from odoo import api, models
from odoo.fields import Domain


class FoodAidBoard(models.AbstractModel):
    """The dates of procedures, for the worker in charge."""

    _inherit = "food.aid.board"

    @api.model
    def _get_board_instructor(self, mine):
        board = super()._get_board_instructor(mine)
        board["sections"].append(self._section_procedures())
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
