"""`bin/lint [--fix]`: the code's style, Odoo's conventions, the house rules, the translations."""

import subprocess
from pathlib import Path

from . import environment, paths, server, source
from .database import Database
from .report import SetupError, say
from .test import DATABASE, OPTIONS

TRANSLATIONS = ("i18n/food_aid.pot", "i18n/fr.po")
#: Odoo's own addons, whose French serves for the fields that Odoo adds to every model.
BORROWED = ("base", "mail", "portal")


def main(arguments):
    if wrong := set(arguments) - {"--fix"}:
        raise SetupError(f"bin/lint knows --fix only, not {' '.join(sorted(wrong))}.")
    fix = bool(arguments)
    failed = [name for name, check in checks(fix) if not succeeds(check)]
    for name in failed:
        say(f"lint: {name} failed")
    if not failed:
        say("lint: everything is in order")
    return 1 if failed else 0


def succeeds(check):
    try:
        return check()
    except SetupError as error:
        say(str(error))
        return False


def checks(fix):
    """Pairs of a name and a function that prints what is wrong and tells success."""
    tools = environment.ensure("lint").parent
    addon = paths.addons() / paths.ADDON
    manifest = addon / "__manifest__.py"
    translations = [paths.CHECKOUT / name for name in TRANSLATIONS]
    rules = [f"--rcfile={paths.CHECKOUT / '.pylintrc'}"]
    plain = ["--disable=method-required-super,prefer-env-translation,translation-required"]

    def tool(name, *arguments):
        return lambda: call(tools / name, *arguments)

    return [
        ("ruff check", tool("ruff", "check", "--no-cache", *(["--fix"] if fix else []), ".")),
        ("ruff format", tool("ruff", "format", "--no-cache", *([] if fix else ["--diff"]), ".")),
        ("pylint-odoo", tool("pylint", *rules, "--ignore=tools,tests", addon)),
        (
            "pylint-odoo of what has no env",
            tool("pylint", *rules, *plain, addon / "tools", addon / "tests"),
        ),
        ("oca-checks-odoo-module", tool("oca-checks-odoo-module", manifest)),
        ("house rules", tool("python", "-m", "dev.house")),
        ("freshness of the translations", lambda: fresh_translations(fix)),
        (
            "oca-checks-po",
            tool("oca-checks-po", "--disable=po-pretty-format", *filter(Path.exists, translations)),
        ),
        ("French", tool("python", "-m", "dev.translations", "check", *translations)),
    ]


def call(*command):
    return subprocess.run(list(map(str, command)), cwd=paths.CHECKOUT, check=False).returncode == 0


def fresh_translations(fix):
    """Compare the template with what Odoo exports now; with `fix`, write both files anew."""
    new = paths.instance() / f"{paths.ADDON}.pot"
    own = [source.addons_folders(source.ensure())[0] / name / "i18n/fr.po" for name in BORROWED]
    with server.odoo() as odoo, paths.lock("tests", paths.instance()):
        Database(odoo, DATABASE, OPTIONS).ensure()
        log = paths.instance() / "i18n.log"
        with log.open("wb") as output:
            command = ("i18n", "export", "-d", DATABASE, "-o", new, paths.ADDON)
            code = odoo.run(*command, stdout=output, stderr=output)
    if code:
        raise SetupError(f"Odoo could not export the terms to translate, see {log}.")
    python = environment.ensure("lint")
    files = [paths.CHECKOUT / name for name in TRANSLATIONS]
    arguments = ("write", *files, new, *own) if fix else ("compare", *files, new)
    return call(python, "-m", "dev.translations", *arguments)
