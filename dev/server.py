"""Odoo itself, run on this checkout's environment."""

import contextlib
import os
import signal
import subprocess

from . import environment, paths, pdf, postgres, source, system


class Odoo:
    """A prepared Odoo: its Python, its source, its settings and a running database server."""

    def __init__(self, python, home, variables):
        self.python = python
        self.home = home
        self.addons = paths.addons()
        self.settings = paths.instance() / "odoo.conf"
        self.write_settings()
        self.environ = {
            **system.environ_without_python_path(),
            **variables,
            "PYTHONPATH": str(home),
            "ODOO_RC": str(self.settings),
        }

    def write_settings(self):
        folders = [*source.addons_folders(self.home), self.addons]
        lines = [
            "[options]",
            f"addons_path = {','.join(map(str, folders))}",
            f"data_dir = {paths.instance() / 'data'}",
            "http_interface = 127.0.0.1",
            "max_cron_threads = 0",
            # a newsletter call that Odoo makes once a week: it calls nobody from here
            "publisher_warranty_url = http://127.0.0.1:9",
        ]
        text = "\n".join(lines) + "\n"
        if not self.settings.exists() or self.settings.read_text() != text:
            self.settings.write_text(text)

    def command(self, *arguments):
        return [str(self.python), "-m", "odoo", *map(str, arguments)]

    def run(self, *arguments, **options):
        """Run Odoo's command line to its end; return its exit code."""
        return wait(self.start(*arguments, **options))

    def start(self, *arguments, **options):
        return self.spawn(self.command(*arguments), **options)

    def spawn(self, command, **options):
        """Start any program on Odoo's environment."""
        return subprocess.Popen(command, env=self.environ, **options)


@contextlib.contextmanager
def odoo():
    """Prepare all that Odoo needs, and yield it; the database server stops at the end."""
    python = environment.ensure("odoo")
    home = source.ensure()
    system.ensure_browser()
    if pdf_folder := pdf.ensure():
        os.environ["PATH"] += f"{os.pathsep}{pdf_folder}"
    with ending_on_signals(), postgres.server(python) as variables:
        yield Odoo(python, home, variables)


class Terminated(KeyboardInterrupt):
    """A kill or a closed terminal, which unlike Ctrl-C did not reach the children."""


@contextlib.contextmanager
def ending_on_signals():
    """Let a polite kill or a closed terminal end a command as orderly as Ctrl-C does."""

    def interrupt(number, frame):
        raise Terminated

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    yield


def wait(process):
    """Wait for a process; on an interruption, for its own orderly end first."""
    try:
        return process.wait()
    except KeyboardInterrupt as interruption:
        end(process, patience=0 if isinstance(interruption, Terminated) else 8)
        raise


def end(process, patience):
    """Let a process end by itself, then ask it to, then end it."""
    for stop, seconds in ((process.terminate, patience), (process.kill, 15)):
        with contextlib.suppress(KeyboardInterrupt, subprocess.TimeoutExpired):
            process.wait(seconds)
            return
        stop()
    process.wait()


def exit_code(process_code):
    """What a shell expects: 128 + n for a process ended by signal n."""
    return process_code if process_code >= 0 else 128 - process_code
