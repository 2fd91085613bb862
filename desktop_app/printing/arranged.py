"""Finished PDFs made ready for the printer: margins mirrored, papers joined into one, the print moved."""

import hashlib
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.printing.print_job import on_page
from desktop_app.printing.raster import PdfPages

_NAMED = re.compile(rb"/ID\s*\[<[0-9A-Fa-f]{32}><[0-9A-Fa-f]{32}>\]")
# The trailer stands in so many bytes at the end.
_TAIL = 2048


@dataclass(frozen=True, slots=True)
class Part:
    """One paper of a print: its bytes, and by how much (pt) its binding margin is wider than the other."""

    pdf: bytes
    binding: float = 0.0


def arranged(
    parts: Sequence[Part], *, two_sided: bool = False, progress: Callable[[int, int], object] | None = None
) -> bytes:
    """One PDF of all ``parts`` in their order; a single one-sided paper is given back as it is.

    ``two_sided``: the even pages are for the backs. Their print is moved to the other edge, so that the wide
    margin is at the binding on both sides, and each paper begins on the front of a sheet.
    """
    first = parts[0]
    if len(parts) == 1 and not (two_sided and first.binding):
        return first.pdf
    import pypdfium2

    with PdfPages.turn:
        if len(parts) == 1:  # with its marks, its bookmarks and what else it has
            made = pypdfium2.PdfDocument(first.pdf)
            _mirror(made, range(1, len(made), 2), first.binding)
            return _saved(made, (first.pdf,))
        made = pypdfium2.PdfDocument.new()
        for number, part in enumerate(parts):
            if two_sided and len(made) % 2:
                made.new_page(*made.get_page_size(len(made) - 1)).close()
            begins = len(made)
            with pypdfium2.PdfDocument(part.pdf) as source:
                made.import_pages(source)
            if two_sided and part.binding:
                _mirror(made, range(begins + 1, len(made), 2), part.binding)
            if progress is not None:
                progress(number + 1, len(parts))
        return _saved(made, (part.pdf for part in parts))


def moved(pdf: bytes, right: float, down: float) -> bytes:
    """The same pages with their print moved by so many pt on the sheet, for a printer that is off."""
    if not (right or down):
        return pdf
    import pypdfium2

    with PdfPages.turn:
        made = pypdfium2.PdfDocument(pdf)
        for page in made:
            across, along = on_page(page.get_size(), right, down)
            _move(page, across, -along)
            page.close()
        return _saved(made, (pdf,))


def _mirror(document: Any, pages: Iterable[int], binding: float) -> None:
    """Move the print of upright pages to the left, of landscape ones, bound at the top, upwards."""
    for number in pages:
        page = document[number]
        wide, high = page.get_size()
        _move(page, *((-binding, 0.0) if high >= wide else (0.0, binding)))
        page.close()


def _move(page: Any, right: float, up: float) -> None:
    """Move what is on a page by moving the sheet the other way: not a byte of its content is touched."""
    left, bottom, edge, top = page.get_mediabox()
    page.set_mediabox(left - right, bottom - up, edge - right, top - up)


def _saved(document: Any, made_of: Iterable[bytes]) -> bytes:
    """The bytes of a document, the same each time for the same papers: PDFium names it by the hour."""
    out = io.BytesIO()
    document.save(out)
    document.close()
    name = hashlib.sha256()
    for part in made_of:
        name.update(part)
    word = name.hexdigest()[:32].upper().encode()
    whole = out.getvalue()
    tail = _NAMED.sub(b"/ID[<%b><%b>]" % (word, word), whole[-_TAIL:])
    return whole[:-_TAIL] + tail


def sheets_needed(pages: int, copies: int, *, two_sided: bool) -> int:
    """How many sheets of paper a print takes."""
    return copies * (-(-pages // 2) if two_sided else pages)
