from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.calendar import working_days_before

DAYS_BEFORE_MASK = 30
REMIND_AFTER, ESCALATE_AFTER = 2, 5


class FoodAidReferral(models.Model):
    """What time does to referrals, in the calendar of each CCAS."""

    _inherit = "food.aid.referral"

    @api.model
    def _cron_follow_up(self):
        """Close what is over, take names back, remind; each CCAS by its own calendar."""
        for company in self.env["res.company"].search([]):  # pylint: disable=no-search-all
            referrals = self.with_company(company).with_context(tz=company.food_aid_tz)
            today = fields.Date.context_today(referrals)
            referrals._close_past(company, today)
            referrals._mask_ended(company, today)
            referrals._remind(company, today)
            self.env["ir.cron"]._commit_progress(1)

    def _close_past(self, company, today):
        past = self.search(
            [
                ("company_id", "=", company.id),
                ("state", "in", ("sent", "accepted")),
                ("date_to", "<", today),
            ]
        )
        for state, referrals in past.grouped("state").items():
            referrals._move("ended" if state == "accepted" else "expired", date_closed=today)

    def _mask_ended(self, company, today):
        """Fall back to the file number a month after the end, and when an agreement ends."""
        ended = Domain("state", "=", "ended") & Domain(
            "date_closed", "<=", fields.Date.subtract(today, days=DAYS_BEFORE_MASK)
        )
        company_domain = Domain("company_id", "=", company.id)
        self.search(company_domain & ended & Domain("is_masked", "=", False)).is_masked = True
        self.env["food.aid.agreement"].search(
            company_domain & Domain("date_to", "<", today) & Domain("date_withdrawn", "=", False)
        )._expire()

    def _remind(self, company, today):
        """Remind the organisation after two working days, the CCAS after five."""
        waiting = self.search([("company_id", "=", company.id), ("state", "=", "sent")])
        self._tell_waiting(
            *(waiting, "date_reminded", REMIND_AFTER, today),
            "food_aid.mail_template_referral_reminder",
            lambda referral: referral.organisation_id.email,
        )
        self._tell_waiting(
            *(waiting, "date_escalated", ESCALATE_AFTER, today),
            "food_aid.mail_template_referral_escalation",
            lambda referral: referral.company_id.email,
        )

    def _tell_waiting(self, waiting, field, days, today, template, get_address):
        """Send one mail an organisation for what waits since `days` working days, only once.

        Without an address nothing can leave: the list “to answer” shows what waits.
        """
        limit = working_days_before(today, days)
        due = waiting.filtered(lambda one: not one[field] and one._get_day_sent() <= limit)
        for group in due.grouped("organisation_id").values():
            if get_address(group[0]):
                self.env.ref(template).send_mail(group[0].id)
        due[field] = today

    def _get_day_sent(self):
        """Return the day of sending in the time zone of the CCAS."""
        self.ensure_one()
        local = self.with_context(tz=self.company_id.food_aid_tz)
        return fields.Datetime.context_timestamp(local, self.date_sent).date()
