"""Dates and births as people write them in a register, understood or refused, never guessed.

`today` bounds them: nothing lies in the future, and two figures of a year never lead there.
"""

import datetime
import re

from .register_error import RegisterValueError
from .register_values import is_nothing
from .text import normalise

EXCEL_EPOCH = datetime.date(1899, 12, 30)
OLDEST = datetime.date(1900, 1, 1)
_MONTHS = {
    "janvier": 1, "janv": 1, "jan": 1,
    "fevrier": 2, "fevr": 2, "fev": 2,
    "mars": 3, "mar": 3,
    "avril": 4, "avr": 4,
    "mai": 5,
    "juin": 6,
    "juillet": 7, "juil": 7,
    "aout": 8, "aou": 8,
    "septembre": 9, "sept": 9, "sep": 9,
    "octobre": 10, "oct": 10,
    "novembre": 11, "nov": 11,
    "decembre": 12, "dec": 12,
}  # fmt: skip
_TIME = re.compile(r"(?:\s+(?:à\s*)?|T)\d{1,2}[:hH]\d{0,2}(?::\d{2}(?:\.\d+)?)?Z?\s*$")
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?Z?")
_DATE = re.compile(
    r"(?<!\d)(?:(?P<iso>\d{4})[-/.](?P<iso_month>\d{1,2})[-/.](?P<iso_day>\d{1,2})"
    r"|(?P<day>\d{1,2})\s?[-/.]\s?(?P<month>\d{1,2})\s?[-/.]\s?(?P<year>\d{4}|\d{2})"
    r"|(?P<word_day>\d{1,2})(?:\s?er)?[\s-]+(?P<word>[^\W\d_]{3,9})\.?[\s-]+"
    r"(?P<word_year>\d{4}|\d{2})"
    r"|(?P<spaced_day>\d{1,2})\s(?P<spaced_month>\d{1,2})\s(?P<spaced_year>\d{4}))(?!\d)"
)
_YEAR = re.compile(r"(?<![\d/.-])(?:19|20)\d{2}(?![\d/.-])")
_AROUND = re.compile(r"\b(?:vers|environ|env|en|ne|nee|nes|nees|e|le|les|s|annee|circa|et)\b")


def parse_date(value, today=None):
    """A day, not after today."""
    if is_nothing(value):
        return None
    today = today or datetime.date.today()  # noqa: DTZ011 callers give the CCAS's own day
    found = _cell_date(value)
    if found is None:
        text = _TIME.sub("", str(value).strip())
        match = _DATE.fullmatch(text)
        found = _match_date(match, value, today) if match else _packed_date(text)
    if found is None:
        raise RegisterValueError("date", value)
    return _check_date(found, value, today)


def parse_birth(value, today=None):
    """`(date, None)`, or `(None, year)` when only the year is known, or None."""
    births = parse_births(value, today)
    if not births:
        return None
    if len(births) > 1:
        raise RegisterValueError("several_births", value)
    return births[0][1:]


def parse_births(value, today=None):
    """Several births in one cell: list of `(first name or "", date or None, year or None)`."""
    if is_nothing(value) or value == 0:
        return []
    today = today or datetime.date.today()  # noqa: DTZ011
    if isinstance(value, (int, float)) and value in range(OLDEST.year, today.year + 1):
        return [("", None, int(value))]
    if found := _cell_date(value):
        return [("", _check_date(found, value, today), None)]
    text = _MIDNIGHT.sub("", str(value))
    if len(text) > 1000:
        raise RegisterValueError("births", value)
    births, rest = [], text
    for pattern in (_DATE, _YEAR):
        for match in pattern.finditer(rest):
            birth = _birth_of(match, value, today)
            births.append((match.start(), match.end(), birth))
        rest = pattern.sub(lambda match: "\0" * len(match[0]), rest)
    if not births or any(char.isdigit() for char in rest):
        raise RegisterValueError("births", value)
    return _name_births(sorted(births), rest)


def _birth_of(match, value, today):
    if match.re is _DATE:
        return _check_date(_match_date(match, value, today), value, today), None
    year = int(match[0])
    if not OLDEST.year <= year <= today.year:
        raise RegisterValueError("future", value)
    return None, year


def _name_births(births, rest):
    """Give each birth the first name written just before it, or just after the last comma."""
    named, previous = [], 0
    for start, end, birth in births:
        before = rest[previous:start]
        name = re.split(r"[;,/\n+&]", before.replace("(", " ").replace(")", " "))[-1]
        name = re.sub(r"[^\w' -]", " ", name)
        words = [word for word in name.split() if not _AROUND.fullmatch(normalise(word))]
        name = " ".join(words).strip(" -–:")
        named.append((name if re.search(r"[^\W\d_]{2}", name) else "", *birth))
        previous = end
    return named


def _cell_date(value):
    """Date of a cell that the spreadsheet already keeps as a date or a serial number."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 1000 <= value < 80000:
        return EXCEL_EPOCH + datetime.timedelta(days=int(value))
    return None


def _packed_date(text):
    """`20170312`, `12032017`, or a serial number saved as text."""
    if not re.fullmatch(r"\d{5}|\d{8}", text):
        return None
    if len(text) == 5:
        return EXCEL_EPOCH + datetime.timedelta(days=int(text))
    orders = ((0, 4, 6), (4, 2, 0)) if text[:2] in ("19", "20") else ((4, 2, 0),)
    for year, month, day in orders:
        if found := _day(text[year : year + 4], text[month : month + 2], text[day : day + 2]):
            return found
    return None


def _day(year, month, day):
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _match_date(match, value, today):
    groups = match.groupdict()
    if groups["word"]:
        month = _MONTHS.get(normalise(groups["word"]))
        parts = groups["word_year"], month, groups["word_day"]
    else:
        parts = next(
            parts
            for parts in (
                (groups["iso"], groups["iso_month"], groups["iso_day"]),
                (groups["year"], groups["month"], groups["day"]),
                (groups["spaced_year"], groups["spaced_month"], groups["spaced_day"]),
            )
            if parts[0]
        )
    year, month, day = (int(part or 0) for part in parts)
    found = _day(year, month, day)
    if len(parts[0]) == 2:
        found = _day(year + 2000, month, day)
        if found is None or found > today:
            found = _day(year + 1900, month, day)
    if found is None:
        raise RegisterValueError("date", value)
    return found


def _check_date(found, value, today):
    if found > today:
        raise RegisterValueError("future", value)
    if found < OLDEST:
        raise RegisterValueError("date", value)
    return found
