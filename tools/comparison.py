"""Two versions of a scale on the same cases: who enters, who leaves, what help becomes.

Pure functions on results of `tools/scale.py`, whose amounts are texts. No `env` here.
"""

from collections import Counter
from decimal import Decimal

CENT = Decimal("0.01")
SIDES = ("before", "after")
# What a version answers; `above` and `below` tell the two ways of being outside the scale.
VERDICTS = ("granted", "commission", "above", "below")
COLUMNS = (
    "households",
    *(f"{side}_{verdict}" for side in SIDES for verdict in VERDICTS),
    "enter",
    "leave",
)
BELOW = ("below", "below_minimum")


def verdict(result) -> str:
    """Return the verdict (of `VERDICTS`) of an engine's result."""
    if result["outcome"] != "refused":
        return result["outcome"]
    return "below" if result["reason"] in BELOW else "above"


def columns(before, after) -> list:
    """Return the columns that count a household of these two results."""
    before, after = verdict(before), verdict(after)
    found = ["households", f"before_{before}", f"after_{after}"]
    if before != after and "granted" in (before, after):
        found.append("enter" if after == "granted" else "leave")
    return found


def tally(rows) -> Counter:
    """Count households by (key, column); `rows` are (key, columns of the household)."""
    return Counter((key, column) for key, found in rows for column in found)


def help_of(given):
    """Return what a household is spared each month, None when no purchase budget is set."""
    if given["credit"] is None:
        return None
    return Decimal(given["credit"]) - Decimal(given["contribution"] or 0)


def money(results):
    """Sum the monthly budget, contribution and help of what is granted.

    :return: None when nothing that is granted has a purchase budget
    """
    given = [one for one in results if one["outcome"] == "granted" and one["credit"] is not None]
    if not given:
        return None
    credit = sum(Decimal(one["credit"]) for one in given)
    contribution = sum(Decimal(one["contribution"] or 0) for one in given)
    return {"credit": credit, "contribution": contribution, "help": credit - contribution}


def jumps(compiled, spec, sizes) -> list:
    """Return what changes across each bound of a version, the biggest jump of help first.

    One jump a bound, for the household size (of `sizes`) where it is the biggest: `bound`,
    `persons`, `before` and `after` (outcome and what is given one cent below and above the
    bound) and `amount` (help after less help before, None when no budget is set on either side).
    """
    found = {}
    for persons in sizes:
        for bound in _bounds(spec, persons):
            jump = _jump(compiled, bound, persons)
            if jump["before"] == jump["after"]:
                continue
            best = found.get(bound)
            if best is None or abs(jump["amount"] or 0) > abs(best["amount"] or 0):
                found[bound] = jump
    return sorted(found.values(), key=lambda jump: (-abs(jump["amount"] or 0), jump["bound"]))


def _bounds(spec, persons):
    outcome = spec["outcome"]
    tiers = outcome.get("tiers") or ()
    bounds = [spec.get("minimum"), *(tier.get("up_to", tier.get("below")) for tier in tiers)]
    bounds += (outcome.get("ceilings") or [])[persons - 1 : persons]
    return {Decimal(str(bound)) for bound in bounds if bound is not None}


def _jump(compiled, bound, persons):
    before = compiled.give(bound - CENT, persons)
    after = compiled.give(bound + CENT, persons)
    helps = [help_of(side) for side in (before, after)]
    amount = None
    if helps != [None, None]:
        amount = (helps[1] or 0) - (helps[0] or 0)
    return {
        "bound": bound,
        "persons": persons,
        "before": before,
        "after": after,
        "amount": amount,
    }
