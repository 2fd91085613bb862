"""The terminal of a run without hands: numbered lines with counts and seconds, a bar for what takes long."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

Say = Callable[[str], None]

BAR = 24


class Bar:
    """A bar on a terminal for a step that takes a while; nothing where there is no terminal."""

    def __init__(self, title: str, stream: TextIO | None = None) -> None:
        self._title = title
        self._stream = sys.stderr if stream is None else stream
        self._begun = self._drawn = time.monotonic()
        self._length = 0

    def show(self, done: int, total: int) -> None:
        """Draw ``done`` of ``total``, from half a second on and five times a second."""
        now = time.monotonic()
        if not self._stream.isatty() or now - self._begun < 0.5 or now - self._drawn < 0.2:
            return
        full = BAR * min(done, total) // max(total, 1)
        line = f"{self._title} [{'#' * full}{'.' * (BAR - full)}] {done}/{total}"
        self._write("\r" + line)
        self._drawn, self._length = now, 2 * len(line)

    def clear(self) -> None:
        """Wipe the bar off the line it stands on."""
        if self._length:
            self._write("\r" + " " * self._length + "\r")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


class Teller:
    """Tells one line for each step: what it was, what it counted, how many seconds it took."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._number = 0

    @contextmanager
    def step(self, title: str) -> Iterator["TerminalLine"]:
        """A step; its line is told when it has gone well."""
        line = TerminalLine(Bar(title))
        begun = time.perf_counter()
        try:
            yield line
        finally:
            line.bar.clear()
        self._number += 1
        self._say(f"{self._number:2} {title}：{line.words}（{time.perf_counter() - begun:.1f} 秒）")

    def note(self, words: str) -> None:
        """A line below the step before."""
        self._say(f"   {words}")


@dataclass
class TerminalLine:
    """What a step will tell, and its bar."""

    bar: Bar
    words: str = "完成"
