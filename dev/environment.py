"""Python packages at pinned versions, in virtual environments shared by all checkouts."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from . import paths, system
from .report import SetupError, run, step

FOLDER = Path(__file__).parent / "requirements"
OLDEST, NEWEST = (3, 11), (3, 13)


def ensure(name):
    """Return the Python of the environment `name`, built at first use.

    `requirements/<name>.txt` and this Python key it: other pins get another environment.
    """
    version = sys.version_info[:2]
    if not OLDEST <= version <= NEWEST:
        raise SetupError(
            f"Python {version[0]}.{version[1]} runs this; Odoo 19.0 and its packages need "
            "3.11, 3.12 or 3.13 (e.g. `python3.11 bin/demo`)."
        )
    pins = FOLDER / f"{name}.txt"
    key = paths.short_hash(pins.read_text(), sys.version, sys.base_prefix)
    target = paths.cache() / "python" / f"{name}-{version[0]}.{version[1]}-{key}"
    with paths.lock(f"python-{name}"):
        if not (target / "complete").exists():
            build(target, pins)
    return target / "bin" / "python"


def build(target, pins):
    """Fill the environment in place: its scripts hold its path, so it cannot be moved.

    Interrupted, it is completed by the next start: pip keeps what is already right.
    """
    if find_spec("ensurepip") is None:
        system.install("python3-venv", "Python's module `venv`")
    log = paths.logs() / f"{target.name}.log"
    with step(f"installing Python packages ({pins.name})"):
        if not (target / "bin/pip").exists():
            create(target, log)
        pip = [target / "bin/python", "-m", "pip", "install", "--disable-pip-version-check"]
        environ = system.environ_without_python_path()
        constraints = pins.with_name(f"{pins.stem}-constraints.txt")
        run([*pip, "--retries=5", "-r", pins, "-c", constraints], log, env=environ)
        if (alone := pins.with_name(f"{pins.stem}-alone.txt")).exists():
            run([*pip, "--retries=5", "--no-deps", "-r", alone], log, env=environ)
        (target / "complete").touch()


def create(target, log):
    run([sys.executable, "-m", "venv", "--clear", target], log)
    version = subprocess.run(
        [target / "bin/python", "-c", "import sys; print(sys.version_info[:2])"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if version.strip() != str(sys.version_info[:2]):
        raise SetupError(f"{target} got Python {version.strip()}, which is not the one running.")
