"""卷内目录 for papers bound in volumes (GB/T 9705—2008), and 盒脊 labels for the boxes of a year."""

from dataclasses import dataclass
from itertools import groupby

from reportlab.platypus import Flowable, PageBreak

from desktop_app.printing.documents.draft import SIGNING, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, branch_name
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.placard import Panel, Placard, PlacardWords, Placed, Rule, cut_marks
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.reporting.archive_files import ArchiveFile, files_of

_COLUMNS = (
    Column("顺序号", 15, align="center"),
    Column("文　号", 26),
    Column("责任者", weight=2.0),
    Column("题　名", weight=2.2),
    Column("日　期", 22, align="center"),
    Column("页　号", 20, align="center"),
    Column("备　注", 18),
)
_TERMS = ("永久", "30年", "10年", "")
_NO_TERM = "期限未定"
# A label in mm: as wide as the back of a box, cut in its middle height from an upright A4 sheet.
_LABEL, _GAP, _ACROSS = (30.0, 240.0), 4.0, 5


@dataclass(frozen=True)
class Volume:
    """The papers of a year in their order, each with the pages it takes of the volume."""

    org: str
    year: int
    rows: tuple[tuple[str, ...], ...]
    pages: int


def gather(ledger: LedgerView, year: int) -> Volume:
    """The volume of ``year``; a paper begins on the page after the one before it ended."""
    files, rows, page = files_of(ledger, year), [], 1
    for place, one in enumerate(files, 1):
        pages = one.pages or 0
        told = str(page) if place < len(files) or pages < 2 else f"{page}—{page + pages - 1}"
        rows.append(
            (
                str(place),
                one.document_no or "",
                one.author or GAP,
                one.title or GAP,
                f"{one.formed_on:%Y%m%d}" if one.formed_on else GAP,
                told,
                one.remark or "",
            )
        )
        page += pages
    return Volume(branch_name(ledger), year, tuple(rows), page - 1)


def story(volume: Volume) -> list[Flowable]:
    """The list, and on a sheet of its own the 备考表 of the volume."""
    inside = f"{volume.year}年度，本卷共 {len(volume.rows)} 件 {volume.pages} 页。"
    note = [
        [label("本卷情况\n说　　明"), Cell(inside, 3, top=True)],
        [label("立 卷 人"), Cell(""), label("立卷时间"), Cell(SIGNING, align="right")],
        [label("检 查 人"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")],
    ]
    return [
        name_of_paper(volume.org, "卷内目录"),
        Paragraph(f"年度：{volume.year}　　　共 {len(volume.rows)} 件 {volume.pages} 页", UNDER),
        RuledSheet(_COLUMNS, volume.rows or [("",) * len(_COLUMNS)], size=10, row_height=9),
        PageBreak(),
        name_of_paper(volume.org, "卷内备考表"),
        RuledForm((2.4, 5.4, 2.4, 5.4), note, size=12, heights=[90.0, 14.0, 14.0]),
    ]


def draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The 卷内目录 of a year (default: this one)."""
    volume = gather(ledger, year or ledger.today.year)
    return office_draft("卷内目录", "卷内目录", volume, story(volume), about=f"{volume.year}年")


@dataclass(frozen=True)
class Spine:
    """The back of one box: how long its papers are kept, and from which to which number."""

    term: str
    first: int
    last: int


@dataclass(frozen=True)
class Spines:
    """The labels of a year's boxes."""

    org: str
    year: int
    boxes: tuple[Spine, ...]


def gather_spines(ledger: LedgerView, year: int) -> Spines:
    """One box for each time of keeping; a year of which nothing is filed has a label for the pen."""

    def term(one: ArchiveFile) -> str:
        return one.keep or ""

    files = sorted(files_of(ledger, year), key=lambda one: (_TERMS.index(term(one)), one.number))
    boxes = []
    for kept, some in groupby(files, key=term):
        numbers = [one.number for one in some]
        boxes.append(Spine(kept or _NO_TERM, numbers[0], numbers[-1]))
    return Spines(branch_name(ledger), year, tuple(boxes) or (Spine("", 0, 0),))


def _label(spines: Spines, one: Spine) -> tuple[Panel | PlacardWords | Rule, ...]:
    """From the top: whose, the year, how long kept, the numbers inside, the number of the box."""
    width, height = _LABEL
    span = f"{one.first}\n至\n{one.last}" if one.last else ""
    parts = (
        ("全宗名称", "\n".join(spines.org), 110.0),
        ("年度", str(spines.year), 28.0),
        ("保管期限", one.term, 28.0),
        ("起止件号", span, 40.0),
        ("盒号", "", 34.0),
    )
    marks: list[Panel | PlacardWords | Rule] = [Panel(0, 0, width, height, edge=0.8)]
    y = height
    for title, words, high in parts:
        y -= high
        marks += [
            PlacardWords(title, 1, y + high - 7, width - 2, 6, 9, "song", "center"),
            PlacardWords(words, 2, y + 1, width - 4, high - 9, 18, "hei", "center", leading=1.15),
            Rule(0, y, width, y),
        ]
    return tuple(marks[:-1])


def spines_story(spines: Spines) -> list[Flowable]:
    """The labels side by side, to be cut out."""
    out: list[Flowable] = []
    for at in range(0, len(spines.boxes), _ACROSS):
        out += [PageBreak()] if out else []
        placed = [
            Placed(2 + place * (_LABEL[0] + _GAP), 2, (*_label(spines, one), *cut_marks(*_LABEL)))
            for place, one in enumerate(spines.boxes[at : at + _ACROSS])
        ]
        out.append(Placard(174, _LABEL[1] + 6, placed))
    return out


def spines_draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The 盒脊 of a year's boxes (default: this one)."""
    spines = gather_spines(ledger, year or ledger.today.year)
    return office_draft("档案盒脊", "档案盒脊", spines, spines_story(spines), about=f"{spines.year}年")
