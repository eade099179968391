"""What the commands say while they work: one line a step, one line for what went wrong."""

import contextlib
import re
import subprocess
import sys
import time

#: How apt, pip and git word that they could not reach what they wanted.
UNREACHABLE = re.compile(
    r"Temporary failure|Could not resolve|Name or service not known|Failed to (establish|fetch)"
    r"|Connection (refused|timed out)|Network is unreachable|Could not fetch URL|unable to access"
)
NEWS_EVERY = 15  # seconds


class SetupError(Exception):
    """Something a person must do or know; its text is all that they get to read."""


def say(text):
    print(f"food_aid: {text}", file=sys.stderr, flush=True)


def warn(text):
    say(f"warning: {text}")


def run(command, log, **options):
    """Run `command` with its output in the file `log`, telling now and then how far it is.

    A failure says what it may mean.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        start = output.tell()
        output.write(f"\n$ {' '.join(map(str, command))}\n".encode())
        output.flush()
        options |= {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": output}
        with subprocess.Popen(command, **options) as process:
            try:
                follow(process, log)
            finally:
                if process.poll() is None:
                    process.kill()
    if process.returncode:
        if UNREACHABLE.search(log.read_bytes()[start:].decode(errors="replace")):
            raise SetupError(f"the network does not give what is needed: try again later ({log}).")
        raise SetupError(f"{command[0]} failed, see {log}:\n{last_lines(log)}")


def follow(process, log):
    """Wait for a process; a person who waits long sees the last line of its log."""
    start = time.monotonic()
    while process.returncode is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(NEWS_EVERY)
            return
        say(f"  {time.monotonic() - start:.0f} s … {last_lines(log, 1).strip()[:100]}")


def last_lines(log, count=12):
    lines = log.read_text(errors="replace").splitlines()
    return "\n".join(f"    {line}" for line in lines[-count:])


class step:
    """Announce a long step, and say how long it took when it is done."""

    def __init__(self, text):
        self.text = text

    def __enter__(self):
        say(f"{self.text} …")
        self.start = time.monotonic()

    def __exit__(self, kind, error, trace):
        if kind is None:
            say(f"{self.text}: done in {time.monotonic() - self.start:.0f} s")
