from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..common.word_date import word_date

# Two days before, at an hour when nobody is woken up by it.
DAYS_BEFORE = 2
FIRST_HOUR, LAST_HOUR = 8, 20


class FoodAidAppointment(models.Model):
    """Reminders two days before: a mail that says no more than when and where, or the phone.

    Nothing is mailed to somebody who said how to be reached safely, nor to a reserved file, nor
    to whoever has no address: an agent reads the list of those and does what the person asked.
    """

    _inherit = "food.aid.appointment"

    date_reminded = fields.Datetime(string="Reminded at", readonly=True, copy=False)
    is_to_remind = fields.Boolean(
        string="To remind by phone or on paper", readonly=True, copy=False, index=True
    )
    reminder_words = fields.Char(compute="_compute_reminder_words")

    @api.depends("date_start", "place")
    @api.depends_context("lang")
    def _compute_reminder_words(self):
        for appointment in self:
            start = appointment._get_local_times()[0]
            company = appointment.company_id
            address = " ".join(filter(None, (company.street, company.zip, company.city)))
            appointment.reminder_words = self.env._(
                "%(day)s at %(hour)s, %(place)s",
                day=word_date(self.env, start.date(), "EEEE d MMMM"),
                hour=start.strftime("%H:%M"),
                place=appointment.place or address or company.name,
            )

    def write(self, vals):
        """Another time is reminded of anew."""
        if "date_start" in vals:
            vals = {"date_reminded": False, "is_to_remind": False, **vals}
        return super().write(vals)

    def action_reminded(self):
        """The person was told by phone, on paper or by somebody they chose."""
        self.check_access("write")
        self.write({"is_to_remind": False, "date_reminded": fields.Datetime.now()})

    @api.model
    def _cron_remind(self):
        """Remind of what comes in two days, each CCAS on its own clock."""
        for company in self.env["res.company"].search([]):  # pylint: disable=no-search-all
            local = self.with_company(company)
            now = local._to_local(fields.Datetime.now())
            if FIRST_HOUR <= now.hour < LAST_HOUR:
                local._find_to_remind(company, now)._remind()
            self.env["ir.cron"]._commit_progress(1)

    @api.model
    def _find_to_remind(self, company, now):
        """Return what comes within two days, and was not taken today: who just took it knows."""
        today = now.date()
        midnight = self._to_stored(now.replace(tzinfo=None, hour=0, minute=0, second=0))
        return self.search(
            Domain("company_id", "=", company.id)
            & Domain("state", "=", "planned")
            & Domain("date", ">", today)
            & Domain("date", "<=", today + timedelta(days=DAYS_BEFORE))
            & Domain("date_reminded", "=", False)
            & Domain("is_to_remind", "=", False)
            & Domain("create_date", "<", midnight)
        )

    def _remind(self):
        template = self.env.ref("food_aid.mail_template_appointment_reminder")
        for appointment in self:
            if address := appointment._get_reminder_address():
                template.send_mail(appointment.id, email_values={"email_to": address})
                appointment.date_reminded = fields.Datetime.now()
            else:
                appointment.is_to_remind = True

    def _get_reminder_address(self):
        """Return where a reminder may be mailed; nothing whenever a human has to read first."""
        household = self.household_id
        person = household.applicant_id
        if household.is_reserved or person.safe_contact:
            return False
        return person.email
