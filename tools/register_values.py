"""What people write in a register's cells, understood or refused, never guessed.

Each parser takes a cell (text, number, date) and gives a value, None for nothing, or raises
`RegisterValueError` with a code and the cell's own words.
"""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal

from .register_error import RegisterValueError
from .text import digits, normalise

# the largest monthly amount that is taken for one; beyond, a phone or a year was typed there
MAX_AMOUNT = Decimal(100_000)

_NOTHING = {
    "neant", "nc", "n c", "aucun", "aucune", "sans", "rien", "nul", "ras", "r a s", "inconnu",
    "inconnue", "non communique", "non renseigne", "nr", "n r", "na", "n a", "sans objet", "so",
    "s o", "non concerne",
}  # fmt: skip
_YES = {
    "o", "oui", "y", "yes", "vrai", "true", "1", "x",
    "nouveau", "nouvelle", "premiere", "1re", "1ere", "primo",
}  # fmt: skip
_NO = {
    "n", "non", "no", "faux", "false", "0",
    "ancien", "ancienne", "renouvellement", "r", "deja connu",
}  # fmt: skip
_PER_MONTH = re.compile(
    r"\s*(?:/|par)?\s*(?:mois|mensuels?|mensuelles?|mens\.?|m)\s*$", re.IGNORECASE
)
_CURRENCY = re.compile(r"€|\beuros?\b|\beur\b", re.IGNORECASE)
_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009\u2007'’]")


# --- nothing, text, yes or no -------------------------------------------------------------------


def is_nothing(value):
    """Blank, a dash, or a word that says that there is nothing."""
    if value is None or isinstance(value, bool):
        return value is None
    text = str(value).strip()
    return not text.strip("-–—_./ ?") or normalise(text) in _NOTHING


def parse_text(value):
    """Text on one line; numbers as people read them (`62220`, not `62220.0`)."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime.date):
        value = f"{value:%d/%m/%Y}"
    return re.sub(r"\s+", " ", str(value)).strip()


def plain(cell):
    """The cell as JSON keeps it: a text, a number, or nothing; a date as people write it."""
    if isinstance(cell, datetime.date):
        return f"{cell:%d/%m/%Y}"
    return cell if isinstance(cell, (str, int, float)) or cell is None else str(cell)


def parse_yes_no(value):
    """True, False, or None when nothing is said."""
    if isinstance(value, bool):
        return value
    text = normalise(parse_text(value))
    if not text:
        return None
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise RegisterValueError("yes_no", value)


# --- amounts ------------------------------------------------------------------------------------


def parse_amount(value):
    """Decimal to the cent, None for nothing; a formula without a value is refused."""
    if isinstance(value, (bool, datetime.date, datetime.time)):
        raise RegisterValueError("amount", value)
    if isinstance(value, (int, float)):
        return _check_amount(Decimal(repr(value)), value)
    if value is None:
        return None
    text = str(value).strip()
    if text.startswith(("=", "@")):
        raise RegisterValueError("formula", value)
    if is_nothing(text) or normalise(text) == "non":
        return None
    bare = _PER_MONTH.sub("", _CURRENCY.sub(" ", text).strip())
    number = _BLANKS.sub("", bare).replace("−", "-").removesuffix(",-")
    if not re.fullmatch(r"[+-]?[0-9][0-9.,]*", number):
        raise RegisterValueError("amount", value)
    return _check_amount(Decimal(_decimal_text(number.strip("+"), value)), value)


def _decimal_text(number, value):
    """The number with a point; `1,397` could be one euro forty, so it is sent back."""
    number = number.rstrip(".,")
    separators = re.findall(r"[.,]", number)
    if not separators:
        return number
    last = separators[-1]
    whole, _separator, cents = number.rpartition(last)
    if len(set(separators)) == 2:
        if separators.count(last) > 1:
            raise RegisterValueError("amount", value)
        other = "." if last == "," else ","
        return f"{_thousands(whole, other, value)}.{cents}"
    if len(separators) > 1:
        return _thousands(number, last, value)
    if len(cents) == 3:
        raise RegisterValueError("ambiguous_amount", value)
    return f"{whole}.{cents}"


def _thousands(number, separator, value):
    if not re.fullmatch(rf"-?\d{{1,3}}(?:{re.escape(separator)}\d{{3}})+", number):
        raise RegisterValueError("amount", value)
    return number.replace(separator, "")


def _check_amount(amount, value):
    if not amount.is_finite():
        raise RegisterValueError("amount", value)
    if amount < 0:
        raise RegisterValueError("negative_amount", value)
    if amount > MAX_AMOUNT:
        raise RegisterValueError("huge_amount", value)
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


# --- address and phone --------------------------------------------------------------------------


def parse_phone(value):
    """`06 12 34 56 78`; a number cell has lost its first zero; foreign numbers stay as typed."""
    if is_nothing(value):
        return ""
    text = parse_text(value)
    parts = [part for part in re.split(r"\s*(?:[;,\n]|\bou\b|\bet\b|\s/\s?)\s*", text) if part]
    return " / ".join(_one_phone(part, value) for part in parts)


def _one_phone(text, value):
    figures = digits(text)
    if isinstance(value, (int, float)) and len(figures) == 9:
        figures = "0" + figures
    if text.lstrip().startswith(("+", "00")) and not figures.startswith("0"):
        if 8 <= len(figures) <= 15:
            return text.strip()
    elif len(figures) == 10 and figures[0] == "0" and not re.search(r"[^\W\d_]{3}", text):
        return " ".join(figures[index : index + 2] for index in range(0, 10, 2))
    raise RegisterValueError("phone", value)


def parse_zip(value):
    """Five figures; a number cell has lost the first zero of the first departments."""
    if is_nothing(value):
        return ""
    text = parse_text(value).replace(" ", "")
    if isinstance(value, (int, float)):
        text = text.zfill(5)
    if not re.fullmatch(r"\d{5}|2[ABab]\d{3}|[A-Z]{0,2}-?\d{4,6}", text):
        raise RegisterValueError("zip", value)
    return text
