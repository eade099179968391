"""A register saved as text: which encoding, which separator, then rows of texts."""

import codecs
import csv
import io
import re
import statistics

from .register_error import RegisterFileError

_SEPARATORS = ";\t,|"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
# What Mac and DOS accents become between letters when they are read as Windows text.
_FOREIGN_ACCENT = re.compile(r"(?<=[^\W\d_])[‚ƒ„…†‡ˆ‰Š‹Ž™˜›•“”¢£¥§¨©«¬®¯±¶»¿]+(?=[^\W\d_]{2})")
_TWICE_ENCODED = re.compile("Ã[\u0080-\u00bfƒ‚„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]|Â[°»«\u00a0]|â€")


def read_text(content):
    """Rows of texts; blank lines stay, so that a row's index tells its line."""
    text = _decode(content)
    if _CONTROL.search(text):
        raise RegisterFileError("not_a_spreadsheet")
    if text.lstrip().lower().startswith(("<!doctype", "<html", "<?xml", "{\\rtf")):
        raise RegisterFileError("not_a_spreadsheet")
    return _split(text)


def _decode(content):
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\ufffd" in text or _TWICE_ENCODED.search(text):
            break
        if encoding == "cp1252" and _FOREIGN_ACCENT.search(text):
            break
        return text
    if _CONTROL.search(content[:4096].decode("latin-1")):
        raise RegisterFileError("not_a_spreadsheet")
    raise RegisterFileError("encoding")


def _split(text):
    """Rows by the separator that makes the widest regular table."""
    sample = text[:65536]
    ranking = sorted(_SEPARATORS, key=lambda separator: -_width(sample, separator))
    try:
        return list(_parse(text, ranking[0]))
    except csv.Error as error:
        raise RegisterFileError("damaged") from error


def _parse(text, separator):
    # `strict` would refuse the stray quotes that people's spreadsheets contain
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        while row and not row[-1].strip():
            row.pop()
        yield row


def _width(sample, separator):
    try:
        widths = [len(row) for row in _parse(sample, separator) if row]
    except csv.Error:
        return 0
    return statistics.median(widths) if widths else 0
