"""`bin/bench [subject …]`: benchmarks, one JSON line a figure on the standard output.

A subject is a file `bench/bench_<subject>.py` with a function `run(env)` that yields
dictionaries `{"name", "ratio", "ours_s", "floor_s", "n"}`: our seconds, those of a floor
measured in the same run, their ratio, how many measures (or rows) they stand for; any
other key is printed as it is. It runs in Odoo's shell, on a copy of its own of a database that has
the addon and no demonstration data: it may commit, the copy is dropped at the end.

With a second parameter, `run(env, http)`, it gets the address of a server that works on
the same copy; what the server must see has to be committed first.
"""

import ast
import contextlib
import shutil
import subprocess

from . import http, paths, server
from .database import Database
from .report import SetupError, say

DATABASE = "food_aid_bench"
FOLDER = paths.CHECKOUT / "bench"


def main(arguments):
    subjects = chosen(arguments)
    with server.odoo() as odoo, paths.lock("bench", paths.instance()):
        template = Database(odoo, DATABASE)
        template.ensure()
        failed = [subject for subject in subjects if not measure(odoo, template, subject)]
    for subject in failed:
        say(f"the benchmark {subject} failed")
    return 1 if failed else 0


def chosen(arguments):
    known = [file.stem.removeprefix("bench_") for file in sorted(FOLDER.glob("bench_*.py"))]
    if unknown := [subject for subject in arguments if subject not in known]:
        raise SetupError(f"no benchmark {', '.join(unknown)}; there are: {', '.join(known)}.")
    return arguments or known


def measure(odoo, template, subject):
    """Run one subject on a copy of the database; tell whether it came to its end."""
    file = FOLDER / f"bench_{subject}.py"
    say(f"benchmark {subject} …")
    with copy(odoo, template, f"{DATABASE}_{subject}") as name, contextlib.ExitStack() as stack:
        address = None
        if wants_http(file):
            address = stack.enter_context(http_server(odoo, name))
        script = (
            f"from odoo.addons.{paths.ADDON}.dev import benchmark\n"
            f"benchmark.run(env, {str(file)!r}, {address!r})\n"
        )
        command = odoo.command("shell", "-d", name, "--no-http", "--log-level=warn")
        process = odoo.spawn(command, stdin=subprocess.PIPE, text=True)
        with process.stdin as pipe:
            pipe.write(script)
        return server.wait(process) == 0


def wants_http(file):
    for node in ast.parse(file.read_text()).body:
        if isinstance(node, ast.FunctionDef) and node.name == "run":
            return len(node.args.args) > 1
    raise SetupError(f"{file} has no function `run`.")


@contextlib.contextmanager
def copy(odoo, template, name):
    database = Database(odoo, name)
    files = paths.instance() / "data/filestore"
    database.drop()
    database.client("createdb", "--template", template.name, name)
    if (files / template.name).is_dir():
        shutil.copytree(files / template.name, files / name, dirs_exist_ok=True)
    try:
        yield name
    finally:
        database.drop()
        shutil.rmtree(files / name, ignore_errors=True)


@contextlib.contextmanager
def http_server(odoo, name):
    port = http.free_port()
    address = f"http://127.0.0.1:{port}"
    log = paths.instance() / "bench.log"
    with log.open("wb") as output:
        process = odoo.start(
            *("-d", name, "--no-database-list", "--http-port", port, "--log-level=warn"),
            stdout=output,
            stderr=output,
        )
        try:
            http.wait_until_ready(address, process, log)
            yield address
        finally:
            server.end(process, patience=0)
