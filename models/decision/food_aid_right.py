from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import format_date


class FoodAidRight(models.Model):
    """What is owed to a household, until when: the row that is locked and consumed."""

    _name = "food.aid.right"
    _description = "Right"
    _inherit = ["food.aid.links.mixin", "food.aid.sought.mixin"]
    _order = "date_to desc, id desc"

    household_id = fields.Many2one(
        "food.aid.household", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="household_id.company_id", string="CCAS", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.food_aid_currency_id", string="Currency")
    decision_id = fields.Many2one(
        "food.aid.decision", required=True, index=True, ondelete="restrict"
    )
    scale_version_id = fields.Many2one(
        related="decision_id.scale_version_id", string="Scale", store=True
    )
    kind = fields.Selection(
        [("food", "Food aid"), ("emergency", "Emergency help")],
        required=True,
        default="food",
    )
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To", required=True, index=True)
    date_stopped = fields.Date(string="Stopped on")
    rate = fields.Float(digits=(5, 2), aggregator="avg")
    credit = fields.Monetary()
    quota = fields.Integer(string="Passages")
    quota_period = fields.Selection(
        selection=lambda self: self.env["food.aid.service"]._selection_quota_period()
    )
    is_running = fields.Boolean(
        string="Running", compute="_compute_is_running", search="_search_is_running"
    )
    referral_ids = fields.One2many("food.aid.referral", "right_id", string="Referrals")

    _dates_check = models.Constraint(
        "CHECK (date_to >= date_from)", "A right ends after it begins."
    )

    def _get_running_domain(self):
        return (
            Domain("date_from", "<=", "today")
            & Domain("date_to", ">=", "today")
            & Domain("date_stopped", "=", False)
        )

    @api.depends("date_from", "date_to", "date_stopped")
    def _compute_is_running(self):
        running = self.filtered_domain(self._get_running_domain())
        running.is_running = True
        (self - running).is_running = False

    def _search_is_running(self, operator, value):
        return self._get_running_domain() if operator == "in" else NotImplemented

    @api.depends("household_id", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for right in self:
            right.display_name = self.env._(
                "%(household)s · right from %(start)s to %(end)s",
                household=right.household_id.name or "",
                start=format_date(self.env, right.date_from),
                end=format_date(self.env, right.date_to),
            )

    def action_refer(self):
        """Open the form that shows what every service can offer on this right."""
        self.ensure_one()
        return self.env["food.aid.refer"]._open(self.household_id, self)
