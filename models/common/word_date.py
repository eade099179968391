import re

from odoo.tools.misc import format_date

# French alone names its months like this: no other language is touched.
FIRST = re.compile(
    r"\b1 (?=(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre"
    r"|décembre)\b)"
)


def word_date(env, day, date_format="d MMMM yyyy"):
    """Write `day` in words, in the language of `env`; in French the first of a month is “1er”."""
    return write_first(format_date(env, day, date_format=date_format))


def write_first(words):
    """Return a day in words with the first of a French month as “1er”."""
    return FIRST.sub("1er ", words)
