"""The environment in .venv/: made from the hash-locked requirements, and made again when they change."""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from devtools.live import Live, run_quietly
from devtools.system import CannotPrepare, prepare

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
VENV_PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

RUN = ("requirements.txt",)
DEV = ("requirements.txt", "requirements-dev.txt")

# Settings of pip that would send the packages somewhere else than into our environment.
MISLEADING = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV")
NAMED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
# pip's lines about a package it has found: by its name, or by the file on disk or in an index folder.
SEEN = re.compile(r"\s*(?:Collecting (?P<name>[\w.-]+)==|Processing .*?(?P<file>[\w.]+)-\d[^/]*\.whl)")


def locks(names: Sequence[str]) -> list[Path]:
    """The lock files by their names in packaging/."""
    return [PACKAGING / name for name in names]


def mark_of(names: Sequence[str]) -> str:
    """What the environment was made from: this Python, this kind of machine, and every line of the locks."""
    digest = hashlib.sha256(f"{sys.version} {sys.platform} {platform.machine()}".encode())
    for lock in locks(names):
        digest.update(lock.read_bytes())
    return digest.hexdigest()


def clean_environ() -> dict[str, str]:
    """The environment of the person who calls, without what would mislead pip."""
    return {key: value for key, value in os.environ.items() if key not in MISLEADING}


def make_venv() -> None:
    """Make an empty environment of the Python that runs this, in place of any other."""
    stamp = VENV / "python.stamp"
    here = f"{sys.version}\n{ROOT}"
    if VENV_PYTHON.exists() and stamp.exists() and stamp.read_text("utf-8") == here:
        return
    with Live("建立运行环境 environment"):
        shutil.rmtree(VENV, ignore_errors=True)
        code, output = run_quietly([sys.executable, "-m", "venv", VENV], clean_environ())
        if code:
            raise CannotPrepare(f"{output}\n无法建立 .venv。Could not make .venv.")
        stamp.write_text(here, "utf-8")


def install(names: Sequence[str], target: Path | None = None) -> None:
    """Install the locks into the environment, or into the folder ``target`` beside its packages."""
    wanted = {name for lock in locks(names) for name in NAMED.findall(lock.read_text("utf-8"))}
    command: list[str | Path] = [
        VENV_PYTHON,
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
    ]
    command += ["--require-hashes", "--only-binary", ":all:", "--progress-bar", "off"]
    command += ["--target", target, "--upgrade"] if target else []
    for lock in locks(names):
        command += ["-r", lock]
    met: set[str] = set()
    with Live("安装组件 packages", len(wanted)) as live:

        def note(line: str) -> None:
            if found := SEEN.match(line):
                live.note = (found["name"] or found["file"]).lower().replace("_", "-")
                met.add(live.note)
                live.done = len(met)
            elif line.startswith("Installing"):
                live.note = "写入磁盘 writing to disk"

        code, output = run_quietly(command, clean_environ(), note)
    if code:
        raise CannotPrepare(
            f"{output[-3000:]}\n组件没有装好：请检查网络或软件源，再运行一次。"
            "The packages could not be installed; check the network or pip's index, then try again."
        )


def stamp_of(names: Sequence[str]) -> Path:
    """The file that says from which locks the environment was made last."""
    return VENV / f"{names[-1]}.stamp"


def ensure(names: Sequence[str]) -> Path:
    """Make the environment hold the locks ``names``; gives its Python. At once when nothing has changed."""
    prepare()
    stamp = stamp_of(names)
    if VENV_PYTHON.exists() and stamp.exists() and stamp.read_text("utf-8") == mark_of(names):
        return VENV_PYTHON
    make_venv()
    install(names)
    for count in range(1, len(names) + 1):
        stamp_of(names[:count]).write_text(mark_of(names[:count]), "utf-8")
    return VENV_PYTHON


def ensure_beside(name: str) -> Path:
    """Install one lock into a folder beside the environment, which stays what it is; gives the folder."""
    folder = VENV / "beside" / name.removesuffix(".txt")
    stamp = folder.with_suffix(".stamp")
    mark = mark_of([name])
    if not (folder.exists() and stamp.exists() and stamp.read_text("utf-8") == mark):
        shutil.rmtree(folder, ignore_errors=True)
        install([name], folder)
        stamp.write_text(mark, "utf-8")
    return folder


def our_environ(*, beside: Sequence[Path] = (), screenless: bool = False) -> dict[str, str]:
    """The environment for our own programs: the repository can be imported from wherever they are started."""
    environ = clean_environ()
    environ["PYTHONPATH"] = os.pathsep.join(str(path) for path in (ROOT, *beside))
    environ.setdefault("PYTHONIOENCODING", "utf-8")
    if screenless:
        environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environ


def call(command: Sequence[str | Path], environ: dict[str, str], cwd: Path | None = None) -> int:
    """Run a program of ours on this terminal and give its exit code; Ctrl-C is the program's to answer."""
    process = subprocess.Popen(command, env=environ, cwd=cwd)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue
