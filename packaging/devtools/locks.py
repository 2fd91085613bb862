"""Making the hash-locked requirements from pyproject.toml, one file for every system, and trying them out."""

import os
import subprocess
import tempfile
from pathlib import Path

from devtools.environment import PACKAGING, ROOT, WINDOWS, ensure_beside, make_venv
from devtools.live import Live
from devtools.system import CannotPrepare

AGREE = ["-c", "packaging/requirements.txt"]
# Lock file → what of pyproject.toml it holds and which locks it has to agree with.
LOCKS: dict[str, list[str]] = {
    "requirements.txt": ["pyproject.toml"],
    "requirements-dev.txt": ["--group", "dev", *AGREE],
    "requirements-bench.txt": ["--group", "bench", *AGREE, "-c", "packaging/requirements-dev.txt"],
    "requirements-lock.txt": ["--group", "lock"],
}
# The oldest systems of each kind that the program is to run on.
SYSTEMS = ("x86_64-manylinux_2_28", "aarch64-manylinux_2_31", "x86_64-pc-windows-msvc")
PYTHONS = ("3.11", "3.12", "3.13")
RESOLVE = (
    f"pip compile --no-config --quiet --universal --upgrade --python-version {PYTHONS[0]} --generate-hashes "
    "--only-binary :all: --no-header --no-annotate --no-emit-index-url"
).split()
INSTALL = [
    "pip",
    "install",
    "--no-config",
    "--quiet",
    "--dry-run",
    "--require-hashes",
    "--only-binary",
    ":all:",
]
SHIPPED = ("requirements.txt", "requirements-dev.txt")
HEADER = "# Made from pyproject.toml by `python3 packaging/dev.py lock`; not to be edited by hand.\n"


def resolve(uv: Path, name: str, extra: list[str]) -> None:
    """Write one lock file: exact versions, markers for every system, hashes of all wheels, no addresses."""
    command: list[str | Path] = [uv, *RESOLVE, *extra]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=bare_environ())
    if answer.returncode:
        raise CannotPrepare(answer.stderr)
    (PACKAGING / name).write_text(HEADER + answer.stdout, "utf-8", newline="\n")


def try_out(uv: Path, name: str, system: str, python: str) -> str:
    """The complaint when the lock cannot be installed from wheels alone on ``system``; else nothing."""
    with tempfile.TemporaryDirectory() as folder:
        command: list[str | Path] = [uv, *INSTALL, "-r", PACKAGING / name, "--target", folder]
        command += ["--python-platform", system, "--python-version", python]
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=bare_environ())
    return answer.stderr if answer.returncode else ""


def bare_environ() -> dict[str, str]:
    """The environment without settings of uv, so that a lock does not depend on who makes it."""
    return {key: value for key, value in os.environ.items() if not key.startswith("UV_")}


def make_locks(*, check_only: bool) -> int:
    """Make every lock (unless ``check_only``) and try each system and Python; gives 1 if one does not fit."""
    make_venv()
    uv = ensure_beside("requirements-lock.txt") / ("bin/uv.exe" if WINDOWS else "bin/uv")
    if not check_only:
        for name, extra in LOCKS.items():
            with Live(name):
                resolve(uv, name, extra)
    bad = 0
    for name in SHIPPED:
        for system in SYSTEMS:
            complaints = {python: try_out(uv, name, system, python) for python in PYTHONS}
            failed = {python: text for python, text in complaints.items() if text}
            print(
                f"{'ok    ' if not failed else 'FAILED'} {name:22} {system:24} {' '.join(PYTHONS)}",
                flush=True,
            )
            for python, text in failed.items():
                print(f"    {python}: {text.strip()}")
            bad += bool(failed)
    return 1 if bad else 0
