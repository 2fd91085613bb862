"""月报: one month of a branch in ten parts, its figures with the lists behind them, signed and dated."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer

from desktop_app.base.periods import Month
from desktop_app.drawing.chart import Chart
from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.service.grid_actions import KEYS
from desktop_app.duties.summaries.blocks import SHORT_CATEGORIES
from desktop_app.duties.summaries.month import (
    Blocks,
    Difference,
    differences,
    may_compare,
    month_figures,
    report_figures,
)
from desktop_app.duties.summaries.month_trend import month_pictures, trend
from desktop_app.printing.documents.dated import DRAWN
from desktop_app.printing.documents.draft import (
    NOTE,
    PART,
    SIGNING,
    TEXT,
    UNDER,
    Draft,
    name_of_paper,
    office_draft,
)
from desktop_app.printing.documents.ledger_view import (
    NONE,
    LedgerView,
    branch_name,
    day_words,
    found,
    numbered,
)
from desktop_app.printing.documents.wording import amount, clause, in_days, sentence
from desktop_app.printing.type.charts import pictures
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.reporting.reports import OPEN, MonthlyReport

BLOCKS = (
    ("member_block", "一、基本情况"),
    ("meeting_block", "二、组织生活"),
    ("study_block", "三、学习教育"),
    ("promise_block", "四、三亮（亮身份、亮承诺、亮行动）"),
    ("issue_block", "五、问题整改"),
    ("dues_block", "六、党费"),
    ("service_block", "七、服务与网格"),
)
_ISSUE = re.compile(r"issue([1-4])_(new|closed|open|overdue)")
_ISSUE_COLUMNS = {"new": "新增", "closed": "销号", "open": "在办", "overdue": "逾期"}
# More items than these are not told beside a figure whose list stands in the 附页.
_MOST_NAMED = 8
# Names no longer than this stand one after another, longer words one under another.
_SHORT_NAME = 6
_PAIRS = 4
_GRID = (25.6, 18.15) * _PAIRS
# What the figures of the three actions are called in a table that names the action already.
_SHORT = {
    "leaders": "人数", "leader_solved": "解决难题", "duty_people": "人数", "duty_hours": "时长",
    "team_people": "人次", "team_hours": "时长",
}  # fmt: skip
_OF_ACTIONS = frozenset(key for keys in KEYS.values() for key in keys)
# Over a table of many pages: a heading that stays with its next would take the whole table along.
_HEADING = replace(PART, keep_with_next=False)


@dataclass(frozen=True)
class ReportLine:
    """One figure on paper; ``names`` are what its records are called, one for each record counted."""

    key: str
    title: str
    unit: str
    value: str
    note: str
    names: tuple[str, ...] = ()
    whole: int = 0


@dataclass(frozen=True)
class ReportChange:
    """A figure that differs from last month: its title, both values, and what came and left, by name."""

    title: str
    before: str
    after: str
    came: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """One month's report as words. ``trend`` has 到会率 of six months, None where nobody was expected.

    ``changes`` is None where last month has nothing to compare with.
    """

    org: str
    month: str
    version: int
    reason: str
    is_signed: bool
    blocks: tuple[tuple[str, tuple[ReportLine, ...]], ...]
    highlights: str
    problems: str
    next_plan: tuple[str, ...]
    filled_by: str
    approved_by: str
    signed_on: str
    changes: tuple[ReportChange, ...] | None
    trend: tuple[tuple[str, float | None], ...]
    picture: Chart | None = field(default=None, metadata=DRAWN)


def gather(ledger: LedgerView, uid: str | None = None, month: Month | str | None = None) -> Report:
    """The report ``uid``, or the latest of ``month``; without one, the month's figures as they stand now."""
    report = _report(ledger, uid, month)
    if report is not None:
        asked, office = report.month, report.owner_office or ledger.office
        figures = report_figures(report, ledger)
    else:
        asked, office = _month(month, ledger), ledger.office
        figures = month_figures(ledger, asked)
    points = trend(ledger, asked, office, figures)
    is_signed = report is not None and report.state != OPEN

    def text(name: str) -> str:
        return str(getattr(report, name, None) or "")

    def person(name: str) -> str:
        value = getattr(report, name, None)
        return ledger.name(value) if value else ""

    return Report(
        org=branch_name(ledger, office),
        month=asked.chinese(),
        version=getattr(report, "version", None) or 1,
        reason=text("reason"),
        is_signed=is_signed,
        blocks=tuple((name, _lines(figures.get(name, ()), ledger)) for name, _ in BLOCKS),
        highlights=text("highlights"),
        problems=text("problems"),
        next_plan=tuple(getattr(report, "next_plan", None) or ()),
        filled_by=person("filled_by"),
        approved_by=person("approved_by"),
        signed_on=day_words(getattr(report, "on", None), "") if is_signed else "",
        changes=_changes(ledger, asked, office, figures),
        trend=tuple((one.label, one.rate) for one in points),
        picture=month_pictures(points, figures),
    )


def _changes(
    ledger: LedgerView, month: Month, office: str, figures: Blocks
) -> tuple[ReportChange, ...] | None:
    if not may_compare(ledger, month, office):
        return None
    return tuple(_change(one, ledger) for one in differences(ledger, month, office, figures))


def _change(one: Difference, ledger: LedgerView) -> ReportChange:
    came, left = (tuple(in_days(ledger.name(uid)) for uid in uids) for uids in (one.came, one.left))
    return ReportChange(
        one.title, _measured(str(one.before), one.unit), _measured(str(one.after), one.unit), came, left
    )


def _changed_words(one: ReportChange, *, is_listed: bool) -> str:
    """What came and left, an item a line; of very many how many, where the 附页 has them by name."""
    told = []
    for title, names in (("增加", one.came), ("减少", one.left)):
        if len(names) > _MOST_NAMED and is_listed:
            told.append(f"{title} {len(names)} 条，名单见附页")
        elif len(names) > _MOST_NAMED:
            told.append(f"{title} {len(names)} 条，其中：\n{items_words(names[:_MOST_NAMED])}")
        elif names:
            # Numbered items begin on a line of their own.
            told.append(f"{title}：{_after_colon(items_words(names))}")
    return "\n".join(told) or "—"


def _month(month: Month | str | None, ledger: LedgerView) -> Month:
    if month is None:
        return Month.of(ledger.today)
    return Month.from_iso(month) if isinstance(month, str) else month


def _report(ledger: LedgerView, uid: str | None, month: Month | str | None) -> MonthlyReport | None:
    if uid is not None:
        return found(ledger, MonthlyReport, uid)
    asked = _month(month, ledger)
    query = MonthlyReport.live().where(
        (MonthlyReport.month == asked) & (MonthlyReport.owner_office == ledger.office)
    )
    versions = ledger.find(query.order_by(MonthlyReport.version.desc()))
    return versions[0] if versions else None


def _lines(figures: Iterable[Figure], ledger: LedgerView) -> tuple[ReportLine, ...]:
    return tuple(
        ReportLine(
            one.key,
            one.title,
            one.unit,
            str(one.value),
            one.note,
            tuple(in_days(ledger.name(uid)) for uid in one.items),
            len(one.whole) if one.whole != one.items else 0,
        )
        for one in figures
    )


# -- the paper -----------------------------------------------------------------------------------------


def story(report: Report, *, lists: bool = False) -> list[Flowable]:
    """The paper: parts one to ten, charts, what differs from last month, signatures; the lists behind."""
    version = f"第 {report.version} 版" + (f"（重开原因：{report.reason}）" if report.reason else "")
    state = f"签发日期：{report.signed_on}" if report.is_signed else "编辑中，尚未签发"
    out: list[Flowable] = [
        name_of_paper(report.org, f"{report.month}月报"),
        Paragraph(f"{version}　　　{state}", UNDER),
    ]
    titles = dict(BLOCKS)
    for name, lines in report.blocks:
        out.append(KeepTogether(_block(titles[name], name, lines)))
    out += pictures(report.picture)
    out += _words("八、本月重点工作", report.highlights)
    out += _words("九、存在问题和需要上级协调的事项", report.problems)
    out += _words("十、下月计划", numbered(report.next_plan))
    out += _differences(report.changes, is_listed=lists)
    out.append(KeepTogether([Spacer(1, 4 * MM), _signing(report)]))
    return [*out, *_lists(report)] if lists else out


def _block(title: str, name: str, lines: Sequence[ReportLine]) -> list[Flowable]:
    parts: list[Flowable] = [Paragraph(title, PART)]
    if not lines:
        return [*parts, Paragraph("这一版签发时还没有统计这一项。", replace(TEXT, size=10.5, leading=17))]
    if name == "issue_block":
        parts.append(_issues(lines))
        lines = [one for one in lines if not _ISSUE.fullmatch(one.key)]
    plain = [one for one in lines if one.key not in _OF_ACTIONS]
    if plain:
        parts.append(_pairs(plain))
    if len(plain) < len(lines):
        parts += [Spacer(1, 2 * MM), _actions({one.key: one for one in lines})]
    notes = [sentence(f"{one.title}：{one.note}") for one in lines if one.note]
    return [*parts, Paragraph("".join(notes), NOTE)] if notes else parts


def _pairs(lines: Sequence[ReportLine]) -> RuledForm:
    """Figures with their titles, four in a row: every part of the report stands on one grid of columns."""
    rows = []
    for at in range(0, len(lines), _PAIRS):
        row = []
        for one in lines[at : at + _PAIRS]:
            row += _pair(one)
        missing = 2 * _PAIRS - len(row)
        rows.append([*row, Cell("", missing)] if missing else row)
    return RuledForm(_GRID, rows, size=9, leading=13.5, heights=6.8)


def _pair(line: ReportLine) -> list[Cell]:
    """A figure beside its title; a sum of money has its unit there, for it takes the room of its cell."""
    title, value = line.title, _value(line)
    if line.unit == "元":
        title, value = f"{title}（元）", value.removesuffix(" 元")
    return [Cell(title, align="center"), Cell(value, align="center")]


def _actions(lines: Mapping[str, ReportLine]) -> RuledForm:
    """The three actions in the grids, a row each under its own words."""
    rows = [
        [
            label(action, 2),
            *(
                cell
                for key in keys
                for cell in (
                    Cell(_SHORT.get(key, "次数"), align="center"),
                    Cell(_value(lines[key]) if key in lines else "", align="center"),
                )
            ),
        ]
        for action, keys in KEYS.items()
    ]
    return RuledForm(_GRID, rows, size=9, leading=13.5, heights=6.8)


def _value(line: ReportLine) -> str:
    return _measured(line.value, line.unit)


def _measured(value: str, unit: str) -> str:
    """3,383.80 元, 95.5%, 24 单."""
    if unit == "元":
        value = amount(Decimal(value))
    return f"{value}%" if unit == "%" else f"{value} {unit}"


def _matrix(lines: Sequence[ReportLine]) -> dict[str, list[int]]:
    """Column → the four categories' figures."""
    found = {column: [0, 0, 0, 0] for column in _ISSUE_COLUMNS}
    for one in lines:
        match = _ISSUE.fullmatch(one.key)
        if match is not None:
            found[match[2]][int(match[1]) - 1] = int(one.value)
    return found


def _issues(lines: Sequence[ReportLine]) -> RuledSheet:
    matrix = _matrix(lines)
    columns = [Column("问题类别", weight=2.6)]
    columns += [Column(f"{title}（件）", weight=1, align="center") for title in _ISSUE_COLUMNS.values()]
    rows = [
        [category, *(str(matrix[column][place]) for column in matrix)]
        for place, category in enumerate(SHORT_CATEGORIES)
    ]
    totals = ["合　计", *(str(sum(matrix[column])) for column in matrix)]
    return RuledSheet(columns, rows, totals=totals, size=10, row_height=6.5)


def _words(title: str, text: str) -> list[Flowable]:
    body = replace(TEXT, size=11, leading=18)
    # A paragraph for each line: a heading stays with the first of them, not with all.
    return [Paragraph(title, PART), *(Paragraph(line, body) for line in (text or "无。").split("\n"))]


def _differences(changes: Sequence[ReportChange] | None, *, is_listed: bool) -> list[Flowable]:
    if changes is None:
        return _words("与上月差异", "上月没有签发月报，也没有会议和学习记录，不作比较。")
    if not changes:
        return _words("与上月差异", "与上月没有差异。")
    columns = (
        Column("项　目", 40),
        Column("上　月", 25, align="center"),
        Column("本　月", 25, align="center"),
        Column("增加和减少的", weight=1),
    )
    heading = Paragraph("与上月差异", _HEADING)
    rows = [(one.title, one.before, one.after, _changed_words(one, is_listed=is_listed)) for one in changes]
    return [CondPageBreak(35 * MM), heading, RuledSheet(columns, rows, size=9.5)]


def _signing(report: Report) -> RuledForm:
    rows = [
        [label("填 报 人"), Cell(report.filled_by), label("书记签发"), Cell(report.approved_by)],
        [label("签　　字"), Cell(""), label("签　　字"), Cell("")],
        [
            label("日　　期"),
            Cell(SIGNING, align="right"),
            label("日　　期"),
            Cell(report.signed_on or SIGNING, align="right"),
        ],
    ]
    return RuledForm((2.0, 5.0, 2.0, 5.0), rows, size=11, heights=[9.0, 13.0, 9.0])


def _lists(report: Report) -> list[Flowable]:
    """附页: every figure above nothing with the list it is the length of."""
    out: list[Flowable] = [PageBreak(), name_of_paper("附页：数字反查名单")]
    columns = (
        Column("项　目", 34),
        Column("数", 20, align="center"),
        Column("名　单", weight=1),
    )
    titles = dict(BLOCKS)
    for name, lines in report.blocks:
        rows = [(one.title, _value(one), list_words(one.names, one.whole)) for one in lines if one.names]
        if rows:
            out += [CondPageBreak(35 * MM), Paragraph(titles[name], _HEADING)]
            out.append(RuledSheet(columns, rows, size=9))
    return out


def list_words(names: Sequence[str], whole: int = 0) -> str:
    """安长河、白雨田×2: each as often as counted; a rate says of how many it is one."""
    words = items_words(
        [name or NONE if times == 1 else f"{name or NONE}×{times}" for name, times in Counter(names).items()]
    )
    if not whole:
        return words
    below = "\n" if "\n" in words else ""
    return f"{words}{below}（{len(names)} 条，以 {whole} 条为全数）"


def _after_colon(items: str) -> str:
    return f"\n{items}" if "\n" in items else items


def items_words(items: Sequence[str]) -> str:
    """Short names one after another, longer items numbered one under another."""
    if all(len(one) <= _SHORT_NAME for one in items):
        return "、".join(items)
    return numbered(tuple(clause(one) for one in items))


def draft(
    ledger: LedgerView, uid: str | None = None, month: Month | str | None = None, lists: bool = False
) -> Draft:
    """The 月报 of a month, with the lists behind its figures when ``lists``."""
    report = gather(ledger, uid, month)
    again = f"第{report.version}版" if report.version > 1 else ""
    return office_draft(
        "月报",
        f"{report.month}月报",
        report,
        story(report, lists=lists),
        header=f"{report.org}　{report.month}月报　第 {report.version} 版",
        about=again,
    )
