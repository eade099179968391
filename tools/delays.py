"""Delays that the law counts in days, weeks or months. Pure functions."""

from dateutil.relativedelta import relativedelta


def add_delay(start, number, unit):
    """Return the day on which a delay begun on `start` ends.

    Months go from a day to the same day of a later month; where that month is too short, to its
    last day (article 641 of the code of civil procedure). Days off are not skipped: a date that
    is a little too early harms nobody.

    :param unit: `day`, `week` or `month`
    """
    return start + relativedelta(**{f"{unit}s": number})
