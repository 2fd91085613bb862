"""党费收缴表: the twelve months of every member of a year, with room to sign, A4 turned."""

from dataclasses import dataclass
from decimal import Decimal

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.base.names import spaced
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.people.dues import DuesCell, DuesRow, Paid
from desktop_app.duties.people.dues_year import dues_book, grid_of, month_sums
from desktop_app.printing.documents.draft import NOTE, SIGNING, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import LedgerView, branch_name, today_words
from desktop_app.printing.documents.wording import full_width
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet

COLUMNS = (
    Column("序号", 9, align="center"),
    Column("姓名", 16, align="center"),
    Column("计费类别", 18, align="center"),
    Column("月应交", 12.6, align="right"),
    *(Column(f"{n}月", 13.6, align="right") for n in range(1, 13)),
    Column("实交合计", 15, align="right"),
    Column("欠交", 13, align="right"),
    Column("本人签名", weight=1, align="center"),
)
_SIZE = 7.5


@dataclass(frozen=True)
class DuesGrid:
    """A year's grid in words: one row a member, the totals last."""

    org: str
    year: int
    day: str
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]


def cell_words(cell: DuesCell) -> str:
    """15.00, 欠15.00, 少5.00, 免交, 未核定, — outside the branch; nothing for what is to come."""
    if cell.state in (Paid.UNPAID, Paid.PART):
        return f"{'欠' if cell.state is Paid.UNPAID else '少'}{cell.owed:,.2f}"
    words = {Paid.FREE: "免交", Paid.UNASSESSED: "未核定", Paid.OUTSIDE: "—", Paid.LATER: ""}
    return f"{cell.paid:,.2f}" if cell.paid else words.get(cell.state, "0.00")


def standard_words(row: DuesRow) -> str:
    """What a month asks, the last of the year; several where it changed."""
    asked = dict.fromkeys(cell.due for cell in row.cells if cell.state not in (Paid.OUTSIDE, Paid.UNASSESSED))
    return "\n".join(f"{amount:,.2f}" for amount in asked) or "—"


def _money(amount: Decimal) -> str:
    return f"{amount:,.2f}" if amount else ""


def gather(ledger: LedgerView, year: int | None = None) -> DuesGrid:
    """The grid of ``year`` (default: this one)."""
    year = year or ledger.today.year
    rows = grid_of(dues_book(ledger), year, load_strokes())
    sums = month_sums(rows)
    return DuesGrid(
        branch_name(ledger),
        year,
        today_words(ledger),
        tuple(_row(place, row) for place, row in enumerate(rows, 1)),
        (
            "",
            "合计",
            f"{len(rows)} 人",
            "",
            *(_money(Decimal(one.paid.value)) for one in sums),
            f"{sum((row.paid for row in rows), Decimal(0)):,.2f}",
            _money(sum((row.owed for row in rows), Decimal(0))),
            "",
        ),
    )


def _row(place: int, row: DuesRow) -> tuple[str, ...]:
    return (
        str(place),
        spaced(row.name),
        full_width(row.payer_kind or "未核定"),
        standard_words(row),
        *(cell_words(cell) for cell in row.cells),
        _money(row.paid),
        _money(row.owed),
        "",
    )


def story(grid: DuesGrid) -> list[Flowable]:
    """The paper: name, the sheet with its totals, who collected and who checked."""
    blank = [("", "", "", "", *("",) * 12, "", "", "")]
    foot = [
        [
            label("收款人"),
            Cell(""),
            label("党支部书记"),
            Cell(""),
            label("日　期"),
            Cell(SIGNING, align="right"),
        ]
    ]
    return [
        name_of_paper(f"{grid.org}{grid.year}年党费收缴表"),
        Paragraph(f"共 {len(grid.rows)} 人　　　截止日期：{grid.day}　　　单位：元", UNDER),
        RuledSheet(
            COLUMNS,
            grid.rows or blank,
            totals=grid.totals if grid.rows else None,
            size=_SIZE,
            row_height=8.0,
        ),
        KeepTogether(
            [
                Paragraph(
                    "格中是当月实交；“欠”是到期未交，“少”是没有交足，“—”是当月不在本支部交，空格是还没有到期。",
                    NOTE,
                ),
                Spacer(1, 1 * MM),
                RuledForm((1.2, 3, 1.4, 3, 1.2, 3), foot, size=10.5, heights=10.0),
            ]
        ),
    ]


def draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The grid of ``year`` (default: this one)."""
    grid = gather(ledger, year)
    title = f"{grid.org}{grid.year}年党费收缴表"
    return office_draft(
        "党费收缴表",
        f"{grid.year}年党费收缴表",
        (grid.year, grid.rows, grid.totals),
        story(grid),
        landscape=True,
        header=title,
        about=grid.day,
    )
