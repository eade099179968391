"""Odoo's source: the one that `ODOO_HOME` names, Debian's package, or a clone."""

import os
import platform
import re
import shutil
import subprocess
from pathlib import Path

from . import paths
from .report import SetupError, run, step, warn

SERIES = "19.0"
OFFICIAL_REPOSITORY = "https://github.com/odoo/odoo.git"
UNSTABLE = "sid"
PACKAGE = f"odoo-{SERIES.split('.')[0]}"
#: Packages that links of Odoo's package point into, and the suite each comes from
#: (None: this machine's own release). `fonts-font-awesome` 5 and later are another font.
LINKED_PACKAGES = {
    "fonts-font-awesome": None,
    "fonts-inconsolata": None,
    "fonts-montserrat": UNSTABLE,
    "fonts-ocr-b": UNSTABLE,
    "fonts-roboto-unhinted": UNSTABLE,
    "libjs-jquery": UNSTABLE,
    "libjs-jquery-form": UNSTABLE,
    "libjs-underscore": UNSTABLE,
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
    mirror = debian_mirror()
    with step(f"downloading Odoo {SERIES}"), paths.building(target) as draft:
        if mirror:
            unpack_packages(mirror, draft)
        else:
            clone(draft)


def debian_mirror():
    """The address and release of this machine's Debian mirror, or None elsewhere."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        return None
    system = platform.freedesktop_os_release()
    if system.get("ID") != "debian":
        return None
    codename = system.get("VERSION_CODENAME", UNSTABLE)
    result = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(RELEASE)|$(COMPONENT)|$(REPO_URI)"],
        capture_output=True,
        text=True,
        check=False,
    )
    names = {codename, "unstable", "testing", "stable", "oldstable"}
    for release, component, address in (row.split("|") for row in result.stdout.splitlines()):
        if release in names and component == "main":
            return address, codename
    return None


def unpack_packages(mirror, draft):
    """Download with this machine's mirror but with lists of our own, then unpack."""
    apt = private_apt(mirror, draft / "apt")
    run([*apt, "update", "-oAPT::Update::Error-Mode=any"], paths.logs() / "odoo.log")
    release = mirror[1]
    wanted = [f"{PACKAGE}/{UNSTABLE}"]
    wanted += [f"{name}/{suite or release}" for name, suite in LINKED_PACKAGES.items()]
    # kept until all is well: apt does not fetch again what an interrupted start has left
    downloads = paths.cache() / "odoo" / "downloads"
    downloads.mkdir(exist_ok=True)
    run([*apt, "download", *wanted], paths.logs() / "odoo.log", cwd=downloads)
    for package in sorted(downloads.glob("*.deb")):
        run(["dpkg-deb", "-x", package, draft], paths.logs() / "odoo.log")
    shutil.rmtree(downloads)
    shutil.rmtree(draft / "apt")
    broken = [link for link in draft.rglob("*") if link.is_symlink() and not link.exists()]
    if broken:
        warn(f"{len(broken)} files of Odoo's package are missing, e.g. {broken[0].name}")


def private_apt(mirror, folder):
    """apt-get, so set that it neither reads nor changes the system's sources and lists."""
    address, release = mirror
    for name in ("state/lists/partial", "cache/archives/partial", "parts"):
        (folder / name).mkdir(parents=True)
    (folder / "state/status").touch()
    keyring = next(Path("/usr/share/keyrings").glob("debian-archive-keyring.[gp]*"), None)
    signed = f" [signed-by={keyring}]" if keyring else ""
    suites = dict.fromkeys((release, UNSTABLE))
    (folder / "sources.list").write_text(
        "".join(f"deb{signed} {address} {suite} main\n" for suite in suites)
    )
    settings = {
        "Dir::Etc::SourceList": folder / "sources.list",
        "Dir::Etc::SourceParts": folder / "parts",
        "Dir::State": folder / "state",
        "Dir::State::status": folder / "state/status",
        "Dir::Cache": folder / "cache",
        "APT::Sandbox::User": "",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
    }
    return ["apt-get", "-q", *(f"-o{name}={value}" for name, value in settings.items())]


def clone(draft):
    if not shutil.which("git"):
        raise SetupError(
            f"Odoo {SERIES} is not here: install git and start again, "
            "or set ODOO_HOME to the folder of an Odoo source."
        )
    command = ["git", "clone", "--depth=1", f"--branch={SERIES}", OFFICIAL_REPOSITORY, draft]
    run(command, paths.logs() / "odoo.log")
