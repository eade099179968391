from odoo import api, fields, models
from odoo.fields import Command, Domain
from odoo.tools import SQL

from ..common.empty_screen import say_empty
from ..lookalikes.food_aid_household_split import IDENTITY


class FoodAidHousehold(models.Model):
    """The procedures and the rights to check of a household; what grouping and splitting make
    of them."""

    _inherit = "food.aid.household"

    # Computed, not the other side of a link: searching by one (`= False`, `in`) would pass over
    # the rules of what it leads to, and tell that there is a sensitive procedure.
    procedure_ids = fields.Many2many(
        "food.aid.procedure",
        string="Procedures",
        compute="_compute_procedure_ids",
        groups="food_aid.group_food_aid_instructor",
    )
    procedure_count = fields.Integer(
        string="Procedures going on",
        compute="_compute_procedure_count",
        groups="food_aid.group_food_aid_instructor",
    )
    check_ids = fields.One2many(
        "food.aid.right.check",
        "household_id",
        string="Rights to check",
        groups="food_aid.group_food_aid_instructor",
    )
    check_count = fields.Integer(
        string="Rights still to check",
        compute="_compute_check_count",
        groups="food_aid.group_food_aid_instructor",
    )

    @api.depends_context("uid")
    def _compute_procedure_ids(self):
        found = self.env["food.aid.procedure"].search([("household_id", "in", self.ids)])
        by_household = found.grouped("household_id")
        for household in self:
            household.procedure_ids = by_household.get(household._origin, found.browse())

    @api.depends_context("uid")
    def _compute_procedure_count(self):
        """Count those that the user may open: a sensitive one is in nobody else's figure."""
        going_on = Domain("state", "not in", ("accepted", "refused", "closed"))
        self._count_into("procedure_count", self.env["food.aid.procedure"], going_on)

    @api.depends("check_ids.state")
    def _compute_check_count(self):
        to_check = Domain("state", "=", "check")
        self._count_into("check_count", self.env["food.aid.right.check"], to_check)

    def _count_into(self, name, records, domain):
        counts = dict(
            records._read_group(
                domain & Domain("household_id", "in", self.ids), ["household_id"], ["__count"]
            )
        )
        for household in self:
            household[name] = counts.get(household._origin, 0)

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_view_procedures(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Procedures"),
            "res_model": "food.aid.procedure",
            "views": [(False, "kanban"), (False, "list"), (False, "form")],
            "domain": [("household_id", "=", self.id)],
            "context": {"default_household_id": self.id},
            "help": say_empty(
                self.env._("No procedure here yet"),
                self.env._("Press “New”, or open one in one click from the rights to check."),
            ),
        }

    def action_check_rights(self):
        """Open the checklist, with the rights that the household's situation suggests."""
        self.ensure_one()
        self.check_access("write")
        checks = self.env["food.aid.right.check"]
        kinds = self.env["food.aid.procedure.type"]._get_for(
            self._get_situations(), self.company_id
        )
        known = self.check_ids.type_id
        known |= known.base_id | known.copy_ids
        checks.create([{"household_id": self.id, "type_id": kind.id} for kind in kinds - known])
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Rights to check"),
            "res_model": "food.aid.right.check",
            "views": [(False, "list")],
            "domain": [("household_id", "=", self.id)],
            "context": {"default_household_id": self.id},
            "help": say_empty(
                self.env._("No right to check"),
                self.env._("Press “New” to add one, whatever the situation."),
            ),
        }

    # ------------------------------------------------------------------
    # GROUPING AND SPLITTING
    # ------------------------------------------------------------------

    def _take_person(self, stay, here):
        """Who is the same human goes on with the same procedures."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE food_aid_procedure_member_rel r SET food_aid_household_member_id = %(here)s"
                " WHERE food_aid_household_member_id = %(stay)s AND NOT EXISTS ("
                "  SELECT 1 FROM food_aid_procedure_member_rel"
                "  WHERE food_aid_procedure_id = r.food_aid_procedure_id"
                "  AND food_aid_household_member_id = %(here)s)",
                here=here.id,
                stay=stay.id,
            )
        )
        self.env.invalidate_all()
        return super()._take_person(stay, here)

    def _repoint(self, others):
        """One line a right: the one that was looked at further stays."""
        result = super()._repoint(others)
        order = ("check", "not_wished", "refused", "received", "progress")
        for checks in self.check_ids.grouped("type_id").values():
            further = checks.sorted(lambda one: (order.index(one.state), one.id))
            further[:-1].unlink()
        return result

    def _split(self, leaving, shared, day, **options):
        household = super()._split(leaving, shared, day, **options)
        # Reason for sudo: whoever separates a household may not read every procedure of it; the
        # right to do so was just checked, and nothing of them is shown.
        self.sudo()._part_procedures(household.sudo(), leaving.sudo())
        return household

    def _part_procedures(self, household, leaving):
        """Give those who leave the procedures that are theirs alone; no link stays between files.

        What both sides made together stays in the file where it was made, without the one who
        left.
        """
        everything = self.env["food.aid.procedure"].search([("household_id", "=", self.id)])
        procedures = everything.filtered(lambda one: one.member_ids & leaving)
        theirs = procedures.filtered(lambda one: not one.member_ids - leaving)
        stays = {self._identify(stay): stay for stay in household.member_ids}
        for procedure in theirs:
            members = [stays[self._identify(one)].id for one in procedure.member_ids]
            procedure.write(
                {
                    "household_id": household.id,
                    "member_ids": [Command.set(members)],
                    **procedure._prepare_parting(theirs),
                }
            )
            procedure.check_ids.household_id = household
        for procedure in procedures - theirs:
            procedure.member_ids -= leaving
        for procedure in everything - theirs:
            if procedure.previous_id in theirs:
                procedure.previous_id = False

    @api.model
    def _identify(self, stay):
        return tuple(stay[name] for name in IDENTITY)
