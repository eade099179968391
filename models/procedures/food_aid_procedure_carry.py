from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class FoodAidProcedure(models.Model):
    """With the person's agreement an association carries the procedure, in its own portal.

    It reads no procedure: a referral takes the lines written for it along (`referral_carry`).
    """

    _inherit = "food.aid.procedure"

    referral_id = fields.Many2one(
        "food.aid.referral",
        string="Carried by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    carrier_name = fields.Char(related="referral_id.service_id.display_name", string="Carrier")
    carry_note = fields.Char(related="referral_id.carry_note")
    date_carried = fields.Date(related="referral_id.date_carried")
    carry_state = fields.Selection(related="referral_id.state", string="Answer of the carrier")

    @api.constrains("is_sensitive", "referral_id")
    def _check_carried(self):
        if self.filtered(lambda one: one.is_sensitive and one.referral_id):
            raise ValidationError(self._get_never_carried())

    @api.model
    def _get_never_carried(self):
        return self.env._("A sensitive procedure is carried by nobody else.")

    def action_carry(self):
        """Choose who carries this procedure, and what they are told."""
        self.ensure_one()
        self.check_access("write")
        if self.is_sensitive:
            raise UserError(self._get_never_carried())
        carry = self.env["food.aid.procedure.carry"].create({"procedure_id": self.id})
        return carry._get_records_action(name=self.env._("Let an association carry"), target="new")

    def _carry(self, service, message):
        """Refer the household to `service` with `message`; whoever asks has the agreement."""
        self.ensure_one()
        if self.is_sensitive:
            raise UserError(self._get_never_carried())
        referral = self.env["food.aid.referral"].create(
            {
                "household_id": self.household_id.id,
                "service_id": service.id,
                "procedure_name": self.type_id.name,
                "message": message,
            }
        )
        self.referral_id = referral
        referral.action_send()
        return referral

    def _follow_step(self, state):
        """Nobody carries on with what is over."""
        if state in ("accepted", "closed"):
            self._end_carrying()
        return super()._follow_step(state)

    def _end_carrying(self):
        self.referral_id.filtered(lambda one: one.state in ("sent", "accepted")).action_end()

    def _get_carry_text(self):
        """Return what the association would be told: what is to be done, what is missing."""
        missing = self.paper_ids.filtered(lambda one: one._is_missing())
        todo = self.env._(
            "To be done: %(name)s, with %(target)s.", name=self.type_id.name, target=self.target
        )
        lines = [todo]
        if self.date_agreed and self.state == "preparing":
            day = self.env["ir.qweb.field.date"].value_to_html(self.date_agreed, {})
            lines.append(self.env._("By: %(day)s.", day=day))
        if missing:
            lines.append(
                self.env._("Still missing: %(papers)s.", papers=", ".join(missing.mapped("name")))
            )
        return "\n".join(lines)

    def _prepare_parting(self, theirs):
        """The association is told no more of who left the file it was referred from."""
        self._end_carrying()
        return super()._prepare_parting(theirs) | {"referral_id": False}
