"""Days, months and years of figures. No `env` here."""

from datetime import date


def start_of(day: date, period: str) -> date:
    """Return the first day of the `day`, `month` or `year` that holds `day`."""
    if period == "year":
        return day.replace(month=1, day=1)
    return day.replace(day=1) if period == "month" else day


def between_ages(bands: dict, first: int, last: int | None, counts: dict) -> tuple[int, int]:
    """Return the fewest and the most people aged `first` to `last` that counts by band allow.

    :param bands: {key: (first age, last age or None)}
    :param counts: {key: how many}
    """
    end = float("inf") if last is None else last
    fewest = most = 0
    for key, (low, high) in bands.items():
        high = float("inf") if high is None else high
        if low <= end and high >= first:
            most += counts[key]
            if low >= first and high <= end:
                fewest += counts[key]
    return fewest, most
