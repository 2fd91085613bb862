"""The pages of a finished PDF: their pictures for the preview, where a word stands, and drawn for Windows."""

import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

POINTS_PER_INCH = 72.0

Size = tuple[float, float]
Area = tuple[float, float, float, float]
"""Left, top, width and height on a page, in pt from its upper left corner."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as pixels: blue, green, red and one unused byte each, row by row, ``stride`` bytes a row."""

    width: int
    height: int
    stride: int
    pixels: memoryview


class PdfPages:
    """The pages of one PDF; may be asked from any thread, one at a time, as PDFium demands.

    ``pdf`` are the bytes it was opened with: who shows these pages prints and saves just them.
    """

    turn = threading.Lock()
    """Held by whoever calls PDFium, here and elsewhere."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        self.pdf = pdf
        with self.turn:
            self._document: Any = pypdfium2.PdfDocument(pdf)
            self._count = len(self._document)
            self._first: Size = self._document.get_page_size(0)
        self._sizes: tuple[Size, ...] | None = None

    def __len__(self) -> int:
        return self._count

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def sizes(self) -> tuple[Size, ...]:
        """Width and height of every page in pt."""
        if self._sizes is None:
            with self.turn:
                self._sizes = tuple(self._document.get_page_size(at) for at in range(self._count))
        return self._sizes

    @property
    def sizes_at_once(self) -> Sequence[Size]:
        """The sizes without asking each of a thousand pages: all like the first until ``sizes`` was asked."""
        return self._sizes or (self._first,) * self._count

    @property
    def is_measured(self) -> bool:
        """Whether ``sizes_at_once`` are the true ones."""
        return self._sizes is not None

    def picture(self, page: int, dots_per_inch: float) -> PageImage:
        """Page number ``page`` (from 0) at a resolution; white paper, no alpha."""
        with self.turn:
            sheet = self._document[page]
            bitmap = sheet.render(scale=dots_per_inch / POINTS_PER_INCH, prefer_bgrx=True)
            # The memory is Python's and stays when PDFium lets the picture go: nothing has to be copied.
            made = PageImage(bitmap.width, bitmap.height, bitmap.stride, memoryview(bitmap.buffer).cast("B"))
            bitmap.close()
            sheet.close()
        return made

    def found(self, page: int, words: str) -> list[list[Area]]:
        """Where ``words`` stand on a page, blanks and line ends aside: each place's areas, line by line."""
        wanted = _plain(words)
        if not wanted:
            return []
        with self.turn:
            sheet = self._document[page]
            text = sheet.get_textpage()
            # Letter by letter only where it is worth it: most pages have none of it.
            told = list(_letters(text)) if wanted in _plain(text.get_text_range()) else []
            spelt = "".join(letter for letter, _ in told)
            left, _, _, top = sheet.get_mediabox()
            places = []
            at = spelt.find(wanted)
            while at >= 0:
                boxes = [text.get_charbox(place, loose=True) for _, place in told[at : at + len(wanted)]]
                places.append([(x1 - left, top - y2, x2 - x1, y2 - y1) for x1, y1, x2, y2 in _lines(boxes)])
                at = spelt.find(wanted, at + len(wanted))
            text.close()
            sheet.close()
        return places

    def draw_on(self, device: int, page: int, left: int, top: int, width: int, height: int) -> bool:
        """Draw a page as lines and curves on a Windows device context; False where it does not take it.

        Windows' PDFium alone can do that.
        """
        import pypdfium2.raw as raw

        with self.turn:
            sheet = self._document[page]
            flags = raw.FPDF_ANNOT | raw.FPDF_PRINTING
            done = raw.FPDF_RenderPage(device, sheet.raw, left, top, width, height, 0, flags)
            sheet.close()
        return bool(done)

    def close(self) -> None:
        """Let the document go; a second call does nothing."""
        with self.turn:
            self._document.close()


def _plain(words: str) -> str:
    """Words as they are looked for: no blanks, full-width signs and capitals like the others."""
    return "".join(unicodedata.normalize("NFKC", words).casefold().split())


def _letters(text: Any) -> Iterator[tuple[str, int]]:
    """The letters of a page as they are looked for, each with the number PDFium knows it by."""
    import pypdfium2.raw as raw

    for place in range(text.count_chars()):
        for letter in _plain(chr(raw.FPDFText_GetUnicode(text.raw, place))):
            yield letter, place


def _lines(boxes: Sequence[Area]) -> list[Area]:
    """The boxes of letters (left, bottom, right, top) side by side on one line as one box."""
    out: list[Area] = []
    for x1, y1, x2, y2 in boxes:
        if out and min(out[-1][3], y2) - max(out[-1][1], y1) > (y2 - y1) / 2 and x2 > out[-1][0]:
            before = out[-1]
            out[-1] = (
                min(before[0], x1),
                min(before[1], y1),
                max(before[2], x2),
                max(before[3], y2),
            )
        else:
            out.append((x1, y1, x2, y2))
    return out
