"""Months of presence covered by proofs. Pure functions; a month is its (year, month)."""


def month_of(day):
    return (day.year, day.month)


def months_between(first, last):
    """Return every month from `first` to `last`, both included; none when they are reversed."""
    start, end = first[0] * 12 + first[1] - 1, last[0] * 12 + last[1] - 1
    return [(number // 12, number % 12 + 1) for number in range(start, end + 1)]


def count_proofs(periods):
    """Return {month: how many proofs cover it} for `periods` of two days, both included."""
    counts = {}
    for start, end in periods:
        for month in months_between(month_of(start), month_of(end)):
            counts[month] = counts.get(month, 0) + 1
    return counts


def find_gaps(counts, first, last):
    """Return the stretches (first month, last month) without any proof within the bounds."""
    gaps = []
    previous_covered = True
    for month in months_between(first, last):
        covered = bool(counts.get(month))
        if not covered and previous_covered:
            gaps.append((month, month))
        elif not covered:
            gaps[-1] = (gaps[-1][0], month)
        previous_covered = covered
    return gaps
