"""Lines over months: points joined, their figures beside them where there is room, else told by the axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from desktop_app.drawing.chart import LEADING, SIZE, Chart, Limit, Pen, Series, Sign, checked
from desktop_app.drawing.marks import Box, Label, Stroke
from desktop_app.drawing.shades import STRONG, Shade
from desktop_app.drawing.words import figure, listed, ticks

_DASHES: tuple[tuple[float, ...], ...] = ((), (4.0, 2.0), (1.0, 2.0))
_FILLS = (STRONG, Shade("plain", 1.0), Shade("bar", 0.6))
_NAME = 40.0  # pt a name may be wide before it goes on in a second line
_MOST_TOLD = 72
Point = tuple[float, float, float]
"""x, y and the value."""


@dataclass(frozen=True)
class Lines(Chart):
    """Up to three series over names in order. The axis begins near the least figure where all are high."""

    names: Sequence[str]
    series: Sequence[Series]
    limit: Limit | None = field(default=None, kw_only=True)
    plot: float = field(default=96.0, kw_only=True)

    def __post_init__(self) -> None:
        if any(len(row.values) != len(self.names) for row in self.series):
            raise ValueError("every series needs one value per name")
        checked([value for row in self.series for value in row.values])

    @property
    def is_empty(self) -> bool:
        return not self._figures

    @property
    def _figures(self) -> list[float]:
        return [value for row in self.series for value in row.values if value is not None]

    def told(self) -> str:
        rows = [row for row in self.series if any(value is not None for value in row.values)]
        parts = [
            (f"{row.name}：" if len(rows) > 1 else "") + listed(self.names, list(map(figure, row.values)))
            for row in rows
        ]
        return "；".join(parts + ([self.limit.words] if self.limit is not None and parts else []))

    def place(self, pen: Pen) -> None:
        self._legend(pen)
        axis = self._axis()
        left = pen.widest([figure(one) for one in axis]) + 6
        bottom = pen.y + SIZE + 6 + self.plot
        unit = self.plot / (axis[-1] - axis[0])
        slot = (pen.room - left) / len(self.names)

        def level(value: float) -> float:
            return bottom - (value - axis[0]) * unit

        for place, tick in enumerate(axis):
            y = level(tick)
            pen.line((left, y), (pen.room, y), ink="line" if place else "text")
            pen.label(left - 4, y - SIZE / 2, figure(tick), align=1, faint=True)
        if self.limit is not None:
            pen.broken((left, level(self.limit.value)), (pen.room, level(self.limit.value)))
        end = self._names(pen, left, slot, bottom + 7)
        paths = [
            [
                (left + (place + 0.5) * slot, level(value), value)
                for place, value in enumerate(row.values)
                if value is not None
            ]
            for row in self.series
        ]
        for number, path in enumerate(paths):
            self._path(pen, number, path)
        self._label(pen, paths, bottom)
        pen.y = end

    def _axis(self) -> list[float]:
        figures = self._figures + ([self.limit.value] if self.limit is not None else [])
        low, high = min(figures), max(figures)
        if low <= 0.5 * high:  # not all of them high
            low = min(low, 0.0)
        if self.limit is not None and low == self.limit.value > 0:
            low -= 0.05 * (high - low) + 0.01  # the line of the limit does not lie on that of the axis
        # Small differences are not made to look large, and figures find room below the lowest point.
        low = min(low, 0.9 * high, high) if low > 0 else low
        axis = ticks(low, max(high, 0.0), whole=all(value == int(value) for value in figures))
        if 0 < axis[1] - axis[0] <= axis[0] and low - axis[0] < 0.3 * (axis[1] - axis[0]):
            axis.insert(0, 2 * axis[0] - axis[1])
        return axis

    def _legend(self, pen: Pen) -> None:
        told: list[tuple[Sign, str]] = []
        if len(self.series) > 1:
            told += [(partial(self._sign, pen, at), row.name) for at, row in enumerate(self.series)]
        pen.legend([*told, *([(None, self.limit.words)] if self.limit is not None else [])])

    def _sign(self, pen: Pen, number: int, x: float, y: float) -> None:
        self._path(pen, number, [(x, y, 0.0), (x + 14, y, 0.0)])

    def _path(self, pen: Pen, number: int, path: Sequence[Point]) -> None:
        if len(path) > 1:
            points = tuple((x, y) for x, y, _ in path)
            pen.marks.append(Stroke(points, "accent", 1.1, _DASHES[number % 3], grey=0.2))
        for x, y, _ in path:
            pen.dot(x, y, 2.0, _FILLS[number % 3])

    def _names(self, pen: Pen, left: float, slot: float, top: float) -> float:
        """Names below the axis, every second or third or … when all would collide; gives where they end."""
        folds = [pen.fold(name, min(pen.room, max(slot - 4, _NAME))) for name in self.names]
        every = max(1, math.ceil((max(map(pen.widest, folds)) + 4) / slot))
        end, lines = -4.0, 1
        for place in range(0, len(self.names), every):
            half = pen.widest(folds[place]) / 2
            middle = max(min(left + (place + 0.5) * slot, pen.room - half), half)
            if middle - half < end + 2:  # the last one is moved in from the edge
                continue
            for number, line in enumerate(folds[place]):
                pen.label(middle, top + number * LEADING, line, align=0.5)
            end, lines = middle + half, max(lines, len(folds[place]))
        return top + lines * LEADING

    def _label(self, pen: Pen, paths: Sequence[Sequence[Point]], bottom: float) -> None:
        """The figures that find room above or below their points."""
        taken = [one.box for one in pen.marks if isinstance(one, Label)]
        taken += [Box(x - 2.2, y - 2.2, 4.4, 4.4) for path in paths for x, y, _ in path]
        lines = [(*a[:2], *b[:2]) for path in paths for a, b in pairwise(path)]
        for x, y, value in _told_ones([point for path in paths for point in path]):
            half = pen.width(figure(value)) / 2
            for top in (y - 4 - SIZE, y + 4, y - 9 - SIZE, y + 9):
                box = Box(x - half, top, 2 * half, SIZE)
                inside = box.left >= 0 and box.right <= pen.room and box.top >= pen.y and box.bottom < bottom
                if inside and not any(map(box.meets, taken)) and not any(box.crossed(*one) for one in lines):
                    taken.append(pen.label(x, top, figure(value), align=0.5, ground=True).box)
                    break


def _told_ones(points: Sequence[Point]) -> Sequence[Point]:
    """The points whose figures are worth a place: of very many the least, the greatest and the last."""
    if len(points) <= _MOST_TOLD:
        return points
    return [points[-1], max(points, key=_value), min(points, key=_value)]


def _value(point: Point) -> float:
    return point[2]
