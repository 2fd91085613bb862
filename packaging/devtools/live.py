"""One line on the terminal that says what is going on, for how long, and how far."""

import os
import shutil
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

BAR_WIDTH = 24


def fitted(text: str, columns: int) -> str:
    """``text`` cut or filled with blanks to ``columns`` of a terminal, where Chinese takes two each."""
    kept, width = "", 0
    for sign in text:
        step = 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if width + step > columns:
            break
        kept, width = kept + sign, width + step
    return kept + " " * (columns - width)


class Live:
    """A line redrawn four times a second on a terminal; elsewhere its beginning and its end are printed."""

    def __init__(self, title: str, total: int = 0) -> None:
        self.title = title
        self.total = total
        self.done = 0
        self.note = ""
        self.started = time.monotonic()
        self._stop = threading.Event()
        self._terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        self._thread = threading.Thread(target=self._draw, daemon=True)

    def seconds(self) -> float:
        """Seconds since the line began."""
        return time.monotonic() - self.started

    def text(self) -> str:
        """The line as it stands now."""
        bar = ""
        if self.total:
            full = BAR_WIDTH * min(self.done, self.total) // self.total
            bar = f" [{'#' * full}{'.' * (BAR_WIDTH - full)}] {min(self.done, self.total)}/{self.total}"
        return f"{self.title}{bar} {self.seconds():.0f}s {self.note}".rstrip()

    def __enter__(self) -> Self:
        if self._terminal:
            self._thread.start()
        else:
            print(f"{self.title} …", flush=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        if self._terminal:
            self._thread.join()
            self._show("")
            sys.stdout.write("\r")
        if kind is None:
            print(f"{self.title} {self.seconds():.1f}s", flush=True)

    def _draw(self) -> None:
        while not self._stop.wait(0.25):
            self._show(self.text())

    @staticmethod
    def _show(text: str) -> None:
        """Put ``text`` over the line as it was; without control codes, which old Windows consoles print."""
        sys.stdout.write("\r" + fitted(text, shutil.get_terminal_size().columns - 1))
        sys.stdout.flush()


def run_quietly(
    command: Sequence[str | Path],
    env: dict[str, str] | None = None,
    on_line: Callable[[str], None] | None = None,
    cwd: Path | None = None,
) -> tuple[int, str]:
    """Run a command, hand each line it prints to ``on_line``; gives its exit code and all it printed."""
    process = subprocess.Popen(
        command,
        env=env,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    lines = []
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line)
        if on_line:
            on_line(line.rstrip())
    return process.wait(), "".join(lines)
