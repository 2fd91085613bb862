"""Pictures of the pages of a finished PDF, for the preview and for printers that take no PDF."""

import threading
from dataclasses import dataclass
from typing import Any, Self

POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as pixels: blue, green, red and one unused byte each, row by row, ``stride`` bytes a row."""

    width: int
    height: int
    stride: int
    pixels: bytes


class PdfPages:
    """The pages of one PDF; may be asked from any thread, one at a time, as PDFium demands."""

    _pdfium = threading.Lock()

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        with self._pdfium:
            self._document: Any = pypdfium2.PdfDocument(pdf)
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                self._document.get_page_size(at) for at in range(len(self._document))
            )

    def __len__(self) -> int:
        return len(self.sizes)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def picture(self, page: int, dots_per_inch: float) -> PageImage:
        """Page number ``page`` (from 0) at a resolution; white paper, no alpha."""
        with self._pdfium:
            sheet = self._document[page]
            bitmap = sheet.render(scale=dots_per_inch / POINTS_PER_INCH, prefer_bgrx=True)
            made = PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            bitmap.close()
            sheet.close()
        return made

    def close(self) -> None:
        """Let the document go; a second call does nothing."""
        with self._pdfium:
            self._document.close()
