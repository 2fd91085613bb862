"""规则表: every number the program goes by, where it is written, and since when."""

from dataclasses import dataclass

from reportlab.platypus import Flowable

from desktop_app.duties.study.hours import plain
from desktop_app.duties.summaries.page_reading import RuleLine, rule_lines
from desktop_app.printing.documents.draft import UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import LedgerView, branch_name, today_words
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.rules.rule_table import MARKS, RuleRow

COLUMNS = (
    Column("序号", 11, align="center"),
    Column("规定", weight=2.2),
    Column("数值", 24, align="center"),
    Column("自何时起", 28, align="center"),
    Column("文件和条款", weight=2.2),
    Column("怎样规定", weight=2.4),
    Column("可靠程度", 26, align="center"),
)


@dataclass(frozen=True)
class RuleSheet:
    """The table as words, a row for each number with its edition."""

    org: str
    day: str
    rows: tuple[tuple[str, ...], ...]


def gather(ledger: LedgerView) -> RuleSheet:
    """All rules as they stand today, earlier and coming numbers of each beside them."""
    rows = [_row(line, row) for line in rule_lines(ledger) for row in _numbers(line)]
    return RuleSheet(branch_name(ledger), today_words(ledger), tuple(rows))


def _numbers(line: RuleLine) -> list[RuleRow]:
    return [*line.rows, *((line.above[0],) if line.above is not None and line.is_held else ())]


def _row(line: RuleLine, row: RuleRow) -> tuple[str, ...]:
    where = row.cited or (f"{line.above[1]}规定" if line.above and row is line.above[0] else "—")
    return (
        row.title,
        f"{plain(row.value)} {row.unit or ''}".strip(),
        row.since.chinese() if row.since else "一直",
        where,
        row.source or row.note or "—",
        MARKS[row.mark],
    )


def story(sheet: RuleSheet) -> list[Flowable]:
    """The paper: name, count and day, the table over its pages."""
    rows = [(str(place), *row) for place, row in enumerate(sheet.rows, 1)]
    return [
        name_of_paper(sheet.org, "规则表"),
        Paragraph(f"共 {len(rows)} 条　　　打印日期：{sheet.day}", UNDER),
        RuledSheet(COLUMNS, rows, size=9.0, row_height=7.0),
    ]


def draft(ledger: LedgerView) -> Draft:
    """The 规则表 of the own branch."""
    sheet = gather(ledger)
    return office_draft(
        "规则表",
        "规则表",
        sheet.rows,
        story(sheet),
        landscape=True,
        header=f"{sheet.org}　规则表",
        about=sheet.day,
    )
