"""换届请示, 候选人预备人选请示, 选举结果请示 and 报告: what goes up about an election."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from desktop_app.base.numerals import chinese
from desktop_app.base.periods import Month
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.organization_life.election import ElectionView
from desktop_app.printing.documents.draft import Draft, official_draft
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, branch_name, branch_of, day_words
from desktop_app.printing.documents.organization_life.election_words import (
    elected_words,
    expected_words,
    fewer_words,
    heads_beside,
    office_words,
    round_words,
    view_of,
)
from desktop_app.printing.type.page import BODY, HEADING1, MM, TITLE
from desktop_app.printing.type.paragraph import Paragraph, Style
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.organization_life.elections import BY_ELECTION, RENEWAL
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.organization_life.voting_bodies import BY_COMMITTEE, MEMBER_POST
from desktop_app.registers.people.members import Member, full_on_day
from desktop_app.registers.people.orgs import superiors

_TO = replace(BODY, first_indent=0, space_before=10)
_SIGN = replace(BODY, first_indent=0, align="right")
_ANNEX = Style(role="hei", size=16, leading=28, align="left", level=2)
_PEOPLE = (
    Column("序号", 11, align="center"),
    Column("姓名", 20, align="center"),
    Column("性别", 11, align="center"),
    Column("出生年月", 20, align="center"),
    Column("籍贯", weight=1, align="center"),
    Column("民族", 13, align="center"),
    Column("入党时间", 20, align="center"),
    Column("学历", 20, align="center"),
    Column("工作单位及职务", weight=1.6),
)
_LEFT_OUT = (
    Column("姓名", 24, align="center"),
    Column("原　　因", weight=1.3),
    Column("征求本人意见情况", weight=1),
    Column("备　注", 24),
)


@dataclass(frozen=True)
class ElectionLetter:
    """One letter: to whom, what it says (a heading where the line begins 一、), and what is annexed."""

    title: str
    to: str
    paragraphs: tuple[str, ...]
    close: str
    org: str
    day: str
    annex_title: str = ""
    people: tuple[tuple[str, ...], ...] = ()
    left_out: tuple[tuple[str, ...], ...] = ()


def superior_name(ledger: LedgerView) -> str:
    branch = branch_of(ledger)
    above = ledger.get(type(branch), branch.parent) if branch is not None else None
    return above.full_name if above is not None else next(iter(superiors(ledger).values()), GAP)


def _number(value: int | None) -> str:
    return GAP if value is None else str(value)


def gather_term(ledger: LedgerView, uid: str) -> ElectionLetter:
    """换届请示: the term, the meeting, the seats, the way of electing, who is not to be counted."""
    view = view_of(ledger, uid)
    election = view.election
    org = branch_name(ledger, election.owner_office)
    asked = election.asked_on or ledger.today
    here = Roster.read(ledger, election.owner_office or None).on(asked)
    full = sum(full_on_day(one, asked) for one in here)
    committee = view.body == BY_COMMITTEE
    if committee:
        why = f"新一届支部委员会委员由党员大会选出后，需要由支部委员会会议选举{office_words(view)}。"
    elif election.kind == BY_ELECTION:
        why = f"因班子成员变动，需要补选{office_words(view)}。"
    else:
        why = (
            f"本届支部委员会于{day_words(election.term_from, GAP)}选举产生，"
            f"任期至{day_words(election.term_until, GAP)}届满，拟按期换届。"
        )
    posts, extra = election.posts, election.candidates
    running = _number(posts + extra if posts is not None and extra is not None else None)
    heads = (
        "书记、副书记不实行差额，由新一届支部委员会第一次会议以无记名投票方式选举产生，报上级党组织批准。"
        if view.post == MEMBER_POST
        else ""
    )
    verb, gathering = ("补选" if election.kind == BY_ELECTION else "选举"), "支部党员大会"
    what = f"{verb}{office_words(view)}" if committee or verb == "补选" else "召开支部党员大会进行换届选举"
    agenda = "听取和审查上届委员会工作报告，" if not committee and election.kind == RENEWAL else ""
    if committee:
        gathering = "支部委员会会议"
    share = "" if view.is_of_heads else "，候选人人数多于应选名额，差额不少于应选名额的百分之二十"
    return ElectionLetter(
        title=f"关于{what}的请示",
        to=superior_name(ledger),
        paragraphs=(
            f"{why}支部现有党员 {len(here)} 名，其中正式党员 {full} 名，预备党员 {len(here) - full} 名。"
            "经支部委员会研究，现将有关事项请示如下：",
            "一、时间和议程",
            f"拟于{_meeting_day(view, ledger)}召开{gathering}，{agenda}进行{election.title}。",
            "二、名额",
            f"应选{office_words(view)} {_number(posts)} 名，候选人 {running} 名，差额 {_number(extra)} 名。",
            "三、选举办法",
            f"{office_words(view)}由{view.body}以无记名投票方式选举{share}。{heads}",
        ),
        close="特此请示。当否，请示复。",
        org=org,
        day=day_words(election.asked_on, GAP),
        annex_title="拟不计入应到会人数的党员名单" if view.excluded else "",
        left_out=tuple((ledger.name(one.member), one.reason, one.note or GAP, "") for one in view.excluded),
    )


def _meeting_day(view: ElectionView, ledger: LedgerView) -> str:
    meeting = ledger.get(Meeting, view.election.meeting)
    held = meeting.start_end.day if meeting is not None and meeting.start_end is not None else None
    return day_words(held or view.election.held_on, GAP)


def gather_nominees(ledger: LedgerView, uid: str) -> ElectionLetter:
    """候选人预备人选请示: how they were proposed, and who they are."""
    view = view_of(ledger, uid)
    election, what = view.election, office_words(view)
    names = "、".join(ledger.name(uid) for uid in view.candidates) or GAP
    order = "按拟任顺序" if view.is_of_heads else "按姓氏笔画为序"
    if len(view.candidates) < 2:
        order = f"应选 {_number(election.posts)} 名"
    approved = day_words(election.approved_on, GAP)
    return ElectionLetter(
        title=f"关于{what}候选人预备人选的请示",
        to=superior_name(ledger),
        paragraphs=(
            f"根据{approved}关于同意{election.kind}选举的批复，支部组织党员酝酿推荐，支部委员会根据多数党员的"
            f"意见，提出{election.title}的{what}候选人预备人选 {len(view.candidates) or GAP} 名（{order}）："
            f"{names}。基本情况见附件。",
        ),
        close="妥否，请批复。",
        org=branch_name(ledger, election.owner_office),
        day=day_words(election.nominees_asked_on, GAP),
        annex_title="候选人预备人选基本情况表",
        people=tuple(
            person_row(n, ledger.get(Member, who), ledger) for n, who in enumerate(view.candidates, 1)
        ),
    )


def person_row(n: int, member: Member | None, ledger: LedgerView) -> tuple[str, ...]:
    """One person of a list: number, name, sex, birth, origin, people, joining, education, post."""

    def told(box: str) -> str:
        value = getattr(member, box) if member is not None else None
        return Member._meta.fields[box].show(value, ledger.name) if value not in (None, "") else GAP

    born = _month_words(member.birth_date if member is not None else None)
    joined = member.joined_on.first_day() if member is not None and member.joined_on else None
    return (
        str(n),
        member.name if member is not None else GAP,
        told("gender"),
        born,
        told("native_place"),
        told("ethnicity"),
        _month_words(joined),
        told("education"),
        told("work_unit"),
    )


def _month_words(day: date | None) -> str:
    return Month.of(day).chinese() if day is not None else GAP


def gather_result(ledger: LedgerView, uid: str) -> ElectionLetter:
    """委员 and 代表 are reported; 书记 and 副书记 go up for approval (支部工作条例第二十一条)."""
    view = view_of(ledger, uid)
    election = view.election
    meeting = ledger.get(Meeting, election.meeting)
    gathering = "支部委员会会议" if view.body == BY_COMMITTEE else "支部党员大会"
    if meeting is not None and view.body == BY_COMMITTEE:
        gathering = meeting.title or gathering
    told = [
        f"{_meeting_day(view, ledger)}，支部召开{gathering}，进行{election.title}。"
        f"{expected_words(view, ledger)}。",
        *(f"第{chinese(one.n)}轮投票：{round_words(one, view, ledger)}。" for one, _ in view.rounds),
        *(f"{words}。" for words in fewer_words(election)),
        f"{elected_words(view, ledger)}。",
    ]
    if view.post == MEMBER_POST:
        told += [
            f"{_meeting_day(head, ledger)}，新一届支部委员会第一次会议选举，{elected_words(head, ledger)}，"
            "已另行报请批准。"
            for head in heads_beside(view, ledger)
        ]
        roles = "、".join(f"{ledger.name(one.person)}任{one.why}" for one in election.roles or ())
        told += [f"委员分工：{roles}。"] if roles else []
    asks = view.is_of_heads
    return ElectionLetter(
        title=f"关于{office_words(view)}选举结果的{'请示' if asks else '报告'}",
        to=superior_name(ledger),
        paragraphs=tuple(told),
        close="妥否，请批复。" if asks else "特此报告，请予备案。",
        org=branch_name(ledger, election.owner_office),
        day=day_words(election.reported_on, GAP),
    )


def story(letter: ElectionLetter) -> list[Flowable]:
    """The letter by GB/T 9704, its annex on a sheet of its own."""
    annex: list[Flowable] = []
    if letter.annex_title:
        annex.append(Paragraph(f"附件：{letter.annex_title}", replace(BODY, space_before=6)))
    out: list[Flowable] = [
        Paragraph(letter.title, TITLE),
        Paragraph(f"{letter.to}：", _TO),
        *(Paragraph(text, HEADING1 if _is_heading(text) else BODY) for text in letter.paragraphs[:-1]),
        KeepTogether(
            [
                # The signature never stands on a page without some of what is signed.
                Paragraph(letter.paragraphs[-1], BODY),
                Paragraph(letter.close, BODY),
                *annex,
                Spacer(1, 14 * MM),
                Paragraph(letter.org, replace(_SIGN, right_indent=0)),
                Paragraph(letter.day, replace(_SIGN, right_indent=4)),
            ]
        ),
    ]
    return [*out, *_annex(letter)]


def _is_heading(text: str) -> bool:
    return text[1:2] == "、" and len(text) < 12


def _annex(letter: ElectionLetter) -> list[Flowable]:
    if not letter.annex_title:
        return []
    columns: Sequence[Column] = _PEOPLE if letter.people else _LEFT_OUT
    rows = letter.people or letter.left_out
    return [
        PageBreak(),
        Paragraph("附件", _ANNEX),
        Paragraph(letter.annex_title, replace(TITLE, size=18)),
        Spacer(1, 4 * MM),
        RuledSheet(columns, rows or [("",) * len(columns)], size=10, row_height=10.0),
    ]


def _draft(kind: str, letter: ElectionLetter) -> Draft:
    return official_draft(kind, letter.title, letter, story(letter), letter.day)


def term_request(ledger: LedgerView, uid: str) -> Draft:
    """The 换届请示 of an election."""
    return _draft("换届请示", gather_term(ledger, uid))


def nominees_request(ledger: LedgerView, uid: str) -> Draft:
    """The 候选人预备人选请示 of an election."""
    return _draft("候选人预备人选请示", gather_nominees(ledger, uid))


def result_letter(ledger: LedgerView, uid: str) -> Draft:
    """The letter that tells the result: a 请示 for 书记 and 副书记, a 报告 for all others."""
    return _draft("选举结果上报", gather_result(ledger, uid))
