"""Free times of a day, on the clock of the CCAS. No `env` here."""

from datetime import datetime, time, timedelta

NOON = 13


def at(day, hour):
    """Return the moment of `day` at `hour`, a number of hours (9.5 is half past nine)."""
    return datetime.combine(day, time.min) + timedelta(minutes=round(hour * 60))


def cut(day, hour_from, hour_to, minutes):
    """Return the times of `minutes` that fit between two hours of `day`, in order."""
    start, end, step = at(day, hour_from), at(day, hour_to), timedelta(minutes=minutes)
    return [
        (start + rank * step, start + (rank + 1) * step) for rank in range((end - start) // step)
    ]


def span(day, part):
    """Return what a `part` of a day covers: `day`, `morning` or `afternoon`."""
    bounds = {"day": (0, 24), "morning": (0, NOON), "afternoon": (NOON, 24)}[part]
    return at(day, bounds[0]), at(day, bounds[1])


def is_free(start, end, taken):
    """Tell whether nothing of `taken`, pairs of moments, overlaps these two."""
    return all(end <= other_start or other_end <= start for other_start, other_end in taken)


def days(first, last):
    """Return the days from `first` to `last`, both included."""
    return [first + timedelta(days=rank) for rank in range((last - first).days + 1)]
