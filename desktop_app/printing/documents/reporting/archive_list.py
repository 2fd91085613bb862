"""归档文件目录: a year's box by 件 (DA/T 22—2015), A4 landscape, with the 备考表 behind it."""

from dataclasses import dataclass

from reportlab.platypus import Flowable, PageBreak

from desktop_app.printing.documents.draft import SIGNING, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, branch_name
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.reporting.archive_files import files_of

_COLUMNS = (
    Column("序号", 12, align="center"),
    Column("档　号", 34),
    Column("文　号", 30),
    Column("责任者", weight=1.4),
    Column("题　名", weight=2.4),
    Column("日　期", 22, align="center"),
    Column("密级", 14, align="center"),
    Column("页数", 14, align="center"),
    Column("备　注", 24),
)


@dataclass(frozen=True)
class ArchiveList:
    """The list of one year: its rows as they are printed, and how many papers and pages."""

    org: str
    year: int
    rows: tuple[tuple[str, ...], ...]
    pages: int


def gather(ledger: LedgerView, year: int) -> ArchiveList:
    """The list of ``year``; what has no number, secrecy or remark leaves its cell empty, as the form does."""
    files = files_of(ledger, year)
    return ArchiveList(
        branch_name(ledger),
        year,
        tuple(
            (
                str(one.number),
                one.file_no or "",
                one.document_no or "",
                one.author or GAP,
                one.title or GAP,
                f"{one.formed_on:%Y%m%d}" if one.formed_on else GAP,
                one.secrecy or "",
                str(one.pages) if one.pages else GAP,
                one.remark or "",
            )
            for one in files
        ),
        sum(one.pages or 0 for one in files),
    )


def story(told: ArchiveList) -> list[Flowable]:
    """The paper: the list, and on a sheet of its own the 备考表."""
    inside = f"{told.year}年度，共 {len(told.rows)} 件 {told.pages} 页。"
    note = [
        [label("盒内文件情况"), Cell(inside, 3, top=True)],
        [label("整 理 人"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")],
        [label("检 查 人"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")],
    ]
    return [
        name_of_paper(told.org, "归档文件目录"),
        Paragraph(f"年度：{told.year}　　　共 {len(told.rows)} 件 {told.pages} 页", UNDER),
        RuledSheet(_COLUMNS, told.rows, size=9.5),
        PageBreak(),
        name_of_paper(told.org, "备考表"),
        RuledForm((2.4, 6.0, 2.4, 6.0), note, size=12, heights=[80.0, 14.0, 14.0]),
    ]


def draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The 归档文件目录 of a year (default: this one)."""
    told = gather(ledger, year or ledger.today.year)
    about = f"{told.year}年"
    return office_draft("归档文件目录", "归档文件目录", told, story(told), landscape=True, about=about)
