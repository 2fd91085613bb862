"""What a drawing is made of: areas, lines, dots and words in pt from its upper left corner."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_app.drawing.shades import Shade

ASCENT, DESCENT = 0.88, 0.12
"""How far a line of type reaches above and below its baseline, in sizes: the square of a 汉字."""
_APART = 3.2  # pt between two lines of a hatching


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; ``top`` is its upper edge, and y grows downwards."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    def meets(self, other: "Box", slack: float = 0.0) -> bool:
        """Whether two rectangles overlap by more than ``slack``."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide > slack and high > slack

    def crossed(self, x1: float, y1: float, x2: float, y2: float) -> bool:
        """Whether the line from (x1, y1) to (x2, y2), x1 < x2, passes through."""
        first, last = max(x1, self.left), min(x2, self.right)
        if first >= last:
            return False
        slope = (y2 - y1) / (x2 - x1)
        ends = (y1 + (first - x1) * slope, y1 + (last - x1) * slope)
        return min(ends) < self.bottom and max(ends) > self.top


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle filled and edged in a shade."""

    box: Box
    shade: Shade


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points. ``ink`` is text, soft, line or a shade's tone; ``dash`` in pt."""

    points: tuple[tuple[float, float], ...]
    ink: str = "line"
    weight: float = 0.4
    dash: tuple[float, ...] = ()
    grey: float = 0.75


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc."""

    x: float
    y: float
    radius: float
    shade: Shade


@dataclass(frozen=True, slots=True)
class Label:
    """One line of words within ``box``, which is as wide and as high as they are.

    ``turned`` reads upwards. ``ground`` clears what lies below it. ``faint`` is said more quietly.
    """

    text: str
    box: Box
    size: float
    bold: bool = False
    turned: bool = False
    ground: bool = False
    faint: bool = False

    @property
    def baseline(self) -> tuple[float, float]:
        """Where the first character stands."""
        if self.turned:
            return self.box.left + ASCENT * self.size, self.box.bottom
        return self.box.left, self.box.top + ASCENT * self.size


Mark = Area | Stroke | Dot | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture laid out: its size in pt, its marks in the order they are drawn, and all of it in words."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    alt: str

    @property
    def labels(self) -> tuple[Label, ...]:
        """The words on it."""
        return tuple(one for one in self.marks if isinstance(one, Label))

    @property
    def areas(self) -> tuple[Area, ...]:
        """The filled rectangles on it."""
        return tuple(one for one in self.marks if isinstance(one, Area))


def hatching(box: Box, sign: str) -> Iterator[tuple[float, float, float, float]]:
    """The lines of a hatching within a rectangle: / or \\, x for both, - for lying ones."""
    if sign in ("/", "x"):
        yield from _slanted(box, rising=True)
    if sign in ("\\", "x"):
        yield from _slanted(box, rising=False)
    if sign == "-":
        y = box.top + _APART / 2
        while y < box.bottom:
            yield box.left, y, box.right, y
            y += _APART


def _slanted(box: Box, *, rising: bool) -> Iterator[tuple[float, float, float, float]]:
    step = _APART * 1.4142
    offset = step / 2
    while offset < box.width + box.height:
        # A line of 45° that leaves the upper or left edge and comes in at the right or lower one.
        x1, y1 = (offset, 0.0) if offset <= box.width else (box.width, offset - box.width)
        x2, y2 = (0.0, offset) if offset <= box.height else (offset - box.height, box.height)
        if not rising:
            x1, x2 = box.width - x1, box.width - x2
        yield box.left + x1, box.top + y1, box.left + x2, box.top + y2
        offset += step


def overlapping(drawing: Drawing, slack: float = 0.05) -> list[tuple[Label, Label]]:
    """Every two labels of a drawing that overlap."""
    labels: Sequence[Label] = sorted(drawing.labels, key=lambda one: one.box.top)
    found = []
    for place, one in enumerate(labels):
        for other in labels[place + 1 :]:
            if other.box.top >= one.box.bottom:
                break
            if one.box.meets(other.box, slack):
                found.append((one, other))
    return found
