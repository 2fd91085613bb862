"""组织生活会和民主评议情况报告: what was done before, at and after them, for the committee above."""

from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, KeepTogether

from desktop_app.duties.organization_life.appraisal import GRADES
from desktop_app.duties.organization_life.life_set import LifeSet, life_set
from desktop_app.printing.documents.draft import Draft, official_draft
from desktop_app.printing.documents.ledger_view import (
    GAP,
    LedgerView,
    branch_of,
    day_words,
    full_name_of,
    today_words,
)
from desktop_app.printing.type.page import BODY, HEADING1, TITLE
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.rectification.issues import CLOSED


@dataclass(frozen=True)
class LifeReport:
    """The report in words: to whom, its lead, its parts (heading, paragraphs), who reports."""

    title: str
    to: str
    lead: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    org: str
    day: str


def gather(ledger: LedgerView, year: int | None = None) -> LifeReport:
    """The report of ``year`` (default: this one); 【待补】 for what was not held or written yet."""
    told = life_set(ledger, year or ledger.today.year)
    branch = branch_of(ledger)
    above = ledger.get(PartyOrg, branch.parent) if branch is not None and branch.parent else None
    return LifeReport(
        f"关于召开{told.year}年度组织生活会和民主评议党员情况的报告",
        full_name_of(above) if above is not None else GAP,
        _lead(told, ledger),
        (
            ("一、会前准备", _before(told)),
            ("二、会议情况", _at(told, ledger)),
            ("三、民主评议党员", _appraisal(told)),
            ("四、整改落实", _after(told)),
        ),
        full_name_of(branch),
        today_words(ledger),
    )


def _lead(told: LifeSet, ledger: LedgerView) -> str:
    meeting, came = told.meeting, told.turnout
    if meeting is None or came is None:
        return f"我支部{told.year}年度组织生活会召开情况：{GAP}。"
    chair = ledger.name(meeting.chair) if meeting.chair else GAP
    guests = f"{'；'.join(meeting.observers)}。" if meeting.observers else ""
    return (
        f"{day_words(meeting.start_end.day)}，我支部在{meeting.place or GAP}召开{told.year}年度组织生活会，"
        f"由{chair}同志主持，应到党员 {len(came.expected)} 人，实到 {len(came.present)} 人。{guests}"
        "现将情况报告如下。"
    )


def _before(told: LifeSet) -> tuple[str, ...]:
    meeting = told.meeting
    studied = "、".join((meeting.first_topic if meeting is not None else None) or (GAP,))
    heard = "、".join(f"{who} {n} 条" for who, n in told.by_who.items())
    return (
        f"组织党员学习{studied}。",
        f"会前谈心谈话 {told.talks} 次。征求到意见建议 {len(told.opinions)} 条"
        + (f"，其中{heard}。" if heard else "。"),
        f"形成对照检查材料 {len(told.sheets)} 份。",
    )


def _at(told: LifeSet, ledger: LedgerView) -> tuple[str, ...]:
    problems = sum(len(sheet.problems) for sheet in told.sheets)
    body = [sheet for sheet in told.sheets if ledger.get(Member, sheet.check.subject) is None]
    answered = sum(bool(one.answer) for sheet in told.sheets for one in sheet.criticisms)
    own = "；".join(problem.text.rstrip("。") for sheet in body for problem in sheet.problems)
    return (
        f"班子和党员对照检查，共查摆问题 {problems} 个。",
        f"支部班子查摆的问题是：{own or GAP}。",
        f"开展批评和自我批评，相互提出批评意见 {told.criticisms} 条，当场表态 {answered} 条。",
    )


def _appraisal(told: LifeSet) -> tuple[str, ...]:
    board = told.board
    graded = "、".join(f"{grade} {len(board.graded[grade])} 名" for grade in GRADES if board.graded[grade])
    when = day_words(told.appraisal_meeting.start_end.day) if told.appraisal_meeting is not None else GAP
    left = f"还有 {len(board.missing)} 名正式党员没有评定等次。" if board.missing else ""
    return (
        f"{when}开展民主评议，参加评议的党员 {len(board.taking_part)} 人，评定等次的正式党员"
        f" {sum(len(one) for one in board.graded.values())} 人：{graded or GAP}。{left}",
    )


def _after(told: LifeSet) -> tuple[str, ...]:
    turned = [one.issue for one in told.measures if one.issue is not None]
    closed = sum(issue.state == CLOSED for issue in turned)
    return (
        f"对查摆出来的问题定下整改措施 {len(told.measures)} 条，已列入整改台账 {len(turned)} 条，"
        f"已销号 {closed} 条。",
        "整改清单将在支部公开，接受党员和群众监督，问题不解决不放过、整改不到位不罢休。",
    )


def story(report: LifeReport) -> list[Flowable]:
    """The paper by GB/T 9704: title, to whom, parts, signature and day."""
    out: list[Flowable] = [
        Paragraph(report.title, TITLE),
        Paragraph("", BODY),
        Paragraph(f"{report.to}：", replace(BODY, first_indent=0)),
        Paragraph(report.lead, BODY),
    ]
    for heading, lines in report.parts:
        out.append(Paragraph(heading, HEADING1))
        out += [Paragraph(line, BODY) for line in lines]
    end = replace(BODY, align="right", first_indent=0, right_indent=2)
    out.append(
        KeepTogether(
            [
                Paragraph("特此报告。", BODY),
                Paragraph("", BODY),
                Paragraph(report.org, end),
                Paragraph(report.day, replace(end, right_indent=4)),
            ]
        )
    )
    return out


def draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The 情况报告 of a year's 组织生活会 and 民主评议."""
    report = gather(ledger, year)
    return official_draft("情况报告", report.title, report, story(report), report.day)
