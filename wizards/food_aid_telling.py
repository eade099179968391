from odoo import api, fields, models
from odoo.exceptions import UserError


class FoodAidTelling(models.AbstractModel):
    """Words that leave for an organisation, the person beside: they read them first, and choose
    under which name they are known there."""

    _name = "food.aid.telling.mixin"
    _description = "What is told to an organisation"
    _inherit = ["food.aid.links.mixin"]

    household_id = fields.Many2one("food.aid.household")
    service_id = fields.Many2one(
        "food.aid.service",
        domain="[('kind_id.is_food', '=', False), ('organisation_id.active', '=', True)]",
    )
    organisation_id = fields.Many2one(related="service_id.organisation_id")
    level = fields.Selection(
        selection=lambda self: (
            self.env["food.aid.agreement"]._fields["level"]._description_selection(self.env)
        ),
        string="Accepts to share",
        compute="_compute_level",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    message = fields.Text(
        string="What is told",
        help="In plain words: all that the organisation reads besides who it is about.",
    )
    is_read = fields.Boolean(string="The person read it, or had it read to them, and agrees")

    @api.depends("service_id")
    def _compute_level(self):
        """What was agreed before stays agreed; a reserved file shows its number alone."""
        for telling in self:
            household = telling.household_id
            known = household.agreement_ids.filtered(
                lambda one, telling=telling: (
                    one.organisation_id == telling.organisation_id and not one.date_withdrawn
                )
            )
            offered = "code" if household.is_reserved else "initial"
            telling.level = known[:1].level or offered

    def _record_agreement(self):
        """Refuse what the person did not read or agree to, then write down what they share."""
        self.ensure_one()
        if not self.is_read:
            raise UserError(
                self.env._("Have the person read the sentence first: it leaves when they agree.")
            )
        self._check_message()
        self.env["food.aid.agreement"]._record(self.household_id, self.organisation_id, self.level)

    def _check_message(self):
        """Refuse a sentence that names somebody more than they accept to be named."""
        if self.level == "full" and not self.household_id.is_reserved:
            return
        # Reason for sudo: a file that the agent may open; only what they typed is told.
        if word := self.sudo().household_id.member_ids.person_id._find_named(self.message):
            raise UserError(
                self.env._(
                    "“%(word)s” names somebody of the household, who accepts to share less: "
                    "write without the name.",
                    word=word,
                )
            )
