"""Parts of wholes: stacked lying bars with a row each, and one bar of shares with its parts told below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from desktop_app.drawing.bars import Bars
from desktop_app.drawing.chart import LEADING, SIZE, Chart, Pen, Series, checked
from desktop_app.drawing.shades import EMPTY, SERIES, Shade
from desktop_app.drawing.words import Measure, figure, listed

_HIGH, _GAP = 13.0, 4.0
_NAME_SHARE = 0.35
_LEAST_PLOT = 50.0
_MOST_SHARES = 6


@dataclass(frozen=True)
class StackedBars(Chart):
    """A lying bar for each name, made of the values of every series; after it the total, and its parts in
    words where not all of them find room within.
    """

    names: Sequence[str]
    series: Sequence[Series]
    whole: float = field(default=0.0, kw_only=True)
    """The total the full width stands for, where it is more than the greatest of these."""

    def __post_init__(self) -> None:
        if any(len(row.values) != len(self.names) for row in self.series):
            raise ValueError("every series needs one value per name")
        checked([value for row in self.series for value in row.values])
        if any(value is not None and value < 0 for row in self.series for value in row.values):
            raise ValueError("a part of a whole is not negative")

    @property
    def is_empty(self) -> bool:
        return not self.names or not self.series

    def rows(self, width: float, measure: Measure) -> int:
        return len(self.names)

    def part(self, first: int, last: int) -> Chart:
        cut = [
            replace(row, values=row.values[first:last], shade=row.shaded(place))
            for place, row in enumerate(self.series)
        ]
        return replace(self, names=self.names[first:last], series=cut, whole=self._greatest())

    def told(self) -> str:
        names = " / ".join(row.name for row in self.series)
        words = [" / ".join(figure(row.values[at]) for row in self.series) for at in range(len(self.names))]
        return f"{names}：{listed(self.names, words)}" if self.names else ""

    def place(self, pen: Pen) -> None:
        pen.legend([(row.shaded(place), row.name) for place, row in enumerate(self.series)])
        totals = [sum(row.values[at] or 0 for row in self.series) for at in range(len(self.names))]
        spelt = [self._spelt(at, total) for at, total in enumerate(totals)]
        names = min(_NAME_SHARE * pen.room, pen.widest(self.names)) + 6
        after = pen.widest([figure(total) for total in totals]) + 5
        above = pen.room - names - after < _LEAST_PLOT
        left = 0.0 if above else names
        unit = max(pen.room - left - after, 4.0) / (self._greatest() or 1.0)
        first = pen.y
        for at, name in enumerate(self.names):
            lines = pen.fold(name, pen.room if above else names - 6)
            words = len(lines) * LEADING
            top = pen.y + _GAP / 2
            high = words + _HIGH if above else max(words, _HIGH)
            for number, line in enumerate(lines):
                spot = top + (0 if above else (high - words) / 2) + number * LEADING + 1
                pen.label(0 if above else names - 6, spot, line, align=0 if above else 1)
            y = top + (words if above else (high - _HIGH) / 2)
            pen.y += high + _GAP
            if not self._bar(pen, at, left, y, unit):
                self._spell(pen, spelt[at], left)
            pen.label(left + totals[at] * unit + 3, y + (_HIGH - SIZE) / 2, figure(totals[at]))
        pen.line((left, first), (left, pen.y), ink="text")
        pen.y += 2

    def _bar(self, pen: Pen, at: int, left: float, y: float, unit: float) -> bool:
        """The parts of one bar; whether each holds its figure, which one alone need not: it is the total."""
        parts = [(row.values[at] or 0.0, row.shaded(place)) for place, row in enumerate(self.series)]
        alone = sum(bool(value) for value, _ in parts) < 2
        holds = alone or all(not value or pen.width(figure(value)) + 4 <= value * unit for value, _ in parts)
        x = left
        for value, shade in parts:
            if value:
                pen.area(x, y, value * unit, _HIGH, shade)
                if holds and not alone:
                    spot = x + value * unit / 2
                    pen.label(spot, y + (_HIGH - SIZE) / 2, figure(value), align=0.5, ground=True)
                x += value * unit
        return holds

    def _spelt(self, at: int, total: float) -> str:
        return f"{figure(total)} ＝ " + " ＋ ".join(
            f"{row.name} {figure(row.values[at])}" for row in self.series if row.values[at]
        )

    def _spell(self, pen: Pen, words: str, left: float) -> None:
        """The parts of a bar in words below it."""
        for line in pen.fold(words, pen.room - left - 3):
            pen.label(left + 3, pen.y - 1, line, faint=True)
            pen.y += LEADING

    def _greatest(self) -> float:
        totals = [sum(row.values[at] or 0 for row in self.series) for at in range(len(self.names))]
        return max([self.whole, *totals])


@dataclass(frozen=True)
class Shares(Chart):
    """One whole in its parts: a bar, and below it each part with its figure and its share."""

    names: Sequence[str]
    values: Sequence[float]
    shades: Sequence[Shade] = ()

    def __post_init__(self) -> None:
        if len(self.names) != len(self.values):
            raise ValueError("every part needs a name")
        checked(self.values)
        if any(value < 0 for value in self.values):
            raise ValueError("a part of a whole is not negative")

    @property
    def is_empty(self) -> bool:
        return not self.names

    def rows(self, width: float, measure: Measure) -> int:
        return len(self.names) if len(self.names) > _MOST_SHARES else 0

    def part(self, first: int, last: int) -> Chart:
        return self._as_bars().part(first, last)

    def told(self) -> str:
        return listed(self.names, [self._words(value) for value in self.values])

    def place(self, pen: Pen) -> None:
        if len(self.names) > _MOST_SHARES:
            self._as_bars().place(pen)
            return
        whole, x = sum(self.values), 0.0
        if not whole:
            pen.area(0, pen.y, pen.room, 16, EMPTY)
        for at, value in enumerate(self.values):
            if value:
                wide = pen.room * value / whole
                pen.area(x, pen.y, wide, 16, self._shade(at))
                if pen.width(figure(value)) + 4 <= wide:
                    pen.label(x + wide / 2, pen.y + (16 - SIZE) / 2, figure(value), align=0.5, ground=True)
                x += wide
        pen.y += 21
        told = [f"{name} {self._words(value)}" for name, value in zip(self.names, self.values, strict=True)]
        pen.legend([(self._shade(at), words) for at, words in enumerate(told)])

    def _shade(self, at: int) -> Shade:
        return self.shades[at] if at < len(self.shades) else SERIES[at % len(SERIES)]

    def _words(self, value: float) -> str:
        whole = sum(self.values)
        return f"{figure(value)}（{figure(round(100 * value / whole, 1))}%）" if whole else figure(value)

    def _as_bars(self) -> Bars:
        return Bars(self.title, self.names, [Series("", self.values)], unit=self.unit, lying=True)
