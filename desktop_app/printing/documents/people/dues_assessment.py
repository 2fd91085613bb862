"""党费核定表: what every member is assessed at a month, and the branch by rate; it is not posted."""

from dataclasses import dataclass
from decimal import Decimal

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.base.names import spaced
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.people.dues_year import dues_book, grid_of
from desktop_app.printing.documents.draft import (
    NOTE,
    PART,
    SIGNING,
    UNDER,
    Draft,
    name_of_paper,
    office_draft,
)
from desktop_app.printing.documents.ledger_view import GAP, NONE, LedgerView, branch_name, day_words
from desktop_app.printing.documents.wording import full_width
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.people.dues_standards import WAIVED, DuesStandard
from desktop_app.registers.rules.rule_table import paper_sources

_PEOPLE = (
    Column("序号", 11, align="center"),
    Column("姓　名", 20, align="center"),
    Column("计费类别", 24, align="center"),
    Column("计费基数（元）", 25, align="right"),
    Column("比　例", 16, align="center"),
    Column("月应交（元）", 23, align="right"),
    Column("起算月份", 20, align="center"),
    Column("备　注", weight=1),
)
_RATES = (
    Column("计费类别、比例", weight=2, align="center"),
    Column("人　数", weight=1, align="center"),
    Column("月应交合计（元）", weight=1.3, align="right"),
)
_STEPS = ("dues_step1_rate", "dues_retired_low_rate", "dues_small")


@dataclass(frozen=True)
class DuesAssessment:
    """A year's assessment in words."""

    org: str
    year: int
    day: str
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]
    rates: tuple[tuple[str, str, str], ...]
    sources: str


def gather(ledger: LedgerView, year: int | None = None) -> DuesAssessment:
    """The assessment of ``year`` (default: this one), people by strokes, several rows where it changed."""
    year = year or ledger.today.year
    book = dues_book(ledger)
    rows: list[tuple[str, ...]] = []
    last: list[DuesStandard] = []
    for row in grid_of(book, year, load_strokes()):
        own = [one for one in book.standards.get(row.member, ()) if one.year == year]
        own.sort(key=lambda one: one.since.iso() if one.since else "")
        rows += [_row(len(rows) + at, row.name, one) for at, one in enumerate(own, 1)]
        rows += [] if own else [(str(len(rows) + 1), spaced(row.name), GAP, GAP, GAP, GAP, "", "")]
        last += own[-1:]
    whole = sum((one.monthly_due for one in last), Decimal(0))
    return DuesAssessment(
        branch_name(ledger),
        year,
        day_words(max((one.assessed_on for one in last), default=None), GAP),
        tuple(rows),
        ("", "合计", f"{len(last)} 人", "", "", f"{whole:,.2f}", "", ""),
        tuple(_by_rate(last)),
        _joined(paper_sources(ledger, _STEPS)),
    )


def _joined(sources: list[str]) -> str:
    """《…》第二条、第五条: a regulation that is named several times stands once."""
    articles: dict[str, list[str]] = {}
    for one in sources:
        title, mark, article = one.partition("第")
        articles.setdefault(title, []).append(f"{mark}{article}")
    return "；".join(title + "、".join(filter(None, found)) for title, found in articles.items())


def _row(place: int, name: str, one: DuesStandard) -> tuple[str, ...]:
    base = f"{one.base:,.2f}" if one.base is not None else NONE
    since = one.since.chinese() if one.since else f"{one.year}年1月"
    note = one.waiver_basis if one.payer_kind in WAIVED else ""
    return (
        str(place),
        spaced(name),
        full_width(one.payer_kind),
        base,
        _percent(one),
        f"{one.monthly_due:,.2f}",
        since,
        note or "",
    )


def _percent(one: DuesStandard) -> str:
    return f"{(one.rate * 100).normalize():f}%" if one.rate else "定额" if one.monthly_due else "免交"


def _by_rate(standards: list[DuesStandard]) -> list[tuple[str, str, str]]:
    """The standards in force summed up by kind and rate, the lowest rate first."""
    groups: dict[tuple[str, Decimal], list[DuesStandard]] = {}
    for one in standards:
        groups.setdefault((one.payer_kind, one.rate or Decimal(0)), []).append(one)
    return [
        (
            f"{full_width(kind)}　{_percent(found[0])}",
            str(len(found)),
            f"{sum((one.monthly_due for one in found), Decimal(0)):,.2f}",
        )
        for (kind, _), found in sorted(groups.items(), key=lambda entry: (entry[0][1], entry[0][0]))
    ]


def story(paper: DuesAssessment) -> list[Flowable]:
    """The paper: everybody's row, the sums by rate, who filled it in, who checked, the seal."""
    foot = [
        [label("填 报 人"), Cell(""), label("党支部书记"), Cell("")],
        [label("核定单位（章）"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")],
    ]
    blank = [("",) * len(_PEOPLE)]
    out: list[Flowable] = [
        name_of_paper(paper.org, f"{paper.year}年党费核定表"),
        Paragraph(f"核定时间：{paper.day}　　　单位：元", UNDER),
        RuledSheet(
            _PEOPLE,
            paper.rows or blank,
            totals=paper.totals if paper.rows else None,
            size=9.5,
            row_height=6.6,
        ),
    ]
    if paper.rates:
        out.append(
            KeepTogether(
                [
                    Paragraph("按类别和比例汇总", PART),
                    RuledSheet(_RATES, paper.rates, size=9.5, row_height=6.4),
                ]
            )
        )
    note = "计费基数属于个人收入，本表供支部核定和上级审核用，不张贴。"
    told = f"依据：{paper.sources}。{note}" if paper.sources else note
    out.append(
        KeepTogether(
            [
                Paragraph(told, NOTE),
                Spacer(1, 2 * MM),
                RuledForm((2.0, 4, 1.8, 4), foot, size=10.5, heights=[10, 12]),
            ]
        )
    )
    return out


def draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The 党费核定表 of ``year`` (default: this one)."""
    paper = gather(ledger, year)
    title = f"{paper.year}年党费核定表"
    return office_draft("党费核定表", title, paper, story(paper), about=paper.day)
