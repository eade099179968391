from datetime import timedelta

from odoo import api, fields, models

from ..tools import slots

# worker, hour, what became of it; today's first ones are over, the last ones to come
TODAY = (
    ("social", 9, "done"),
    ("instructor", 9, "done"),
    ("social", 9.5, "absent"),
    ("instructor", 10, "arrived"),
    ("social", 10.5, "planned"),
    ("instructor", 11, "cancelled"),
    ("social", 14, "planned"),
    ("instructor", 14.5, "planned"),
    ("social", 15, "planned"),
)
CONTACTS = (
    ("Monsieur du marché, vient sans papiers", "06 00 00 00 01"),
    ("Dame hébergée à l'hôtel de la gare", ""),
)
WEEKDAYS = "01234"


class FoodAidDemo(models.AbstractModel):
    """A living day at the reception: appointments in all states, and counts over the months."""

    _inherit = "food.aid.demo"

    @api.model
    def _build(self):
        result = super()._build()
        self._open_hours()
        self._take_appointments()
        self._be_away()
        self._count_visits_and_calls()
        return result

    def _open_hours(self):
        self._as("food.aid.opening", "instructor").create(
            [
                {
                    "user_id": self._ref(f"demo_user_{worker}").id,
                    "weekday": weekday,
                    "hour_from": hours[0],
                    "hour_to": hours[1],
                }
                for worker in ("social", "instructor")
                for weekday in WEEKDAYS
                for hours in ((9, 12), (14, 17))
            ]
        )

    def _take_appointments(self):
        """Fill today, leave one of yesterday without an outcome, and begin tomorrow."""
        today = fields.Date.context_today(self)
        households = self._as("food.aid.household", "instructor").search(
            [("company_id", "=", self.env.company.id), ("is_reserved", "=", False)],
            limit=len(TODAY) + 4,
            order="id desc",
        )
        for (worker, hour, state), household in zip(TODAY, households, strict=False):
            appointment = self._take(today, worker, hour, household_id=household.id)
            if state != "planned":
                appointment.write({"state": state})
        for (text, phone), hour in zip(CONTACTS, (15.5, 16), strict=True):
            self._take(today, "instructor", hour, contact_text=text, contact_phone=phone)
        rest = households[len(TODAY) :]
        self._take(today - timedelta(days=1), "social", 16, household_id=rest[:1].id)
        moved = self._take(today + timedelta(days=1), "instructor", 9, household_id=rest[1:2].id)
        moved.is_to_tell = True
        for rank, household in enumerate(rest[2:]):
            self._take(today + timedelta(days=2), "social", 9 + rank, household_id=household.id)

    def _take(self, day, worker, hour, **values):
        appointments = self._as("food.aid.appointment", "reception")
        start = slots.at(day, hour)
        return appointments.create(
            {
                "user_id": self._ref(f"demo_user_{worker}").id,
                "date_start": appointments._to_stored(start),
                "date_end": appointments._to_stored(start + timedelta(minutes=30)),
                **values,
            }
        )

    def _be_away(self):
        """The social worker is in a training the day after tomorrow."""
        day = fields.Date.context_today(self) + timedelta(days=2)
        self._as("food.aid.leave", "reception").create(
            {"user_id": self._ref("demo_user_social").id, "date_from": day, "date_to": day}
        )

    def _count_visits_and_calls(self):
        """Sheets kept by hand, one number a week, and the taps of this morning."""
        today = fields.Date.context_today(self)
        rows = [
            {
                "date": today - timedelta(days=7 * week),
                "kind": kind,
                "count": base + (week * step) % spread,
            }
            for week in range(1, 52)
            for kind, base, step, spread in (
                ("visit", 34, 7, 15),
                ("call", 52, 11, 23),
                ("mail", 9, 5, 8),
            )
        ]
        rows += [{"kind": kind} for kind in ("visit", "call", "visit", "call", "call", "mail")]
        self._as("food.aid.tally", "reception").create(rows)
