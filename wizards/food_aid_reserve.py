from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Command


class FoodAidReserve(models.TransientModel):
    """Reserve a file, change who may open it, or lift the reservation: first what will happen."""

    _name = "food.aid.reserve"
    _description = "Reserve a file"
    _inherit = ["food.aid.links.mixin"]

    household_id = fields.Many2one("food.aid.household", required=True, readonly=True)
    is_lifting = fields.Boolean(readonly=True)
    user_ids = fields.Many2many(
        "res.users",
        string="Named agents",
        domain=[("share", "=", False)],
        help="You are one of them yourself.",
    )
    effects = fields.Html(string="What will happen", compute="_compute_effects")

    @api.depends("household_id", "is_lifting", "user_ids")
    def _compute_effects(self):
        for reserve in self:
            sentences = (
                reserve._get_lifting_effects()
                if reserve.is_lifting
                else reserve._get_reserving_effects()
            )
            items = (Markup("<li>%s</li>") % sentence for sentence in sentences)
            reserve.effects = Markup("<ul>%s</ul>") % Markup("").join(items)

    @api.model
    def _open(self, household, *, is_lifting=False):
        household.check_access("write")
        household._check_may_reserve(["is_reserved"])
        agents = household.reserved_user_ids or household.referent_id
        reserve = self.create(
            {
                "household_id": household.id,
                "is_lifting": is_lifting,
                "user_ids": [Command.set((agents | self.env.user).ids)],
            }
        )
        name = self.env._("Lift the reservation") if is_lifting else self.env._("Reserved file")
        return reserve._get_records_action(name=name, target="new")

    def action_confirm(self):
        self.ensure_one()
        if self.is_lifting:
            self.household_id.is_reserved = False
        else:
            self.household_id.write(
                {"is_reserved": True, "reserved_user_ids": [Command.set(self.user_ids.ids)]}
            )
        return {"type": "ir.actions.act_window_close"}

    def _get_reserving_effects(self):
        names = (self.user_ids._origin | self.env.user).mapped("name")
        effects = [
            self.env._("Open to these agents alone: %(names)s.", names=", ".join(names)),
            self.env._(
                "For everybody else the file is not there: searches, lists and counts do not "
                "know it, and messages are taken back."
            ),
        ]
        if organisations := self._get_expecting():
            effects.append(
                self.env._(
                    "Its referrals go on; these see the file number only, no name nor phone: "
                    "%(organisations)s.",
                    organisations=organisations,
                )
            )
        return [
            *effects,
            self.env._(
                "Papers from now on bear neither address nor phone. Those printed before still "
                "do: take back sheets, lists and letters."
            ),
            self.env._("It is written in the log of openings. No reason is written anywhere."),
        ]

    def _get_lifting_effects(self):
        effects = [
            self.env._(
                "All who work with households find the file again, with its names, messages and "
                "what was done meanwhile."
            ),
            self.env._("Letters bear the address again."),
        ]
        if organisations := self._get_expecting():
            effects.append(
                self.env._(
                    "These see again what the person accepted to share: %(organisations)s.",
                    organisations=organisations,
                )
            )
        return [*effects, self.env._("It is written in the log of openings.")]

    def _get_expecting(self):
        """Return the names of the organisations that expect the household."""
        referrals = self.household_id.referral_ids
        is_open = referrals.filtered(lambda one: one.state in ("sent", "accepted"))
        return ", ".join(sorted(set(is_open.mapped("organisation_name"))))
