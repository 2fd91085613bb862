"""What self-checks come to: 检视问题清单 of one sheet, 批评意见汇总表 and 整改清单 of a year's meeting."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.duties.organization_life.life_set import life_set, problem_of
from desktop_app.duties.organization_life.self_checks import Promised, SelfCheckSheet, sheets
from desktop_app.printing.documents.draft import SIGNING, Draft, long_part, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, NONE, LedgerView, branch_name, day_words, found
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.organization_life.self_checks import SelfCheck
from desktop_app.registers.people.members import Member
from desktop_app.registers.rectification.issues import CLOSED

_PROBLEMS = (
    Column("序号", 12, align="center"),
    Column("方　面", 24, align="center"),
    Column("检视出的问题", weight=1.6),
    Column("整改措施", weight=1.4),
    Column("责任人", 20, align="center"),
    Column("完成时限", 30, align="center"),
)
_VOICES = (
    Column("序号", 12, align="center"),
    Column("被批评人", 26, align="center"),
    Column("自我批评要点", weight=1.4),
    Column("批评人", 20, align="center"),
    Column("批评意见", weight=1.4),
    Column("表　态", weight=1),
)
_MENDING = (
    Column("序号", 11, align="center"),
    Column("问　题", weight=1.4),
    Column("整改措施", weight=1.3),
    Column("责任人", 19, align="center"),
    Column("完成时限", 27, align="center"),
    Column("完成情况", 26, align="center"),
    Column("核实人", 19, align="center"),
)
_FOOT = (1.5, 2.7, 1.5, 2.7, 1.2, 4.4)
BODY = "支部班子"


@dataclass(frozen=True)
class ListSheet:
    """One list: its name, and its rows under the headings of whom they are about ('' for a single list)."""

    org: str
    title: str
    parts: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]


def _called(subject: str, ledger: LedgerView) -> str:
    """The name of a member; 支部班子 for the branch."""
    return ledger.name(subject) if ledger.get(Member, subject) is not None else BODY


def _owner(sheet: SelfCheckSheet, one: Promised, ledger: LedgerView) -> str:
    """Who sees to a measure: the owner of its issue, else the member whose sheet it is."""
    if one.issue is not None and one.issue.owner:
        return ledger.name(one.issue.owner)
    subject = sheet.check.subject
    return ledger.name(subject) if ledger.get(Member, subject) is not None else GAP


def problem_list(ledger: LedgerView, uid: str) -> ListSheet:
    """The problems of sheet ``uid``, each with what is to be done about it. UserError when it is gone."""
    office = found(ledger, SelfCheck, uid).owner_office
    sheet = next(one for one in sheets(ledger, office) if one.check.uid == uid)
    rows = []
    for problem in sheet.problems:
        measures: list[Promised | None] = [
            one for one in sheet.measures if one.measure.problem == problem.uid
        ]
        for one in measures or [None]:
            rows.append((problem.aspect, problem.text, *_measure(sheet, one, ledger)))
    about = _called(sheet.check.subject, ledger)
    title = f"{about}{sheet.check.year}年度组织生活会检视问题清单"
    return ListSheet(branch_name(ledger, office), title, (("", _numbered(rows)),))


def _measure(sheet: SelfCheckSheet, one: Promised | None, ledger: LedgerView) -> tuple[str, str, str]:
    if one is None:
        return GAP, GAP, GAP
    return one.measure.text, _owner(sheet, one, ledger), day_words(one.measure.due_on, GAP)


def _numbered(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple((str(at), *row) for at, row in enumerate(rows, 1))


def criticism_list(ledger: LedgerView, year: int | None = None) -> ListSheet:
    """What each was criticised for at the meeting of ``year``, and what was answered."""
    told = life_set(ledger, year or ledger.today.year)
    rows = [
        (
            _called(sheet.check.subject, ledger),
            "；".join(problem.text.rstrip("。") for problem in sheet.problems) or GAP,
            ledger.name(one.critic),
            one.text,
            one.answer or GAP,
        )
        for sheet in told.sheets
        for one in sheet.criticisms
    ]
    title = f"{told.year}年度组织生活会批评意见汇总表"
    return ListSheet(branch_name(ledger), title, (("", _numbered(rows)),))


def mending_list(ledger: LedgerView, year: int | None = None) -> ListSheet:
    """What the committee and each member of it put right after the meeting of ``year``."""
    told = life_set(ledger, year or ledger.today.year)
    parts = tuple(
        (
            _called(sheet.check.subject, ledger),
            _numbered([_mending(sheet, one, ledger) for one in sheet.measures]),
        )
        for sheet in told.sheets
        if sheet.measures
    )
    return ListSheet(branch_name(ledger), f"{told.year}年度组织生活会整改清单", parts)


def _mending(sheet: SelfCheckSheet, one: Promised, ledger: LedgerView) -> tuple[str, ...]:
    problem, issue = problem_of(sheet, one), one.issue
    done, checker = "", ""
    if issue is not None:
        done = f"已销号\n{day_words(issue.checked_on, '')}" if issue.state == CLOSED else issue.state
        checker = ledger.name(issue.checker) if issue.checker else ""
    return (
        problem.text if problem is not None else GAP,
        one.measure.text,
        _owner(sheet, one, ledger),
        day_words(one.measure.due_on, GAP),
        done,
        checker,
    )


def story(
    sheet: ListSheet, columns: Sequence[Column], empty: str, signs: tuple[str, str] = ("填 表 人", "书　　记")
) -> list[Flowable]:
    """The paper: its lists one after the other, and who signs."""
    foot = [
        [label(signs[0]), Cell(""), label(signs[1]), Cell(""), label("日　期"), Cell(SIGNING, align="right")]
    ]
    out: list[Flowable] = [name_of_paper(sheet.org, sheet.title)]
    nothing = ("", empty, *("" for _ in columns[2:]))
    parts = sheet.parts or (("", ()),)
    for heading, rows in parts:
        if heading:
            out += long_part(heading)
        out.append(RuledSheet(columns, rows or [nothing], size=10, row_height=10))
    return [*out, Spacer(1, 3 * MM), KeepTogether([RuledForm(_FOOT, foot, size=10.5, heights=11.0)])]


def problem_draft(ledger: LedgerView, uid: str) -> Draft:
    """The 检视问题清单 of one sheet."""
    sheet = problem_list(ledger, uid)
    return office_draft("检视问题清单", sheet.title, sheet, story(sheet, _PROBLEMS, "还没有查摆问题"))


def criticism_draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The 批评意见汇总表 of a year's meeting."""
    sheet = criticism_list(ledger, year)
    signs = ("记 录 人", "书　　记")
    return office_draft("批评意见汇总表", sheet.title, sheet, story(sheet, _VOICES, NONE, signs))


def mending_draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The 整改清单 of a year's meeting, to be made public."""
    sheet = mending_list(ledger, year)
    return office_draft("整改清单", sheet.title, sheet, story(sheet, _MENDING, "还没有整改措施"))
