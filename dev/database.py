"""Databases that a command makes and keeps up to date."""

import hashlib
import subprocess

from . import paths
from .report import SetupError, last_lines, step
from .server import wait

#: What is loaded into a database; a change in it needs an update. Code that is only
#: imported (`controllers`, `tools`, `tests`) and files that are only served need none.
LOADED = ("__manifest__.py", "hooks.py", "models", "wizards", "reports", "views", "security")
LOADED += ("data", "i18n")


class Database:
    """A database that has the addon installed, as of the checkout's present files."""

    def __init__(self, odoo, name, options=(), loaded=LOADED):
        self.odoo = odoo
        self.name = name
        self.options = options
        self.loaded = loaded
        self.stamp = paths.instance() / f"{name}.stamp"
        self.log = paths.instance() / f"{name}.log"

    def ensure(self, fresh=False):
        """Install or update when need be; an interrupted one starts anew."""
        stamp = self.fingerprint()
        known = self.stamp.read_text() if self.stamp.exists() else None
        if fresh or known is None or not self.exists():
            self.install()
        elif known != stamp:
            self.update()
        self.stamp.write_text(stamp)

    def install(self):
        self.stamp.unlink(missing_ok=True)
        self.drop()
        with step(f"creating the database {self.name}"):
            self.log.unlink(missing_ok=True)
            self.load("-i", paths.ADDON, *self.options)
            self.script("build_assets.py")

    def update(self):
        self.stamp.unlink()
        with step(f"updating the database {self.name}"):
            self.load("-u", paths.ADDON)

    def load(self, *arguments):
        command = ["-d", self.name, "--stop-after-init", "--no-http", *arguments]
        with self.log.open("ab") as output:
            code = wait(self.odoo.start(*command, stdout=output, stderr=output))
        if code:
            raise SetupError(
                f"Odoo could not load the addon, see {self.log}:\n{last_lines(self.log)}"
            )

    def script(self, name):
        """Run a script of this folder in Odoo's shell."""
        file = paths.CHECKOUT / "dev" / name
        with self.log.open("ab") as output, file.open() as text:
            command = ("shell", "-d", self.name, "--no-http")
            code = self.odoo.run(*command, stdin=text, stdout=output, stderr=output)
        if code:
            raise SetupError(f"{name} failed, see {self.log}:\n{last_lines(self.log)}")

    def fingerprint(self):
        """What the files that a database holds were when it was made or updated."""
        digest = hashlib.sha256(repr(self.options).encode())
        for name in self.loaded:
            root = paths.CHECKOUT / name
            files = sorted(root.rglob("*")) if root.is_dir() else [root]
            for file in files:
                if file.is_file() and file.suffix != ".pyc":
                    digest.update(f"{file.relative_to(paths.CHECKOUT)}\0".encode())
                    digest.update(file.read_bytes())
        return digest.hexdigest()

    def exists(self):
        return bool(self.query(f"SELECT 1 FROM pg_database WHERE datname = '{self.name}'"))

    def drop(self):
        self.client("dropdb", "--if-exists", "--force", self.name)

    def query(self, statement, database="postgres"):
        """The rows that psql prints for a statement, one a line."""
        return self.client("psql", "-XAtqc", statement, database).split("\n")[:-1]

    def client(self, program, *arguments):
        result = subprocess.run(
            [program, *arguments],
            env=self.odoo.environ,
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            raise SetupError(f"{program}: {result.stderr.strip()}")
        return result.stdout
