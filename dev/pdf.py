"""wkhtmltopdf, with which Odoo makes PDF documents."""

import shutil

from . import debian, paths, system
from .report import SetupError, step, warn

PROGRAM = "wkhtmltopdf"
LAST_RELEASE = "bookworm"  # Debian dropped it afterwards
WRAPPER = """\
#!/bin/sh
# {program} of Debian's {release}, with the libraries of its own time.
root={root}
libraries=$(echo "$root"/lib/*-linux-gnu*):$(echo "$root"/usr/lib/*-linux-gnu*)
export QT_PLUGIN_PATH=$(echo "$root"/usr/lib/*-linux-gnu*/qt5/plugins)
[ -d /etc/fonts ] || export FONTCONFIG_PATH=$root/etc/fonts
set -- "$root"/usr/bin/{program} "$@"
exec "$root"/lib/*-linux-gnu*/ld-linux*.so.* --library-path "$libraries" "$@"
"""


def ensure():
    """Have it on this machine; return the folder to find it in when it is not the system's.

    Newer releases of Debian, and people who may install nothing, get the last packaged one
    beside their system.
    """
    target = paths.cache() / PROGRAM
    with paths.lock("apt"):
        if shutil.which(PROGRAM):
            return None
        try:
            mirror = debian.mirror()
            if mirror and (mirror[1] != LAST_RELEASE or system.as_root() is None):
                if not target.is_dir():
                    unpack(target, mirror[0])
                return target
            system.install(PROGRAM, "PDF documents")
        except SetupError as error:
            warn(f"{error} Until then there are no PDF documents, and their tests are skipped.")
    return None


def unpack(target, address):
    with step(f"downloading {PROGRAM} (PDF documents)"), paths.building(target) as draft:
        apt = debian.Apt(draft / "apt", address, [LAST_RELEASE], f"{PROGRAM}.log")
        apt.unpack(apt.download_with_dependencies(PROGRAM), draft / "root")
        shutil.rmtree(draft / "apt")
        wrapper = draft / PROGRAM
        wrapper.write_text(
            WRAPPER.format(program=PROGRAM, release=LAST_RELEASE, root=target / "root")
        )
        wrapper.chmod(0o755)
