"""Odoo's source: the one that `ODOO_HOME` names, Debian's package, or a clone."""

import os
import re
import shutil
from pathlib import Path

from . import debian, paths
from .report import SetupError, run, step, warn

SERIES = "19.0"
OFFICIAL_REPOSITORY = "https://github.com/odoo/odoo.git"
PACKAGE = f"odoo-{SERIES.split('.')[0]}"
#: Packages that links of Odoo's package point into, and the suite each comes from
#: (None: this machine's own release). `fonts-font-awesome` 5 and later are another font.
LINKED_PACKAGES = {
    "fonts-font-awesome": None,
    "fonts-inconsolata": None,
    "fonts-montserrat": debian.UNSTABLE,
    "fonts-ocr-b": debian.UNSTABLE,
    "fonts-roboto-unhinted": debian.UNSTABLE,
    "libjs-jquery": debian.UNSTABLE,
    "libjs-jquery-form": debian.UNSTABLE,
    "libjs-underscore": debian.UNSTABLE,
}
MISSING_ASSET = "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"


def ensure():
    """Return the folder that holds the Python package `odoo`, fetched when need be."""
    if home := os.environ.get("ODOO_HOME"):
        return checked(Path(home).expanduser().absolute())
    target = paths.cache() / "odoo" / SERIES
    with paths.lock("odoo"):
        if not target.is_dir():
            fetch(target)
    source = checked(target)
    add_missing_asset(source)
    return source


def add_missing_asset(source):
    """Debian leaves out a library that blurs the background of video calls, yet loads it.

    Odoo then puts an error into the page, at which every browser test would stop.
    """
    file = source / MISSING_ASSET
    if file.parent.parent.is_dir() and not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.write_text("/* not in Debian's package */\n")


def checked(home):
    """Accept a git checkout, or an unpacked package, of the right series."""
    for folder in (home, home / "usr/lib/python3/dist-packages"):
        release = folder / "odoo" / "release.py"
        if release.is_file():
            major, minor = SERIES.split(".")
            if not re.search(rf"version_info = \({major}, {minor},", release.read_text()):
                raise SetupError(f"{folder} does not hold Odoo {SERIES}.")
            return folder
    raise SetupError(f"{home} holds no Odoo source (no odoo/release.py in it).")


def addons_folders(source):
    """The folders of Odoo's own addons, in both layouts of its source."""
    return [folder for folder in (source / "odoo/addons", source / "addons") if folder.is_dir()]


def fetch(target):
    mirror = debian.mirror()
    with step(f"downloading Odoo {SERIES}"), paths.building(target) as draft:
        if mirror:
            unpack_packages(*mirror, draft)
        else:
            clone(draft)


def unpack_packages(address, release, draft):
    apt = debian.Apt(draft / "apt", address, (release, debian.UNSTABLE), "odoo.log")
    wanted = [f"{PACKAGE}/{debian.UNSTABLE}"]
    wanted += [f"{name}/{suite or release}" for name, suite in LINKED_PACKAGES.items()]
    downloads = paths.cache() / "odoo" / "downloads"
    apt.unpack(apt.download(wanted, downloads), draft)
    shutil.rmtree(downloads)
    shutil.rmtree(draft / "apt")
    broken = [link for link in draft.rglob("*") if link.is_symlink() and not link.exists()]
    if broken:
        warn(f"{len(broken)} files of Odoo's package are missing, e.g. {broken[0].name}")


def clone(draft):
    if not shutil.which("git"):
        raise SetupError(
            f"Odoo {SERIES} is not here: install git and start again, "
            "or set ODOO_HOME to the folder of an Odoo source."
        )
    command = ["git", "clone", "--depth=1", f"--branch={SERIES}", OFFICIAL_REPOSITORY, draft]
    run(command, paths.logs() / "odoo.log")
