"""Where things are kept: parts shared by all checkouts, and one instance a checkout.

Everything lies outside the checkout, because Odoo walks an addon's whole folder.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
ADDON = "food_aid"


def cache():
    """The folder that everything lives in; `FOOD_AID_CACHE` moves it."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(os.environ.get("FOOD_AID_CACHE") or Path(base) / ADDON)
    return folder.expanduser().absolute()


def instance():
    """The state of this checkout: database server, files, logs, settings."""
    folder = cache() / "instances" / short_hash(str(CHECKOUT))
    if not folder.is_dir():
        folder.mkdir(parents=True)
    (folder / "checkout").write_text(f"{CHECKOUT}\n")
    return folder


def logs():
    folder = cache() / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def addons():
    """A folder for Odoo's addons path, in which the checkout bears the addon's name."""
    folder = instance() / "addons"
    folder.mkdir(exist_ok=True)
    link = folder / ADDON
    if not link.is_symlink() or link.readlink() != CHECKOUT:
        link.unlink(missing_ok=True)
        link.symlink_to(CHECKOUT)
    return folder


def short_hash(*texts):
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]


@contextlib.contextmanager
def lock(name, folder=None):
    """Let one process at a time through, on the whole cache or on a `folder` of it."""
    folder = folder or cache()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def building(target):
    """Yield a folder to fill; it takes the name `target` only once it is complete."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for left_over in target.parent.glob(f".{target.name}.*"):
        shutil.rmtree(left_over, ignore_errors=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    draft.chmod(0o755)
    yield draft
    draft.rename(target)
