"""The recipes of desktop_app/README.md, read as a person reads them and followed in a copy of the tree."""

import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from devtools.commands import SCRIPTS
from tests.syntax import ROOT

# What a copy needs; the fonts and tables under resources/ are only read and may be the tree's own.
COPIED = ("desktop_app", "tests", "packaging", "pyproject.toml", "README.md", "CHANGELOG.md")
_HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
_DOING = re.compile(
    r"New file `(?P<new>[^`]+)`:\s*\n```\w*\n(?P<text>.*?)^```$"
    r"|In\s+`(?P<file>[^`]+)`,\s+after\s+`(?P<after>[^`]+)`:\s*\n```\w*\n(?P<lines>.*?)^```$"
    r"|Run `(?P<command>[^`]+)`",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Doing:
    """One thing a recipe says to do: a new file, lines put after a line of a file, or a command."""

    file: str
    text: str
    after: str = ""
    command: str = ""


def recipes() -> dict[str, list[Doing]]:
    """Title → what to do, in order."""
    text = (ROOT / "desktop_app" / "README.md").read_text("utf-8")
    chapter = text[text.index("## 6. Recipes") :]
    parts = _HEADING.split(chapter)[1:]
    found = {}
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        found[title] = [
            Doing(one["new"], one["text"])
            if one["new"]
            else Doing(one["file"], one["lines"], after=one["after"])
            if one["file"]
            else Doing("", "", command=one["command"])
            for one in _DOING.finditer(body)
        ]
    return found


def copy_tree(there: Path) -> None:
    """A copy of the tree to cook in."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, there / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, there / name)
    (there / "resources").mkdir()
    for source in (ROOT / "resources").iterdir():
        if source.name in ("sample", "rules.json", "manual", "paper_templates"):
            copy = shutil.copytree if source.is_dir() else shutil.copy
            copy(source, there / "resources" / source.name)
        else:
            (there / "resources" / source.name).symlink_to(source)


def follow(doing: Doing, there: Path) -> None:
    """Do one thing in the copy; AssertionError when the README speaks of a line that is not there."""
    if doing.command:
        words = shlex.split(doing.command)
        assert words[:2] == ["python3", "packaging/dev.py"], f"a recipe runs {doing.command}"
        # What ``dev.py`` hands over to, without making an environment for the copy.
        script = SCRIPTS[words[2]][0]
        subprocess.run([sys.executable, f"packaging/{script}", *words[3:]], cwd=there, check=True)
        return
    path = there / doing.file
    if not doing.after:
        assert not path.exists(), f"{doing.file} is there already"
        path.write_text(doing.text, "utf-8")
        return
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = [number for number, line in enumerate(lines) if line.startswith(doing.after)]
    assert len(at) == 1, f"README: {len(at)} lines of {doing.file} begin with {doing.after!r}, not one"
    lines.insert(at[0] + 1, doing.text)
    path.write_text("".join(lines), "utf-8")
