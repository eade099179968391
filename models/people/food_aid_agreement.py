from odoo import api, fields, models


class FoodAidAgreement(models.Model):
    """What a person accepts that one organisation is told. Refusing never stops aid."""

    _name = "food.aid.agreement"
    _description = "Agreement of a person"
    _inherit = ["food.aid.links.mixin", "food.aid.sought.mixin"]
    _order = "date desc, id desc"

    household_id = fields.Many2one(
        "food.aid.household", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="household_id.company_id", string="CCAS", store=True, index=True
    )
    organisation_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_food_aid_organisation', '=', True)]",
    )
    level = fields.Selection(
        [
            ("code", "File number only"),
            ("initial", "First name and initial"),
            ("full", "Full name and phone"),
        ],
        string="What I accept to share",
        required=True,
        default="initial",
    )
    obtained_by_id = fields.Many2one(
        "res.users",
        string="Obtained by",
        required=True,
        default=lambda self: self.env.user,
    )
    means = fields.Selection(
        [("oral", "Told to the agent"), ("signed", "Signed sheet")],
        string="How",
        required=True,
        default="oral",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    date_to = fields.Date(string="Valid until")
    date_withdrawn = fields.Date(string="Withdrawn on")
    is_expired = fields.Boolean(
        string="Came to its end", readonly=True, help="Ended by its date, not by the person."
    )

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date)",
        "An agreement ends after it was given.",
    )
    _open_uniq = models.UniqueIndex(
        "(household_id, organisation_id) WHERE date_withdrawn IS NULL",
        "This household already has an agreement for this organisation: "
        "withdraw it before recording another one.",
    )

    @api.depends("household_id", "organisation_id")
    def _compute_display_name(self):
        for agreement in self:
            household, organisation = agreement.household_id, agreement.organisation_id
            agreement.display_name = f"{household.name or ''} · {organisation.name or ''}"

    def action_withdraw(self):
        """Stop sharing from today: labels in the portal fall back to the code at once."""
        today = fields.Date.context_today(self)
        self.filtered(lambda agreement: not agreement.date_withdrawn).date_withdrawn = today
        # So that another one may be recorded in the same breath.
        self.flush_recordset(["date_withdrawn"])

    def _expire(self):
        """End agreements that are past their date; labels fall back to the code."""
        self.is_expired = True
        self.action_withdraw()

    def _record(self, household, organisation, level):
        """Keep one open agreement of `household` with `organisation`, at `level`."""
        current = self.search(
            [
                ("household_id", "=", household.id),
                ("organisation_id", "=", organisation.id),
                ("date_withdrawn", "=", False),
            ],
            limit=1,
        )
        today = fields.Date.context_today(self)
        if current.level == level and not (current.date_to and current.date_to < today):
            return current
        current.action_withdraw()
        return self.create(
            {
                "household_id": household.id,
                "organisation_id": organisation.id,
                "level": level,
            }
        )
