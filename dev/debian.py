"""Debian's packages, fetched from this machine's own mirror but kept out of its system."""

import platform
import shutil
import subprocess
from pathlib import Path

from . import paths
from .report import run

UNSTABLE = "sid"


def mirror():
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


class Apt:
    """apt-get, so set that it neither reads nor changes the system's sources and lists."""

    def __init__(self, folder, address, suites, log):
        self.log = paths.logs() / log
        for name in ("state/lists/partial", "cache/archives/partial", "parts"):
            (folder / name).mkdir(parents=True)
        (folder / "state/status").touch()
        sources = folder / "sources.list"
        sources.write_text(self.sources(address, suites))
        settings = {
            "Dir::Etc::SourceList": sources,
            "Dir::Etc::SourceParts": folder / "parts",
            "Dir::State": folder / "state",
            "Dir::State::status": folder / "state/status",
            "Dir::Cache": folder / "cache",
            "APT::Sandbox::User": "",
            "APT::Update::Error-Mode": "any",
            "Acquire::Languages": "none",
            "Acquire::Retries": "3",
        }
        self.command = ["apt-get", "-q", *(f"-o{key}={value}" for key, value in settings.items())]
        self.archives = folder / "cache/archives"
        run([*self.command, "update"], self.log)

    @staticmethod
    def sources(address, suites):
        keyring = next(Path("/usr/share/keyrings").glob("debian-archive-keyring.[gp]*"), None)
        signed = f" [signed-by={keyring}]" if keyring else ""
        return "".join(f"deb{signed} {address} {suite} main\n" for suite in dict.fromkeys(suites))

    def download(self, names, into):
        """Fetch some packages alone; what an interrupted start has left is not fetched again."""
        into.mkdir(exist_ok=True)
        run([*self.command, "download", *names], self.log, cwd=into)
        return sorted(into.glob("*.deb"))

    def download_with_dependencies(self, name):
        """Fetch a package and all that it needs, down to the C library."""
        options = ["-y", "--no-install-recommends", "--download-only"]
        run([*self.command, "install", *options, name], self.log)
        return sorted(self.archives.glob("*.deb"))

    def unpack(self, packages, into):
        for package in packages:
            run(["dpkg-deb", "-x", package, into], self.log)
