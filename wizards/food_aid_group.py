from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools.lookalike import compare

# Sure enough to be proposed as one and the same human.
SAME = 0.65


class FoodAidGroup(models.TransientModel):
    """Files side by side: which one remains, and who is who.

    1. The agent compares the files and chooses the one that remains.
    2. The agent says who is the same person in both.
    3. One button groups them; it cannot be undone.
    """

    _name = "food.aid.group"
    _description = "Group files"
    _inherit = ["food.aid.links.mixin"]

    household_ids = fields.Many2many("food.aid.household", string="Files")
    household_id = fields.Many2one(
        "food.aid.household",
        string="File that remains",
        required=True,
        domain="[('id', 'in', household_ids)]",
    )
    file_ids = fields.One2many("food.aid.group.file", "group_id")
    person_ids = fields.One2many(
        "food.aid.group.person",
        "group_id",
        compute="_compute_person_ids",
        store=True,
        readonly=False,
    )
    is_sure = fields.Boolean(string="I have compared the files: they are one household's")

    @api.depends("household_id")
    def _compute_person_ids(self):
        """Propose who is who, each person of the file that remains once."""
        for group in self:
            here = group.household_id.member_ids
            lines = [Command.clear()]
            for stay in (group.household_ids - group.household_id).member_ids:
                same = stay._get_likeliest(here)
                here -= same
                lines.append(Command.create({"member_id": stay._origin.id, "same_id": same.id}))
            group.person_ids = lines

    @api.model
    def _open(self, households):
        households._check_may_group()
        # The oldest file has the number that people know.
        group = self.create(
            {
                "household_ids": [Command.set(households.ids)],
                "household_id": households.sorted("id")[0].id,
                "file_ids": [Command.create({"household_id": one.id}) for one in households],
            }
        )
        return group._get_records_action(
            name=self.env._("Group files"), target="new", context={"dialog_size": "extra-large"}
        )

    def action_group(self):
        self.ensure_one()
        if not self.is_sure:
            raise UserError(
                self.env._("Compare the files, then tick that you have: grouping cannot be undone.")
            )
        others = self.household_ids - self.household_id
        same = {line.member_id: line.same_id for line in self.person_ids if line.same_id}
        if len(set(same.values())) < len(same):
            raise UserError(self.env._("Two people cannot be the same person of this file."))
        if any(one.household_id not in others for one in same) or any(
            one.household_id != self.household_id for one in same.values()
        ):
            raise UserError(self.env._("Choose the people among those of these files."))
        household = self.household_id
        household._group(others, same)
        return household._get_records_action(name=self.env._("Household"))


class FoodAidHouseholdMember(models.Model):
    _inherit = "food.aid.household.member"

    def _get_likeliest(self, members):
        """Return the one of `members` who is most likely this same human, if any."""
        found = [
            (likeness[0], one)
            for one in members
            if (one.role == "child") == (self.role == "child")
            if (likeness := compare(self.person_id._get_compared(), one.person_id._get_compared()))
            if likeness[0] >= SAME
        ]
        return max(found, key=lambda pair: pair[0])[1] if found else self.browse()
