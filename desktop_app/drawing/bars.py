"""Bars: standing ones where all words find room, lying ones, one below the other, where they do not."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from desktop_app.drawing.chart import LEADING, SIZE, Chart, Limit, Pen, Series, Sign, checked
from desktop_app.drawing.shades import DONE, LATE, PLAIN, STRONG, Shade
from desktop_app.drawing.words import Measure, figure, listed, ticks

_THICKEST = 34.0
_THICK, _PITCH, _GAP = 8.0, 10.5, 5.0
_LEAST_PLOT = 60.0
_LEAST_BAR = 0.8
_NAME_SHARE = 0.35


@dataclass(frozen=True, slots=True)
class Piece:
    """One bar from ``start`` to ``end`` with its figure in words."""

    start: float
    end: float
    shade: Shade
    words: str

    @property
    def low(self) -> float:
        """The lesser end."""
        return min(self.start, self.end)

    @property
    def high(self) -> float:
        """The greater end."""
        return max(self.start, self.end)

    @property
    def is_below(self) -> bool:
        """Whether its figure stands on the side of the negative."""
        return self.high <= 0 and self.low < 0


@dataclass(frozen=True)
class PieceChart(Chart):
    """Bars under names; an heir tells the ``bars`` of each.

    ``plot`` pt is how high the room of standing bars is. ``scale`` is that of the whole, of which this is a
    part. ``lying`` bars never stand, ``joined`` ones have a line from the end of each to the next.
    """

    names: Sequence[str]
    limit: Limit | None = field(default=None, kw_only=True)
    lying: bool = field(default=False, kw_only=True)
    joined: bool = field(default=False, kw_only=True)
    plot: float = field(default=96.0, kw_only=True)
    scale: tuple[float, float] | None = field(default=None, kw_only=True)

    @abstractmethod
    def bars(self) -> Sequence[Sequence[Piece]]:
        """The bars of each name."""

    def legend(self) -> Sequence[tuple[Sign, str]]:
        """What is told of the shades and of the line."""
        return [(None, self.limit.words)] if self.limit is not None else []

    @property
    def is_empty(self) -> bool:
        return not self.names

    @property
    def is_nothing(self) -> bool:
        return not any(one.start or one.end for row in self.bars() for one in row)

    @property
    def span(self) -> tuple[float, float]:
        """The least and the greatest value on the scale, zero among them."""
        every = [value for row in self.bars() for one in row for value in (one.start, one.end)]
        every += [0.0] if self.limit is None else [0.0, self.limit.value]
        return min(every), max(every)

    def stands(self, pen: Pen) -> bool:
        """Whether all words find room under and over standing bars."""
        if self.lying:
            return False
        slot = (pen.room - self._axis_room(pen)) / len(self.names)
        if self._pitch(pen) * max(map(len, self.bars())) > slot * 0.92 + 1e-6:
            return False
        folds = [pen.fold(name, slot - 3) for name in self.names]
        return all(len(lines) <= 2 and pen.widest(lines) <= slot - 3 for lines in folds)

    def rows(self, width: float, measure: Measure) -> int:
        return 0 if self.is_empty or self.stands(Pen(width, measure)) else len(self.names)

    def part(self, first: int, last: int) -> Chart:
        return SomeBars(
            self.title,
            self.names[first:last],
            self.bars()[first:last],
            self.legend(),
            unit=self.unit,
            limit=self.limit,
            lying=True,
            joined=self.joined,
            scale=self.scale or self.span,
        )

    def told(self) -> str:
        words = [" / ".join(one.words for one in row) for row in self.bars()]
        names = [name for shade, name in self.legend() if shade is not None]
        told = (f"{' / '.join(names)}：" if len(names) > 1 else "") + listed(self.names, words)
        return told + (f"；{self.limit.words}" if self.limit is not None and told else "")

    def place(self, pen: Pen) -> None:
        pen.legend(self.legend())
        if self.stands(pen):
            self._stand(pen)
        else:
            self.lie(pen)

    # -- standing ------------------------------------------------------------------------------------

    def _ticks(self) -> list[float]:
        every = [value for row in self.bars() for one in row for value in (one.start, one.end)]
        return ticks(*(self.scale or self.span), whole=all(value == int(value) for value in every))

    def _axis_room(self, pen: Pen) -> float:
        return pen.widest([figure(one) for one in self._ticks()]) + 6

    def _pitch(self, pen: Pen) -> float:
        """Least room for one standing bar with its figure."""
        return max(_THICK, pen.widest([one.words for row in self.bars() for one in row]) + 3)

    def _stand(self, pen: Pen) -> None:
        axis, left, every = self._ticks(), self._axis_room(pen), self.bars()
        slot = (pen.room - left) / len(self.names)
        pitch = max(self._pitch(pen), min(slot * 0.84 / max(map(len, every)), _THICKEST))
        bottom = pen.y + SIZE + 4 + self.plot
        unit = self.plot / (axis[-1] - axis[0])

        def level(value: float) -> float:
            return bottom - (value - axis[0]) * unit

        for tick in axis:
            pen.line(
                (left, level(tick)),
                (pen.room, level(tick)),
                ink="line" if tick != max(axis[0], 0) else "text",
            )
            pen.label(left - 4, level(tick) - SIZE / 2, figure(tick), align=1, faint=True)
        ends = []
        for place, row in enumerate(every):
            for number, one in enumerate(row):
                middle = left + (place + 0.5) * slot + (number - len(row) / 2 + 0.5) * pitch
                thick = min(pitch * 0.8, _THICKEST)
                self._standing_bar(pen, one, middle, thick, level)
                ends.append((middle - thick / 2, middle + thick / 2, level(one.end)))
        if self.limit is not None:
            pen.broken((left, level(self.limit.value)), (pen.room, level(self.limit.value)))
        if self.joined:
            for (_, right, y), (begin, _, _) in pairwise(ends):
                pen.line((right, y), (begin, y), ink="soft")
        pen.y = bottom + 3 + (SIZE + 2 if any(one.is_below for row in every for one in row) else 0)
        folds = [pen.fold(name, slot - 3) for name in self.names]
        for place, lines in enumerate(folds):
            for number, line in enumerate(lines):
                pen.label(left + (place + 0.5) * slot, pen.y + number * LEADING, line, align=0.5)
        pen.y += max(map(len, folds)) * LEADING

    def _standing_bar(
        self, pen: Pen, one: Piece, middle: float, thick: float, level: Callable[[float], float]
    ) -> None:
        high, low = level(one.high), level(one.low)
        if one.high != one.low:
            pen.area(middle - thick / 2, high, thick, max(low - high, _LEAST_BAR), one.shade)
        pen.label(middle, low + 2 if one.is_below else high - SIZE - 1.5, one.words, align=0.5, ground=True)

    # -- lying ---------------------------------------------------------------------------------------

    def lie(self, pen: Pen) -> None:
        """Place the bars one below the other."""
        every, (low, high) = self.bars(), self.scale or self.span
        after = pen.widest([one.words for row in every for one in row if not one.is_below]) + 5
        below = [one.words for row in every for one in row if one.is_below]
        before = pen.widest(below) + 5 if below else 0.0
        names = min(_NAME_SHARE * pen.room, pen.widest(self.names)) + 6
        above = pen.room - names - after - before < _LEAST_PLOT
        left = (0.0 if above else names) + before
        # Where there is hardly room the bars are short: the words are what must not be lost.
        unit = max(pen.room - after - left, 4.0) / ((high - low) or 1.0)
        zero, first = left - low * unit, pen.y
        foot = max(zero, left)
        ends = []
        for name, row in zip(self.names, every, strict=True):
            y = self._lying_name(pen, name, len(row), 0.0 if above else names - 6)
            for one in row:
                self._lying_bar(pen, one, zero, unit, y)
                ends.append((zero + one.end * unit, y + _PITCH / 2))
                y += _PITCH
        pen.line((foot, first), (foot, pen.y), ink="text")
        if self.limit is not None:
            at = zero + self.limit.value * unit
            pen.broken((at, first), (at, pen.y))
        if self.joined:
            for (x, y1), (_, y2) in pairwise(ends):
                pen.line((x, y1 + _THICK / 2), (x, y2 - _THICK / 2), ink="soft")
        pen.y += 2

    def _lying_name(self, pen: Pen, name: str, bars: int, room: float) -> float:
        """A name beside its bars, above them where it has no ``room`` there; gives where the bars begin."""
        lines = pen.fold(name, room or pen.room)
        words, bars_high = len(lines) * LEADING, bars * _PITCH
        high = max(words, bars_high) if room else words + bars_high
        top = pen.y + _GAP / 2
        start = top + (high - words) / 2 if room else top
        for number, line in enumerate(lines):
            pen.label(room, start + number * LEADING + 1, line, align=1 if room else 0)
        pen.y += high + _GAP
        return top + (high - bars_high) / 2 if room else top + words

    def _lying_bar(self, pen: Pen, one: Piece, zero: float, unit: float, y: float) -> None:
        begin, length = zero + one.low * unit, max((one.high - one.low) * unit, _LEAST_BAR)
        if one.high != one.low:
            pen.area(begin, y + (_PITCH - _THICK) / 2, length, _THICK, one.shade)
        wide = pen.width(one.words)
        spot = begin - 3 - wide if one.is_below else begin + length + 3
        # In a room hardly wider than its words they stand over the bar rather than outside.
        spot = max(0.0, min(spot, pen.room - wide))
        pen.label(spot, y + (_PITCH - SIZE) / 2, one.words, ground=True)


@dataclass(frozen=True)
class SomeBars(PieceChart):
    """Some of the bars of another chart, on its scale."""

    those: Sequence[Sequence[Piece]]
    shades: Sequence[tuple[Sign, str]]

    def bars(self) -> Sequence[Sequence[Piece]]:
        return self.those

    def legend(self) -> Sequence[tuple[Sign, str]]:
        return self.shades


@dataclass(frozen=True)
class Bars(PieceChart):
    """A bar for each value of each series; the one at ``marked`` in the shade the eye goes to."""

    series: Sequence[Series]
    marked: int | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        if any(len(row.values) != len(self.names) for row in self.series):
            raise ValueError("every series needs one value per name")
        checked([value for row in self.series for value in row.values])

    @property
    def is_empty(self) -> bool:
        return not self.names or not self.series

    def bars(self) -> Sequence[Sequence[Piece]]:
        return [
            [
                Piece(0.0, row.values[at] or 0.0, self._shade(row, number, at), figure(row.values[at]))
                for number, row in enumerate(self.series)
            ]
            for at in range(len(self.names))
        ]

    def legend(self) -> Sequence[tuple[Sign, str]]:
        several = enumerate(self.series) if len(self.series) > 1 else ()
        return [*((row.shaded(place), row.name) for place, row in several), *super().legend()]

    def _shade(self, row: Series, number: int, at: int) -> Shade:
        return STRONG if at == self.marked and row.shade is None else row.shaded(number)


@dataclass(frozen=True)
class Waterfall(PieceChart):
    """How one total became another: ``opening``, then what each change added or took, then what is left.

    ``names`` has the opening total first and the closing one last.
    """

    opening: float
    changes: Sequence[float]
    joined: bool = field(default=True, kw_only=True)

    def __post_init__(self) -> None:
        if len(self.names) != len(self.changes) + 2:
            raise ValueError("a waterfall names its two totals and every change")
        checked([self.opening, *self.changes])

    @property
    def foot(self) -> float:
        """Where the axis begins: near the least total, or the changes of many would be hair lines."""
        levels = [*accumulate(self.changes, initial=self.opening)]
        low, high = min(levels), max(levels)
        return max(ticks(2 * low - high - 1, high, whole=True)[0], 0.0) if low > 0.5 * high else 0.0

    @property
    def span(self) -> tuple[float, float]:
        low, high = super().span
        return (self.foot, high) if self.foot else (low, high)

    def bars(self) -> Sequence[Sequence[Piece]]:
        level = self.opening
        out = [[Piece(self.foot, level, PLAIN, figure(level))]]
        for change in self.changes:
            sign = "+" if change > 0 else ""
            shade = DONE if change > 0 else LATE
            out.append([Piece(level, level + change, shade, sign + figure(change))])
            level += change
        return [*out, [Piece(self.foot, level, STRONG, figure(level))]]
