"""Bar and line charts for papers: black and grey for a laser printer, labels neither collide nor are cut."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from desktop_app.printing.type.cell_text import CellText
from desktop_app.printing.type.font_embedder import EmbeddedTextFlowable, FontEmbedder, number
from desktop_app.printing.type.page import MM

_TITLE, _LABEL = 10.5, 8.0
_LEADING = 10.5
_GREYS = (0.30, 0.62, 0.85)
_MARKS = (0.0, 1.0, 0.6)
_DASHES = ("[] 0 d", "[4 2] 0 d", "[1 2] 0 d")


@dataclass(frozen=True)
class Series:
    """One row of figures under its name; None where there is no figure. Figures are not negative."""

    name: str
    values: Sequence[float | None]


class PlotArea(NamedTuple):
    """A rectangle on the page, in pt."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "PlotArea") -> bool:
        """Whether two rectangles overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def crossed(self, x1: float, y1: float, x2: float, y2: float) -> bool:
        """Whether the line from (x1, y1) to (x2, y2), x1 < x2, passes through."""
        first, last = max(x1, self.left), min(x2, self.right)
        if first >= last:
            return False
        slope = (y2 - y1) / (x2 - x1)
        ends = (y1 + (first - x1) * slope, y1 + (last - x1) * slope)
        return min(ends) < self.top and max(ends) > self.bottom


class _Pen:
    """Text and shapes of one chart as operators; `labels` remembers where text stands."""

    def __init__(self, embedder: FontEmbedder) -> None:
        self._embedder = embedder
        self.out = ["q 0 G 0 g 0.5 w"]
        self.labels: list[PlotArea] = []

    def width(self, text: Sequence[str], role: str = "song", size: float = _LABEL) -> float:
        return self._embedder.fonts.width(text, role, size)

    def text(
        self,
        x: float,
        y: float,
        text: Sequence[str],
        *,
        align: float = 0.0,
        role: str = "song",
        size: float = _LABEL,
        white: bool = False,
    ) -> None:
        """Text with its baseline at `y`; `align` 0 begins, 0.5 centres, 1 ends at `x`."""
        width = self.width(text, role, size)
        left = x - align * width
        box = PlotArea(left, y - 0.12 * size, left + width, y + 0.88 * size)
        self.labels.append(box)
        if white:
            self.out.append(
                f"1 g {number(left)} {number(y - 0.5)} {number(width)} {number(0.8 * size)} re f 0 g"
            )
        self.out.append(self._embedder.show(left, y, text, role, size))

    def line(
        self, *points: tuple[float, float], grey: float = 0.0, width: float = 0.5, dash: str = "[] 0 d"
    ) -> None:
        steps = " ".join(
            f"{number(x)} {number(y)} {'l' if place else 'm'}" for place, (x, y) in enumerate(points)
        )
        self.out.append(f"{number(grey)} G {number(width)} w {dash} {steps} S")

    def bar(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        box = f"{number(x)} {number(y)} {number(width)} {number(height)} re"
        self.out.append(f"[] 0 d 0 G 0.4 w {number(grey)} g {box} B 0 g")

    def finish(self) -> str:
        return "\n".join([*self.out, "Q"])


class Chart(EmbeddedTextFlowable):
    """What both charts share: title, legend, an axis of round figures. Full width, `height` mm high."""

    def __init__(
        self,
        title: str,
        categories: Sequence[str],
        series: Sequence[Series],
        *,
        unit: str = "",
        height: float = 70.0,
    ) -> None:
        super().__init__()
        if any(len(row.values) != len(categories) for row in series):
            raise ValueError("every series needs one value per category")
        if any(value is not None and value < 0 for row in series for value in row.values):
            raise ValueError("a chart shows no negative figures")
        self._title = f"{title}（单位：{unit}）" if unit else title
        self._categories = categories
        self._series = series
        self._least_height = height * MM
        self._figures = [value for row in series for value in row.values if value is not None]
        self._highest = max(self._figures, default=0.0)
        self._whole = all(value == int(value) for value in self._figures)
        self._lowest = 0.0  # where the axis may begin

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Full width; height as asked."""
        self.width, self.height = width, self._least_height
        return width, self.height

    def _head(self, pen: _Pen) -> float:
        """Title, and below it the legend when there is more than one series; gives the y below both."""
        y = self.height + 4
        for title, _, _ in CellText(self.embedder.fonts.typeface("hei"), _TITLE).lines(
            self._title, self.width
        ):
            y -= _TITLE + 4
            pen.text(self.width / 2, y, title, align=0.5, role="hei", size=_TITLE)
        if len(self._series) < 2:
            return y - 6
        y -= 14
        x = 0.0
        for place, row in enumerate(self._series):
            room = pen.width(row.name) + 26
            if x and x + room > self.width:
                x, y = 0.0, y - 12
            self._sign(pen, place, x, y)
            pen.text(x + 18, y, row.name)
            x += room
        return y - 8

    def _sign(self, pen: _Pen, place: int, x: float, y: float) -> None:
        pen.bar(x, y - 0.5, 14, 7, _GREYS[place % 3])

    def _ticks(self) -> list[float]:
        """About five round figures, from at most the lowest to at least the highest value."""
        span = self._highest - self._lowest
        if not span:
            return [self._lowest, self._lowest + 1]
        raw = span / 4
        power = 10.0 ** math.floor(math.log10(raw))
        step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw * 0.999)
        if self._whole:
            step = max(1.0, step)
        first, last = math.floor(self._lowest / step + 1e-9), math.ceil(self._highest / step - 1e-9)
        return [step * place for place in range(first, max(last, first + 1) + 1)]

    def _scale(self, pen: _Pen, left: float, bottom: float, top: float) -> float:
        """Horizontal grid lines with their figures; gives pt per unit."""
        ticks = self._ticks()
        unit = (top - bottom) / (ticks[-1] - ticks[0])
        for place, tick in enumerate(ticks):
            y = bottom + (tick - ticks[0]) * unit
            pen.line((left, y), (self.width, y), grey=0.8 if place else 0.0, width=0.3 if place else 0.5)
            pen.text(left - 4, y - 0.35 * _LABEL, figure(tick), align=1)
        return unit

    def _axis_room(self, pen: _Pen) -> float:
        return max(pen.width(figure(tick)) for tick in self._ticks()) + 6


class BarFigure(Chart):
    """Upright bars; lying ones (and as much height as they need) when labels would not fit below or above."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Full width; lying bars take the height their labels need."""
        super().wrap(width, height)
        pen = _Pen(self.embedder)
        text = CellText(self.embedder.fonts.typeface("song"), _LABEL)
        slot = (width - self._axis_room(pen)) / max(len(self._categories), 1)
        self._labels = [text.lines(name, slot) for name in self._categories]
        figures = [figure(value) for row in self._series for value in row.values]
        widest = max((pen.width(value) for value in figures), default=0.0)
        self._upright = widest + 2 <= slot * 0.84 / max(len(self._series), 1) and all(
            len(lines) <= 2 and max(pen.width(line[0]) for line in lines) <= slot for lines in self._labels
        )
        if not self._upright:
            room = min(0.35 * width, max(pen.width(name) for name in self._categories) + 2 * _LABEL)
            self._labels = [text.lines(name, room) for name in self._categories]
            self._label_room, self._figure_room = room, widest + 6
            head = self._least_height - self._head(pen)
            self.height = max(head + sum(map(self._row_height, self._labels)) + 6, 20 * MM)
        return width, self.height

    def draw(self) -> None:
        """Write the chart."""
        pen = _Pen(self.embedder)
        top = self._head(pen)
        if self._upright:
            self._draw_upright(pen, top)
        else:
            self._draw_lying(pen, top)
        self.put(pen.finish())

    def _draw_upright(self, pen: _Pen, top: float) -> None:
        left = self._axis_room(pen)
        bottom = _LEADING * max((len(lines) for lines in self._labels), default=1) + 4
        unit = self._scale(pen, left, bottom, top - _LABEL - 2)
        slot = (self.width - left) / max(len(self._categories), 1)
        thick = min(slot * 0.84 / max(len(self._series), 1), 12 * MM)
        for place, lines in enumerate(self._labels):
            middle = left + (place + 0.5) * slot
            for number_, row in enumerate(self._series):
                value = row.values[place]
                x = middle + (number_ - len(self._series) / 2) * thick
                if value:
                    pen.bar(x + 0.06 * thick, bottom, 0.88 * thick, value * unit, _GREYS[number_ % 3])
                pen.text(
                    x + thick / 2, bottom + (value or 0) * unit + 2, figure(value), align=0.5, white=True
                )
            for line_number, (text, _, _) in enumerate(lines):
                pen.text(middle, bottom - (line_number + 1) * _LEADING, text, align=0.5)

    def _row_height(self, lines: Sequence[object]) -> float:
        return max(len(lines) * _LEADING, len(self._series) * 11.0) + 5

    def _draw_lying(self, pen: _Pen, top: float) -> None:
        left = self._label_room
        unit = (self.width - left - self._figure_room) / (self._highest or 1)
        y = top
        for place, lines in enumerate(self._labels):
            high = self._row_height(lines)
            first = y - (high - len(lines) * _LEADING) / 2 - _LABEL
            for line_number, (text, _, _) in enumerate(lines):
                pen.text(left - 5, first - line_number * _LEADING, text, align=1)
            bars = y - (high - len(self._series) * 11.0) / 2
            for number_, row in enumerate(self._series):
                value = row.values[place]
                foot = bars - (number_ + 1) * 11.0 + 1
                if value:
                    pen.bar(left, foot, value * unit, 9, _GREYS[number_ % 3])
                pen.text(left + (value or 0) * unit + 3, foot + 1.6, figure(value))
            y -= high
        pen.line((left, top), (left, y))


class LineFigure(Chart):
    """Points joined by lines; figures stand by their point where there is room, else not at all."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Full width; the axis begins near the lowest figure when all are high."""
        lowest = min(self._figures, default=0.0)
        self._lowest = lowest if lowest > 0.5 * self._highest else 0.0
        return super().wrap(width, height)

    def draw(self) -> None:
        """Write the chart."""
        pen = _Pen(self.embedder)
        top = self._head(pen)
        left, bottom = self._axis_room(pen), _LEADING + 6
        unit = self._scale(pen, left, bottom, top - _LABEL - 4)
        slot = (self.width - left) / max(len(self._categories), 1)
        self._draw_categories(pen, left, slot)
        base = self._ticks()[0]
        paths = [
            [
                (left + (place + 0.5) * slot, bottom + (value - base) * unit, value)
                for place, value in enumerate(row.values)
                if value is not None
            ]
            for row in self._series
        ]
        for place, path in enumerate(paths):
            if len(path) > 1:
                pen.line(
                    *((x, y) for x, y, _ in path),
                    grey=_GREYS[place % 3] - 0.3,
                    width=1.1,
                    dash=_DASHES[place % 3],
                )
            for x, y, _ in path:
                pen.bar(x - 1.8, y - 1.8, 3.6, 3.6, _MARKS[place % 3])
        lines = [(x1, y1, x2, y2) for path in paths for (x1, y1, _), (x2, y2, _) in pairwise(path)]
        marks = [PlotArea(x - 2, y - 2, x + 2, y + 2) for path in paths for x, y, _ in path]
        for x, y, value in (point for path in paths for point in path):
            self._put_figure(pen, x, y, figure(value), marks, lines, bottom)
        self.put(pen.finish())

    def _sign(self, pen: _Pen, place: int, x: float, y: float) -> None:
        pen.line(
            (x, y + 3), (x + 14, y + 3), grey=_GREYS[place % 3] - 0.3, width=1.1, dash=_DASHES[place % 3]
        )
        pen.bar(x + 5.2, y + 1.2, 3.6, 3.6, _MARKS[place % 3])

    def _draw_categories(self, pen: _Pen, left: float, slot: float) -> None:
        """Names below the axis, every second or third or … when all would collide."""
        widest = max(map(pen.width, self._categories), default=0.0)
        every = max(1, math.ceil((widest + 4) / slot)) if slot else 1
        end = -2.0
        for place in range(0, len(self._categories), every):
            name = self._categories[place]
            half = pen.width(name) / 2
            middle = max(min(left + (place + 0.5) * slot, self.width - half), half)
            if middle - half >= end + 2:  # the last one is moved in from the edge
                pen.text(middle, 2, name, align=0.5)
                end = middle + half

    def _put_figure(
        self,
        pen: _Pen,
        x: float,
        y: float,
        text: str,
        marks: Sequence[PlotArea],
        lines: Sequence[tuple[float, float, float, float]],
        bottom: float,
    ) -> None:
        half = pen.width(text) / 2
        for foot in (y + 4, y - 4 - 0.8 * _LABEL, y + 9, y - 9 - 0.8 * _LABEL):
            box = PlotArea(x - half, foot - 0.5, x + half, foot + 0.8 * _LABEL)
            inside = box.bottom > bottom and box.left >= 0 and box.right <= self.width
            if (
                inside
                and not any(map(box.meets, (*pen.labels, *marks)))
                and not any(box.crossed(*line) for line in lines)
            ):
                pen.text(x, foot, text, align=0.5, white=True)
                return


def figure(value: float | None) -> str:
    """A figure as a label: no needless decimals, at most two; a dash where there is none."""
    return "—" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")
