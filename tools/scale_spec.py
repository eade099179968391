"""Between what people type in a form and the spec's JSON: numbers and order of keys."""

import re

from . import scale as engine

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)


def read_numbers(text):
    """The numbers of `"20 ; 30,50 €"` as a spec writes them: `["20", "30.50"]`.

    Raises `ValueError` with the part that is no number.
    """
    numbers = []
    for part in re.split(r"[;\n]", text or ""):
        number = re.sub(r"[\s€%]", "", part)
        if number and not _NUMBER.fullmatch(number):
            raise ValueError(part.strip())
        if number:
            numbers.append(number.replace(",", "."))
    return numbers


def write_number(number, digits=6):
    """A float as a spec writes it, without trailing zeros: `30.42`, `0.7`, `8`."""
    text = f"{number:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def ordered(spec):
    """The same spec with its keys in the contract's order, at every level."""
    spec = _ordered(spec, engine.SPEC_KEYS)
    for key, keys in (
        ("income_rules", engine.INCOME_RULE_KEYS),
        ("expense_rules", engine.EXPENSE_RULE_KEYS),
        ("seasons", engine.SEASON_KEYS),
    ):
        if spec.get(key):
            spec[key] = [_ordered(entry, keys) for entry in spec[key]]
    if spec.get("units"):
        spec["units"] = _ordered(spec["units"], engine.UNITS_KEYS)
    outcome = _ordered(spec["outcome"], engine.OUTCOME_KEYS[spec["outcome"]["mode"]])
    if outcome.get("tiers"):
        outcome["tiers"] = [_ordered(tier, engine.TIER_KEYS) for tier in outcome["tiers"]]
    return spec | {"outcome": outcome}


def _ordered(mapping, keys):
    known = (*keys, *engine.DOCUMENTING_KEYS)
    return {key: mapping[key] for key in known if key in mapping}
