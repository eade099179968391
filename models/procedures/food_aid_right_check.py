from odoo import api, fields, models
from odoo.exceptions import ValidationError


class FoodAidRightCheck(models.Model):
    """A right looked at with a household: received, to check, in progress, refused, not wished.

    A checklist filled by hand, no estimate. Sensitive kinds are never in it.
    """

    _name = "food.aid.right.check"
    _description = "Right to check"
    _inherit = ["food.aid.links.mixin", "food.aid.logged.mixin"]
    _order = "household_id, sequence, id"

    household_id = fields.Many2one(
        "food.aid.household", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(
        related="household_id.company_id", string="CCAS", store=True, index=True
    )
    type_id = fields.Many2one(
        "food.aid.procedure.type", string="Right", required=True, ondelete="restrict", index=True
    )
    sequence = fields.Integer(related="type_id.sequence", store=True)
    target = fields.Char(related="type_id.target")
    where = fields.Text(related="type_id.where")
    reason = fields.Char(string="Because", compute="_compute_reason")
    state = fields.Selection(
        [
            ("check", "To check"),
            ("progress", "In progress"),
            ("received", "Already received"),
            ("refused", "Refused"),
            ("not_wished", "Does not wish"),
        ],
        required=True,
        default="check",
    )
    procedure_id = fields.Many2one(
        "food.aid.procedure", readonly=True, index="btree_not_null", ondelete="set null"
    )

    @api.depends("type_id")
    def _compute_display_name(self):
        for check in self:
            check.display_name = check.type_id.name

    @api.depends("type_id.situation_ids", "household_id")
    def _compute_reason(self):
        """Say which situations of the household make this right worth a look."""
        kinds = self.env["food.aid.procedure.situation"]
        labels = kinds._fields["situation"]._description_selection(self.env)
        for household, checks in self.grouped("household_id").items():
            present = household._get_situations()
            for check in checks:
                found = present.intersection(check.type_id.situation_ids.mapped("situation"))
                check.reason = ", ".join(label for key, label in labels if key in found)

    @api.constrains("type_id", "procedure_id")
    def _check_plain(self):
        # Reason for sudo: whether a kind is sensitive does not depend on who asks.
        for check in self.sudo():
            if check.type_id.is_sensitive or check.procedure_id.is_sensitive:
                raise ValidationError(
                    self.env._("This kind of procedure is in no list: open it in the follow-up.")
                )
            if check.procedure_id.household_id - check.household_id:
                raise ValidationError(self.env._("This procedure is another household's."))

    def action_received(self):
        self.write({"state": "received"})

    def action_not_wished(self):
        self.write({"state": "not_wished"})

    def action_open_procedure(self):
        """Open the procedure of this right, made the first time by this one click."""
        self.ensure_one()
        self.check_access("write")
        if not self.procedure_id:
            self.procedure_id = self.env["food.aid.procedure"].create(
                {"household_id": self.household_id.id, "type_id": self.type_id.id}
            )
            self.state = "progress"
        return self.procedure_id._get_records_action(name=self.env._("Procedure"))
