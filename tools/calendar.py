"""Working days. No `env` here."""

from datetime import date, timedelta

SATURDAY = 5


def working_days_before(day: date, count: int) -> date:
    """Return the date `count` working days (Monday to Friday) before `day`."""
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day
