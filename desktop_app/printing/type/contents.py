"""A contents page: its lines are set first, and learn their page numbers when all that follows is set."""

from dataclasses import replace

from reportlab.platypus import Flowable

from desktop_app.printing.type.font_embedder import FontEmbedder
from desktop_app.printing.type.paragraph import Paragraph, Style
from desktop_app.printing.type.structure import Element

_SIZE = 14.0
_LINE = Style(role="song", size=_SIZE, leading=28, align="left", right_indent=4)
_DOTS = "…"


class Contents:
    """The lines of one contents page and the pages they name; good for one setting of its story."""

    def __init__(self) -> None:
        self._pages: dict[int, int] = {}
        self._lines: list[tuple[int, int, float, float, float]] = []

    def line(self, entry: int, text: str) -> Flowable:
        """The line of an entry on the contents page."""
        return _ContentsLine(self, entry, text)

    def title(self, entry: int, text: str, style: Style) -> Flowable:
        """The heading whose page the entry names."""
        return _ContentsTitle(self, entry, text, style)

    def numbers(self, embedder: FontEmbedder, page: int) -> str:
        """Operators for dots and page numbers of the lines on ``page``; called when all pages are set."""
        out = []
        for on, entry, left, right, y in self._lines:
            if on == page and entry in self._pages:
                words = str(self._pages[entry])
                x = right - embedder.fonts.width(words, "song", _SIZE)
                count = int((x - left) / embedder.fonts.width(_DOTS, "song", _SIZE)) - 1
                dots = _DOTS * max(0, count)
                start = x - embedder.fonts.width(dots, "song", _SIZE) - _SIZE / 2
                out += [
                    embedder.show(start, y, dots, "song", _SIZE),
                    embedder.show(x, y, words, "song", _SIZE),
                ]
        return "\n".join(out)

    def note_line(self, on: int, entry: int, left: float, right: float, y: float) -> None:
        """Where the last line of an entry ends (pt on the page) and how far its number may go."""
        self._lines.append((on, entry, left, right, y))

    def note_page(self, entry: int, page: int) -> None:
        """The page an entry begins on."""
        self._pages[entry] = page


class _ContentsLine(Paragraph):
    def __init__(self, contents: Contents, entry: int, text: str) -> None:
        super().__init__(text, _LINE)
        self._element = Element("P", item="TOCI")
        self._contents, self._entry = contents, entry

    def split(self, width: float, height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        super().draw()
        x, y = self.canv.absolutePosition(0, 0)
        used = self._lines[-1].end
        drop = (_LINE.leading - _SIZE) / 2 + 0.12 * _SIZE
        self._contents.note_line(
            self.canv.getPageNumber(), self._entry, x + used, x + self._measure, y + drop
        )


class _ContentsTitle(Paragraph):
    def __init__(self, contents: Contents, entry: int, text: str, style: Style) -> None:
        super().__init__(text, replace(style))
        self._contents, self._entry = contents, entry

    def split(self, width: float, height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        super().draw()
        self._contents.note_page(self._entry, self.canv.getPageNumber())
