"""Recognising somebody who was written down before, in another spelling.

Pure functions: keys that a database can search, and a comparison that says why. Names come as
agents type them: accents or not, first and last name in each other's column, a hyphen or none,
another transliteration, a name of use, a letter or a day mistaken.
"""

import re
from itertools import product

from .text import digits, normalise

# What stands between names and is part of none.
NOT_A_NAME = frozenset(
    (
        *("m", "mr", "mme", "mlle", "monsieur", "madame", "nee", "ne", "ep", "epouse", "epse"),
        *("vve", "veuve", "veuf", "alias", "dit", "dite", "ou", "et", "da", "das", "de", "del"),
        *("della", "des", "di", "do", "dos", "du", "van", "von", "y"),
    )
)
# What is written with the name that follows, or apart from it: `Ben Ali`, `El Idrissi`.
JOINED = frozenset(
    (
        *("abd", "abdel", "abdoul", "abdul", "abou", "ait", "al", "bel", "ben", "bin", "bou"),
        *("el", "le", "la", "les", "mac", "mc", "ould", "o", "st", "ste"),
    )
)
ELISION = re.compile(r"\b([a-z])['’](?=\w)", re.IGNORECASE)
# Sounds, in this order: what French hears alike is written alike.
SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"eaux?|aux?(?=$)", "o"),
        (r"^(ou|u|oo)(?=[aeiy])|w", "v"),
        (r"ph", "f"),
        (r"t?sch|tch|cz|ch|sh", "s"),
        (r"(?<=i)c$|ts$|c(?=[eiy])|z", "s"),
        (r"dj|dg|dz|g(?=[eiy])", "j"),
        (r"[ckq]h|qu|ck|cq|[cq]", "k"),
        (r"gh|gu(?=[eiy])", "g"),
        (r"x", "ks"),
        (r"h", ""),
        (r"(?<=[aeiouynr])[tdsp]$", ""),
        (r"^[aeiouy]+", "a"),
        (r"(?<!^)[aeiouy]+", ""),
        (r"(.)\1+", r"\1"),
    )
]
LETTERS = str.maketrans({"ı": "i", "ə": "e", "ð": "d", "þ": "th"})
PHONE_LENGTH = 9
ALIKE, CLOSE = 0.6, 0.75


def words(*names):
    """The names in `names`, one by one, in the order they were typed."""
    found, prefix = [], ""
    text = ELISION.sub(r"\1", " ".join(name for name in names if name))
    for word in normalise(text).translate(LETTERS).split():
        if word in JOINED:
            prefix += word
        elif word not in NOT_A_NAME and not word.isdigit():
            found.append(prefix + word)
            prefix = ""
    return found + [prefix] * bool(prefix)


def phonetic(word):
    """What is heard of a name: its consonants, and that it begins with a vowel."""
    heard = word
    for pattern, sound in SOUNDS:
        heard = pattern.sub(sound, heard)
    return heard or word


def name_keys(*names):
    """What is stored to be searched by trigrams: each name as written and as heard."""
    found = words(*names)
    heard = [phonetic(word) for word in found]
    return " ".join(sorted({*found, *(one for one in heard if len(one) > 1)}))


def phone_key(phone):
    """The last nine digits, the same however the number is written; empty for a shorter one."""
    number = digits(phone)
    return number[-PHONE_LENGTH:] if len(number) >= PHONE_LENGTH else ""


def swapped(day):
    """`day` with its month in the place of its day; None when there is no such date."""
    return day.replace(month=day.day, day=day.month) if day and day.day <= 12 else None


# ----------------------------------------------------------------------
# COMPARISON
# ----------------------------------------------------------------------


def compare(one, other):
    """Tell how much two persons look alike.

    :param one, other: dict with `first_name`, `last_name`, `birthdate`, `birth_year`, `phone`
    :return: `(score, reasons)`, None when nothing says that they could be one person; reasons
        are among `name` or `name_close`, `birth` or `birth_swapped` or `birth_close` or
        `birth_year`, and `phone`
    """
    name, count = compare_names(one, other)
    birth, birth_reason = compare_births(one, other)
    phone = phone_key(one.get("phone")) == phone_key(other.get("phone")) != ""
    if not phone and not _is_enough(name, count, birth):
        return None
    reasons = []
    if name >= ALIKE or (name >= 0.45 and birth):
        reasons.append("name" if name >= 0.99 else "name_close")
    reasons += [reason for reason in (birth_reason, phone and "phone") if reason]
    score = 0.6 * name + 0.4 * (0.2 if birth is None else birth or -0.5) + 0.3 * phone
    return round(score, 4), reasons


def _is_enough(name, count, birth):
    """The surer the birth, the further the name may be."""
    if birth is None:
        return name >= 0.8 and count > 1
    if birth == 0:
        return False
    limits = ((0.9, 0.45), (0.75, 0.7), (0.6, 0.75))
    return name >= next(limit for sure, limit in limits if birth >= sure)


def compare_births(one, other):
    """`(closeness, reason)`: 1 the same date, 0 another, None when one of them is not known."""
    born, born_other = one.get("birthdate"), other.get("birthdate")
    year, year_other = (
        who["birthdate"].year if who.get("birthdate") else who.get("birth_year") or None
        for who in (one, other)
    )
    if not year or not year_other:
        return None, None
    if not born or not born_other:
        # A year alone is often about right, no more.
        return (0.6, "birth_year") if abs(year - year_other) <= 1 else (0, None)
    if born == born_other:
        return (0.75 if _stands_for_a_year(born) else 1), "birth"
    if year == year_other and (_stands_for_a_year(born) or _stands_for_a_year(born_other)):
        return 0.6, "birth_year"
    if swapped(born) == born_other:
        return 0.9, "birth_swapped"
    same = [getattr(born, part) == getattr(born_other, part) for part in ("year", "month", "day")]
    if sum(same) == 2 and abs(year - year_other) <= 10 and not _stands_for_a_year(born):
        return 0.75, "birth_close"
    return 0, None


def _stands_for_a_year(day):
    """Papers of many countries say 1 January when the day is not known."""
    return (day.month, day.day) == (1, 1)


def compare_names(one, other):
    """`(closeness, how many names meet)` of two persons, whatever the order of their names."""
    mine, theirs = (words(who.get("last_name"), who.get("first_name")) for who in (one, other))
    if not mine or not theirs:
        return 0, 0
    short, long = sorted((mine, theirs), key=len)
    found = _pair(short, long)
    count = sum(closeness >= CLOSE for closeness in found)
    # A second name left out says little; names that meet say more when there are several.
    missing = len(long) - len(short)
    closeness = sum(found) / len(short) - min(missing, 2) * (0.05 if count > 1 else 0.25)
    written = max(
        _closeness("".join(order), "".join(theirs)) for order in (mine, [*mine[1:], mine[0]])
    )
    # `Jean Pierre` and `Jeanpierre`: the same letters, cut otherwise.
    if written >= 0.85 and written > closeness:
        return written, max(count, 2)
    return max(closeness, 0), count


def _pair(short, long):
    """Closeness of each name of `short` to one of `long` of its own, the best ones first."""
    pairs = product(enumerate(short), enumerate(long))
    scores = sorted(((_word_closeness(a, b), i, j) for (i, a), (j, b) in pairs), reverse=True)
    found, used = {}, set()
    for closeness, i, j in scores:
        if i not in found and j not in used:
            found[i] = closeness if closeness >= ALIKE else 0
            used.add(j)
    return list(found.values())


def _word_closeness(one, other):
    if one == other:
        return 1
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return CLOSE if long.startswith(short) else 0
    heard, heard_other = phonetic(one), phonetic(other)
    if heard == heard_other and len(heard) > 1:
        return 0.95
    written = _closeness(one, other)
    if len(short) >= 4 and long.startswith(short):
        written = max(written, 0.85)
    return max(written, 0.85 * _closeness(heard, heard_other) if len(heard) > 2 else 0)


def _closeness(one, other):
    longest = max(len(one), len(other))
    return 1 - _distance(one, other) / longest if longest else 0


def _distance(one, other):
    """Letters to add, drop, change or swap with their neighbour to go from one to the other."""
    before, last = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, letter_other in enumerate(other, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != letter_other))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == letter_other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
