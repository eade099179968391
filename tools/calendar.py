"""Working days. No `env` here."""

from datetime import date, timedelta

SATURDAY = 5


def working_days_before(day: date, count: int) -> date:
    """Return the last date after which `count` working days (Monday to Friday) went by.

    What is sent from Friday to Sunday is two working days old on Tuesday; nothing ages on a
    Saturday or a Sunday.
    """
    while count:
        count -= day.weekday() < SATURDAY
        day -= timedelta(days=1)
    return day
