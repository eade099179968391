from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.quota import period_of

MISSED = 3
# When somebody was told that they may come: by sending where admission is direct.
WELCOMED = ("date_sent", "date_answered")
RECORDING_STEPS = ("list", "desk", "stock")


class FoodAidReferral(models.Model):
    """What became of a referral: the passages, those left in the period, those missed."""

    _inherit = "food.aid.referral"

    visit_ids = fields.One2many("food.aid.visit", "referral_id", string="Passages recorded")
    visit_count = fields.Integer(string="Times they came", compute="_compute_visits", store=True)
    date_first_visit = fields.Date(
        string="First passage", compute="_compute_visits", store=True, index="btree_not_null"
    )
    date_last_visit = fields.Date(string="Last passage", compute="_compute_visits", store=True)
    missed_count = fields.Integer(
        string="Missed in a row",
        compute="_compute_visits",
        store=True,
        help="Distributions missed since the last passage: after three, a call is kind.",
    )

    @api.depends("visit_ids.state", "visit_ids.date")
    def _compute_visits(self):
        visits = self.env["food.aid.visit"]
        of_these = Domain("referral_id", "in", self.ids)
        served = {
            referral: numbers
            for referral, *numbers in visits._read_group(
                visits._get_served_domain() & of_these,
                ["referral_id"],
                ["__count", "date:min", "date:max"],
            )
        }
        absent = visits.search_fetch(
            of_these & Domain("state", "=", "absent"), ["referral_id", "date"]
        ).grouped("referral_id")
        for referral in self:
            count, first, last = served.get(referral._origin, (0, False, False))
            missed = absent.get(referral._origin, visits)
            referral.visit_count = count
            referral.date_first_visit = first
            referral.date_last_visit = last
            referral.missed_count = sum(not last or one.date > last for one in missed)

    # ------------------------------------------------------------------
    # WHO IS MISSED
    # ------------------------------------------------------------------

    @api.model
    def _get_never_came_domain(self, days=7):
        """Return who was told to come `days` ago or more, and never did.

        Employees are shown those of associations that record passages: others tell numbers.
        """
        today = fields.Date.context_today(self)
        limit = fields.Date.to_string(fields.Date.subtract(today, days=days - 1))
        told = (Domain(name, "=", False) | Domain(name, "<", limit) for name in WELCOMED)
        domain = (
            self._get_expected_domain()
            & Domain("kind", "=", "food")
            & Domain("date_first_visit", "=", False)
            & Domain.AND(told)
        )
        if self.env.user._is_internal():
            domain &= Domain("organisation_id.food_aid_step", "in", RECORDING_STEPS)
        return domain

    @api.model
    def _get_missed_domain(self):
        """Return who missed three distributions in a row: worth a call, nothing else."""
        return self._get_expected_domain() & Domain("missed_count", ">=", MISSED)

    @api.model
    def _get_expected_on_domain(self, day):
        """Return who could come on `day`, even when the list is entered much later."""
        tomorrow = fields.Date.to_string(fields.Date.add(day, days=1))
        return (
            (
                Domain("state", "=", "accepted")
                | Domain("state", "=", "ended") & Domain("date_closed", ">=", day)
            )
            & (Domain("date_sent", "=", False) | Domain("date_sent", "<", tomorrow))
            & (Domain("date_from", "=", False) | Domain("date_from", "<=", day))
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
        )

    # ------------------------------------------------------------------
    # PASSAGES LEFT
    # ------------------------------------------------------------------

    def _get_passages(self, day):
        """Return {referral id: dict `quota, period, used, left`} on `day`, in one query.

        A number of passages given by the right is shared by all services that honour it; one
        given by the service is its own. `left` is None where nothing limits.
        """
        # Reason for sudo: numbers only, of referrals that the caller reads already; where the
        # other passages of a right took place is not told.
        referrals = self.sudo()
        limited = referrals.filtered("quota")
        windows = {one: period_of(one.quota_period, day, one.date_from or day) for one in limited}
        days = limited._get_days_used(windows.values())
        result = {}
        for one in referrals:
            first, last = windows.get(one, (day, day))
            used = sum(
                count for when, count in days.get(one._get_quota_key(), ()) if first <= when <= last
            )
            result[one.id] = {
                "quota": one.quota,
                "period": one.quota_period,
                "used": used,
                "left": max(0, one.quota - used) if one.quota else None,
            }
        return result

    def _get_quota_key(self):
        """Return the record whose passages count: the right, or the referral alone."""
        return self.right_id if self.right_id.quota else self

    def _get_days_used(self, windows):
        """Return {right or referral: [(day, passages)]} within the longest of `windows`."""
        visits = self.env["food.aid.visit"]
        if not self:
            return {}
        domain = (
            visits._get_served_domain()
            & Domain("date", ">=", min(first for first, _last in windows))
            & (
                Domain("right_id", "in", self.right_id.filtered("quota").ids)
                | Domain("referral_id", "in", self.ids)
            )
        )
        days = {}
        rows = visits._read_group(domain, ["right_id", "referral_id", "date:day"], ["__count"])
        for right, referral, when, count in rows:
            key = right if right.quota else referral
            days.setdefault(key, []).append((when, count))
        return days
