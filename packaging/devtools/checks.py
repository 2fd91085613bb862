"""What `dev.py test` does: lint, format, types and tests, all of them even when one fails."""

import os
import time
from collections.abc import Sequence
from pathlib import Path

from devtools.environment import ROOT, call, our_environ

# The files of tests are shared out to as many processes as there are cores; `-n0` on the command line keeps
# them in one, to be followed with a debugger.
SIDE_BY_SIDE = ("-n", "auto", "--dist", "loadfile")
# mypy reads these; what else there is to read is said in pyproject.toml.
TOOLS = "packaging/devtools"


def run_checks(python: Path, pytest_words: Sequence[str], *, fast: bool) -> int:
    """Run every check in order, then one line for each; gives 1 when any failed."""
    environ = our_environ(screenless=True)
    steps: dict[str, list[str | Path]] = {
        "ruff check": [python, "-m", "ruff", "check", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "."],
        "mypy": [python, "-m", "mypy"],
        "mypy tools": [python, "-m", "mypy", TOOLS],
        "pytest": [
            python,
            "-m",
            "pytest",
            *SIDE_BY_SIDE,
            *(["-m", "not slow"] if fast else []),
            *pytest_words,
        ],
    }
    if fast:
        del steps["mypy"], steps["mypy tools"]
    if os.environ.get("CI"):
        environ.setdefault("HYPOTHESIS_PROFILE", "ci")
    outcome = {}
    for name, command in steps.items():
        print(f"\n== {name}", flush=True)
        begun = time.monotonic()
        outcome[name] = (call(command, environ, ROOT), time.monotonic() - begun)
    print()
    for name, (code, seconds) in outcome.items():
        print(f"{'ok    ' if code == 0 else 'FAILED'} {name:12} {seconds:6.1f}s")
    return 1 if any(code for code, _ in outcome.values()) else 0
