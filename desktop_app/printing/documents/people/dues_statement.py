"""党费收缴情况公布表 and 欠交名单: a year's dues made public, and who is to be spoken to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.base.names import spaced
from desktop_app.base.strokes import load_strokes
from desktop_app.drawing.chart import Chart
from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.people.dues import Arrears, DuesRow, Paid, year_statement
from desktop_app.duties.people.dues_pictures import dues_picture
from desktop_app.duties.people.dues_year import dues_book, grid_of, month_sums
from desktop_app.printing.documents.dated import DRAWN
from desktop_app.printing.documents.draft import (
    NOTE,
    PART,
    SIGNING,
    UNDER,
    Draft,
    long_part,
    name_of_paper,
    office_draft,
)
from desktop_app.printing.documents.ledger_view import (
    GAP,
    NONE,
    LedgerView,
    branch_name,
    today_words,
)
from desktop_app.printing.type.charts import pictures
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.rules.rule_table import paper_sources

_MONTHS = (
    Column("月　份", 24, align="center"),
    Column("应交人数", weight=1, align="center"),
    Column("应交（元）", weight=1, align="right"),
    Column("实交（元）", weight=1, align="right"),
    Column("欠交人数", weight=1, align="center"),
    Column("欠交（元）", weight=1, align="right"),
)
_PERSON = (
    Column("姓　名", 20, align="center"),
    Column("应交（元）", weight=1, align="right"),
    Column("实交（元）", weight=1, align="right"),
    Column("交至", 15, align="center"),
)
_ARREARS = (
    Column("序号", 12, align="center"),
    Column("姓　名", 22, align="center"),
    Column("欠交月份", weight=2.2),
    Column("连续", 14, align="center"),
    Column("月数", 13, align="center"),
    Column("欠交（元）", 21, align="right"),
    Column("联系电话", 28, align="center"),
    Column("谈话、补交情况", weight=1.2),
)


@dataclass(frozen=True)
class DuesStatement:
    """A year's dues: figures (title, value with unit), months and people in words."""

    org: str
    year: int
    day: str
    figures: tuple[tuple[str, str], ...]
    months: tuple[tuple[str, ...], ...]
    month_totals: tuple[str, ...]
    people: tuple[tuple[str, str, str, str], ...]
    picture: Chart | None = field(default=None, metadata=DRAWN)


def gather(ledger: LedgerView, year: int | None = None) -> DuesStatement:
    """The statement of ``year`` (default: this one), up to today while it runs."""
    year = year or ledger.today.year
    book = dues_book(ledger)
    rows = grid_of(book, year, load_strokes())
    sums = month_sums(rows)
    figures = tuple((one.title, _value(one) if rows else "") for one in year_statement(book, year))
    totals = [sum((Decimal(getattr(one, key).value) for one in sums), Decimal(0)) for key in _KEYS]
    return DuesStatement(
        branch_name(ledger),
        year,
        today_words(ledger),
        figures,
        tuple(
            (
                f"{one.month.month}月",
                str(len(one.due.items)),
                f"{one.due.value:,.2f}",
                f"{one.paid.value:,.2f}",
                str(len(one.owed.items)),
                f"{one.owed.value:,.2f}",
            )
            for one in sums
        ),
        ("全　年", "", f"{totals[0]:,.2f}", f"{totals[1]:,.2f}", "", f"{totals[2]:,.2f}"),
        tuple((spaced(row.name), f"{row.due:,.2f}", f"{row.paid:,.2f}", _paid_to(row)) for row in rows),
        dues_picture(year, sums),
    )


def _value(figure: Figure) -> str:
    """1023.60 元, 46 人."""
    is_money = figure.unit == "元"
    return f"{figure.value:,.2f} 元" if is_money else f"{figure.value} {figure.unit}"


_KEYS = ("due", "paid", "owed")


def _paid_to(row: DuesRow) -> str:
    """The last month paid: 9月; 免交 where nothing is asked."""
    paid = [cell.month for cell in row.cells if cell.state is Paid.PAID]
    if paid:
        return f"{paid[-1].month}月"
    return "免交" if any(cell.state is Paid.FREE for cell in row.cells) else NONE


def story(statement: DuesStatement) -> list[Flowable]:
    """The paper: the year in figures, by month, by member; the seal and who answers for it."""
    pairs = statement.figures
    rows = [
        [cell for title, value in pairs[at : at + 2] for cell in (label(title), Cell(value))]
        for at in range(0, len(pairs) - 1, 2)
    ]
    if len(pairs) % 2:
        rows.append([label(pairs[-1][0]), Cell(pairs[-1][1], 3)])
    return [
        name_of_paper(statement.org, f"{statement.year}年党费收缴情况公布表"),
        Paragraph(f"截止日期：{statement.day}", UNDER),
        RuledForm((2.4, 2.2, 2.4, 2.2), rows, size=10.5, heights=8.0),
        Paragraph("一、各月收缴情况", PART),
        RuledSheet(_MONTHS, statement.months, totals=statement.month_totals, size=10, row_height=6.6)
        if statement.months
        else Paragraph("这一年还没有核定标准，也没有收缴记录。", UNDER),
        *pictures(statement.picture),
        *long_part("二、党员交纳情况（按姓氏笔画排列）"),
        _people(statement.people),
        KeepTogether([Spacer(1, 3 * MM), _foot()]),
    ]


def _people(people: Sequence[tuple[str, str, str, str]]) -> Flowable:
    """Two members a row, read down the columns."""
    half = max(1, -(-len(people) // 2))
    empty = ("", "", "", "")
    rows = [
        (*people[at], *(people[at + half] if at + half < len(people) else empty))
        for at in range(min(half, len(people)))
    ]
    return RuledSheet(_PERSON * 2, rows or [empty * 2], size=10, row_height=6.6)


def _foot() -> RuledForm:
    rows = [
        [label("公布时间"), Cell("自　　　年　　月　　日　至　　　年　　月　　日", 3)],
        [label("公布方式"), Cell(""), label("监督电话"), Cell("")],
        [label("经 办 人"), Cell(""), label("党支部书记"), Cell("")],
    ]
    return RuledForm((1.8, 4.2, 1.8, 3.4), rows, size=10.5, heights=9.0)


def draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The statement of ``year`` (default: this one)."""
    statement = gather(ledger, year)
    title = f"{statement.year}年党费收缴情况公布表"
    content = (statement.year, statement.figures, statement.months, statement.people)
    return office_draft("党费公布表", title, content, story(statement), about=statement.day)


@dataclass(frozen=True)
class ArrearsList:
    """Who owes what, as of a day."""

    org: str
    day: str
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]
    note: str


def gather_arrears(ledger: LedgerView) -> ArrearsList:
    """Everybody with open months that have fallen due, by strokes."""
    book = dues_book(ledger)
    phones: dict[str, str | None] = {one.uid: one.mobile or one.landline for one in book.members}
    strokes = load_strokes()
    behind = sorted(book.arrears(), key=lambda one: strokes.sort_key(one.name))
    owed = sum((one.owed for one in behind), Decimal(0))
    count = sum(len(one.cells) for one in behind)
    months = int(ledger.rule("self_quit_months"))
    source = "、".join(paper_sources(ledger, ("self_quit_months",)))
    return ArrearsList(
        branch_name(ledger),
        today_words(ledger),
        tuple(_arrears(place, one, phones) for place, one in enumerate(behind, 1)),
        (
            "",
            "合计",
            f"{len(behind)} 人",
            "",
            str(count),
            f"{owed:,.2f}",
            "",
            "",
        ),
        f"{source}：没有正当理由，连续 {months} 个月不交纳党费的，按规定由组织处理；补交前先谈话了解情况。",
    )


def _arrears(place: int, one: Arrears, phones: dict[str, str | None]) -> tuple[str, ...]:
    return (
        str(place),
        spaced(one.name),
        one.months_words,
        f"{one.run} 个月" if one.run > 1 else NONE,
        str(len(one.cells)),
        f"{one.owed:,.2f}",
        phones.get(one.member) or GAP,
        "",
    )


def arrears_story(found: ArrearsList) -> list[Flowable]:
    """The paper: the list, its totals, where the rule is written."""
    rows = found.rows or [("", "", "没有欠交的党员", "", "", "", "", "")]
    day = Cell(SIGNING, align="right")
    foot = [
        [label("制 表 人"), Cell(""), label("党支部书记"), Cell("")],
        [label("催交责任人"), Cell(""), label("日　　期"), day],
    ]
    return [
        name_of_paper(found.org, "党费欠交名单"),
        Paragraph(f"共 {len(found.rows)} 人　　　截止日期：{found.day}", UNDER),
        RuledSheet(
            _ARREARS,
            rows,
            totals=found.totals if found.rows else None,
            size=10,
            row_height=11.0,
        ),
        KeepTogether(
            [
                Paragraph(f"{found.note}本名单供支部内部使用，不张贴。", NOTE),
                Spacer(1, 2 * MM),
                RuledForm((1.8, 4, 1.8, 4), foot, size=10.5, heights=10.0),
            ]
        ),
    ]


def arrears_draft(ledger: LedgerView) -> Draft:
    """The list of who owes dues today."""
    found = gather_arrears(ledger)
    return office_draft(
        "欠交名单", "党费欠交名单", (found.rows, found.note), arrears_story(found), about=found.day
    )
