from odoo import models

from ..common.food_aid_links_mixin import RuledMany2many


class FoodAidOrientation(models.Model):
    """Files said to be other people's while somebody sent is taken up."""

    _inherit = "food.aid.orientation"

    distinct_ids = RuledMany2many(
        "food.aid.household",
        "food_aid_orientation_distinct_rel",
        string="Other people than",
        copy=False,
    )

    def _create_household(self):
        household = super()._create_household()
        household.distinct_ids = self.distinct_ids
        return household
