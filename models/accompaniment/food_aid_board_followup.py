from odoo import api, models
from odoo.fields import Domain


class FoodAidBoard(models.AbstractModel):
    """What waits for a social worker: reviews due, and people nobody heard from."""

    _inherit = "food.aid.board"

    @api.model
    def _get_board_instructor(self, mine):
        board = super()._get_board_instructor(mine)
        followups = self.env["food.aid.followup"]
        is_social = self.env.user.has_group("food_aid.group_food_aid_social_worker")
        if is_social and self.env.company.food_aid_has_followup:
            own = followups._get_mine_domain() & followups._get_open_domain()
            sections = [
                self._section_followups(
                    "reviews",
                    self.env._("Follow-ups to review within two weeks"),
                    own & Domain("date_review", "<=", "today +14d"),
                    "date_review",
                ),
                self._section_followups(
                    "silent",
                    self.env._("No news for two months"),
                    own & followups._get_silent_domain(),
                    "date_last_news",
                ),
            ]
            board["sections"] = sections + board["sections"]
        return board

    @api.model
    def _section_followups(self, key, title, domain, day):
        return self._section(
            key, title, "food.aid.followup", domain, f"{day}, id", lambda one: self._day(one[day])
        )
