"""Keep the template of translations and the French file in step with the source.

Run in the environment `lint`, which has polib:
`compare POT PO NEW` · `write POT PO NEW BORROWED…` · `check POT PO`, where NEW is what Odoo
exports now, and BORROWED are French files of Odoo's own addons.
"""

import re
import sys
from pathlib import Path

import polib

#: Words that the people we serve should never read (see the words on screen).
POLICING = re.compile(
    r"\b(contrôl\w+|fraud\w+|abus|doublons?|suspect\w*|blocages?)\b", re.IGNORECASE
)
#: Fields that every model has, or every model with a chatter, activities or a portal page.
ODOO_FIELDS = re.compile(
    r"^model:ir\.model\.fields,\w+:food_aid\.field_\w+__(id|display_name|create_uid|create_date"
    r"|write_uid|write_date|(website_)?message_\w+|has_message|(my_)?activity_\w+|rating_ids"
    r"|access_\w+)$"
)


def compare(template, french, new):
    """The template must be what Odoo exports from the present source."""
    if not Path(template).exists():
        return [f"{template} is missing: `bin/lint --fix` writes it"]
    old, current = entries(template), entries(new)
    problems = [f"{template}: new term: {term!r}" for term in current if term not in old]
    problems += [f"{template}: unused term: {term!r}" for term in old if term not in current]
    shared = [term for term in current if term in old]
    problems += [f"{template}: moved term: {t!r}" for t in shared if old[t] != current[t]]
    return [*problems, "`bin/lint --fix` brings the template up to date"] if problems else []


def entries(file):
    return {entry.msgid: where(entry) for entry in polib.pofile(file)}


def where(entry):
    return entry.comment, sorted(entry.occurrences)


def write(template, french, new, *borrowed):
    """Take Odoo's export as the template; keep each French sentence whose source remains."""
    source = polib.pofile(new, wrapwidth=78)
    for header in ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator"):
        source.metadata.pop(header, None)
    known = {entry.msgid: entry for entry in polib.pofile(french)} if exists(french) else {}
    Path(template).parent.mkdir(exist_ok=True)
    source.save(template)
    source.metadata["Language"] = "fr"
    source.metadata["Plural-Forms"] = "nplurals=2; plural=(n > 1);"
    of_odoo = {entry.msgid: entry for file in borrowed for entry in polib.pofile(file)}
    for entry in source:
        old = known.get(entry.msgid)
        if (old is None or not old.msgstr) and is_of_odoo(entry):
            old = of_odoo.get(entry.msgid)
            if old:
                old.msgstr = old.msgstr.replace("'", "’")  # as we write it
        if old:
            entry.msgstr, entry.flags = old.msgstr, old.flags
    source.save(french)
    return []


def is_of_odoo(entry):
    """Whether all that this term names are fields that Odoo adds by itself."""
    return all(ODOO_FIELDS.search(name) for name, line in entry.occurrences)


def exists(file):
    return Path(file).exists()


def check(template, french):
    """Every term is translated, in words that may be read by those they are about."""
    missing = [f"{file} is missing" for file in (template, french) if not exists(file)]
    if missing:
        return missing
    translated = {entry.msgid: entry for entry in polib.pofile(french) if not entry.obsolete}
    problems = []
    for entry in polib.pofile(template):
        french_entry = translated.get(entry.msgid)
        if french_entry is None or not french_entry.msgstr or french_entry.fuzzy:
            problems.append(f"{french}: not translated: {entry.msgid!r}")
        elif found := POLICING.search(french_entry.msgstr):
            problems.append(f"{french}: “{found[0]}” is no word for the screen: {entry.msgid!r}")
    return problems


def main(verb, *files):
    problems = {"compare": compare, "write": write, "check": check}[verb](*files)
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
