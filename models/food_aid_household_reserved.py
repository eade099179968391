from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command


class FoodAidHousehold(models.Model):
    """Reserved files, and households kept apart.

    The record rules hide a reserved file from all but its named agents; what follows keeps it
    reachable by them, and leaves nothing of it with the others.
    """

    _inherit = "food.aid.household"

    @api.constrains("is_reserved", "reserved_user_ids")
    def _check_named_agents(self):
        """Refuse a reserved file that nobody could open any more."""
        for household in self.filtered("is_reserved"):
            if not household._get_able_agents():
                raise ValidationError(
                    self.env._(
                        "Name at least one agent who works with households: "
                        "a reserved file opens for the named agents only."
                    )
                )

    @api.constrains("is_reserved")
    def _check_nobody_lives_elsewhere(self):
        self.filtered("is_reserved").member_ids._check_reserved_elsewhere()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("is_reserved") and not self.env.su:
                commands = list(vals.get("reserved_user_ids") or [])
                vals["reserved_user_ids"] = [*commands, Command.link(self.env.uid)]
        households = super().create(vals_list)
        households._mirror_kept_apart({})
        households.filtered("is_reserved")._leave_to_named_agents()
        return households

    def write(self, vals):
        if "company_id" in vals and self.company_id.ids not in ([], [vals["company_id"]]):
            raise UserError(
                self.env._(
                    "A file stays with its CCAS. Register the household in the other one instead."
                )
            )
        before = self._get_kept_apart() if "kept_apart_ids" in vals else {}
        if vals.get("is_reserved") and not self.env.su:
            # Whoever reserves a file goes on with it: else it would shut behind them.
            commands = list(vals.get("reserved_user_ids") or [])
            vals = dict(vals, reserved_user_ids=[*commands, Command.link(self.env.uid)])
        elif "is_reserved" in vals and not vals["is_reserved"]:
            # The names of the agents would tell that the file was once reserved.
            vals = dict(vals, reserved_user_ids=[Command.clear()])
        result = super().write(vals)
        if "kept_apart_ids" in vals:
            self._mirror_kept_apart(before)
        if {"is_reserved", "reserved_user_ids"} & vals.keys():
            self.filtered("is_reserved")._leave_to_named_agents()
        return result

    def _get_able_agents(self):
        """Return the named agents who hold an account and the group to open a file."""
        # Reason for sudo: agents do not read the groups of their colleagues.
        return self.sudo().reserved_user_ids.filtered(
            lambda user: user.active and user.has_group("food_aid.group_food_aid_reception")
        )

    def _leave_to_named_agents(self):
        """Take the file's messages back from those who followed it or were told before."""
        # Reason for sudo: followers and notifications of others are not the agent's to write.
        for household in self.sudo():
            named = household.reserved_user_ids.partner_id
            for thread in (household, *household.assessment_ids):
                others = thread.message_partner_ids - named
                thread.message_unsubscribe(others.ids)
                told = thread.message_ids.notification_ids
                told.filtered(lambda one, named=named: one.res_partner_id not in named).unlink()
                for message in thread.message_ids:
                    message.partner_ids &= named

    # ------------------------------------------------------------------
    # KEPT APART
    # ------------------------------------------------------------------

    def _get_kept_apart(self):
        """Return {id: ids of the households kept apart}, whoever may read these."""
        # Reason for sudo: the other file may be reserved; ids only, and the cache is emptied
        # so that nothing of it stays for the reader.
        kept = {household.id: set(household.kept_apart_ids.ids) for household in self.sudo()}
        self.invalidate_recordset(["kept_apart_ids"])
        return kept

    def _mirror_kept_apart(self, before):
        """Write on the other side what changed on this one since `before`."""
        households = self.filtered(lambda one: one.kept_apart_ids or before.get(one.id))
        if not households:
            return
        # Nobody keeps apart what they may not open: the answers would tell where it goes.
        households.kept_apart_ids.check_access("read")
        for household_id, kept in households._get_kept_apart().items():
            known = before.get(household_id, set())
            for ids, command in (
                (kept - known, Command.link(household_id)),
                (known - kept, Command.unlink(household_id)),
            ):
                # Reason for sudo: the relation goes both ways, the other file may be reserved.
                others = self.browse(ids).sudo()
                # The write of this very class would mirror it back, for ever.
                # pylint: disable-next=super-method-mismatch
                super(FoodAidHousehold, others).write({"kept_apart_ids": [command]})
        self.invalidate_model(["kept_apart_ids"])

    @api.constrains("kept_apart_ids")
    def _check_kept_apart_from_others(self):
        for household in self:
            if household in household.kept_apart_ids:
                raise ValidationError(
                    self.env._("A household is kept apart from others, not from itself.")
                )
