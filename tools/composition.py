"""Who makes up a household on a date: ages, age bands, family type. No `env` here."""

from datetime import date

# First and last age of each band, both included; the last band has no end.
AGE_BANDS = {
    "age_0_2": (0, 2),
    "age_3_5": (3, 5),
    "age_6_13": (6, 13),
    "age_14_17": (14, 17),
    "age_18_25": (18, 25),
    "age_26_64": (26, 64),
    "age_65": (65, None),
}


def age_at(birthdate: date, day: date) -> int:
    """Return the completed years between `birthdate` and `day`, 0 for a child to come."""
    had_birthday = (day.month, day.day) >= (birthdate.month, birthdate.day)
    return max(0, day.year - birthdate.year - (not had_birthday))


def age_band(age: int) -> str:
    """Return the key of `AGE_BANDS` that holds `age` (completed years, >= 0)."""
    for band, (_first, last) in AGE_BANDS.items():
        if last is None or age <= last:
            return band
    raise ValueError(f"no band for age {age}")


def count_age_bands(ages) -> dict:
    """Count `ages` (completed years) by band: every band is a key, even when empty."""
    counts = dict.fromkeys(AGE_BANDS, 0)
    for age in ages:
        counts[age_band(age)] += 1
    return counts


def typology(roles) -> str:
    """Return the family type that the members' `roles` make.

    Hosted people and others do not change a family's type; they make the type `other`
    only beside an applicant who has neither partner nor child.
    """
    has_child = "child" in roles
    if "partner" in roles:
        return "couple_children" if has_child else "couple"
    if has_child:
        return "single_parent"
    return "alone" if len(roles) == 1 else "other"
