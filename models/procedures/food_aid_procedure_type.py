from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain

UNITS = [("day", "Days"), ("week", "Weeks"), ("month", "Months")]
SILENCES = [
    ("unknown", "Not said: ask"),
    ("none", "Nothing: call"),
    ("accepted", "A yes"),
    ("refused", "A no"),
]


class FoodAidProcedureType(models.Model):
    """A démarche that people may make: to whom, with which papers, within which time.

    Reminders for agents, never legal advice; in the words of the administrations they go to, so
    not translated. Those that come with the addon belong to every CCAS; one that wants other
    words makes its own copy, which replaces them there.
    """

    _name = "food.aid.procedure.type"
    _description = "Kind of procedure"
    _order = "sequence, name, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        index=True,
        default=lambda self: self.env.company,
        help="Empty: for every CCAS.",
    )
    base_id = fields.Many2one(
        "food.aid.procedure.type",
        string="Adapted from",
        index="btree_not_null",
        readonly=True,
        ondelete="restrict",
    )
    copy_ids = fields.One2many("food.aid.procedure.type", "base_id", string="Adapted by")
    target = fields.Char(string="To whom", required=True, help="The administration that answers.")
    where = fields.Text(string="Where and how to ask")
    is_sensitive = fields.Boolean(
        string="Sensitive",
        help="Open to the social workers of the follow-up alone: in nobody else's list or figure.",
    )
    has_presence = fields.Boolean(
        string="Proofs of presence",
        help="Months of presence are gathered while the file is put together, then erased.",
    )
    document_ids = fields.One2many(
        "food.aid.procedure.document", "type_id", string="Papers", copy=True
    )
    situation_ids = fields.One2many(
        "food.aid.procedure.situation",
        "type_id",
        string="To look at for",
        copy=True,
        help="Households for which this right is worth a look.",
    )

    # the clock
    delay = fields.Integer(string="Time to answer", help="Counted from the complete file.")
    delay_unit = fields.Selection(UNITS, string="Unit", required=True, default="month")
    silence = fields.Selection(SILENCES, string="Silence means", required=True, default="unknown")
    appeal_delay = fields.Integer(string="Time to appeal")
    appeal_unit = fields.Selection(UNITS, string="Unit (appeal)", required=True, default="month")
    duration = fields.Integer(string="Lasts (months)", help="0: until further notice.")
    renewal = fields.Integer(
        string="Renewed before its end (months)", help="When the next procedure opens."
    )

    # where this was read
    note = fields.Text(string="To know")
    source = fields.Char(help="Where these times were read.")
    checked_on = fields.Date(
        string="Times checked on",
        help="When the time to answer and what silence means were read in the source. "
        "Empty: from memory, to be checked; people are not told what silence means.",
    )

    _numbers_check = models.Constraint(
        "CHECK (delay >= 0 AND appeal_delay >= 0 AND duration >= 0 AND renewal >= 0"
        " AND (duration = 0 OR renewal < duration))",
        "Times are not negative, and a right is renewed within its duration.",
    )
    _copy_uniq = models.UniqueIndex(
        "(base_id, company_id) WHERE base_id IS NOT NULL AND active",
        "This CCAS already has its own words for this procedure.",
    )

    # ------------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------------

    @api.constrains("is_sensitive", "has_presence", "base_id", "situation_ids")
    def _check_sensitive(self):
        for kind in self.filtered(lambda one: not one.is_sensitive):
            if kind.has_presence or kind.base_id.is_sensitive:
                raise ValidationError(
                    self.env._("Procedures about a residence permit or the AME stay sensitive.")
                )
        if self.filtered(lambda one: one.is_sensitive and one.situation_ids):
            raise ValidationError(
                self.env._(
                    "A sensitive procedure is in no list of rights to check: every agent reads it."
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_shared(self):
        if not self.env.su and self.filtered(lambda one: not one.company_id):
            raise UserError(self.env._("This one belongs to every CCAS: adapt it for yours."))

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_adapt(self):
        """Open this CCAS's own copy, made the first time: its words replace the shared ones."""
        self.ensure_one()
        company = self.env.company
        own = (
            self
            if self.company_id
            else self.copy_ids.filtered(lambda one: one.company_id == company)
        )
        if not own:
            own = self.copy({"company_id": company.id, "base_id": self.id})
        return own[:1]._get_records_action(name=self.env._("Kinds of procedure"))

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    @api.model
    def _get_choice_domain(self, company):
        """Return the kinds offered at `company`: its own, and the shared ones it left as are."""
        domain = Domain("company_id", "in", (company.id, False)) & Domain(
            "copy_ids", "not any", [("company_id", "=", company.id), ("active", "=", True)]
        )
        if not self.env.user.has_group("food_aid.group_food_aid_social_worker"):
            domain &= Domain("is_sensitive", "=", False)
        return domain

    @api.model
    def _get_for(self, situations, company):
        """Return the rights that `situations` make worth a look at `company`."""
        return self.search(
            self._get_choice_domain(company)
            & Domain("is_sensitive", "=", False)
            & Domain("situation_ids.situation", "in", list(situations))
        )

    def _prepare_papers(self):
        """Return the checklist that a new procedure of this kind starts with."""
        return [
            Command.create(
                {
                    "document_id": document.id,
                    "name": document.name,
                    "is_mandatory": document.is_mandatory,
                    "validity": document.validity,
                }
            )
            for document in self.document_ids
        ]
