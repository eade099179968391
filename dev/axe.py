"""axe-core, which the browser tests put into our pages: kept in the cache, never in the addon."""

from . import environment, paths, system
from .report import SetupError, run, step, warn

PINS = environment.FOLDER / "axe.txt"
SCRIPT = "axe_playwright_python/axe.min.js"


def ensure(python):
    """Return the path of axe-core's script, fetched at first use; None when that is impossible.

    Only this one file is wanted: what its package asks for is left aside.
    """
    target = paths.cache() / "axe" / paths.short_hash(PINS.read_text())
    with paths.lock("axe"):
        try:
            if not target.exists():
                fetch(python, target)
        except SetupError as error:
            warn(f"{error} Until then the tests of accessibility are skipped.")
            return None
    return target / SCRIPT


def fetch(python, target):
    with step("fetching axe-core (tests of accessibility)"), paths.building(target) as draft:
        pip = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-deps"]
        run(
            [*pip, "--retries=5", "--no-compile", "--target", draft, "-r", PINS],
            paths.logs() / "axe.log",
            env=system.environ_without_python_path(),
        )
