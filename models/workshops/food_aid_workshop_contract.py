from odoo import api, fields, models
from odoo.fields import Domain


class FoodAidWorkshopContract(models.Model):
    """What a household agreed to: so many workshops between two days, and how many were done.

    It shows where one stands; nothing is stopped when the number is not reached.
    """

    _name = "food.aid.workshop.contract"
    _description = "Workshops agreed on"
    _inherit = ["food.aid.links.mixin"]
    _order = "date_from desc, id desc"

    household_id = fields.Many2one(
        "food.aid.household", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="household_id.company_id", string="CCAS", store=True, index=True
    )
    service_id = fields.Many2one(
        "food.aid.service",
        string="Agreed with",
        ondelete="restrict",
        help="The service whose contract asks for workshops; empty: the CCAS.",
    )
    required = fields.Integer(string="Workshops agreed", required=True, default=1)
    date_from = fields.Date(string="From", required=True, default=fields.Date.context_today)
    date_to = fields.Date(string="To", required=True)
    note = fields.Char(string="In the person's words")
    done = fields.Integer(compute="_compute_done")
    rate = fields.Float(string="How far", compute="_compute_done")
    progress = fields.Char(string="Where they stand", compute="_compute_done")

    _required_check = models.Constraint("CHECK (required > 0)", "Agree on one workshop at least.")
    _dates_check = models.Constraint("CHECK (date_to >= date_from)", "It ends after it starts.")

    @api.depends("required", "date_from", "date_to", "household_id.registration_ids.state")
    @api.depends_context("uid", "lang")
    def _compute_done(self):
        """Count sessions, not people: a family that comes together did one workshop."""
        domain = Domain("household_id", "in", self.household_id.ids)
        came = self.env["food.aid.workshop.registration"]._read_group(
            domain & Domain("state", "=", "present"),
            ["household_id", "session_id", "date:day"],
        )
        days = {}
        for household, _session, day in came:
            days.setdefault(household.id, []).append(day)
        for contract in self:
            first, last = contract.date_from, contract.date_to
            done = sum(
                bool(first and last and first <= day <= last)
                for day in days.get(contract.household_id._origin.id, ())
            )
            contract.done = done
            contract.rate = min(100, 100 * done / contract.required) if contract.required else 0
            contract.progress = self.env._(
                "%(done)s of %(required)s workshops", done=done, required=contract.required
            )

    @api.depends("household_id", "progress")
    def _compute_display_name(self):
        for contract in self:
            contract.display_name = contract.progress
