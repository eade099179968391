from odoo import api, fields, models
from odoo.exceptions import ValidationError


class FoodAidPresenceProof(models.Model):
    """A kind of paper that shows presence over some months. Not the paper, not its words.

    Kept while a residence-permit file is put together, erased when it is handed in or stopped.
    """

    _name = "food.aid.presence.proof"
    _description = "Proof of presence"
    _inherit = ["food.aid.links.mixin"]
    _order = "procedure_id, date_from, id"

    procedure_id = fields.Many2one(
        "food.aid.procedure", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("housing", "Rent, hosting, hotel"),
            ("bill", "Bill"),
            ("tax", "Tax notice"),
            ("pay", "Payslip"),
            ("health", "Care, AME"),
            ("school", "School of a child"),
            ("bank", "Movement of an account"),
            ("transport", "Transport pass"),
            ("administration", "Letter of an administration"),
            ("association", "Association or CCAS"),
            ("other", "Other"),
        ],
        string="Shown by",
        required=True,
    )
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(
        string="To",
        compute="_compute_date_to",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )

    _dates_check = models.Constraint(
        "CHECK (date_to >= date_from)", "A proof ends after it starts."
    )

    @api.depends("date_from")
    def _compute_date_to(self):
        for proof in self:
            if not proof.date_to or (proof.date_from and proof.date_to < proof.date_from):
                proof.date_to = proof.date_from

    @api.constrains("procedure_id")
    def _check_procedure(self):
        for procedure in self.procedure_id:
            if not procedure.has_presence or procedure.state != "preparing":
                raise ValidationError(
                    self.env._(
                        "Months of presence are gathered while a residence-permit file is put "
                        "together, and at no other time."
                    )
                )

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        today = fields.Date.context_today(self)
        if any(proof.date_from.year < 1950 or proof.date_to > today for proof in self):
            raise ValidationError(self.env._("A proof of presence is of months that have passed."))
