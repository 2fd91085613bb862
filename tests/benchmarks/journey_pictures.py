"""Walk the newcomer's journey by clicks and keys in each size of letters, with a picture of every look.

Run as ``python -m tests.benchmarks.journey_pictures DIR [--points 12 16] [--only WORDS]``: what the tests of
the journeys do and look for, done in a window as a maximised one has it on a screen of 1366×768. DIR gets a
folder a size with the pictures in their order, named by what was looked for; each is looked over for what is
cut, pale or nameless, and what is found is told. Ends with 1 when a journey does not come through or anything
was found.
"""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from desktop_app.views import window_place
from desktop_app.views.page_parts import size_chooser
from tests.at_the_pc import PC
from tests.views.looking import Finding, come_to_rest, look_over

JOURNEYS = ("tests/test_journey.py", "tests/test_journey_practice.py")
# What a maximised window has on a screen of 1366×768, and the words of each size on its button.
ROOM, LETTERS = (1366, 690), {12: "标准 12", 14: "大一点 14", 16: "大 16", 18: "很大 18"}


class Camera:
    """Takes a picture at every look and keeps what is found wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.taken = folder, 0
        self.found: dict[Finding, str] = {}

    def __call__(self, window: QWidget, words: str) -> None:
        come_to_rest()
        self.taken += 1
        plain = re.sub(r"[^\w-]+", " ", words).strip()
        name = f"{self.taken:03} {plain[:30]}"
        window.grab().save(str(self.folder / f"{name}.png"))
        for one in look_over(window):
            # The screen of the tests is a small square.
            if one.kind != "screen" and one not in self.found:
                self.found[one] = name
                print(f"{name}  {one}", flush=True)


def walk(folder: Path, points: int, only: str) -> int:
    """Walk the journeys in one size of letters."""
    folder.mkdir(parents=True, exist_ok=True)
    camera = PC.camera = Camera(folder)
    for module in (size_chooser, window_place):
        # The screen of the tests is a small square: it would hold the letters down.
        setattr(module, "screen_room", lambda: QSize(*ROOM))  # noqa: B010  for this walk alone
    PC.letters, PC.points, PC.screen = LETTERS[points], points, ROOM
    chosen = ["-k", only] if only else []
    failed = pytest.main([*JOURNEYS, *chosen, "-q", "-n0", "-s", "-p", "no:cacheprovider"])
    print(f"{points} pt: {camera.taken} pictures, found {len(camera.found)}", flush=True)
    return 1 if failed or camera.found else 0


def main(arguments: list[str]) -> int:
    """Read the arguments; each size is walked in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--points", type=int, nargs="*", default=[12, 16], choices=LETTERS)
    parser.add_argument("--only", default="", help="the tests of these words, as pytest -k has it")
    options = parser.parse_args(arguments)
    if len(options.points) == 1:
        return walk(options.folder / f"{options.points[0]} pt", options.points[0], options.only)
    worst = 0
    environ = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    for points in options.points:
        command = [sys.executable, "-m", "tests.benchmarks.journey_pictures", str(options.folder)]
        command += ["--points", str(points), "--only", options.only]
        worst |= subprocess.run(command, env=environ, check=False).returncode
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
