from odoo import api, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Domain

MAY_RESERVE = "food_aid.group_food_aid_instructor"
RESERVATION = ("is_reserved", "reserved_user_ids")
PROTECTION = frozenset([*RESERVATION, "kept_apart_ids"])


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
                        "Name at least one agent who assesses or accompanies households: "
                        "a reserved file opens for the named agents only, and they alone lift it."
                    )
                )

    @api.constrains("is_reserved")
    def _check_nobody_lives_elsewhere(self):
        self.filtered("is_reserved").member_ids._check_reserved_elsewhere()

    @api.model_create_multi
    def create(self, vals_list):
        self._check_may_reserve({name for vals in vals_list for name in vals if vals[name]})
        # Reserved once its people are in it: until then its agents could not link them to it.
        vals_list = [dict(vals) for vals in vals_list]
        reservations = [
            {name: vals.pop(name) for name in RESERVATION if name in vals}
            if vals.get("is_reserved")
            else {}
            for vals in vals_list
        ]
        households = super().create(vals_list)
        households._mirror_kept_apart({})
        for household, reservation in zip(households, reservations, strict=True):
            if reservation:
                household.write(reservation)
        return households

    def write(self, vals):
        if "company_id" in vals and self.company_id.ids not in ([], [vals["company_id"]]):
            raise UserError(
                self.env._(
                    "A file stays with its CCAS. Register the household in the other one instead."
                )
            )
        self._check_may_reserve(vals)
        changing = self.browse()
        if "is_reserved" in vals:
            changing = self.filtered(lambda one: one.is_reserved != bool(vals["is_reserved"]))
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
        kind = "reserve" if vals.get("is_reserved") else "lift"
        self.env["food.aid.access.log"]._log(changing, kind)
        return result

    @api.model
    def _check_may_reserve(self, names):
        """Reserving, naming and keeping apart are for those who assess or accompany."""
        if PROTECTION & set(names) and not (self.env.su or self.env.user.has_group(MAY_RESERVE)):
            raise AccessError(
                self.env._("Ask a colleague who assesses or accompanies to protect this file.")
            )

    def _get_able_agents(self):
        """Return the named agents who hold an account and may lift the reservation one day."""
        # Reason for sudo: agents do not read the groups of their colleagues.
        return self.sudo().reserved_user_ids.filtered(
            lambda user: user.active and user.has_group(MAY_RESERVE)
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

    def _get_apart_referrals(self):
        """Return the open referrals of the households kept apart, with all rights."""
        domain = Domain("household_id.kept_apart_ids", "in", self.ids)
        # Reason for sudo: the other file may be reserved; callers only tell that a place is not
        # possible, and name what `_name_kept_apart` names.
        referrals = self.env["food.aid.referral"].sudo()
        return referrals.search(domain & Domain("state", "in", ("sent", "accepted")))

    def _find_kept_apart(self, service, place, day, referrals=None):
        """Return the households kept apart that go to this place on this day, whoever asks.

        A day that is not known yet may be any.

        :param referrals: what `_get_apart_referrals` returned, when many places are asked about
        """
        if referrals is None:
            referrals = self._get_apart_referrals()
        clashing = referrals.filtered(
            lambda one: (
                (one.service_id == service or one.place == place)
                and (not day or not one.day or one.day == day)
            )
        )
        return self.browse(clashing.household_id.ids)

    def _name_kept_apart(self, others):
        """Return the numbers of `others` in brackets, of those open to who asks; else nothing."""
        names = others._filtered_access("read").mapped("name")
        return f" ({', '.join(names)})" if names else ""
