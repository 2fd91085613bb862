"""学时情况表: everybody's hours of a year against the target, the exempt with the reason, the forecast."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from reportlab.platypus import Flowable

from desktop_app.base.names import spaced
from desktop_app.base.strokes import load_strokes
from desktop_app.drawing.chart import Chart
from desktop_app.duties.study.hours import plain
from desktop_app.duties.study.hours_pictures import hours_pictures
from desktop_app.duties.study.hours_view import EXEMPT, HoursRow, hours_view
from desktop_app.printing.documents.dated import DRAWN, Dated
from desktop_app.printing.documents.draft import NOTE, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import LedgerView, branch_name, day_words
from desktop_app.printing.type.charts import pictures
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.rules.rule_table import paper_sources

COLUMNS = (
    Column("序号", 11, align="center"),
    Column("姓名", 22, align="center"),
    Column("目标", 14, align="center"),
    Column("已学", 14, align="center"),
    Column("差额", 14, align="center"),
    Column("集中培训", 20, align="center"),
    Column("年底预计", 28, align="center"),
    Column("情况", 20, align="center"),
    Column("说明", weight=1),
)


@dataclass(frozen=True)
class HoursPaper:
    """A year's hours as words up to ``day``."""

    org: str
    year: int
    day: str
    summary: str
    rule: str
    rows: tuple[tuple[str, ...], ...]
    picture: Chart | None = field(default=None, metadata=DRAWN)


def gather(ledger: LedgerView, year: int | None = None) -> HoursPaper:
    """The hours of ``year`` (default: this one)."""
    year = year or ledger.today.year
    view = hours_view(ledger, year, load_strokes())
    told = "，".join(f"{one.title} {one.value} {one.unit}" for one in view.figures)
    end = date(year, 12, 31)
    member = plain(ledger.rule("study_hours_member", end))
    named = "、".join(paper_sources(ledger, ("study_hours_member",), end))
    source = f"（{named}）" if named else ""
    return HoursPaper(
        branch_name(ledger),
        year,
        Dated(day_words(min(ledger.today, end))),
        Dated(f"{told}。"),
        f"党员每年集中学习一般不少于 {member} 学时{source}；"
        "年老体弱、患病、失能的不作硬性要求，学了多少记多少。送学上门、个人自学不折算学时。",
        tuple(_row(n, row) for n, row in enumerate(view.rows, 1)),
        hours_pictures(view, Decimal(member)),
    )


def _row(n: int, row: HoursRow) -> tuple[str, ...]:
    hours, asked = row.hours, row.state != EXEMPT
    return (
        str(n),
        spaced(row.name),
        plain(hours.target) if asked else "—",
        plain(hours.done),
        plain(hours.deficit) if asked else "—",
        row.central_words or "—",
        Dated(row.forecast_words or "—"),
        Dated(row.state),
        row.told,
    )


def story(paper: HoursPaper) -> list[Flowable]:
    """The paper: the figures, the people by 姓氏笔画, and the rule."""
    return [
        name_of_paper(paper.org, f"{paper.year}年党员学时情况表"),
        Paragraph(f"截至 {paper.day}　　　{paper.summary}", UNDER),
        RuledSheet(COLUMNS, paper.rows or [("",) * len(COLUMNS)], size=10),
        Paragraph(paper.rule, NOTE),
        Paragraph("按姓氏笔画排列。年底预计是照目前的进度学到年底的学时。", NOTE),
        *pictures(paper.picture),
    ]


def draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The 学时情况表 of a year."""
    paper = gather(ledger, year)
    title = f"{paper.year}年党员学时情况表"
    return office_draft("学时情况表", title, paper, story(paper), header=title)
