"""One line of a register, as what it tells: a household, a request, its budget.

No `env` here: the result is plain values and the list of everything that could not be
understood, so that a returned line says it all at once.
"""

from decimal import Decimal

from .register_dates import parse_birth, parse_births, parse_date
from .register_error import RegisterValueError
from .register_values import parse_amount, parse_phone, parse_text, parse_yes_no, parse_zip
from .register_words import parse_family, parse_housing, parse_sex, parse_status
from .text import name_key, normalise

_TEXTS = (
    "legacy_reference",
    "prescriber",
    "last_name",
    "first_name",
    "full_name",
    "street",
    "city",
    "email",
    "partner_name",
    "observations",
)
_PARSERS = {
    "date": parse_date,
    "birthdate": parse_birth,
    "partner_birthdate": parse_birth,
    "sex": lambda value, _today: parse_sex(value),
    "zip": lambda value, _today: parse_zip(value),
    "phone": lambda value, _today: parse_phone(value),
    "family": lambda value, _today: parse_family(value),
    "housing": lambda value, _today: parse_housing(value),
    "status": lambda value, _today: parse_status(value),
    "is_first": lambda value, _today: parse_yes_no(value),
    **{field: lambda value, _today: parse_text(value) for field in _TEXTS},
}
_WITH_PARTNER = ("couple", "couple_children")
_WITH_CHILDREN = ("single_parent", "couple_children")


def read_row(cells, mapping, headers, today):
    """`(entry, problems)`; `mapping` gives a target per column index.

    `entry` has one key per field of `SYNONYMS` that the line fills, `children` (first name, date,
    year), `lines` (amount per `income.…` or `expense.…` target) and `needs` as worded.
    """
    entry = {"children": [], "lines": {}, "needs": []}
    problems = []
    for index, target in mapping.items():
        value = cells[index] if index < len(cells) else None
        if value is None or value == "":
            continue
        try:
            _read_cell(entry, target, value, today)
        except RegisterValueError as problem:
            problem.column = parse_text(headers[index])
            problems.append(problem)
    entry["needs"] = ", ".join(entry["needs"])
    if not problems:
        problems.extend(_missing(entry))
    return entry, problems


def _read_cell(entry, target, value, today):
    if target.startswith(("income.", "expense.")):
        if amount := parse_amount(value):
            entry["lines"][target] = entry["lines"].get(target, Decimal(0)) + amount
    elif target == "children_births":
        entry["children"].extend(parse_births(value, today))
    elif target == "needs":
        entry["needs"].append(parse_text(value))
    else:
        found = _PARSERS[target](value, today)
        if found not in (None, ""):
            entry[target] = found


def _missing(entry):
    """What a line must tell, once each of its cells is understood."""
    if "date" not in entry:
        yield RegisterValueError("no_date")
    if "birthdate" not in entry:
        yield RegisterValueError("no_birthdate")
    family = entry.get("family")
    if family in _WITH_PARTNER and "partner_birthdate" not in entry:
        yield RegisterValueError("no_partner_birthdate")
    if family in _WITH_CHILDREN and not entry["children"]:
        yield RegisterValueError("no_children_births")
    if family and family not in _WITH_PARTNER and "partner_birthdate" in entry:
        yield RegisterValueError("unexpected_partner")
    if not {"last_name", "first_name", "full_name", "legacy_reference"} & set(entry):
        yield RegisterValueError("nobody")
    if "date" in entry:
        yield from _born_after(entry)


def _born_after(entry):
    """Nobody of the household is born after the request; an applicant is not a small child."""
    date = entry["date"]
    for key in ("birthdate", "partner_birthdate"):
        birth = entry.get(key)
        if birth and (birth[1] or birth[0].year) > date.year - 12:
            yield RegisterValueError("too_young", birth[1] or f"{birth[0]:%d/%m/%Y}")
    for _name, born, year in entry["children"]:
        if (born and born > date) or (year and year > date.year):
            yield RegisterValueError("born_after", year or f"{born:%d/%m/%Y}")


def split_name(text):
    """`(last, first)`: words in capitals make the last name, or else the first word does."""
    words = text.split()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if not capitals or len(capitals) == len(words):
        capitals = words[:1]
    return " ".join(capitals), " ".join(word for word in words if word not in capitals)


def person_key(entry):
    """Who the line is about: names in any order and case, and birth. Equal for the same person."""
    names = name_key(entry.get("last_name"), entry.get("first_name"), entry.get("full_name"))
    born, year = entry.get("birthdate") or (None, None)
    return f"{names}|{born or year or ''}"


def row_key(entry):
    """Which request the line is: the same line fed again, corrected or reordered, keeps it."""
    reference = normalise(entry.get("legacy_reference")).lstrip("0")
    return f"{entry['date']:%Y-%m-%d}|{reference}|{person_key(entry)}"
