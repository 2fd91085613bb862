"""Look over every page, form, dialog and start page in each room and size of type, and tell what is wrong.

Run as ``python -m tests.benchmarks.look_everywhere [--rooms "1366x690@12 1024x560@12*1.25"] [--only WORD …]
[--pictures DIR] [--branch DIR] [--seed N] [--no-press]``. A room is what a window has between frame and task
bar, in pixels of the screen, @ the size of type in pt, * the scale of the desktop; without ``--rooms`` it is
each of the screens we promise with every size of type offered on it. Each room is walked in a process of its
own, for a screen is made once. Ends with 1 when anything was found.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QSize

from desktop_app.base.clock import SystemClock
from desktop_app.base.pinyin import load_pinyin
from desktop_app.settings import Settings
from desktop_app.storage import branch_file
from desktop_app.views.look.theme import POINT_CHOICES
from desktop_app.views.parts.on_screen import most_points
from desktop_app.workplace import Workplace

# The rooms of the screens we promise, in px, and the scale of the desktop: 1366×768, 1280×720, 1024×600.
SCREENS = ((1366, 690, 1.0), (1366, 690, 1.25), (1366, 690, 1.5), (1280, 650, 1.0), (1024, 560, 1.0))
# What the offscreen screen puts around a window, in its own pixels.
FRAME = 4


@dataclass(frozen=True)
class Room:
    """A window's room: width and height in px of the screen, size of type in pt, scale of the desktop."""

    width: int
    height: int
    points: int
    scale: float

    @classmethod
    def read(cls, words: str) -> "Room":
        """From words like 1366x690@12*1.25."""
        size, _, rest = words.partition("@")
        points, _, scale = rest.partition("*")
        width, height = size.split("x")
        return cls(int(width), int(height), int(points or 12), float(scale or 1))

    def __str__(self) -> str:
        return f"{self.width}x{self.height}@{self.points}" + (f"*{self.scale:g}" if self.scale != 1 else "")

    @property
    def client(self) -> tuple[int, int]:
        """Width and height in the pixels Qt counts in."""
        return int(self.width / self.scale), int(self.height / self.scale)


def offered_rooms() -> list[Room]:
    """The rooms of the screens we promise, each with every size of type that is offered there."""
    plain = [Room(width, height, POINT_CHOICES[0], scale) for width, height, scale in SCREENS]
    return [
        replace(room, points=points)
        for room in plain
        for points in POINT_CHOICES
        if points <= most_points(QSize(*room.client))
    ]


def walk_in_processes(options: argparse.Namespace) -> int:
    """Walk each room in a process of its own on a copy of one sample branch."""
    worst = 0
    with tempfile.TemporaryDirectory() as place:
        branch = options.branch or Path(place) / "made"
        if not branch.exists():
            opened = Workplace(branch, Settings(), SystemClock(), load_pinyin()).make_sample()
            branch_file.close(opened.ledger)
        wanted = [Room.read(words) for words in (options.rooms or "").replace(",", " ").split()]
        for room in wanted or offered_rooms():
            screen = Path(place) / "screen.json"
            width, height = room.width + round(FRAME * room.scale), room.height + round(FRAME * room.scale)
            one = {"name": "one", "x": 0, "y": 0, "width": width, "height": height}
            dots = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
            screen.write_text(json.dumps({"screens": [one | dots]}), "utf8")
            environ = {
                **os.environ,
                "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
                "QT_SCALE_FACTOR": f"{room.scale:g}",
            }
            copy = Path(place) / "copy"
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(branch, copy)
            command = [
                sys.executable,
                "-m",
                "tests.benchmarks.look_walk",
                str(copy),
                str(room),
                str(options.seed),
            ]
            command += [str(options.pictures or ""), "press" if options.press else "", *options.only]
            worst |= subprocess.run(command, env=environ, check=False).returncode
    return worst


def main(arguments: list[str]) -> int:
    """Read the arguments and walk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rooms", help="as 1366x690@12*1.25; without it all that are offered")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--branch", type=Path, help="a folder that keeps the sample branch for the next run")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-press", dest="press", action="store_false")
    return walk_in_processes(parser.parse_args(arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
