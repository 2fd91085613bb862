"""What every chart shares: a title, a legend, the pen that places words, and the way over a page's end."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from desktop_app.drawing.marks import Area, Box, Dot, Drawing, Label, Mark, Stroke
from desktop_app.drawing.shades import SERIES, Shade
from desktop_app.drawing.words import Measure, folded

TITLE, SIZE = 10.5, 8.0
LEADING = 10.5
LEAST_WIDTH = 130.0
"""pt: on anything narrower a chart is laid out as if it were this wide."""
NOTHING = "没有数据"


@dataclass(frozen=True)
class Series:
    """One row of figures under its name; None where there is no figure."""

    name: str
    values: Sequence[float | None]
    shade: Shade | None = None

    def shaded(self, place: int) -> Shade:
        """Its shade, or the one for its place among others."""
        return self.shade or SERIES[place % len(SERIES)]


@dataclass(frozen=True)
class Limit:
    """What is asked for: a broken line at a value, told in the legend."""

    value: float
    words: str


Sign = Shade | Callable[[float, float], None] | None
"""What stands before an entry of a legend: a shade, what draws a sign from (x, y) on, or None for a limit."""


class Pen:
    """Places the marks of one chart ``width`` pt wide; ``y`` is how far it has come down."""

    def __init__(self, width: float, measure: Measure) -> None:
        self.room = max(width, LEAST_WIDTH)
        self.measure = measure
        self.marks: list[Mark] = []
        self.y = 0.0

    def width(self, text: str, size: float = SIZE, *, bold: bool = False) -> float:
        """Width of words in pt."""
        return self.measure(text, size, bold)

    def widest(self, texts: Sequence[str]) -> float:
        """Width of the widest of several."""
        return max(map(self.width, texts), default=0.0)

    def fold(self, text: str, room: float) -> list[str]:
        """Words in lines no wider than ``room``."""
        return folded(text, room, SIZE, self.measure)

    def label(
        self,
        x: float,
        top: float,
        text: str,
        *,
        align: float = 0.0,
        size: float = SIZE,
        bold: bool = False,
        ground: bool = False,
        faint: bool = False,
    ) -> Label:
        """Words below ``top``; ``align`` 0 begins, 0.5 centres, 1 ends at ``x``."""
        width = self.width(text, size, bold=bold)
        box = Box(x - align * width, top, width, size)
        made = Label(text, box, size, bold, ground=ground, faint=faint)
        if text:
            self.marks.append(made)
        return made

    def turned(self, middle: float, bottom: float, text: str) -> None:
        """Words that read upwards from ``bottom``, round ``middle``."""
        width = self.width(text)
        box = Box(middle - SIZE / 2, bottom - width, SIZE, width)
        self.marks.append(Label(text, box, SIZE, turned=True))

    def area(self, left: float, top: float, width: float, height: float, shade: Shade) -> None:
        """A filled rectangle."""
        self.marks.append(Area(Box(left, top, width, height), shade))

    def line(self, *points: tuple[float, float], ink: str = "line", weight: float = 0.4) -> None:
        """A plain line; an axis has the ink of the text."""
        self.marks.append(Stroke(points, ink, weight, grey=0.0 if ink == "text" else 0.75))

    def broken(self, *points: tuple[float, float]) -> None:
        """The line of a limit."""
        self.marks.append(Stroke(points, "text", 0.8, (3.0, 2.0), grey=0.0))

    def dot(self, x: float, y: float, radius: float, shade: Shade) -> None:
        """A disc."""
        self.marks.append(Dot(x, y, radius, shade))

    def title(self, text: str) -> None:
        """The name of the chart, over as many lines as it needs."""
        for line in folded(text, self.room, TITLE, self.measure, bold=True):
            self.label(self.room / 2, self.y, line, align=0.5, size=TITLE, bold=True)
            self.y += TITLE + 4
        self.y += 2

    def legend(self, entries: Sequence[tuple[Sign, str]]) -> None:
        """Signs with their words one beside the other, on further lines where there is no room."""
        x = 0.0
        for sign, name in entries:
            lines = self.fold(name, self.room - 20)
            room = 18 + self.widest(lines)
            if x and x + room > self.room:
                x, self.y = 0.0, self.y + LEADING
            self._sign(sign, x)
            for place, line in enumerate(lines):
                self.label(x + 18, self.y + place * LEADING, line)
            if len(lines) > 1:
                x, self.y = 0.0, self.y + len(lines) * LEADING
            else:
                x += room + 8
        if x:
            self.y += LEADING
        self.y += 3 if entries else 0

    def _sign(self, sign: Sign, x: float) -> None:
        middle = self.y + SIZE / 2
        if sign is None:
            self.broken((x, middle), (x + 14, middle))
        elif isinstance(sign, Shade):
            self.area(x, self.y + 0.5, 14, 7, sign)
        else:
            sign(x, middle)

    def finished(self, alt: str) -> Drawing:
        """The drawing, as high as it came down; words lie over everything else."""
        words = [one for one in self.marks if isinstance(one, Label)]
        shapes = [one for one in self.marks if not isinstance(one, Label)]
        return Drawing(self.room, self.y, (*shapes, *words), alt)


@dataclass(frozen=True)
class Chart(ABC):
    """A picture described by plain figures; ``laid`` makes a drawing of it, alike for screen and paper.

    ``rows`` of a chart that has names one below the other may go on over the page; ``rows`` is 0 for one
    that stands as a whole.
    """

    title: str
    unit: str = field(default="", kw_only=True)

    @property
    def alt(self) -> str:
        """The chart in words: its title and what it tells."""
        return f"{self.titled}：{self.told() or NOTHING}"

    @property
    def titled(self) -> str:
        """The title with the unit of the figures."""
        return f"{self.title}（单位：{self.unit}）" if self.unit else self.title

    @abstractmethod
    def told(self) -> str:
        """The figures in words."""

    @abstractmethod
    def place(self, pen: Pen) -> None:
        """Place everything below the title."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return False

    @property
    def is_nothing(self) -> bool:
        """Whether it shows no figure but nought, so that a page had better leave it out."""
        return self.is_empty

    def pieces(self) -> Sequence[Chart]:
        """The charts it is made of that may stand on pages of their own."""
        return (self,)

    def rows(self, width: float, measure: Measure) -> int:
        """How many rows it may be parted into at this width."""
        return 0

    def part(self, first: int, last: int) -> Chart:
        """The chart with some of its rows alone, on the same scale."""
        raise NotImplementedError(f"{type(self).__name__} has no rows")

    def laid(self, width: float, measure: Measure, *, titled: bool = True) -> Drawing:
        """The drawing ``width`` pt wide, words measured as they will be drawn; ``titled`` with its title."""
        pen = Pen(width, measure)
        if titled:
            pen.title(self.titled)
        if self.is_empty:
            pen.label(pen.room / 2, pen.y + 6, NOTHING, align=0.5, faint=True)
            pen.y += 20
        else:
            self.place(pen)
        return pen.finished(self.alt)

    def broken(self, width: float, height: float, measure: Measure) -> tuple[Chart, Chart] | None:
        """What stands within ``height`` pt, and the rest under the title （续）; None where nothing does."""
        count = self.rows(width, measure)
        first, last = 0, count - 1
        while first < last:
            middle = (first + last + 1) // 2
            fits = self.part(0, middle).laid(width, measure).height <= height
            first, last = (middle, last) if fits else (first, middle - 1)
        if not first:
            return None
        rest = self.part(first, count)
        title = self.title if self.title.endswith("（续）") else f"{self.title}（续）"
        return self.part(0, first), replace(rest, title=title)


def checked(values: Sequence[float | None]) -> None:
    """ValueError for figures that are none."""
    if any(value is not None and not math.isfinite(value) for value in values):
        raise ValueError("a chart shows finite figures only")
