from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.calendar import working_days_before

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
        ).action_withdraw()

    def _remind(self, company, today):
        """Remind the organisation after two working days, the CCAS after five."""
        waiting = self.search([("company_id", "=", company.id), ("state", "=", "sent")])
        tz = company.food_aid_tz
        for field, days, template in (
            ("date_reminded", REMIND_AFTER, "food_aid.mail_template_referral_reminder"),
            (
                "date_escalated",
                ESCALATE_AFTER,
                "food_aid.mail_template_referral_escalation",
            ),
        ):
            limit = working_days_before(today, days)
            due = waiting.filtered(
                lambda one, field=field, limit=limit: (
                    not one[field]
                    and fields.Datetime.context_timestamp(
                        one.with_context(tz=tz), one.date_sent
                    ).date()
                    <= limit
                )
            )
            for group in due.grouped("organisation_id").values():
                self.env.ref(template).send_mail(group[0].id)
            due[field] = today
