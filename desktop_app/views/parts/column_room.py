"""How the columns of a table share its room: by what stands in them, cut only where there is none left."""

from collections.abc import Sequence
from dataclasses import dataclass

_WIDEST = 3
"""In a table that is scrolled a column is at most so many times its least."""


@dataclass(frozen=True)
class Wish:
    """What one column asks for, in px.

    ``most`` cuts nothing, ``usual`` cuts one cell in ten at most; ``head`` shows its heading whole; ``least``
    is still read; none is narrower than ``tight``. ``share`` is its part of what is left over when nothing is
    cut.
    """

    most: int
    usual: int
    head: int
    least: int
    share: float = 0.0
    tight: int = 0


def shared(wishes: Sequence[Wish], room: int) -> list[int]:
    """The width of each column in ``room`` px; they go beyond it only where the tightest do not go in."""
    for floors, tops in (
        ([max(one.usual, one.head) for one in wishes], [max(one.most, one.head) for one in wishes]),
        ([max(one.least, one.head) for one in wishes], [max(one.usual, one.head) for one in wishes]),
        ([one.least for one in wishes], [max(one.usual, one.head) for one in wishes]),
        # Nobody scrolls sideways for a last column: the long ones are cut further, numbers stay whole.
        (
            [min(one.tight or one.least, one.least) for one in wishes],
            [max(one.usual, one.head) for one in wishes],
        ),
    ):
        if sum(floors) <= room:
            return _with_rest(wishes, _risen(floors, tops, room), room)
    # It is scrolled anyhow: then every column is as wide as it is read easily.
    return [max(one.least, min(max(one.usual, one.head), _WIDEST * one.least)) for one in wishes]


def _risen(floors: Sequence[int], tops: Sequence[int], room: int) -> list[int]:
    """Widths between ``floors`` and ``tops`` that fill ``room``: the narrow whole, the wide at one level."""
    widths = [max(floor, min(floor, top)) for floor, top in zip(floors, tops, strict=True)]
    open_ones = [at for at in range(len(widths)) if tops[at] > widths[at]]
    left = room - sum(widths)
    while open_ones and left > 0:
        lowest = min(widths[at] for at in open_ones)
        low = [at for at in open_ones if widths[at] == lowest]
        above = [widths[at] for at in open_ones if widths[at] > lowest]
        level = min([*above, *(tops[at] for at in low)])
        step = min(level - lowest, left // len(low))
        for at in low:
            widths[at] += step
        left -= step * len(low)
        if step == 0:
            break
        open_ones = [at for at in open_ones if tops[at] > widths[at]]
    return widths


def _with_rest(wishes: Sequence[Wish], widths: list[int], room: int) -> list[int]:
    """``widths`` with the room nobody needs given out by ``share``."""
    left, whole = room - sum(widths), sum(one.share for one in wishes)
    if left > 0 and whole:
        parts = [int(left * one.share / whole) for one in wishes]
        parts[max(range(len(parts)), key=parts.__getitem__)] += left - sum(parts)
        widths = [width + part for width, part in zip(widths, parts, strict=True)]
    return widths
