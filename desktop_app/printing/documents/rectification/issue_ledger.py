"""整改台账: problems and what was done about them, A4 landscape, the columns inspectors look for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.base.numerals import chinese
from desktop_app.drawing.chart import Chart
from desktop_app.duties.rectification.issue_pictures import issue_pictures
from desktop_app.duties.rectification.issues import IssueFile, issue_files
from desktop_app.printing.documents.dated import DRAWN, PASSING, Dated
from desktop_app.printing.documents.draft import SIGNING, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import NONE, LedgerView, branch_name, written
from desktop_app.printing.documents.wording import dotted
from desktop_app.printing.type.charts import pictures
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.rectification.issue_rounds import AT_ONCE_WORDS, PERSISTENCE
from desktop_app.registers.rectification.issues import CATEGORIES, CLOSED, Issue

COLUMNS = (
    Column("序号", 22, align="center"),
    Column("来源", 14.5),
    Column("类别", 14.5),
    Column("具体表现", weight=3.2),
    Column("整改措施", weight=4.0),
    Column("类型", 14.2, align="center"),
    Column("责任领导", 14.2, align="center", group="责任"),
    Column("责任单位", 15, align="center", group="责任"),
    Column("责任人", 13.5, align="center", group="责任"),
    Column("时限", 19, align="center"),
    Column("进展", weight=3.8),
    Column("成效", weight=2.3),
    Column("佐证", weight=1.9),
    Column("是否销号", 19, align="center", group="销号"),
    Column("审核人", 13.5, align="center", group="销号"),
)
_LATE = "\n（逾期）"
_SIZE = 8.0
# mm the totals (two lines at most) and the signatures take under the last row.


@dataclass(frozen=True)
class LedgerRow:
    """One problem: its words in the order of the columns, and what the totals ask."""

    cells: tuple[str, ...]
    category: str
    is_closed: bool
    is_overdue: bool = field(metadata=PASSING)


@dataclass(frozen=True)
class IssueLedger:
    """The rows of one ledger as of a day."""

    org: str
    category: str
    day: str
    rows: tuple[LedgerRow, ...]
    picture: Chart | None = field(default=None, metadata=DRAWN)


def gather(ledger: LedgerView, uids: Iterable[str] | None = None, category: str | None = None) -> IssueLedger:
    """The own problems, all or those in ``uids``, of one ``category`` or all, in order of number."""
    chosen = None if uids is None else set(uids)
    files = [
        one
        for one in issue_files(ledger)
        if (chosen is None or one.issue.uid in chosen) and category in (None, one.issue.category)
    ]
    return IssueLedger(
        branch_name(ledger),
        category or "",
        Dated(_day(ledger.today)),
        tuple(_row(place, one, ledger) for place, one in enumerate(files, 1)),
        issue_pictures(files, ledger.today),
    )


def _row(place: int, file: IssueFile, ledger: LedgerView) -> LedgerRow:
    issue = file.issue

    def box(name: str) -> str:
        return written(Issue._meta.fields[name], getattr(issue, name), ledger)

    closed = issue.state == CLOSED
    overdue = file.overdue_on(ledger.today)
    state = f"是\n{_day(issue.checked_on)}" if closed else f"否\n（{issue.state}）"
    due = _day(issue.due_on) if not issue.long_term else f"长期坚持\n{box('milestone')}"
    if overdue:
        due += _LATE
    if file.extensions:
        due += f"\n延期{len(file.extensions)}次"
    if (issue.round or 1) > 1:
        state += f"\n第{chinese(issue.round)}轮"
    return LedgerRow(
        (
            f"{place}\n{issue.code or NONE}",
            box("source"),
            box("category"),
            box("description"),
            _measures(file, ledger),
            box("mode"),
            box("lead_officer") + (f"\n包案：{box('case_leader')}" if issue.case_leader else ""),
            box("duty_unit"),
            box("owner"),
            Dated(due, due.replace(_LATE, "")),
            "\n".join(f"{_day(one.on)} {one.text}" for one in file.progress) or NONE,
            box("effect"),
            box("evidence_refs") if issue.evidence_refs else box("evidence"),
            state,
            box("checker"),
        ),
        issue.category or "",
        closed,
        overdue,
    )


def _day(day: date | None) -> str:
    """A day in the way of this paper: 2026.07.01."""
    return dotted(day) if day is not None else NONE


def _measures(file: IssueFile, ledger: LedgerView) -> str:
    """1. what（who，until when） for each measure."""
    lines = []
    for place, one in enumerate(file.measures, 1):
        told = [ledger.name(one.owner)] if one.owner else []
        told += [f"{_day(one.due_on)}前"] if one.due_on else []
        lines.append(f"{place}. {one.text}" + (f"（{'，'.join(told)}）" if told else ""))
    return "\n".join(lines) or NONE


def totals(content: IssueLedger) -> str:
    """Each figure is the length of its list of rows."""
    rows = content.rows
    closed = [one for one in rows if one.is_closed]
    overdue = [one for one in rows if one.is_overdue]
    words = f"合计 {len(rows)} 件，其中已销号 {len(closed)} 件，在办 {len(rows) - len(closed)} 件"
    words += f"（逾期 {len(overdue)} 件）。"
    if content.category:
        return words
    kinds = [f"{kind} {sum(one.category == kind for one in rows)} 件" for kind in CATEGORIES]
    return words + "；".join(kinds) + "。"


def story(content: IssueLedger) -> list[Flowable]:
    """The paper: name, line of the day, the sheet over its pages, totals and the two who answer for it."""
    about = f"问题类别：{content.category}" if content.category else "问题类别：全部四类"
    rows: Sequence[Sequence[str]] = [one.cells for one in content.rows]
    if not rows:
        rows = [("", "", "", "本期没有问题", *("",) * 11)]
    foot = [
        [label("填表人"), Cell(""), label("审核人"), Cell(""), label("日　期"), Cell(SIGNING, align="right")]
    ]
    return [
        name_of_paper(f"{content.org}问题整改台账"),
        Paragraph(f"{AT_ONCE_WORDS}；{PERSISTENCE}", UNDER),
        Paragraph(f"{about}　　　截止日期：{content.day}　　　共 {len(content.rows)} 件", UNDER),
        RuledSheet(COLUMNS, rows, size=_SIZE),
        KeepTogether(
            [
                Paragraph(totals(content), UNDER),
                Spacer(1, 1 * MM),
                RuledForm((1.2, 3, 1.2, 3, 1.2, 3), foot, size=10.5, heights=10.0),
            ]
        ),
        *pictures(content.picture, optional=True),
    ]


def draft(ledger: LedgerView, uids: Iterable[str] | None = None, category: str | None = None) -> Draft:
    """The 整改台账 of the own branch."""
    content = gather(ledger, uids, category)
    title = f"{content.org}问题整改台账"
    return office_draft(
        "整改台账",
        "问题整改台账",
        content,
        story(content),
        landscape=True,
        header=title,
        about=f"{content.category} {content.day}".strip(),
    )
