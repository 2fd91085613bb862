"""Running text: paragraphs with indents counted in characters, justified to the exact measure."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reportlab.platypus import Flowable

from desktop_app.printing.type.breaking import Measured, break_lines, plain
from desktop_app.printing.type.faces import ASCENT
from desktop_app.printing.type.font_embedder import EmbeddedTextFlowable, FontEmbedder, number
from desktop_app.printing.type.justifying import justified
from desktop_app.printing.type.sizes import closer, smaller
from desktop_app.printing.type.spacing import GAP, beside
from desktop_app.printing.type.structure import Element, of_text

_BLANK = "\ufffc"
"""Stands in the text where a rule is drawn for the pen."""
_UNDERSCORES = re.compile("_{2,}")
_TAB = 4.0  # em between two tab stops
_BOLD, _RULE = 0.028, 0.5  # thickness of bold strokes in sizes, of a rule in pt
_LOW = 0.14  # sizes below the baseline where a rule under text runs


@dataclass(frozen=True)
class Style:
    """How a paragraph is set. Sizes and spaces in pt, indents in characters of the paragraph's size.

    `first_indent` is that of the first line after each line end in the text, `rest_indent` that of all
    others, both from the left edge (rest > first makes a hanging indent). `tracking` pt are added to every
    full-width character, so a character takes size + tracking. `balance` makes the lines of a centred title
    about equally long. `level` makes it a heading, from 1 on: it is bookmarked.
    """

    role: str = "fang"
    size: float = 16.0
    leading: float = 29.0
    align: str = "justify"
    first_indent: float = 0.0
    rest_indent: float = 0.0
    right_indent: float = 0.0
    space_before: float = 0.0
    space_after: float = 0.0
    tracking: float = 0.0
    keep_with_next: bool = False
    balance: bool = False
    level: int = 0


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph in another face or size (pt) than its style's; None keeps the style's.

    `blank` characters of an `underline` with nothing above it are a place for the pen, drawn, not typed:
    it is never cut and its words stand in the middle of it.
    """

    text: str
    role: str | None = None
    size: float | None = None
    bold: bool = False
    underline: bool = False
    blank: float = 0.0


@dataclass(frozen=True, slots=True)
class _Look:
    """What the characters of a run have in common."""

    role: str
    size: float
    bold: bool = False
    underline: bool = False
    blank: str | None = None  # the words over a drawn rule


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a set line in one look, from `x` pt on, `width` pt wide."""

    look: _Look
    tokens: Sequence[str]
    extras: Sequence[float]
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class _Line:
    """One set line: its pieces and where the last of them ends."""

    pieces: tuple[_Piece, ...]
    end: float


def _line_by_line(text: str, change: Callable[[str], str]) -> str:
    """The lines of a text as they are told anew; one of which nothing is left is dropped."""
    return "\n".join(told for line in text.split("\n") if (told := change(line)) or not line)


class Paragraph(EmbeddedTextFlowable):
    """User text as lines; `content` is plain text or runs, never markup. Splits between lines.

    A split leaves no single first or last line alone when there are more than three lines. Two and more low
    lines in the text (____) are drawn as a rule for the pen.
    """

    def __init__(self, content: str | Sequence[str | Run], style: Style) -> None:
        super().__init__()
        self.style = style
        parts = [content] if isinstance(content, str) else content
        self._runs = [run if isinstance(run, Run) else Run(run) for run in parts]
        self._lines: list[_Line] = []
        self._measure = -1.0
        self._is_rest = False
        words = "".join(run.text for run in self._runs)
        self._bookmark = words.replace("\n", " ") if style.level else ""
        self._element = Element("P") if style.level else of_text(words)
        self._is_repeated = False
        self.spaceBefore, self.spaceAfter = style.space_before, style.space_after
        self.keepWithNext = int(style.keep_with_next)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Set the lines for `width` pt; gives (width, height) in pt."""
        if width != self._measure:
            self._lines = _Setter(self._runs, self.style, width, self.embedder).lines()
            self._measure = width
        return width, len(self._lines) * self.style.leading

    def split(self, width: float, height: float) -> list[Flowable]:
        """The part that fits `height` pt and the rest; nothing when too little fits.

        ReportLab offers the rest the room left below its own first part: it must not take it.
        """
        if self._is_rest and not self._frame._atTop:
            return []
        self.wrap(width, height)
        count = len(self._lines)
        fits = int((height + 1e-6) / self.style.leading)
        if fits >= count:
            return [self]
        if count > 3:
            fits = min(fits, count - 2)
        if fits < (2 if count > 3 else 1):
            return []
        return [self._part(0, fits), self._part(fits, count)]

    def _part(self, start: int, end: int) -> "Paragraph":
        part = Paragraph(
            "",
            replace(
                self.style,
                space_before=self.style.space_before if start == 0 else 0.0,
                space_after=self.style.space_after if end == len(self._lines) else 0.0,
            ),
        )
        part._is_rest = start > 0
        part._bookmark = "" if start else self._bookmark
        part._element, part._is_repeated = self._element, self._is_repeated
        part._lines, part._measure = self._lines[start:end], self._measure
        return part

    def shrink(self, share: float) -> None:
        """Have all sizes and spaces at `share` of what they are, as far as that can be read."""
        style = self.style
        size = smaller(style.size, share)
        self.style = replace(
            style,
            size=size,
            leading=closer(style.leading, size, share),
            tracking=style.tracking * size / style.size,
            space_before=style.space_before * share,
            space_after=style.space_after * share,
        )
        self._runs = [replace(one, size=smaller(one.size, share)) if one.size else one for one in self._runs]
        self.spaceBefore, self.spaceAfter = self.style.space_before, self.style.space_after

    @property
    def introduces(self) -> bool:
        """Whether its last words are said of what follows."""
        return bool(self._runs) and self._runs[-1].text.rstrip().endswith("：")

    @property
    def words(self) -> str:
        """What it says."""
        return "".join(run.text for run in self._runs)

    def reword(self, change: Callable[[str], str]) -> bool:
        """Say each line as `change` tells it, before anything is set; False where nothing is left of it."""
        self._runs = [replace(run, text=_line_by_line(run.text, change)) for run in self._runs]
        return bool(self.words)

    def continued(self, mark: str) -> "Paragraph":
        """The same words with `mark` behind them, to stand again where what they name goes on."""
        again = Paragraph([*self._runs, mark], replace(self.style, level=0))
        again._is_repeated = True
        return again

    def draw(self) -> None:
        """Write the lines, the squares of each size standing in the middle of the leading."""
        style = self.style
        top = len(self._lines) * style.leading
        if self._bookmark:
            self._element.kind = self.canv.note_heading(self._bookmark, style.level, top)
        drop = (style.leading - style.size) / 2 + ASCENT * style.size
        out = []
        for place, line in enumerate(self._lines):
            y = top - place * style.leading - drop
            out += [_show(self.embedder, piece, y) for piece in line.pieces]
        if self._is_repeated:
            self.put_artifact("\n".join(out))
        elif any(out):
            self.put_content(self.embedder.structure.place(self._element), "\n".join(out))


def _show(embedder: FontEmbedder, piece: _Piece, y: float) -> str:
    """Operators for a piece with its baseline at `y` pt."""
    look = piece.look
    tokens, extras, x = piece.tokens, piece.extras, piece.x
    if look.blank is not None:
        tokens = beside(look.blank)
        x += max(piece.width - embedder.fonts.width(tokens, look.role, look.size), 0.0) / 2
        extras = ()
    weight = _BOLD * look.size if look.bold else 0.0
    out = embedder.show(x, y, tokens, look.role, look.size, extras, weight=weight)
    if look.underline or look.blank is not None:
        low = number(y - _LOW * look.size)
        ends = number(piece.x), number(piece.x + piece.width)
        out += f"\nq {_RULE} w {ends[0]} {low} m {ends[1]} {low} l S Q"
    return out


class _Setter:
    """Sets the runs of a paragraph `width` pt wide; a line end in the text begins an indented line."""

    def __init__(self, runs: Sequence[Run], style: Style, width: float, embedder: FontEmbedder) -> None:
        self._style, self._names = style, embedder.names
        self._pitch = style.size + style.tracking
        self._right = width - style.right_indent * self._pitch
        self._looks: list[_Look] = []  # one a character
        text, rooms = "", {}
        for run in _drawn_rules(runs):
            words = plain(run.text, tabs=True)
            look = _Look(run.role or style.role, run.size or style.size, run.bold, run.underline)
            if run.blank:
                rooms[len(text)] = min(run.blank * look.size, self._right)
                look, words = replace(look, blank=words), _BLANK
            text += words
            self._looks += [look] * len(words)
        self._text = text
        typefaces = {look.role: embedder.fonts.typeface(look.role) for look in self._looks}
        wide = any(typeface.has_wide_dot for typeface in typefaces.values())
        self._tokens = beside(text, wide)
        self._wide: list[bool] = []
        self._solid: list[float] = []  # what each token takes of itself, and with tracking, rules and tabs
        for look, places in groupby(range(len(text)), self._looks.__getitem__):
            part = [self._tokens[place] for place in places]
            shown = [" " if token in "\t\n" + _BLANK else token for token in part]
            self._solid += typefaces[look.role].advances(shown, look.size)
            self._wide += (
                [typefaces[look.role].widths[one[0]] >= 1000 for one in shown] if style.tracking else ()
            )
        self._advances = self._spaced(rooms)

    def _spaced(self, rooms: dict[int, float]) -> list[float]:
        """The advances with the tracking of full-width characters, the room of rules and of tabs."""
        style, advances = self._style, self._solid[:]
        if style.tracking:
            advances = [
                one + style.tracking if wide else one for one, wide in zip(advances, self._wide, strict=True)
            ]
        for place, room in rooms.items():
            advances[place] = room
            self._solid[place] = 0.0
        if "\t" in self._text:
            stop, x = _TAB * style.size, 0.0
            for place, char in enumerate(self._text):
                if char == "\t":
                    advances[place] = stop - x % stop
                x = 0.0 if char == "\n" else x + advances[place]
        return advances

    def lines(self) -> list[_Line]:
        """All lines of the paragraph."""
        lines: list[_Line] = []
        start = 0
        for part in self._text.split("\n"):
            lines += self._part(start, start + len(part))
            start += len(part) + 1
        return lines

    def _part(self, begin: int, finish: int) -> Iterator[_Line]:
        """The lines of one part between line ends."""
        style = self._style
        measured = Measured(
            self._text[begin:finish], self._tokens[begin:finish], self._advances[begin:finish], style.size
        )
        first, rest = (
            self._right - indent * self._pitch for indent in (style.first_indent, style.rest_indent)
        )
        if style.balance:
            first = rest = self._balanced(measured, rest)
        is_justified = style.align == "justify"
        for start, end in break_lines(measured, rest, first, names=self._names, justified=is_justified):
            left = (style.rest_indent if start else style.first_indent) * self._pitch
            seen = measured.visible(start, end)
            free = self._right - left - measured.natural(start, seen)
            x = left - measured.head.get(start, 0.0)
            extras: Sequence[float] = ()
            if is_justified or free < 0:
                last = end == measured.length or "\t" in measured.text[start:end]
                extras = justified(measured, start, seen, free, last=last)
            elif style.align != "left":
                x += free / 2 if style.align == "center" else free
            yield self._line(begin + start, begin + seen, x, extras)

    def _balanced(self, measured: Measured, measure: float) -> float:
        """The narrowest measure that needs no more lines than `measure` does."""
        count = len(break_lines(measured, measure, names=self._names))
        low, high = measure / 2, measure
        while count > 1 and high - low > 1.0:
            middle = (low + high) / 2
            if len(break_lines(measured, middle, names=self._names)) > count:
                low = middle
            else:
                high = middle
        return high

    def _line(self, start: int, end: int, x: float, extras: Sequence[float]) -> _Line:
        """The pieces of one line from `x` pt on."""
        pieces = []
        for look, group in groupby(range(start, end), self._looks.__getitem__):
            places = list(group)
            tokens = [self._tokens[place] for place in places]
            if places[-1] == end - 1:
                tokens[-1] = tokens[-1].removesuffix(GAP)
            more = [self._advances[place] - self._solid[place] for place in places]
            if extras:
                more = [one + extras[place - start] for one, place in zip(more, places, strict=True)]
            width = sum(self._solid[place] for place in places) + sum(more)
            tokens = [" " if token == "\t" else token for token in tokens]
            pieces.append(_Piece(look, tokens, more if any(more) else (), x, width))
            x += width
        return _Line(tuple(pieces), x)


def _drawn_rules(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs, low lines in their text taken out as rules to be drawn."""
    for run in runs:
        if "__" not in run.text or run.blank:
            yield run
            continue
        place = 0
        for found in _UNDERSCORES.finditer(run.text):
            yield replace(run, text=run.text[place : found.start()])
            yield replace(run, text="", blank=len(found.group()) / 2)
            place = found.end()
        yield replace(run, text=run.text[place:])
