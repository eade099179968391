"""Text as people type it, brought to a form in which it can be compared.

Accents are stripped here and not in SQL: the `unaccent` extension may be absent.
"""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})
_NOT_A_WORD = re.compile(r"[\W_]+")
_FRENCH_PREFIX = re.compile(r"^\s*(?:\+|00)\s*33[\s.\-/]*(?:\(0\))?[\s.\-/]*(?=[1-9])")


def normalise(text):
    """Lower case, no accent, every run of punctuation or blanks one space: `Né(e) le` → `ne e le`.

    Applying it twice changes nothing, so that stored keys and typed searches meet.
    """
    if not text:
        return ""
    decomposed = unicodedata.normalize("NFKD", str(text).lower().translate(_LIGATURES))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NOT_A_WORD.sub(" ", bare.lower()).strip()


def digits(text):
    """Digits of a phone or a number; `+33 6 12…` and `0033 6 12…` become `0612…`."""
    if not text:
        return ""
    national = _FRENCH_PREFIX.sub("0", str(text))
    return "".join(char for char in national if char in "0123456789")


def name_key(*names):
    """The same key whatever the order of names, the case, accents, hyphens and apostrophes.

    Registers often have first and last names in each other's column.
    """
    return " ".join(sorted(normalise(" ".join(name for name in names if name)).split()))
