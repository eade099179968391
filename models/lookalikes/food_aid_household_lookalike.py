from odoo import api, fields, models
from odoo.tools import SQL

from ..common.food_aid_links_mixin import RuledMany2many

REL = "food_aid_household_distinct_rel"


class FoodAidHousehold(models.Model):
    """What was said of files that look alike, so that it is not asked again."""

    _inherit = "food.aid.household"

    distinct_ids = RuledMany2many(
        "food.aid.household",
        REL,
        "household_id",
        "other_id",
        string="Other people than",
        help="Files that look like this one and are other people's.",
    )
    # Read by the search alone: two files that were one know nothing of each other.
    split_from_ids = fields.Many2many(
        "food.aid.household",
        "food_aid_household_split_rel",
        "household_id",
        "other_id",
        copy=False,
        groups=fields.NO_ACCESS,
    )

    @api.model_create_multi
    def create(self, vals_list):
        households = super().create(vals_list)
        households._check_distinct()
        return households

    def write(self, vals):
        result = super().write(vals)
        if "distinct_ids" in vals:
            self._check_distinct()
        return result

    @api.model
    def _browse_open(self, household_id):
        """Return the file of this id; one that is hidden is refused as one that never was.

        :param household_id: what a client sent, empty for no file
        """
        if not household_id:
            return self.browse()
        found = self.with_context(active_test=False).search([("id", "=", int(household_id))])
        if not found:
            raise self.env["ir.rule"]._make_access_error("read", found)
        return self.browse(found.id)

    def _check_distinct(self):
        """Nobody puts aside a file that they may not open."""
        self.distinct_ids.check_access("read")

    def _get_distinct_ids(self):
        """Return the ids of the files that these never look like, whoever may read them."""
        if not self.ids:
            return set()
        self.flush_model(["distinct_ids", "split_from_ids"])
        pairs = SQL(
            "SELECT household_id, other_id FROM %s UNION ALL"
            " SELECT household_id, other_id FROM food_aid_household_split_rel",
            SQL.identifier(REL),
        )
        rows = self.env.execute_query(
            SQL(
                "SELECT household_id, other_id FROM (%s) p"
                " WHERE household_id IN %s OR other_id IN %s",
                *(pairs, tuple(self.ids), tuple(self.ids)),
            )
        )
        return {one for row in rows for one in row} - set(self.ids)
