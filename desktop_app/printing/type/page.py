"""Pages and the way from a story to PDF bytes: the GB/T 9704 page, office pages, footers, metadata."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from desktop_app.printing.type.archival_pdf import ArchivalDocument
from desktop_app.printing.type.faces import FontSet
from desktop_app.printing.type.font_embedder import FontEmbedder, number
from desktop_app.printing.type.kept import NO_NAMES, Names
from desktop_app.printing.type.missing import GETA, Missing
from desktop_app.printing.type.pager import Pager
from desktop_app.printing.type.paragraph import Style
from desktop_app.printing.type.structure import END, FURNITURE

rl_config.useA85 = 0  # 4-8 % smaller and faster files; PDF readers have read binary streams since 1996

MM = 72 / 25.4
"""Points in a millimetre."""
A4 = (210 * MM, 297 * MM)
A3 = (297 * MM, 420 * MM)

OFFICIAL_PITCH = 156 * MM / 28
"""Width of one character of the GB/T 9704 grid: 28 of them in 156 mm (pt)."""
OFFICIAL_LEADING = 225 * MM / 22
"""Height of one line of the GB/T 9704 grid: 22 of them in 225 mm (pt)."""

BODY = Style(role="fang", size=16, leading=OFFICIAL_LEADING, tracking=OFFICIAL_PITCH - 16, first_indent=2)
"""3号仿宋 on the grid, two characters in."""
TITLE = Style(
    role="title",
    size=22,
    leading=OFFICIAL_LEADING,
    align="center",
    balance=True,
    keep_with_next=True,
    level=1,
)
"""2号小标宋, centred; takes one grid line per line."""
HEADING1 = Style(
    role="hei",
    size=16,
    leading=OFFICIAL_LEADING,
    tracking=OFFICIAL_PITCH - 16,
    first_indent=2,
    keep_with_next=True,
    level=2,
)
"""一、 in 3号黑体."""
HEADING2 = Style(
    role="kai",
    size=16,
    leading=OFFICIAL_LEADING,
    tracking=OFFICIAL_PITCH - 16,
    first_indent=2,
    keep_with_next=True,
    level=3,
)
"""（一） in 3号楷体."""


_LEAST_SHARE = 0.75
"""Of its size a line at the edge of a page may be made smaller before words are left out."""


@dataclass(frozen=True)
class PageFormat:
    """A sheet: size and margins in pt, and `furniture(ink, number, total)` giving operators for each page.

    `binding` says by how much the margin at the binding is wider than the one across from it, which a print
    on both sides has to change about: at the left of an upright sheet, at the top of a landscape one.
    """

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    furniture: Callable[[FontEmbedder, int, int], str]
    binding: float = 0.0

    @property
    def body_width(self) -> float:
        """Width between the margins in pt."""
        return self.width - self.left - self.right

    @property
    def body_height(self) -> float:
        """Height between the margins in pt."""
        return self.height - self.top - self.bottom


def official_page() -> PageFormat:
    """A4 by GB/T 9704—2012: margins 37, 26, 35, 28 mm, “— 1 —” in 4号宋体 outside, 7 mm below the text.

    Odd numbers stand one character in from the right, even ones one character in from the left.
    """
    width, height = A4
    left, right, bottom = 28 * MM, 26 * MM, 35 * MM

    def furniture(embedder: FontEmbedder, page: int, total: int) -> str:
        text, size = f"— {page} —", 14.0
        x = width - right - size - embedder.fonts.width(text, "song", size) if page % 2 else left + size
        return embedder.show(x, bottom - 7 * MM - 0.35 * size, text, "song", size)

    return PageFormat(width, height, 37 * MM, right, bottom, left, furniture, left - right)


def shortened(fonts: FontSet, words: str, role: str, size: float, room: float) -> tuple[str, float]:
    """Words for one line of `room` pt and their size: made smaller, then without their middle."""
    wide = fonts.width(words, role, size)
    if wide <= room:
        return words, size
    small = max(size * room / wide, _LEAST_SHARE * size)
    for keeps in range(len(words) // 2, 0, -1):
        if fonts.width(words, role, small) <= room:
            break
        words = f"{words[:keeps]}…{words[-keeps:]}"
    return words, small


def office_page(
    *, landscape: bool = False, header: str = "", code: str = "", paper: tuple[float, float] = A4
) -> PageFormat:
    """An office sheet with 20 mm at the binding edge, 15 mm elsewhere (pt sizes of `paper` upright).

    `header` stands above a thin rule on every page; the foot has `code` (what the paper is, in short)
    at the left and “第 x 页 / 共 y 页” at the right. Upright pages bind at the left,
    landscape ones at the top: bound with upright ones, a landscape A4 page has its number where they have it
    (GB/T 9704—2012, 9), that is at its left edge and turned. A wall sheet keeps it at the foot.
    """
    width, height = (paper[1], paper[0]) if landscape else paper
    top, left = (20 * MM, 15 * MM) if landscape else (15 * MM, 20 * MM)
    right, bottom, size = 15 * MM, 17 * MM, 9.0
    body_top = top + (8 * MM if header else 0.0)

    def furniture(embedder: FontEmbedder, page: int, total: int) -> str:
        count = f"第 {page} 页 / 共 {total} 页"
        y, long = 10 * MM, embedder.fonts.width(count, "song", size)
        if landscape and paper == A4:
            down = embedder.show(0, 0, count, "song", size)
            place = f"q 0 -1 1 0 {number(y)} {number(right + long)} cm {down} Q"
        else:
            place = embedder.show(width - right - long, y, count, "song", size)
        out = [embedder.show(left, y, code, "song", size), place]
        if header:
            line = height - top - 5 * MM
            words, high = shortened(embedder.fonts, header, "hei", size, width - left - right)
            out += [
                embedder.show(left, line + 1.5 * MM, words, "hei", high),
                f"q 0.5 w {number(left)} {number(line)} m {number(width - right)} {number(line)} l S Q",
            ]
        return "\n".join(out)

    return PageFormat(width, height, body_top, right, bottom, left, furniture, 5 * MM)


@dataclass(frozen=True)
class Paper:
    """A finished paper: its bytes, its number of pages, and what is to be told before it is printed.

    ``missing`` are the characters it shows as 〓, ``replaced`` those it shows as the character they are meant
    for; ``remarks`` are sentences.
    """

    pdf: bytes
    pages: int
    missing: tuple[Missing, ...]
    remarks: tuple[str, ...] = ()
    replaced: tuple[Missing, ...] = ()


class _PaperCanvas(Canvas):
    """A canvas whose text goes through an Ink and whose page furniture waits for the number of pages."""

    _doc: ArchivalDocument
    _code: list[str]

    def __init__(self, out: io.BytesIO, fonts: FontSet, page: PageFormat, names: Names) -> None:
        super().__init__(out, (page.width, page.height), pageCompression=1)
        self._doc = ArchivalDocument()  # ReportLab makes its own before it can be told otherwise
        self.embedder = FontEmbedder(fonts, self._doc, names)
        self._page = page
        self.page_count = 0

    def _make_preamble(self) -> None:
        """Leave out ReportLab's initial Helvetica: no face is used that is not embedded."""
        self._preamble = "1 0 0 1 0 0 cm"

    def note_heading(self, words: str, level: int, height: float) -> str:
        """A bookmark for a heading of `level` (from 1) whose top is `height` pt above the place drawn at.

        Gives its kind in the structure of the document.
        """
        left, top = self.absolutePosition(0, height)
        self._doc.bookmarks.add(level, words, self.getPageNumber(), round(left, 2), round(top, 2))
        return self._doc.structure.heading(level)

    def showPage(self) -> None:  # noqa: N802 - the name ReportLab calls
        """Begin the next page."""
        super().showPage()
        self.embedder.page = self.getPageNumber()
        self._doc.structure.next_page()

    def save(self) -> None:
        """Add header and footer to every page and write the document."""
        if self._code:
            self.showPage()
        pages = self._doc.Pages.pages
        self.page_count = len(pages)
        for place, page in enumerate(pages, 1):
            self.embedder.page = place
            furniture = self._page.furniture(self.embedder, place, len(pages))
            page.stream += f"{FURNITURE}\n{furniture}\n{END}\n"
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = place - 1, "/S"
        super().save()


def compose(
    story: Sequence[Flowable],
    page: PageFormat,
    fonts: FontSet,
    *,
    title: str,
    author: str,
    subject: str = "",
    names: Names = NO_NAMES,
) -> Paper:
    """Set `story` on `page`; the same story gives the same bytes. No line cuts one of `names`.

    The story is used up: build a new one for another paper. Raises reportlab's LayoutError when a flowable
    that cannot be split is higher than the page, which is a defect of the document, not of the data.
    """
    out = io.BytesIO()
    canvas = _PaperCanvas(out, fonts, page, names)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(subject)
    canvas.setCreator("支部台账")
    pager = Pager(canvas, page.body_width, page.body_height)
    is_empty = True
    for laid in pager.pages(story):
        pager.draw(laid, page.left, page.height - page.top)
        is_empty = False
    if is_empty:
        canvas.showPage()  # a document of no page is none: no reader opens it
    canvas.save()
    ink = canvas.embedder
    lost = tuple(one for one in ink.missing if one.shown == GETA)
    replaced = tuple(one for one in ink.missing if one.shown != GETA)
    return Paper(out.getvalue(), canvas.page_count, lost, tuple(ink.remarks), replaced)


def build_pdf(
    story: Sequence[Flowable], page: PageFormat, fonts: FontSet, *, title: str, author: str
) -> bytes:
    """The bytes of `compose`, for callers that need no more."""
    return compose(story, page, fonts, title=title, author=author).pdf
