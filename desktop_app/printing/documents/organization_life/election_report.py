"""选举结果报告单: who was expected and came, every round's ballots and votes, who is elected, signatures."""

from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.base.names import spaced
from desktop_app.base.numerals import chinese
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.organization_life.election import (
    ElectionView,
    RoundOutcome,
    election_view,
)
from desktop_app.printing.documents.draft import PART, SIGNING, TEXT, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, NONE, LedgerView, branch_name, day_words, found
from desktop_app.printing.documents.organization_life.election_words import elected_order, fewer_words
from desktop_app.printing.documents.wording import span_words
from desktop_app.printing.type.forms import Cell, RuledForm, label, paired
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.organization_life.election_excluded import ElectionExcluded
from desktop_app.registers.organization_life.elections import Election, ElectionRound
from desktop_app.registers.organization_life.meetings import Meeting

_HEAD = (2.4, 5.2, 2.4, 5.2)
_COUNTS = (1.7, 1.2) * 6
_VOTES = (
    Column("姓　名", weight=1.4, align="center"),
    Column("职务", 24, align="center"),
    Column("赞成", 20, align="center"),
    Column("不赞成", 20, align="center"),
    Column("弃权", 20, align="center"),
    Column("结　果", weight=1, align="center"),
)
_WORDS = replace(TEXT, size=10.5, leading=17)


@dataclass(frozen=True)
class RoundSheet:
    """One round as told: its counts as (title, number), votes of each candidate, and the reasons."""

    n: int
    counts: tuple[tuple[str, str], ...]
    votes: tuple[tuple[str, str, str, str, str, str], ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class ElectionReport:
    """An election as its report tells it."""

    org: str
    title: str
    head: tuple[tuple[str, str], ...]
    left_out: tuple[tuple[str, str], ...]
    consent: str
    rounds: tuple[RoundSheet, ...]
    elected: tuple[tuple[str, str], ...]
    verdict: str


def gather(ledger: LedgerView, uid: str) -> ElectionReport:
    """The report of election ``uid``; UserError when it is gone."""
    election = found(ledger, Election, uid)
    view = election_view(election, ledger, load_strokes())
    meeting = ledger.get(Meeting, election.meeting)
    rows = ledger.find(ElectionExcluded.live().where(ElectionExcluded.election == election.uid))
    return ElectionReport(
        org=branch_name(ledger, election.owner_office),
        title=election.title,
        head=(
            ("会　　议", meeting.title if meeting is not None else GAP),
            ("时　　间", span_words(meeting.start_end if meeting is not None else None, GAP)),
            ("地　　点", (meeting.place if meeting is not None else "") or NONE),
            ("主 持 人", ledger.name(meeting.chair) if meeting is not None and meeting.chair else NONE),
            ("上级批复", day_words(election.approved_on, GAP)),
            ("应选名额", f"{election.posts or GAP} 名"),
        ),
        left_out=tuple((ledger.name(one.member), one.reason) for one in rows),
        consent=_consent(election),
        rounds=tuple(_round(one, outcome, view, ledger) for one, outcome in view.rounds),
        elected=tuple((ledger.name(uid), view.post) for uid in elected_order(view)),
        verdict="。".join((view.words, *fewer_words(election))),
    )


def _consent(election: Election) -> str:
    if election.left_out_agreed_on and election.left_out_passed:
        return f"{day_words(election.left_out_agreed_on)}经上级党组织同意，并经党员大会通过，不计入应到人数。"
    return "还没有经上级党组织同意和党员大会通过，仍计入应到人数。"


def _round(one: ElectionRound, outcome: RoundOutcome, view: ElectionView, ledger: LedgerView) -> RoundSheet:
    def number(value: int | None) -> str:
        return "—" if value is None else str(value)

    titles = ("expected", "present", "issued", "returned", "valid")
    words = ("应到", "实到", "发出票", "收回票", "有效票")
    void = one.returned - one.valid if one.returned is not None and one.valid is not None else None
    counts = [(title, number(getattr(one, name))) for title, name in zip(words, titles, strict=True)]
    return RoundSheet(
        n=one.n,
        counts=(*counts, ("无效票", number(void))),
        votes=tuple(
            (
                spaced(ledger.name(ballot.candidate)) + ("（另选）" if ballot.written_in else ""),
                ballot.post,
                number(ballot.ayes),
                number(ballot.noes),
                number(ballot.abst),
                _result(ballot.candidate, outcome),
            )
            for ballot in view.ballots_of(one.n)
        ),
        reasons=outcome.facts,
    )


def _result(candidate: str, outcome: RoundOutcome) -> str:
    if candidate in outcome.elected:
        return "当选"
    return "票数相等，再投" if candidate in outcome.tied else "未当选"


def story(report: ElectionReport) -> list[Flowable]:
    """The paper: head, who is not counted, each round, who is elected, signatures."""
    head = paired(report.head)
    out: list[Flowable] = [
        name_of_paper(report.org, f"{report.title}结果报告单"),
        RuledForm(_HEAD, head, size=11, heights=9.0),
    ]
    if report.left_out:
        told = "；".join(f"{name}（{reason}）" for name, reason in report.left_out)
        out += [Paragraph("不计入应到会人员", PART), Paragraph(f"{told}。{report.consent}", _WORDS)]
    for one in report.rounds:
        out.append(KeepTogether(_round_parts(one)))
    out.append(Paragraph("选举结果", PART))
    if report.elected:
        names = "、".join(name for name, _ in report.elected)
        out.append(Paragraph(f"{report.verdict}。{names}当选为{report.elected[0][1]}。", TEXT))
    else:
        out.append(Paragraph(f"{report.verdict}。", TEXT))
    out.append(KeepTogether([Spacer(1, 4 * MM), _signing()]))
    return out


def _round_parts(one: RoundSheet) -> list[Flowable]:
    counts = [[cell for title, number in one.counts for cell in (label(title), Cell(number, align="center"))]]
    return [
        Paragraph(f"第{chinese(one.n)}轮投票", PART),
        RuledForm(_COUNTS, counts, size=10.5, heights=8.0),
        Spacer(1, 2 * MM),
        RuledSheet(_VOTES, one.votes, size=10.5, row_height=8.0),
        *(Paragraph(f"{words}。", _WORDS) for words in one.reasons),
    ]


def _signing() -> RuledForm:
    rows = [
        [label("总监票人"), Cell(""), label("监 票 人"), Cell("")],
        [label("计 票 人"), Cell(""), label("主 持 人"), Cell("")],
        [label("党组织盖章"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")],
    ]
    return RuledForm(_HEAD, rows, size=11, heights=[13.0, 13.0, 13.0])


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 选举结果报告单 of an election."""
    report = gather(ledger, uid)
    return office_draft("选举结果报告单", f"{report.title}结果报告单", report, story(report))
