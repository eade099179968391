"""House rules that no other tool knows: sizes, reasons beside `sudo`, unfinished work."""

import ast
import re
import subprocess
import sys
from pathlib import Path

LONGEST_FILE, LONGEST_METHOD = 300, 40
#: Files that cannot be split, and why.
WHOLE = {"tools/scale.py": "other programs load it alone, by its path"}
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def problems_of(file):
    text = file.read_text()
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if UNFINISHED.search(line):
            yield number, "unfinished work"
    if file.suffix != ".py":
        return
    tree = ast.parse(text)
    yield from broad_excepts(tree)
    if "tests" not in file.parts:
        if len(lines) - 1 > LONGEST_FILE and str(file) not in WHOLE:
            yield 1, f"{len(lines) - 1} lines, more than {LONGEST_FILE}"
        yield from long_methods(tree)
        yield from bare_sudos(tree, lines)


def broad_excepts(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            name = getattr(node.type, "id", None)
            if node.type is None or name in ("Exception", "BaseException"):
                yield node.lineno, "catches every exception: name those that are expected"


def long_methods(tree):
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS):
            length = node.end_lineno - node.lineno + 1
            if length > LONGEST_METHOD:
                yield node.lineno, f"{node.name} has {length} lines, more than {LONGEST_METHOD}"


def bare_sudos(tree, lines):
    """A `sudo()` needs its reason: a comment or docstring at most three lines above.

    With an argument, it goes back to the rights there were before.
    """
    for node in ast.walk(tree):
        is_call = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "sudo"
        if is_call and not node.args:
            around = "\n".join(lines[max(0, node.lineno - 4) : node.end_lineno])
            if "#" not in around and '"""' not in around:
                yield node.lineno, "sudo() without the reason why it is safe"


def main():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.py", "*.xml"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = 0
    for file in filter(Path.is_file, map(Path, filter(None, listed.split("\0")))):
        for number, problem in sorted(problems_of(file)):
            print(f"{file}:{number}: {problem}")
            found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
