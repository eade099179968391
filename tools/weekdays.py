"""Days of the week as people write them: `Mercredi et samedi`, `du lundi au vendredi`."""

from datetime import timedelta

from .text import normalise

TO = ("au", "a", "to")


def find_weekdays(text, names):
    """Return the days of the week (0 is Monday) that a text names; all of them when it names none.

    :param names: {name of a day: its number}, in whatever languages
    """
    numbers = {normalise(name): number for name, number in names.items()}
    words = normalise(text).split()
    found, last = set(), None
    for before, word in zip(["", *words], words, strict=False):
        number = numbers.get(word, numbers.get(word.removesuffix("s")))
        if number is None:
            continue
        if before in TO and last is not None:
            found |= {(last + rank) % 7 for rank in range((number - last) % 7)}
        found.add(number)
        last = number
    return found or set(range(7))


def next_days(weekdays, today, weeks=1):
    """Return the dates of these days of the week from `today` on, in order."""
    days = (today + timedelta(days=rank) for rank in range(7 * weeks))
    return [day for day in days if day.weekday() in weekdays]
