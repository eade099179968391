"""What must come from the operating system, and how to get it there."""

import os
import shutil
import subprocess

from . import paths
from .report import SetupError, run, step, warn

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def environ_without_python_path():
    """With Odoo's folder on PYTHONPATH, pip would take Odoo for an installed package."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}


def ensure_browser():
    """Browser tests need one; without, they say that they were skipped."""
    with paths.lock("apt"):
        if not any(map(shutil.which, BROWSERS)):
            try:
                install("chromium", "browser tests")
            except SetupError as error:
                warn(f"{error} Until then browser tests are skipped.")


def install(package, purpose):
    """Install a Debian package as root or through sudo, or say how to."""
    command = as_root()
    if command is None:
        raise SetupError(
            f"{purpose}: the package “{package}” is missing; "
            f"install it as root (`apt-get install {package}`)."
        )
    log = paths.logs() / "apt.log"
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with step(f"installing the system package {package} ({purpose})"):
        apt = [*command, "apt-get", "-q", "-y", "-oAcquire::Retries=3"]
        run([*apt, "update", "-oAPT::Update::Error-Mode=any"], log, env=environ)
        run([*apt, "install", "--no-install-recommends", package], log, env=environ)


def as_root():
    """The beginning of a command that runs as root without asking, or None."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        sudo = ["sudo", "-n"]
        if subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode == 0:
            return sudo
    return None
