from odoo import fields, models

PORTAL_FIELDS = frozenset(
    [
        "id",
        "display_name",
        "name",
        "active",
        "create_date",
        "date",
        "label",
        "reach",
        "message",
        "notice_given",
        "state",
        "date_met",
        "date_ended",
    ]
)


class FoodAidOrientation(models.Model):
    """What a prescriber or an association typed about someone it sends to the CCAS.

    It may read again what it typed, and a short outcome: received, met, ended. Nothing more.
    """

    _name = "food.aid.orientation"
    _description = "Person sent to the CCAS"
    _order = "date desc, id desc"

    name = fields.Char(string="Number", required=True, readonly=True, default="/", copy=False)
    active = fields.Boolean(default=True)
    organisation_id = fields.Many2one(
        "res.partner", string="Sent by", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        required=True,
        default=lambda self: self.env.company,
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    label = fields.Char(string="Person", help="A first name and an initial are enough.")
    reach = fields.Char(string="How to reach safely")
    message = fields.Text(string="What for")
    notice_given = fields.Boolean(help="The person knows and agrees that the CCAS is told.")
    state = fields.Selection(
        [("received", "Received"), ("met", "Met"), ("ended", "Ended")],
        required=True,
        default="received",
    )
    date_met = fields.Date()
    date_ended = fields.Date()
    household_id = fields.Many2one(
        "food.aid.household", index="btree_not_null", ondelete="restrict"
    )
    request_id = fields.Many2one("food.aid.request", index="btree_not_null", ondelete="restrict")

    def _has_field_access(self, field, operation):
        if not super()._has_field_access(field, operation):
            return False
        if self.env.su or not self.env.user._is_portal():
            return True
        return operation == "read" and field.name in PORTAL_FIELDS
