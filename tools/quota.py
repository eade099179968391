"""Which days a number of passages is counted over. No `env` here."""

from datetime import date, timedelta

FORTNIGHT = 14


def period_of(period: str, day: date, start: date) -> tuple[date, date]:
    """Return the first and last day of the period that holds `day`.

    Weeks begin on Monday; fortnights follow each other from the week of `start`; months are
    those of the calendar; anything else is counted over the whole right.
    """
    monday = day - timedelta(days=day.weekday())
    if period == "week":
        return monday, monday + timedelta(days=6)
    if period == "fortnight":
        origin = start - timedelta(days=start.weekday())
        first = day - timedelta(days=(day - origin).days % FORTNIGHT)
        return first, first + timedelta(days=FORTNIGHT - 1)
    if period == "month":
        first = day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return date.min, date.max
