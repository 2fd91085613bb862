"""Columns of figures whose points stand under each other, whatever places each of them has."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from desktop_app.printing.type.cell_text import side_room

if TYPE_CHECKING:
    from desktop_app.printing.type.faces import Typeface
    from desktop_app.printing.type.grid_text import PlacedCell

_FIGURE = re.compile(r"[＋－+-]?[￥¥]?[\d,]+(?:\.\d+)?")
_DIGIT = re.compile(r"\d")
_LOOKED_AT = 200  # rows by which a column is known as one of figures


@dataclass(frozen=True)
class Points:
    """How wide the figures of a column are at most before their points, and from them on (pt)."""

    before: float
    behind: float

    def set_under(self, cell: "PlacedCell", text: str, typeface: "Typeface", size: float) -> "PlacedCell":
        """The cell with the point of its figure where those of the column stand; what is none as it is."""
        side = side_room(size)
        room = cell.width - 2 * side - self.before - self.behind
        if room < -side or len(cell.lines) != 1 or not _FIGURE.fullmatch(text):
            return cell
        free = room / 2 if cell.align == "center" else room if cell.align == "right" else 0.0
        indent = free + self.before - typeface.width(text.partition(".")[0], size)
        tokens, width, _ = cell.lines[0]
        return replace(cell, lines=[(tokens, width, indent)], align="left")


def is_of_figures(texts: Iterable[str]) -> bool:
    """Whether the first that says a number is a figure and nothing more."""
    first = next(filter(_DIGIT.search, islice(texts, _LOOKED_AT)), "")
    return _FIGURE.fullmatch(first) is not None


def points_of(
    texts: Iterable[str], align: str, typefaces: Iterable["Typeface"], size: float
) -> Points | None:
    """The points of a column with these texts; None where none has any or they stand right as they are."""
    figures = [text.partition(".") for text in texts if _FIGURE.fullmatch(text)]
    places = {len(rest) for _, _, rest in figures}
    if not any(places) or (len(places) == 1 and align == "right"):
        return None
    widest = max(typefaces, key=lambda one: one.width("0", size))
    before = max(widest.width(whole, size) for whole, _, _ in figures)
    return Points(before, max(widest.width(point + rest, size) for _, point, rest in figures))
