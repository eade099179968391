"""What the commands say while they work: one line a step, one line for what went wrong."""

import subprocess
import sys
import time


class SetupError(Exception):
    """Something a person must do or know; its text is all that they get to read."""


def say(text):
    print(f"food_aid: {text}", file=sys.stderr, flush=True)


def warn(text):
    say(f"warning: {text}")


def run(command, log, **options):
    """Run `command` with its output in the file `log`; a failure shows the log's end."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        output.write(f"\n$ {' '.join(map(str, command))}\n".encode())
        output.flush()
        result = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False, **options
        )
    if result.returncode:
        raise SetupError(f"{command[0]} failed, see {log}:\n{last_lines(log)}")


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
