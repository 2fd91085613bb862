"""An age pyramid: bands in the middle, the figures of two groups to the left and to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.drawing.bars import Bars
from desktop_app.drawing.chart import LEADING, SIZE, Chart, Pen, Series, checked
from desktop_app.drawing.shades import NEW, PLAIN
from desktop_app.drawing.words import Measure, figure, listed

_HIGH, _GAP = 9.0, 3.0
_NAME_SHARE = 0.35
_LEAST_HALF = 24.0


@dataclass(frozen=True)
class Pyramid(Chart):
    """Bands from the top down with the figures of ``left`` and ``right``; ``most`` is that of the whole."""

    names: Sequence[str]
    left: Series
    right: Series
    most: float = 0.0

    def __post_init__(self) -> None:
        if not len(self.left.values) == len(self.right.values) == len(self.names):
            raise ValueError("every band needs two figures")
        checked([*self.left.values, *self.right.values])
        if any(value is not None and value < 0 for value in (*self.left.values, *self.right.values)):
            raise ValueError("a pyramid shows no negative figures")

    @property
    def is_empty(self) -> bool:
        return not self.names

    def rows(self, width: float, measure: Measure) -> int:
        return len(self.names)

    def part(self, first: int, last: int) -> Chart:
        left, right = (replace(one, values=one.values[first:last]) for one in (self.left, self.right))
        return replace(self, names=self.names[first:last], left=left, right=right, most=self._greatest())

    def told(self) -> str:
        pairs = zip(self.left.values, self.right.values, strict=True)
        words = [f"{figure(left)} / {figure(right)}" for left, right in pairs]
        return f"{self.left.name} / {self.right.name}：{listed(self.names, words)}" if self.names else ""

    def place(self, pen: Pen) -> None:
        sides = ((self.left, self.left.shade or PLAIN), (self.right, self.right.shade or NEW))
        pen.legend([(shade, one.name) for one, shade in sides])
        middle = min(_NAME_SHARE * pen.room, pen.widest(self.names)) + 10
        every = [figure(value) for one, _ in sides for value in one.values]
        half = (pen.room - middle) / 2 - pen.widest(every) - 4
        if half < _LEAST_HALF:  # the figures of both sides find no room abreast
            Bars("", self.names, [replace(one, shade=shade) for one, shade in sides], lying=True).lie(pen)
            return
        unit = half / (self._greatest() or 1.0)
        first = pen.y
        for at, name in enumerate(self.names):
            lines = pen.fold(name, middle - 10)
            words = len(lines) * LEADING
            tall = max(words, _HIGH) + _GAP
            for number, line in enumerate(lines):
                pen.label(pen.room / 2, pen.y + (tall - words) / 2 + number * LEADING + 1, line, align=0.5)
            y = pen.y + (tall - _HIGH) / 2
            for way, (one, shade) in zip((-1, 1), sides, strict=True):
                value = one.values[at] or 0.0
                foot = pen.room / 2 + way * middle / 2
                long = max(value * unit, 0.8)
                if value:
                    pen.area(min(foot, foot + way * long), y, long, _HIGH, shade)
                spot = foot + way * (value * unit + 3)
                words_ = figure(one.values[at])
                pen.label(spot, y + (_HIGH - SIZE) / 2, words_, align=1 if way < 0 else 0)
            pen.y += tall
        for way in (-1, 1):
            foot = pen.room / 2 + way * middle / 2
            pen.line((foot, first), (foot, pen.y), ink="text")
        pen.y += 2

    def _greatest(self) -> float:
        every = [value for one in (self.left, self.right) for value in one.values if value is not None]
        return max([self.most, *every], default=0.0)
