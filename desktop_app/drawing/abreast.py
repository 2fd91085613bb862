"""Several charts as one drawing: two abreast where the width allows it, else one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.drawing.chart import LEAST_WIDTH, NOTHING, Chart, Pen
from desktop_app.drawing.marks import Area, Box, Dot, Drawing, Mark, Stroke
from desktop_app.drawing.words import Measure

_GAP, _BELOW = 18.0, 12.0
_HIGHEST = 420.0  # pt: what is higher does not wait for a page of its own
_NARROW = 1.4 * LEAST_WIDTH


@dataclass(frozen=True)
class Abreast(Chart):
    """Charts side by side, each under its own title; the title of all is told in words alone."""

    charts: Sequence[Chart]

    @property
    def alt(self) -> str:
        return self.told() or f"{self.title}：{NOTHING}"

    def told(self) -> str:
        return "。".join(one.alt for one in self.charts)

    @property
    def is_empty(self) -> bool:
        return not self.charts

    def pieces(self) -> Sequence[Chart]:
        return [replace(self, charts=self.charts[at : at + 2]) for at in range(0, len(self.charts), 2)]

    @property
    def is_nothing(self) -> bool:
        return all(one.is_nothing for one in self.charts)

    def rows(self, width: float, measure: Measure) -> int:
        return -(-len(self.charts) // _columns(width))

    def part(self, first: int, last: int) -> Chart:
        raise NotImplementedError("charts abreast are parted by their width")

    def broken(self, width: float, height: float, measure: Measure) -> tuple[Chart, Chart] | None:
        many, columns = len(self.charts), _columns(width)
        for count in range((many - 1) // columns * columns, 0, -columns):
            first = replace(self, charts=self.charts[:count])
            if first.laid(width, measure).height <= height:
                return first, replace(self, charts=self.charts[count:])
        return self._parted(width, height, measure)

    def _parted(self, width: float, height: float, measure: Measure) -> tuple[Chart, Chart] | None:
        """The rows of the first chart, in the full width, where it is higher than any page."""
        first = self.charts[0]
        if first.laid(width, measure).height <= height:
            rest = self.charts[1:]
            wait = max(one.laid(width, measure).height for one in rest) <= _HIGHEST if rest else True
            return None if wait else (replace(self, charts=[first]), replace(self, charts=rest))
        both = first.broken(width, height, measure) if first.laid(width, measure).height > _HIGHEST else None
        return (both[0], replace(self, charts=[both[1], *self.charts[1:]])) if both is not None else None

    def place(self, pen: Pen) -> None:
        columns = min(_columns(pen.room), len(self.charts))
        wide = (pen.room - (columns - 1) * _GAP) / columns
        for first in range(0, len(self.charts), columns):
            row = [one.laid(wide, pen.measure) for one in self.charts[first : first + columns]]
            pen.y += _BELOW if first else 0
            for at, drawing in enumerate(row):
                pen.marks += [_moved(mark, at * (wide + _GAP), pen.y) for mark in drawing.marks]
            pen.y += max(drawing.height for drawing in row)

    def laid(self, width: float, measure: Measure, *, titled: bool = True) -> Drawing:
        return super().laid(width, measure, titled=False)


def _columns(width: float) -> int:
    return 2 if (width - _GAP) / 2 >= _NARROW else 1


def _moved(mark: Mark, x: float, y: float) -> Mark:
    if isinstance(mark, Stroke):
        return replace(mark, points=tuple((left + x, top + y) for left, top in mark.points))
    if isinstance(mark, Dot):
        return replace(mark, x=mark.x + x, y=mark.y + y)
    box = Box(mark.box.left + x, mark.box.top + y, mark.box.width, mark.box.height)
    return Area(box, mark.shade) if isinstance(mark, Area) else replace(mark, box=box)
