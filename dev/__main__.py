"""`python3 -m dev COMMAND`: how every command of `bin/` begins and ends."""

import sys

from . import bench, demo, lint, odoo, test
from .report import SetupError, say

COMMANDS = {
    "bench": bench.main,
    "demo": demo.main,
    "lint": lint.main,
    "odoo": odoo.main,
    "test": test.main,
}


def main(name, *arguments):
    """Exit with the command's code, or with one line on what is wrong."""
    try:
        return COMMANDS[name](list(arguments))
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


sys.exit(main(*sys.argv[1:]))
