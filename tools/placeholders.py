"""Words between double braces that stand for a figure or a name: `{{ date_from }}`.

A fixed list and nothing else: no expression, no code. Pure functions, no `env`.
"""

import html
import re

BRACES = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


class PlaceholderError(ValueError):
    """A text asks for something that is not in the list; `asked` is what was written."""

    def __init__(self, asked):
        super().__init__(asked)
        self.asked = asked


def check(text, known):
    """Refuse a text with an unknown or unfinished placeholder.

    :param known: names that may stand between the braces
    :raise PlaceholderError: with what was written
    """
    for match in BRACES.finditer(text):
        if _name(match) not in known:
            raise PlaceholderError(_plain(match.group()))
    rest = BRACES.sub("", text)
    if found := re.search(r"\{\{|\}\}", rest):
        raise PlaceholderError(_plain(rest[found.start() : found.start() + 40]))


def fill(text, values):
    """Return `text` with each placeholder replaced by its value of `values`.

    :raise PlaceholderError: as `check`
    """
    check(text, values)
    return BRACES.sub(lambda match: values[_name(match)], text)


def names(text):
    """Return the placeholders that `text` asks for."""
    return {_name(match) for match in BRACES.finditer(text)}


def _name(match):
    return _plain(match.group(1))


def _plain(text):
    return html.unescape(TAG.sub("", text)).strip()
