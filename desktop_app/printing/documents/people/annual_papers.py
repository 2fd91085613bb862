"""两年党员数综合比较 with its fifteen rows and six equations, and 党员构成 of the same year."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.base.errors import UserError
from desktop_app.drawing.chart import Chart
from desktop_app.duties.basics.figure import tenth
from desktop_app.duties.people.annual import Breakdown
from desktop_app.duties.people.annual_pictures import annual_pictures
from desktop_app.duties.people.annual_year import AnnualYear, annual_year
from desktop_app.printing.documents.dated import DRAWN, Dated
from desktop_app.printing.documents.draft import (
    NOTE,
    PART,
    SIGNING,
    UNDER,
    Draft,
    name_of_paper,
    office_draft,
)
from desktop_app.printing.documents.ledger_view import GAP, NONE, LedgerView, branch_name, day_words, found
from desktop_app.printing.type.charts import pictures
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.reporting.annual_changes import AnnualChange

_ROWS = (
    Column("行", 12, align="center"),
    Column("项　　目", weight=2.2),
    Column("上　年", weight=1, align="center"),
    Column("本　年", weight=1, align="center"),
    Column("增（＋）减（－）", weight=1.1, align="center"),
)
_EQUATIONS = (
    Column("序号", 14, align="center"),
    Column("表内关系", weight=1.5),
    Column("本表的数", weight=1.0),
    Column("是否平衡", 26, align="center"),
)
_PARTS = (
    Column("分　类", weight=1.3, align="center", joined=True),
    Column("项　目", weight=2.4),
    Column("人　数", weight=1, align="center"),
    Column("占　比", weight=1, align="center"),
)
# A sum over 文化程度: its two parts are those of the other table put together.
_EDUCATED = "学历"
# What is part of the row above it stands a step in.
_INSIDE = {3: 1, 4: 1, 5: 1, 6: 2, 8: 1, 9: 1, 10: 1, 11: 1, 12: 2}


@dataclass(frozen=True)
class AnnualPaper:
    """A year's table in words."""

    org: str
    year: int
    day: str
    state: str
    rows: tuple[tuple[str, ...], ...]
    equations: tuple[tuple[str, ...], ...]
    suspects: tuple[str, ...]
    explanation: str
    filled_by: str
    approved_by: str
    on: str


def _year_of(ledger: LedgerView, uid: str | None, year: int | None) -> AnnualYear:
    if uid is not None:
        record = found(ledger, AnnualChange, uid)
        return annual_year(ledger, record.year, record.owner_office)
    return annual_year(ledger, year or ledger.today.year)


def gather(ledger: LedgerView, uid: str | None = None, year: int | None = None) -> AnnualPaper:
    """The table of record ``uid``, or of ``year`` (default: this one) as the roster stands."""
    one = _year_of(ledger, uid, year)
    record = one.record
    return AnnualPaper(
        branch_name(ledger, record.owner_office),
        one.table.year,
        Dated(day_words(one.table.until)),
        one.unknown_words or ("" if one.is_signed else "（未签发，数字随花名册变动）"),
        tuple(_row(number, one) for number in range(1, 16)),
        tuple(
            (str(at), *equation.words.split("："), "平" if equation.holds else "不平")
            for at, equation in enumerate(one.table.equations if one.is_known else (), 1)
        ),
        tuple(suspect.words for suspect in one.table.suspects),
        record.explanation or (NONE if one.table.balances or not one.is_known else GAP),
        ledger.name(record.filled_by) if record.filled_by else "",
        ledger.name(record.approved_by) if record.approved_by else "",
        day_words(record.on, SIGNING),
    )


def _row(number: int, one: AnnualYear) -> tuple[str, ...]:
    title = "　" * _INSIDE.get(number, 0) + one.table.rows[number - 1].title
    return (str(number), title, *one.cells(number))


def story(paper: AnnualPaper) -> list[Flowable]:
    """The paper: fifteen rows, six equations, whom to look at, who signs."""
    out: list[Flowable] = [
        name_of_paper(paper.org, f"{paper.year}年党员增减年表（两年党员数综合比较）"),
        Paragraph(f"截止日期：{paper.day}　　　单位：人　　　{paper.state}", UNDER),
        RuledSheet(_ROWS, paper.rows, size=10.5, row_height=7.4),
    ]
    if paper.equations:
        out.append(Paragraph("表内关系", PART))
        out.append(RuledSheet(_EQUATIONS, paper.equations, size=10.5, row_height=7.0))
    if paper.suspects:
        out.append(Paragraph("请核对", PART))
        out += [Paragraph(f"{at}. {words}", UNDER) for at, words in enumerate(paper.suspects, 1)]
    foot = [
        [label("不平的说明"), Cell(paper.explanation, 3)],
        [label("填 报 人"), Cell(paper.filled_by), label("审核人（书记）"), Cell(paper.approved_by)],
        [label("签　　名"), Cell(""), label("日　　期"), Cell(paper.on, align="right")],
    ]
    foot_form = RuledForm((1.9, 3.6, 2.2, 3.6), foot, size=10.5, heights=[10, 10, 12])
    return [*out, KeepTogether([Spacer(1, 4 * MM), foot_form])]


def draft(ledger: LedgerView, uid: str | None = None, year: int | None = None) -> Draft:
    """两年党员数综合比较."""
    paper = gather(ledger, uid, year)
    title = f"{paper.year}年党员增减年表"
    return office_draft("党员增减年表", title, paper, story(paper), about=paper.day)


@dataclass(frozen=True)
class BreakdownPaper:
    """How the branch is made up: rows of (mark, part, number, share)."""

    org: str
    year: int
    day: str
    whole: int
    educated: str
    rows: tuple[tuple[str, str, str, str], ...]
    filled_by: str
    on: str
    picture: Chart | None = field(default=None, metadata=DRAWN)


def gather_breakdown(ledger: LedgerView, uid: str | None = None, year: int | None = None) -> BreakdownPaper:
    """The make-up on the last day of the year, or today while it runs; UserError for a branch of nobody."""
    one = _year_of(ledger, uid, year)
    if not one.is_known:
        raise UserError(f"{one.table.year} 年没有党员构成", "资料没有改动", one.unknown_words)
    whole = sum(int(part.value) for part in one.breakdowns[0].parts)
    if not whole:
        raise UserError(f"{one.table.year} 年没有在册党员", "资料没有改动", "请先登记党员花名册")
    return BreakdownPaper(
        branch_name(ledger, one.record.owner_office),
        one.table.year,
        Dated(day_words(one.table.until)),
        whole,
        _educated(one.breakdowns, whole),
        tuple(row for table in one.breakdowns if table.title != _EDUCATED for row in _parts(table, whole)),
        ledger.name(one.record.filled_by) if one.record.filled_by else "",
        day_words(one.record.on, SIGNING),
        annual_pictures(one),
    )


def _educated(tables: Iterable[Breakdown], whole: int) -> str:
    """，其中大专及以上 32 人（69.6%）: a sum over 文化程度, told above the table that has its parts."""
    part = next((table.parts[0] for table in tables if table.title == _EDUCATED), None)
    return (
        f"，其中{part.title} {part.value} 人（{_share(int(part.value), whole)}）" if part is not None else ""
    )


def _share(value: int, whole: int) -> str:
    return f"{tenth(Decimal(value) * 100 / whole)}%"


def _parts(table: Breakdown, whole: int) -> Iterable[tuple[str, str, str, str]]:
    for at, part in enumerate(table.parts):
        yield ("" if at else table.title, part.title, str(part.value), _share(int(part.value), whole))


def breakdown_story(paper: BreakdownPaper) -> list[Flowable]:
    """The paper: the parts of every mark adding up to the whole, and the same in pictures."""
    return [
        name_of_paper(paper.org, f"{paper.year}年党员构成"),
        Paragraph(f"截止日期：{paper.day}　　　党员总数：{paper.whole} 人{paper.educated}", UNDER),
        RuledSheet(_PARTS, paper.rows, size=10.5, row_height=6.6),
        Paragraph("每一分类各项相加等于党员总数；占比四舍五入，相加可能不是 100%。", NOTE),
        KeepTogether(
            [Spacer(1, 3 * MM), RuledForm((1.6, 3.2, 1.4, 3.8), [_filled(paper)], size=10.5, heights=11.0)]
        ),
        *pictures(paper.picture),
    ]


def _filled(paper: BreakdownPaper) -> list[Cell]:
    on = Cell(paper.on, align="right")
    return [label("填 表 人"), Cell(paper.filled_by), label("日　　期"), on]


def breakdown_draft(ledger: LedgerView, uid: str | None = None, year: int | None = None) -> Draft:
    """党员构成."""
    paper = gather_breakdown(ledger, uid, year)
    title = f"{paper.year}年党员构成"
    return office_draft("党员构成", title, paper, breakdown_story(paper), about=paper.day)
