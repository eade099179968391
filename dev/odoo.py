"""`bin/odoo …`: Odoo's own command line."""

from . import server


def main(arguments):
    with server.odoo() as odoo:
        return server.exit_code(odoo.run(*arguments))
