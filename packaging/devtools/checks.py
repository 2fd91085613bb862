"""What `dev.py test` does: lint, format, types and tests, all of them even when one fails."""

import os
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from devtools.environment import ROOT, call, our_environ
from devtools.live import run_quietly

# The files of tests are shared out to as many processes as there are cores; `-n0` on the command line keeps
# them in one, to be followed with a debugger. In their own order the many short ones of the pages come last;
# by number of tests the journeys would, and one core would wait for them.
SIDE_BY_SIDE = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")
# mypy reads these; what else there is to read is said in pyproject.toml.
TOOLS = "packaging/devtools"


def run_checks(python: Path, pytest_words: Sequence[str], *, fast: bool) -> int:
    """Run every check, then one line for each; gives 1 when any failed.

    The types, which keep one core busy, are read beside the tests; what they say is told when they are done.
    """
    environ = our_environ(screenless=True)
    if os.environ.get("CI"):
        environ.setdefault("HYPOTHESIS_PROFILE", "ci")
    outcome: dict[str, tuple[int, float]] = {}

    def check(name: str, run: Callable[[list[str | Path]], int], *words: str) -> None:
        begun = time.monotonic()
        outcome[name] = (run([python, "-m", *words]), time.monotonic() - begun)

    def live(command: list[str | Path]) -> int:
        print(f"\n== {' '.join(map(str, command[2:4]))}", flush=True)
        return call(command, environ, ROOT)

    def told_after(command: list[str | Path]) -> int:
        code, said = run_quietly(command, environ, cwd=ROOT)
        print(f"\n== {' '.join(map(str, command[2:]))}\n{said}", flush=True)
        return code

    def read_types() -> None:
        check("mypy", told_after, "mypy")
        check("mypy tools", told_after, "mypy", TOOLS)

    check("ruff check", live, "ruff", "check", ".")
    check("ruff format", live, "ruff", "format", "--check", ".")
    beside = threading.Thread(target=(lambda: None) if fast else read_types)
    beside.start()
    leave_out = ("-m", "not slow") if fast else ()
    check("pytest", live, "pytest", *SIDE_BY_SIDE, *leave_out, *pytest_words)
    beside.join()
    print()
    for name, (code, seconds) in outcome.items():
        print(f"{'ok    ' if code == 0 else 'FAILED'} {name:12} {seconds:6.1f}s")
    return 1 if any(code for code, _ in outcome.values()) else 0
