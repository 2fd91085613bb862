"""换届记录: the election of a committee on one sheet, who left it and who came."""

from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from desktop_app.base.names import spaced
from desktop_app.base.periods import years_between
from desktop_app.duties.organization_life.attendance import turnout_of
from desktop_app.duties.organization_life.election import ElectionView
from desktop_app.printing.documents.draft import PART, SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, NONE, LedgerView, branch_name, day_words
from desktop_app.printing.documents.organization_life.election_words import elected_order, people, view_of
from desktop_app.printing.type.forms import Cell, RuledForm, label, paired
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.organization_life.elections import election_day
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import HEADS, CommitteeMember

_HEAD = (2.4, 5.2, 2.4, 5.2)
_OLD = (
    Column("姓　名", 34, align="center"),
    Column("原任职务", 40, align="center"),
    Column("变动情况", weight=1),
)
_NEW = (
    Column("姓　名", 30, align="center"),
    Column("年龄", 16, align="center"),
    Column("学历", weight=1, align="center"),
    Column("党内职务", 30, align="center"),
    Column("分　工", weight=1, align="center"),
)


@dataclass(frozen=True)
class ElectionFile:
    """One election as the branch keeps it."""

    org: str
    title: str
    head: tuple[tuple[str, str], ...]
    old: tuple[tuple[str, ...], ...]
    new: tuple[tuple[str, ...], ...]


def gather(ledger: LedgerView, uid: str) -> ElectionFile:
    """The sheet of election ``uid``; UserError when it is gone."""
    view = view_of(ledger, uid)
    election = view.election
    meeting = ledger.get(Meeting, election.meeting)
    came = turnout_of(meeting, ledger) if meeting is not None else None
    counts = next((one for one, _ in view.rounds), None)
    held = election_day(election, ledger)
    place = meeting.place if meeting is not None else None
    chair = meeting.chair if meeting is not None else None
    guests = "、".join(meeting.observers or ()) if meeting is not None else ""
    return ElectionFile(
        branch_name(ledger, election.owner_office),
        f"{election.title}记录",
        (
            ("日　　期", day_words(held)),
            ("地　　点", place or GAP),
            ("参加党员", f"{len(came.present)} 人" if came is not None else GAP),
            ("有选举权", f"{counts.present} 人（应到 {counts.expected} 人）" if counts is not None else GAP),
            ("缺　　席", f"{len(came.absent)} 人" if came is not None else GAP),
            ("上级到会", guests or NONE),
            ("主 持 人", ledger.name(chair) if chair else GAP),
            ("监 票 人", people(election.supervisors, ledger)),
            ("计 票 人", people(election.tellers, ledger)),
            ("上级批复", day_words(election.approved_on, GAP)),
        ),
        tuple(_old(view, ledger)) or ((NONE, NONE, NONE),),
        tuple(_new(view, ledger)) or ((GAP,) * len(_NEW),),
    )


def _old(view: ElectionView, ledger: LedgerView) -> list[tuple[str, ...]]:
    """The committee that ended with the election, and who of it goes on."""
    day = election_day(view.election, ledger)
    mine = (CommitteeMember.org == view.election.org) & (CommitteeMember.until == day)
    rows = ledger.find(CommitteeMember.live().where(mine).order_by(CommitteeMember.uid))
    return [
        (
            spaced(ledger.name(one.member)),
            one.role,
            "连任" if one.member in view.elected else "任期届满，不再担任",
        )
        for one in rows
    ]


def _new(view: ElectionView, ledger: LedgerView) -> list[tuple[str, ...]]:
    day = election_day(view.election, ledger)
    roles = {one.person: one.why for one in view.election.roles or ()}
    found: list[tuple[str, ...]] = []
    for uid in elected_order(view):
        member = ledger.get(Member, uid)
        born = member.birth_date if member is not None else None
        education = Member._meta.fields["education"].show(member.education, ledger.name) if member else GAP
        post = view.heads.get(uid) or roles.get(uid) or view.post
        found.append(
            (
                spaced(ledger.name(uid)),
                str(years_between(born, day)) if born is not None else GAP,
                education or GAP,
                view.heads.get(uid) or view.post,
                roles.get(uid) or (post if post in HEADS else GAP),
            )
        )
    return found


def story(file: ElectionFile) -> list[Flowable]:
    """The head, the committee before, the committee now, and who signs."""
    rows = paired(file.head)
    sign = [
        [label("书记签字"), Cell(""), label("记录人签字"), Cell("")],
        [label("党组织盖章"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")],
    ]
    return [
        name_of_paper(file.org, file.title),
        RuledForm(_HEAD, rows, size=11, heights=9.0),
        Paragraph("上届委员变动", PART),
        RuledSheet(_OLD, file.old, size=10.5, row_height=8.0),
        Paragraph("新一届当选人", PART),
        RuledSheet(_NEW, file.new, size=10.5, row_height=8.0),
        Spacer(1, 5 * MM),
        RuledForm(_HEAD, sign, size=11, heights=13.0),
    ]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 换届记录 of an election."""
    file = gather(ledger, uid)
    return office_draft("换届记录", file.title, file, story(file))
