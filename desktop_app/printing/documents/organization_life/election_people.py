"""候选人简介, 监票人计票人名单 and 支委分工: the people of an election on paper."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.base.names import spaced
from desktop_app.duties.organization_life.election import ElectionView, first_meeting_day
from desktop_app.printing.documents.draft import SIGNING, TEXT, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, branch_name, day_words
from desktop_app.printing.documents.organization_life.election_letters import person_row
from desktop_app.printing.documents.organization_life.election_words import (
    CHIEF,
    chief_of,
    elected_order,
    office_words,
    view_of,
)
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.organization_life.elections import election_day
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import SEATS, CommitteeMember, seated_on

_FORM = (2.2, 3.4, 2.2, 3.4, 2.2, 3.4)
_LIST = (
    Column("职　责", 34, align="center"),
    Column("姓　名", 34, align="center"),
    Column("是否候选人", 30, align="center"),
    Column("备　注", weight=1),
)
_DIVISION = (
    Column("党内职务", 20, align="center"),
    Column("姓名", 18, align="center"),
    Column("性别", 10, align="center"),
    Column("民族", 12, align="center"),
    Column("出生年月", 21, align="center"),
    Column("入党时间", 21, align="center"),
    Column("学历", 23, align="center"),
    Column("任职时间", 28, align="center"),
    Column("分　工", weight=1),
)


# What each post commonly sees to; the branch writes over it what it shared out otherwise.
_WORK = {
    "书记": "主持支部全面工作",
    "副书记": "协助书记工作",
    "组织委员": "组织工作",
    "宣传委员": "宣传工作",
    "纪检委员": "纪律检查工作",
    "其他委员": "其他工作",
}


@dataclass(frozen=True)
class Profiles:
    """The candidates in the order of the ballot: rows of (label, words) and what is told of each."""

    org: str
    title: str
    under: str
    people: tuple[tuple[tuple[str, ...], str], ...]


@dataclass(frozen=True)
class PeopleList:
    """A list of people under a name, with a line above and one below."""

    org: str
    title: str
    under: str
    rows: tuple[tuple[str, ...], ...]
    below: str


def gather_profiles(ledger: LedgerView, uid: str) -> Profiles:
    """候选人简介 (选举工作条例第二十一条: introduced before the vote)."""
    view = view_of(ledger, uid)
    told = {one.candidate: one.profile for one in view.ballots if one.profile}
    order = "上级党组织批准的顺序" if view.is_of_heads else "姓氏笔画"
    return Profiles(
        branch_name(ledger, view.election.owner_office),
        f"{office_words(view)}候选人简介",
        view.election.title + (f"，按{order}排列" if len(view.candidates) > 1 else ""),
        tuple(
            (person_row(n, ledger.get(Member, one), ledger), told.get(one) or GAP)
            for n, one in enumerate(view.candidates, 1)
        ),
    )


def profiles_story(paper: Profiles) -> list[Flowable]:
    """A form for each candidate."""
    out: list[Flowable] = [name_of_paper(paper.org, paper.title)]
    if paper.under:
        out.append(Paragraph(paper.under, replace(UNDER, align="center")))
    for row, words in paper.people or ((("",) * 9, GAP),):
        _, name, sex, born, origin, ethnic, joined, education, work = row
        form = [
            _six("姓　　名", spaced(name), "性　　别", sex, "民　　族", ethnic),
            _six("出生年月", born, "籍　　贯", origin, "入党时间", joined),
            [label("学　　历"), Cell(education), label("单位职务"), Cell(work, 3)],
            [label("简　　历\n实　　绩\n优 缺 点"), Cell(words, 5, indent=2)],
        ]
        sheet = RuledForm(_FORM, form, size=11, heights=[8.5, 8.5, 8.5, 26.0])
        out += [KeepTogether([sheet]), Spacer(1, 5 * MM)]
    return out


def _six(*words: str) -> list[Cell]:
    return [Cell(one) if n % 2 else label(one) for n, one in enumerate(words)]


def profiles_draft(ledger: LedgerView, uid: str) -> Draft:
    """The 候选人简介 of an election."""
    paper = gather_profiles(ledger, uid)
    return office_draft("候选人简介", paper.title, paper, profiles_story(paper))


def gather_tellers(ledger: LedgerView, uid: str) -> PeopleList:
    """总监票人, 监票人 and 计票人; the meeting passes who watches."""
    view = view_of(ledger, uid)
    election = view.election
    running = {*view.candidates, *view.written_in}
    chief = chief_of(election, ledger)
    rows = []
    for title, given in (("监票人", election.supervisors), ("计票人", election.tellers)):
        for one in given or ():
            name = ledger.name(one.person)
            what = CHIEF if title == "监票人" and name == chief else title
            rows.append((what, spaced(name), "是" if one.person in running else "否", ""))
    passed = "经会议通过" if election.helpers_passed else f"会议通过：{GAP}"
    return PeopleList(
        branch_name(ledger, election.owner_office),
        f"{election.title}监票人、计票人名单",
        day_words(election_day(election, ledger), ""),
        tuple(sorted(rows, key=lambda row: row[0] != CHIEF)) or ((GAP, "", "", ""),),
        f"监票人{passed}；计票人在监票人监督下工作。",
    )


def tellers_draft(ledger: LedgerView, uid: str) -> Draft:
    """The list of who watches and counts the votes of an election."""
    paper = gather_tellers(ledger, uid)
    return office_draft("监票人计票人名单", paper.title, paper, _list_story(paper, _LIST))


def gather_division(ledger: LedgerView, uid: str) -> PeopleList:
    """支委分工: 书记 and 副书记 as elected, the others as the first meeting shared the work out."""
    view = view_of(ledger, uid)
    election = view.election
    roles = {one.person: one.why for one in election.roles or ()}
    day = election_day(election, ledger)
    seats = {one.member: one for one in seated_on(election.org, max(day, ledger.today), ledger)}
    people = elected_order(view)

    def post(uid: str) -> str:
        return view.heads.get(uid) or roles.get(uid) or (view.post if view.is_of_heads else GAP)

    order = sorted(people, key=lambda one: SEATS.index(post(one)) if post(one) in SEATS else len(SEATS))
    return PeopleList(
        branch_name(ledger, election.owner_office),
        "支部委员会委员分工",
        f"{election.title}　{day_words(election.divided_on or first_meeting_day(view, ledger))}会议确定",
        tuple(_division_row(one, post(one), roles.get(one, ""), seats, view, ledger) for one in order)
        or ((GAP,) * len(_DIVISION),),
        "书记、副书记由选举产生，经上级党组织批准；其他委员的分工报上级党组织备案。",
    )


def _division_row(
    uid: str,
    post: str,
    role: str,
    seats: Mapping[str, CommitteeMember],
    view: ElectionView,
    ledger: LedgerView,
) -> tuple[str, ...]:
    _, name, sex, born, _origin, ethnic, joined, education, _work = person_row(
        0, ledger.get(Member, uid), ledger
    )
    seat = seats.get(uid)
    since = (seat.since if seat is not None else None) or election_day(view.election, ledger)
    work = role if role and role != post else _WORK.get(post, GAP)
    return (post, name, sex, ethnic, born, joined, education, day_words(since), work)


def division_draft(ledger: LedgerView, uid: str) -> Draft:
    """The 支委分工 of the committee an election made."""
    paper = gather_division(ledger, uid)
    return office_draft("支委分工", paper.title, paper, _list_story(paper, _DIVISION, size=9))


def _list_story(paper: PeopleList, columns: tuple[Column, ...], size: float = 11) -> list[Flowable]:
    sign = [[label("党组织盖章"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")]]
    return [
        name_of_paper(paper.org, paper.title),
        Paragraph(paper.under, replace(UNDER, align="center")),
        RuledSheet(columns, paper.rows, size=size, row_height=10.0),
        Paragraph(paper.below, replace(TEXT, size=10.5, space_before=4)),
        Spacer(1, 4 * MM),
        RuledForm((2.4, 5.2, 2.4, 5.2), sign, size=11, heights=14.0),
    ]
