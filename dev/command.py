"""How every command of `bin/` begins and ends."""

import sys

from .report import SetupError, say


def main(function):
    """Run `function(arguments)`; exit with its code, or with one line on what is wrong."""
    try:
        sys.exit(function(sys.argv[1:]))
    except SetupError as error:
        say(str(error))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
