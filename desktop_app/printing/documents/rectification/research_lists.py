"""问题清单 and 成果转化清单: two views on the same findings, and 同类问题一览, A4 landscape."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.duties.rectification.issue_classes import IssueClass, issue_classes
from desktop_app.duties.rectification.research import conversion_list, problem_list, visits
from desktop_app.printing.documents.dated import Dated
from desktop_app.printing.documents.draft import SIGNING, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import (
    GAP,
    NONE,
    LedgerView,
    branch_name,
    day_words,
    today_words,
)
from desktop_app.printing.documents.wording import in_days
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.rectification.issues import CLOSED, Issue
from desktop_app.registers.rectification.research import CONVERTED

_NUMBER = Column("序号", 12, align="center")
_PROBLEMS = (
    _NUMBER,
    Column("调研课题", weight=1.3),
    Column("调研日期", 29, align="center"),
    Column("发现的问题", weight=2.8),
    Column("问题类别", 30),
    Column("小　类", 26),
    Column("意见建议", weight=1.6),
    Column("转入问题清单及整改情况", 46),
)
_CONVERSIONS = (
    _NUMBER,
    Column("发现的问题", weight=2.0),
    Column("意见建议", weight=1.2),
    Column("转化成什么", weight=2.4),
    Column("转化形式", 20, align="center"),
    Column("责任人", 18, align="center"),
    Column("转化时限", 29, align="center"),
    Column("转化情况", 20, align="center"),
    Column("问题整改情况", 40),
)
_CLASSES = (
    replace(_NUMBER, joined=True),
    Column("一类问题", 38, joined=True),
    Column("举一反三、长效机制", weight=2.6, joined=True),
    Column("编　号", 27, align="center"),
    Column("具体表现", weight=2.6),
    Column("问题类别", 34),
    Column("完成时限", 29, align="center"),
    Column("整改情况", 26, align="center"),
    Column("轮次", 13, align="center"),
)
_SIZE = 9.0


@dataclass(frozen=True)
class FindingList:
    """One list as it is printed: its name, the line under it, its rows and the line of totals."""

    org: str
    name: str
    under: str
    rows: tuple[tuple[str, ...], ...]
    totals: str


def problems(ledger: LedgerView, year: int | None = None) -> FindingList:
    """Every finding of ``year`` (default: all) with what became of it."""
    told = problem_list(visits(ledger, year))
    rows = tuple(
        (
            str(place),
            one.visit.title,
            day_words(one.visit.on),
            one.finding.text,
            one.finding.category or NONE,
            one.tag or NONE,
            one.finding.suggestion or NONE,
            in_days(one.fate_words),
        )
        for place, one in enumerate(told, 1)
    )
    turned = [one for one in told if one.issue is not None]
    closed = [one for one in turned if one.issue is not None and one.issue.state == CLOSED]
    totals = (
        f"合计发现 {len(told)} 条，转入问题清单 {len(turned)} 条，其中已销号 {len(closed)} 条；"
        f"未转入 {len(told) - len(turned)} 条。"
    )
    return FindingList(branch_name(ledger), "调研发现问题清单", _under(ledger, year), rows, totals)


def conversions(ledger: LedgerView, year: int | None = None) -> FindingList:
    """The findings of which something becomes."""
    told = conversion_list(visits(ledger, year))
    rows = tuple(
        (
            str(place),
            one.finding.text,
            one.finding.suggestion or GAP,
            one.finding.conversion or GAP,
            one.finding.conversion_form or GAP,
            ledger.name(one.finding.conversion_owner) if one.finding.conversion_owner else GAP,
            day_words(one.finding.conversion_due, GAP),
            Dated(
                one.finding.conversion_state + ("（逾期）" if one.is_late(ledger.today) else ""),
                one.finding.conversion_state,
            ),
            in_days(one.fate_words),
        )
        for place, one in enumerate(told, 1)
    )
    done = sum(one.finding.conversion_state == CONVERTED for one in told)
    late = sum(one.is_late(ledger.today) for one in told)
    totals = Dated(f"合计 {len(told)} 项，已转化 {done} 项，逾期 {late} 项。", f"{len(told)} {done}")
    return FindingList(branch_name(ledger), "调研成果转化清单", _under(ledger, year), rows, totals)


def classes(ledger: LedgerView) -> FindingList:
    """Every class with its issues: 解剖一个问题，解决一类问题."""
    told = [one for one in issue_classes(ledger) if one.issues or one.checks or one.mechanisms]
    rows: list[tuple[str, ...]] = []
    for place, one in enumerate(told, 1):
        heading = f"{one.tag}\n（{len(one.issues)} 件，已销号 {len(one.closed)} 件）"
        if not one.issues:
            nothing = ("", "还没有转入问题清单", "", "", "", "")
            rows.append((str(place), heading, _mended(ledger, one), *nothing))
        for at, issue in enumerate(one.issues):
            first = at == 0
            head, mended = (heading, _mended(ledger, one)) if first else ("", "")
            rows.append(
                (
                    str(place) if first else "",
                    head,
                    mended,
                    issue.code or "",
                    issue.description or "",
                    issue.category or "",
                    day_words(issue.due_on),
                    _standing(issue, ledger.today),
                    str(issue.round or 1),
                )
            )
    issues = [issue for one in told for issue in one.issues]
    totals = (
        f"合计 {len(told)} 类 {len(issues)} 件，已销号 {sum(one.state == CLOSED for one in issues)} 件，"
        f"反弹过 {sum((one.round or 1) > 1 for one in issues)} 件。"
    )
    return FindingList(branch_name(ledger), "同类问题一览", _under(ledger, None), tuple(rows), totals)


def _standing(issue: Issue, today: date) -> str:
    """The state, and whether it is late; by how many days changes with every day a paper lies."""
    is_late = issue.state != CLOSED and issue.due_on is not None and issue.due_on < today
    return Dated(f"{issue.state}（逾期）" if is_late else issue.state, issue.state)


def _mended(ledger: LedgerView, one: IssueClass) -> str:
    """Where else a class was looked for, by whom and what was found, and the rules that keep it away."""
    lines = [
        f"自查 {day_words(check.on)} {ledger.name(check.checker)}：{check.scope}。{check.found}"
        for check in one.checks
    ]
    lines += [f"机制 {day_words(rule.set_on)}《{rule.title}》" for rule in one.mechanisms if rule.in_force]
    return "\n".join(lines) or "还没有自查，也没有机制"


def _under(ledger: LedgerView, year: int | None) -> str:
    of = f"年度：{year if year is not None else '全部'}"
    return Dated(f"{of}　　　截止日期：{today_words(ledger)}", of)


def story(told: FindingList, columns: Sequence[Column]) -> list[Flowable]:
    """The name, the line of the day, the sheet, the totals and the two who answer for it."""
    blank = ("", "", "", "本期没有内容", *("",) * (len(columns) - 4))
    foot = [
        [label("填表人"), Cell(""), label("审核人"), Cell(""), label("日　期"), Cell(SIGNING, align="right")]
    ]
    return [
        name_of_paper(f"{told.org}{told.name}"),
        Paragraph(told.under, UNDER),
        RuledSheet(columns, told.rows or [blank], size=_SIZE, row_height=9),
        KeepTogether(
            [
                Paragraph(told.totals, UNDER),
                Spacer(1, 1 * MM),
                RuledForm((1.2, 3, 1.2, 3, 1.2, 3), foot, size=10.5, heights=10.0),
            ]
        ),
    ]


def _draft(told: FindingList, columns: Sequence[Column], about: str) -> Draft:
    title = f"{told.org}{told.name}"
    return office_draft(
        told.name, told.name, told, story(told, columns), landscape=True, header=title, about=about
    )


def problems_draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The 问题清单 of the year's research."""
    return _draft(problems(ledger, year), _PROBLEMS, f"{year or ''}")


def conversions_draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The 成果转化清单 of the year's research."""
    return _draft(conversions(ledger, year), _CONVERSIONS, f"{year or ''}")


def classes_draft(ledger: LedgerView) -> Draft:
    """The 同类问题一览."""
    return _draft(classes(ledger), _CLASSES, today_words(ledger))
