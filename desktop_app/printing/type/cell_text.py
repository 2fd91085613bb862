"""Text of table cells, cards and charts: set in lines flush left, remembered, one token a character."""

import re
from collections.abc import Sequence

from desktop_app.printing.type.breaking import Measured, break_lines, plain
from desktop_app.printing.type.faces import Typeface
from desktop_app.printing.type.kept import NO_NAMES, Names
from desktop_app.printing.type.spacing import CLOSING, GAP, OPENING, SQUEEZED, beside, empty_half

CellLine = tuple[Sequence[str], float, float]
"""A set line: its tokens, its width and how far it begins from the edge, in pt."""
_MEMORY = 4096  # texts remembered: a ledger repeats its words
_ITEM = re.compile(r"(?:[0-9]{1,2}[.．、] ?|（[一二三四五六七八九十]{1,3}）|[①-⑳] ?|[-•·○●] )(?=\S)")
"""What a list item begins with: the lines after its first hang behind it."""
_OPENING, _CLOSING = frozenset(OPENING), frozenset(CLOSING)
_LEAST_HANGING = 6.0  # em: a narrower column has no room to lose


def side_room(size: float) -> float:
    """Room in pt between a rule and the text beside it."""
    return round(0.35 * size, 2)


class CellText:
    """Sets texts of one role and size (pt) for cells of a given width, remembering what it has set.

    No line cuts one of ``names`` that it can hold.
    """

    def __init__(self, typeface: Typeface, size: float, names: Names = NO_NAMES) -> None:
        self.role = typeface.role
        self._typeface = typeface
        self._size = size
        self._names = names
        self._sides = 2 * side_room(size)
        self._set: dict[tuple[str, float, float], list[CellLine]] = {}

    def lines(self, text: str, width: float, indent: float = 0.0) -> list[CellLine]:
        """Lines of `text` in a cell `width` pt wide between its rules; `indent` pt begin each paragraph."""
        return self.fitted(text, width - self._sides, indent)

    def fitted(
        self, text: str, measure: float, indent: float = 0.0, *, hanging: float = 0.0
    ) -> list[CellLine]:
        """Lines of `text` at most `measure` pt wide; `hanging` pt begin those after the first."""
        key = (text, measure, indent + 1e4 * hanging)
        lines = self._set.get(key)
        if lines is None:
            if len(self._set) >= _MEMORY:
                self._set.clear()
            lines = []
            for part in plain(text).split("\n"):
                lines += self._break(part, measure, indent, hanging)
            self._set[key] = lines
        return lines

    def _break(self, part: str, measure: float, indent: float, hang: float) -> list[CellLine]:
        typeface, size = self._typeface, self._size
        tokens = beside(part, typeface.has_wide_dot)
        advances = typeface.advances(tokens, size)
        width = sum(advances)
        if width <= measure - indent and part[-1:] != " ":  # most cells of most tables
            head = empty_half(part[0], advances[0], size) if part[:1] in _OPENING else 0.0
            tail = empty_half(part[-1], advances[-1], size) if part[-1:] in _CLOSING else 0.0
            return [(tokens, width - head - tail, indent - head)]
        measured = Measured(part, tokens, advances, size, 0.25)
        item = _ITEM.match(part)
        if not hang and item is not None and measure > _LEAST_HANGING * size and measured.sums[-1] > measure:
            hang = measured.sums[item.end()]
        lines: list[CellLine] = []
        for start, end in break_lines(measured, measure - hang, measure - indent, names=self._names):
            seen = measured.visible(start, end)
            room = measure - (hang if start else indent)
            shown, width = self._shown(tokens, measured, start, seen, room)
            lines.append((shown, width, (hang if start else indent) - measured.head.get(start, 0.0)))
        return lines

    def _shown(
        self, tokens: Sequence[str], measured: Measured, start: int, end: int, room: float
    ) -> tuple[Sequence[str], float]:
        """The tokens of one line and its width, spaces and marks narrowed as far as it needs."""
        width = measured.natural(start, end)
        line = tokens[start:end]
        if isinstance(line, str) and width <= room:
            return line, width
        line = list(line)
        if line:
            line[-1] = line[-1].removesuffix(GAP)
        for place in range(len(line) - 2, -1, -1):
            if width <= room + 1e-6:
                break
            line[place], given = self._narrowed(line[place], measured, start + place)
            width -= given
        return line, width

    def _narrowed(self, token: str, measured: Measured, place: int) -> tuple[str, float]:
        """The token without its space, and what that gives."""
        given = measured.give[place + 1] - measured.give[place]
        if token[1:] == GAP:
            return token[0], given
        if token in CLOSING and empty_half(
            token, measured.sums[place + 1] - measured.sums[place], self._size
        ):
            return token + SQUEEZED, given
        return token, 0.0
