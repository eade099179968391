"""`bin/demo [--port N] [--fresh]`: Odoo in French, with a demonstration territory."""

import argparse
import ast

from . import http, paths, server
from .database import LOADED, Database
from .report import SetupError, say, step

DATABASE = "food_aid_demo"
#: Password equal to login, and what each one shows.
LOGINS = {
    "accueil": "agent d'accueil",
    "accueil2": "agent d'accueil du second CCAS",
    "instruction": "instructeur",
    "social": "travailleur social",
    "social2": "travailleur social, collègue de la première",
    "coordination": "coordinateur",
    "depot": "gestionnaire de dépôt",
    "observation": "élu, chiffres publiés",
    "dpo": "délégué à la protection des données",
    "association1": "première association",
    "association2": "deuxième association",
    "association3": "troisième association",
    "benevole1": "bénévole de la première association",
    "prescripteur1": "prescripteur",
    "admin": "administrateur du système, sans droit sur les foyers",
}


def main(arguments):
    options = parse(arguments)
    port = http.free_port(options.port)
    with server.odoo() as odoo:
        with paths.lock("demo", paths.instance()):
            prepare(odoo, options.fresh)
        return serve(odoo, port)


def parse(arguments):
    parser = argparse.ArgumentParser(prog="bin/demo", description=__doc__)
    parser.add_argument("--port", type=int, help="where to listen (8069 or the next free one)")
    parser.add_argument("--fresh", action="store_true", help="make the territory anew")
    return parser.parse_args(arguments)


def prepare(odoo, fresh):
    database = DemoDatabase(odoo, DATABASE, loaded=(*LOADED, "demo"))
    try:
        database.ensure(fresh)
        check(database)
    except SetupError:
        # an incomplete territory would be taken for a finished one by the next start
        database.stamp.unlink(missing_ok=True)
        raise


class DemoDatabase(Database):
    """Demonstration data of this addon alone: that of Odoo's own addons would drown it."""

    def install(self):
        self.stamp.unlink(missing_ok=True)
        self.drop()
        with step("creating the demonstration territory"):
            self.log.unlink(missing_ok=True)
            self.load("-i", ",".join(self.dependencies()), "--load-language=fr_FR")
            self.script("before_demo.py")
            # Odoo loads the demonstration data of an addon whose dependencies have theirs
            self.query(
                "UPDATE ir_module_module SET demo = TRUE WHERE state = 'installed'", self.name
            )
            self.load("-i", paths.ADDON)
            self.script("build_assets.py")

    def dependencies(self):
        manifest = ast.literal_eval((paths.CHECKOUT / "__manifest__.py").read_text())
        return manifest["depends"]


def check(database):
    """Odoo installs an addon without its demonstration data rather than fail: fail here."""
    loaded = f"SELECT demo FROM ir_module_module WHERE name = '{paths.ADDON}'"
    if database.query(loaded, database.name) != ["t"]:
        raise SetupError(f"the demonstration data did not load, see {database.log}.")
    present = set(database.query("SELECT login FROM res_users WHERE active", database.name))
    if missing := [login for login in LOGINS if login not in present]:
        raise SetupError(f"the demonstration data made no login for {', '.join(missing)}.")


def serve(odoo, port):
    log = paths.instance() / "odoo.log"
    address = f"http://127.0.0.1:{port}"
    command = ("-d", DATABASE, "--http-port", port, "--max-cron-threads", 1)
    with log.open("wb") as output:
        process = odoo.start("--no-database-list", *command, stdout=output, stderr=output)
        try:
            say("starting Odoo …")
            http.wait_until_ready(address, process, log)
            announce(address, log)
        except KeyboardInterrupt:
            process.terminate()
        server.wait(process)
    return server.exit_code(process.returncode)


def announce(address, log):
    width = max(map(len, LOGINS))
    print("\nlogin = password")
    for login, role in LOGINS.items():
        print(f"  {login:<{width}}  {role}")
    print(f"\nlog: {log}\nCtrl-C stops it.\n\nfood_aid demo ready: {address}", flush=True)
