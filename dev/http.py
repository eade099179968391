"""Ports, and a server that answers on one."""

import contextlib
import socket
import time
import urllib.error
import urllib.request

from .report import SetupError

FIRST_PORT, LAST_PORT = 8069, 8169


def free_port(wanted=None):
    """The port wanted, which must be free, or the first free one from Odoo's own on."""
    for port in [wanted] if wanted else range(FIRST_PORT, LAST_PORT):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
    if wanted:
        raise SetupError(f"port {wanted} is in use: choose another one with --port.")
    raise SetupError(f"ports {FIRST_PORT} to {LAST_PORT - 1} are all in use: free one.")


def wait_until_ready(address, process, log):
    """Wait for the server to show its sign-in page, or to stop."""
    while process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"{address}/web/login", timeout=60).close()
            return
        time.sleep(0.3)
    raise SetupError(f"Odoo stopped, see {log}.")
