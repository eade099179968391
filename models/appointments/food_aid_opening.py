from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]


class FoodAidOpening(models.Model):
    """Hours of the week in which a worker receives, cut into times of one length."""

    _name = "food.aid.opening"
    _description = "Hours of reception"
    _order = "user_id, weekday, hour_from, id"

    user_id = fields.Many2one(
        "res.users",
        string="Who receives",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        ondelete="cascade",
        domain=lambda self: self.env["food.aid.appointment"]._get_worker_domain(),
    )
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    active = fields.Boolean(default=True)
    weekday = fields.Selection(WEEKDAYS, string="Day", required=True, default="0")
    hour_from = fields.Float(string="From", required=True, default=9)
    hour_to = fields.Float(string="To", required=True, default=12)
    minutes = fields.Integer(
        string="Length", required=True, default=30, help="Minutes of one appointment."
    )
    place = fields.Char(help="Empty: at the CCAS.")
    date_from = fields.Date(string="First day", help="Empty: from now on.")
    date_to = fields.Date(string="Last day", help="Empty: until further notice.")

    _hours_check = models.Constraint(
        "CHECK (hour_from >= 0 AND hour_to <= 24 AND hour_from < hour_to)",
        "Hours run from an earlier one to a later one of the same day.",
    )
    _minutes_check = models.Constraint(
        "CHECK (minutes BETWEEN 5 AND 480)", "An appointment lasts from 5 minutes to 8 hours."
    )
    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "The last day comes after the first one.",
    )

    @api.depends("user_id", "weekday")
    @api.depends_context("lang")
    def _compute_display_name(self):
        names = dict(self._fields["weekday"]._description_selection(self.env))
        for opening in self:
            name = opening.user_id.name or ""
            opening.display_name = f"{name} · {names.get(opening.weekday, '')}"

    @api.constrains("user_id", "weekday", "hour_from", "hour_to", "date_from", "date_to", "active")
    def _check_overlap(self):
        """Nobody receives in two places at once."""
        others = self.search(Domain("user_id", "in", self.user_id.ids))
        for opening in self.filtered("active"):
            if any(opening._overlaps(other) for other in others - opening):
                raise ValidationError(
                    self.env._(
                        "%(name)s already receives at these hours. Change those hours instead.",
                        name=opening.user_id.name,
                    )
                )

    def _overlaps(self, other):
        return (
            (self.user_id, self.weekday) == (other.user_id, other.weekday)
            and self.hour_from < other.hour_to
            and other.hour_from < self.hour_to
            and not (self.date_to and other.date_from and self.date_to < other.date_from)
            and not (other.date_to and self.date_from and other.date_to < self.date_from)
        )

    def _runs_on(self, day):
        return (
            int(self.weekday) == day.weekday()
            and (not self.date_from or self.date_from <= day)
            and (not self.date_to or day <= self.date_to)
        )
