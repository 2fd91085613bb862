"""Placards: cards, plates and posters, a drawing of fixed size made of panels, rules, pictures and words."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from reportlab.lib.utils import ImageReader

from desktop_app.base.errors import UserError
from desktop_app.printing.type.cell_text import CellLine, CellText
from desktop_app.printing.type.faces import ASCENT
from desktop_app.printing.type.font_embedder import EmbeddedTextFlowable, FontEmbedder, number
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.pictures import UnprintablePhoto, printed_photo
from desktop_app.printing.type.structure import END, Element, alternative, of_text

Colour = tuple[float, float, float]
BLACK, WHITE, GREY = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (0.55, 0.55, 0.55)
RED = (0.72, 0.06, 0.06)
"""The red of plates and posters; a printer without colour makes a dark grey of it that white shows on."""
_SMALLEST = 6.0
_CUT_MARK = 4.0
_TOLD = 12  # characters of what was too long by which it is known again


class Mark(Protocol):
    """Something on a placard; all measures in mm from its lower left corner."""

    def operators(self, embedder: FontEmbedder) -> str:
        """What is written on the page."""
        ...


@dataclass(frozen=True)
class Panel:
    """A rectangle, filled or framed (``edge`` pt, 0 for none)."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None = None
    edge: float = 0.0
    colour: Colour = BLACK

    def operators(self, embedder: FontEmbedder) -> str:
        area = " ".join(number(value * MM) for value in (self.x, self.y, self.width, self.height))
        out = ["q"]
        if self.fill is not None:
            out.append(f"{_rgb(self.fill)} rg {area} re f")
        if self.edge:
            out.append(f"{_rgb(self.colour)} RG {number(self.edge)} w {area} re S")
        return "\n".join([*out, "Q"])


@dataclass(frozen=True)
class Rule:
    """A line, broken where ``dashed``."""

    x1: float
    y1: float
    x2: float
    y2: float
    dashed: bool = False
    edge: float = 0.5
    colour: Colour = BLACK

    def operators(self, embedder: FontEmbedder) -> str:
        ends = [number(value * MM) for value in (self.x1, self.y1, self.x2, self.y2)]
        dash = "[4 3] 0 d " if self.dashed else ""
        line = f"{ends[0]} {ends[1]} m {ends[2]} {ends[3]} l S"
        return f"q {dash}{_rgb(self.colour)} RG {number(self.edge)} w {line} Q"


@dataclass(frozen=True)
class PlacardWords:
    """Text in a box, set at ``size`` pt and smaller until it fits; what fits at no size is cut with …

    ``align`` is left, center or right; the lines stand in the middle of the box, or at its top. Words
    ``alike`` by the same name stand on their placard in one size, that of the one with most to say. The
    lines of a paragraph after its first stand ``hanging`` characters in.
    """

    text: str
    x: float
    y: float
    width: float
    height: float
    size: float
    role: str = "song"
    align: str = "left"
    colour: Colour = BLACK
    leading: float = 1.4
    top: bool = False
    alike: str = ""
    hanging: float = 0.0

    def operators(self, embedder: FontEmbedder) -> str:
        size, lines = self._fitted(embedder)
        high = size * self.leading
        spare = self.height * MM - len(lines) * high
        y = (self.y + self.height) * MM - (0 if self.top else spare / 2) - (high - size) / 2 - ASCENT * size
        out = [f"q {_rgb(self.colour)} rg"]
        for text, width, indent in lines:
            room = self.width * MM - width
            begin = {"left": max(indent, 0.0), "center": room / 2, "right": room}[self.align]
            x = self.x * MM + begin + min(indent, 0.0)
            out.append(embedder.show(x, y, text, self.role, size))
            y -= high
        return "\n".join([*out, "Q"])

    def fitting(self, embedder: FontEmbedder) -> float:
        """The size in pt at which the text fits its box, at most ``size``."""
        return self._fitted(embedder)[0]

    def _fitted(self, embedder: FontEmbedder) -> tuple[float, list[CellLine]]:
        size = self.size
        while True:
            setter = CellText(embedder.fonts.typeface(self.role), size, embedder.names)
            lines = setter.fitted(self.text, self.width * MM, hanging=self.hanging * size)
            most = max(1, int(self.height * MM / (size * self.leading) + 1e-6))
            if len(lines) <= most:
                return size, lines
            if size <= _SMALLEST:
                last, width, indent = lines[most - 1]
                embedder.remarks.setdefault(f"“{self.text[:_TOLD]}…”太长，这里印不下，只印了前面的。")
                return size, [*lines[: most - 1], ([*last[:-1], "…"], width, indent)]
            size = max(_SMALLEST, size - 0.5)


@dataclass(frozen=True)
class PlacardPicture:
    """A photo that fills its box, read when it is drawn: a wall full of them is not held at once.

    Where it cannot be printed its box stands empty and says so, as does what is told before printing: the
    photo ``of`` whom.
    """

    read: Callable[[], bytes]
    of: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Placed:
    """Marks moved by (x, y) mm: one card on a sheet of several."""

    x: float
    y: float
    marks: tuple[Mark | PlacardPicture, ...]


class Placard(EmbeddedTextFlowable):
    """A drawing ``width`` × ``height`` mm; ``groups`` are drawn in their order.

    One that is ``between`` parts what stands above and below it, and is left out where nothing does.
    """

    def __init__(
        self, width: float, height: float, groups: Sequence[Placed], *, between: bool = False
    ) -> None:
        super().__init__()
        self.between = between
        self.width, self.height = width * MM, height * MM
        self._groups = groups

    @property
    def words(self) -> list[str]:
        """What stands on it."""
        marks = (one for group in self._groups for one in group.marks)
        return [one.text for one in marks if isinstance(one, PlacardWords)]

    def reword(self, change: Callable[[str], str]) -> None:
        """Say its words as `change` tells them."""
        self._groups = [
            replace(
                group,
                marks=tuple(
                    replace(one, text=change(one.text)) if isinstance(one, PlacardWords) else one
                    for one in group.marks
                ),
            )
            for group in self._groups
        ]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Its own size, whatever room there is."""
        return self.width, self.height

    def draw(self) -> None:
        """Write every mark."""
        sizes: dict[str, float] = {}
        for mark in (one for group in self._groups for one in group.marks):
            if isinstance(mark, PlacardWords) and mark.alike:
                sizes[mark.alike] = min(sizes.get(mark.alike, mark.size), mark.fitting(self.embedder))
        for group in self._groups:
            self.put(f"q 1 0 0 1 {number(group.x * MM)} {number(group.y * MM)} cm")
            for mark in group.marks:
                if isinstance(mark, PlacardPicture):
                    self._picture(mark)
                elif isinstance(mark, PlacardWords):
                    self._words(replace(mark, size=sizes.get(mark.alike, mark.size)))
                else:
                    self.put_artifact(mark.operators(self.embedder))
            self.put("Q")

    def _words(self, mark: PlacardWords) -> None:
        if mark.text.strip():
            self.put_content(self._placed(of_text(mark.text)), mark.operators(self.embedder))

    def _placed(self, element: Element) -> Element:
        return self.embedder.structure.place(element)

    def _picture(self, mark: PlacardPicture) -> None:
        x, y, width, height = (value * MM for value in (mark.x, mark.y, mark.width, mark.height))
        try:
            photo = printed_photo(_read(mark), width, height)
        except UnprintablePhoto as error:
            self.embedder.remarks.setdefault(f"{mark.of}的照片{error}，纸上留了空框，请重新添加照片再打印。")
            frame, words = _empty_frame(mark, str(error))
            self.put_artifact(frame.operators(self.embedder))
            self._words(words)
            return
        figure = self._placed(Element("Figure", alternative(f"{mark.of}的照片")))
        self.put(self.embedder.structure.begin(figure))
        self.canv.drawImage(ImageReader(io.BytesIO(photo.data)), x, y, width, height)
        self.put(END)


def _read(mark: PlacardPicture) -> bytes:
    """The bytes of a photo; UnprintablePhoto where they did not come along, or came to harm."""
    try:
        return mark.read()
    except UserError as error:
        raise UnprintablePhoto("不在本机或者损坏了") from error


def _empty_frame(mark: PlacardPicture, why: str) -> tuple[Panel, PlacardWords]:
    """What stands in place of a photo that cannot be printed."""
    words = f"{mark.of}的照片\n{why.partition('（')[0]}"
    return (
        Panel(mark.x, mark.y, mark.width, mark.height, edge=0.6, colour=GREY),
        PlacardWords(
            words, mark.x + 1, mark.y + 1, mark.width - 2, mark.height - 2, 10, "song", "center", GREY
        ),
    )


def cut_marks(width: float, height: float) -> tuple[Rule, ...]:
    """Short lines at the corners of a card ``width`` × ``height`` mm, outside of it, to cut along."""
    ends = []
    for x, way in ((0.0, -1), (width, 1)):
        for y in (0.0, height):
            ends.append(Rule(x + way * 0.8, y, x + way * _CUT_MARK, y, edge=0.4, colour=GREY))
    for y, way in ((0.0, -1), (height, 1)):
        for x in (0.0, width):
            ends.append(Rule(x, y + way * 0.8, x, y + way * _CUT_MARK, edge=0.4, colour=GREY))
    return tuple(ends)


def cut_line(width: float, words: str) -> Placard:
    """A broken line across ``width`` mm between two parts of a sheet, to tear or cut along."""
    half = width / 2
    room = 34.0
    return Placard(
        width,
        8.0,
        [
            Placed(
                0,
                0,
                (
                    Rule(0, 4, half - room, 4, dashed=True),
                    PlacardWords(words, half - room, 0.5, 2 * room, 7, 9, "song", "center", GREY),
                    Rule(half + room, 4, width, 4, dashed=True),
                ),
            )
        ],
        between=True,
    )


def _rgb(colour: Colour) -> str:
    return " ".join(number(value) for value in colour)
