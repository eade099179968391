"""`bin/test [pytest arguments]`: all tests of the addon, with pytest."""

import os
import subprocess
from pathlib import Path

from . import axe, paths, server
from .database import Database

DATABASE = "food_aid_test"
OPTIONS = ("--load-language=fr_FR",)


def main(arguments):
    fresh = "--fresh" in arguments
    arguments = [argument for argument in arguments if argument != "--fresh"]
    with server.odoo() as odoo, paths.lock("tests", paths.instance()):
        Database(odoo, DATABASE, OPTIONS).ensure(fresh)
        return server.exit_code(run_pytest(odoo, arguments))


def run_pytest(odoo, arguments):
    addon = odoo.addons / paths.ADDON
    command = [
        *(str(odoo.python), "-m", "pytest", "-p", "food_aid_paths", f"--rootdir={addon}"),
        *("-o", f"cache_dir={paths.instance() / 'pytest'}"),
        *(f"--odoo-database={DATABASE}", "--odoo-http"),
        *("-W", "ignore::DeprecationWarning", "-W", "ignore::PendingDeprecationWarning"),
        *with_paths_in_addon(arguments, addon),
    ]
    plugins = paths.CHECKOUT / "dev/pytest_plugin"
    environ = odoo.environ | {"PYTHONPATH": f"{odoo.home}{os.pathsep}{plugins}"}
    if script := axe.ensure(odoo.python):
        environ["FOOD_AID_AXE"] = str(script)
    return server.wait(subprocess.Popen(command, env=environ))


def with_paths_in_addon(arguments, addon):
    """Name test files by the addon's link: their modules are `odoo.addons.food_aid.…`."""
    result, found = [], False
    for argument in arguments:
        path, colons, rest = argument.partition("::")
        file = Path(path).absolute().resolve()
        if not argument.startswith("-") and file.exists() and file.is_relative_to(paths.CHECKOUT):
            argument = f"{addon / file.relative_to(paths.CHECKOUT)}{colons}{rest}"
            found = True
        result.append(argument)
    return result if found else [*result, str(addon / "tests")]
