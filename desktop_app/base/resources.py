"""Where the files that ship with the program lie: fonts, icons, rule and code tables, sample, manual."""

import os
import sys
from pathlib import Path

_INSTALLED_AT = "ZHIBU_RESOURCES"


def resource_path(*parts: str) -> Path:
    """A shipped file or folder. Raises FileNotFoundError naming it: a broken installation.

    Looked for where ``ZHIBU_RESOURCES`` points, inside a frozen program, then in the source tree.
    """
    for root in _roots():
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"shipped file {'/'.join(parts)} in none of {[str(root) for root in _roots()]}")


def read_text(*parts: str) -> str:
    """The UTF-8 text of a shipped file."""
    return resource_path(*parts).read_text(encoding="utf-8")


def _roots() -> list[Path]:
    roots = []
    if installed := os.environ.get(_INSTALLED_AT):
        roots.append(Path(installed))
    if frozen := getattr(sys, "_MEIPASS", None):
        roots.append(Path(frozen) / "resources")
    roots.append(Path(__file__).resolve().parents[2] / "resources")
    return roots
