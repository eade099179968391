from odoo import api, fields, models
from odoo.exceptions import UserError


class FoodAidGrouping(models.Model):
    """Two files said to be one household's: first signalled, then grouped, and by whom.

    What was grouped keeps its old number and card here: both still lead to the file that remains.
    """

    _name = "food.aid.grouping"
    _description = "Files to group"
    _inherit = ["food.aid.links.mixin"]
    _order = "date desc, id desc"

    household_id = fields.Many2one(
        "food.aid.household", required=True, index=True, ondelete="cascade", string="File"
    )
    company_id = fields.Many2one(
        related="household_id.company_id", string="CCAS", store=True, index=True
    )
    other_id = fields.Many2one(
        "food.aid.household",
        string="Looks like",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty once grouped: the file is no longer there.",
    )
    state = fields.Selection(
        [
            ("signalled", "To group"),
            ("done", "Grouped"),
            ("distinct", "Other people"),
        ],
        required=True,
        default="signalled",
        index=True,
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        "res.users", string="By", required=True, default=lambda self: self.env.user
    )
    # what the file that is no longer there was known by
    old_name = fields.Char(string="Former file number", index="trigram")
    old_reference = fields.Char(string="Former reference", index="trigram")
    old_card_code = fields.Char(index="btree_not_null", groups="food_aid.group_food_aid_reception")

    _pair_uniq = models.UniqueIndex(
        "(household_id, other_id) WHERE state = 'signalled'",
        "These two files are already to be grouped.",
    )

    @api.depends("household_id", "other_id", "old_name")
    def _compute_display_name(self):
        for grouping in self:
            names = (grouping.household_id.name, grouping.old_name or grouping.other_id.name)
            grouping.display_name = " · ".join(filter(None, names))

    @api.model
    def _signal(self, household, other):
        """Say that two files, which the user may open, look like one household's."""
        (household | other).check_access("read")
        if household == other or household.company_id != other.company_id:
            raise UserError(self.env._("Two files of the same CCAS are grouped, no others."))
        pair = [household.id, other.id]
        known = self.search(
            [
                ("household_id", "in", pair),
                ("other_id", "in", pair),
                ("state", "=", "signalled"),
            ],
            limit=1,
        )
        # Reason for sudo: reception signals and nothing more; the two files were just checked.
        return known or self.sudo().create({"household_id": household.id, "other_id": other.id})

    def action_group(self):
        """Open the two files side by side."""
        self.ensure_one()
        return self.env["food.aid.group"]._open(self.household_id | self.other_id)

    def action_distinct(self):
        """They are other people: they no longer look alike."""
        waiting = self.filtered(lambda one: one.state == "signalled")
        for grouping in waiting:
            grouping.household_id.distinct_ids += grouping.other_id
        # Reason for sudo: traces are not written by hand; whoever may write the file was checked.
        waiting.sudo().state = "distinct"
