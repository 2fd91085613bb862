"""签到表: everybody expected with room to sign, in columns that put a whole branch on one sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from desktop_app.base.errors import UserError
from desktop_app.base.names import spaced
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.organization_life.attendance import Turnout, turnout_of
from desktop_app.duties.organization_life.minutes import TITLES, MeetingView
from desktop_app.printing.documents.draft import Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import LedgerView, called, day_words, full_name_of
from desktop_app.printing.documents.wording import span_words
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.organization_life.meeting_kinds import GROUP_MEETING
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.people.members import Member
from desktop_app.registers.study.study import StudySession

_HIGHEST, _LOWEST = 18.0, 9.0
# What is left for the names on the first sheet: A4 less margins, name of the paper, head and foot (mm).
_ROOM = 167.0


@dataclass(frozen=True)
class SignIn:
    """A gathering and the people expected: (name, post, reason of absence if already told)."""

    org: str
    name: str
    title: str
    when: str
    day: str
    place: str
    people: tuple[tuple[str, str, str], ...]
    observers: tuple[str, ...] = ()


def gather(ledger: LedgerView, uid: str) -> SignIn:
    """The sheet of meeting or study session ``uid``. UserError when it is gone."""
    gathering = ledger.get(Meeting, uid) or ledger.get(StudySession, uid)
    if gathering is None or gathering.removed_at is not None:
        raise UserError("要打印签到表的会议或学习已经不在了", "其他资料没有改动", "请回到列表重新选择")
    roster = Roster.read(ledger, gathering.owner_office or None)
    return _sheet(gathering, turnout_of(gathering, ledger, roster), roster, ledger)


def sheet_of(view: MeetingView, ledger: LedgerView) -> SignIn:
    """The sheet of a meeting that was read; ``ledger`` give the names of who is not in it."""
    return _sheet(view.file.meeting, view.standing().turnout, view.roster, ledger)


def _sheet(gathering: Meeting | StudySession, turnout: Turnout, roster: Roster, ledger: LedgerView) -> SignIn:
    away = {row.person: row.reason or row.note or "" for row in turnout.absent if row.reason or row.note}
    if isinstance(gathering, Meeting):
        kind = TITLES.get(gathering.kind, "会议")
        group = gathering.org if gathering.kind == GROUP_MEETING else None
    else:
        kind, group = (gathering.kind or "学习").split("(")[0], None

    def post(uid: str) -> str:
        member = roster.person(uid) or ledger.get(Member, uid)
        return member.party_post or "" if member is not None else ""

    return SignIn(
        org=ledger.name(group) if group else full_name_of(roster.home),
        name=f"{kind}签到表",
        title=gathering.title or "",
        when=span_words(gathering.start_end, ""),
        day=day_words(gathering.start_end.day, "") if gathering.start_end is not None else "",
        place=gathering.place or "",
        people=tuple(
            (called(roster, person, ledger), post(person), away.get(person, ""))
            for person in turnout.expected
        ),
        observers=tuple(getattr(gathering, "observers", None) or ()),
    )


def _groups(count: int) -> int:
    """How many groups of columns stand side by side."""
    return 1 if count <= 12 else 2 if count <= 30 else 3


def story(sheet: SignIn) -> list[Flowable]:
    """The paper; more people than fit one sheet go on in whole sheets, read down the columns of each."""
    groups = _groups(len(sheet.people))
    most = groups * int(_ROOM / _LOWEST)
    pages = [sheet.people[at : at + most] for at in range(0, len(sheet.people), most)] or [()]
    head = [
        [label("会议名称"), Cell(sheet.title, 3)],
        [label("时　　间"), Cell(sheet.when), label("地　　点"), Cell(sheet.place)],
    ]
    out: list[Flowable] = [
        name_of_paper(sheet.org, sheet.name),
        RuledForm((2.0, 6.6, 2.0, 5.0), head, size=11, heights=8.5),
        Spacer(1, 3 * MM),
    ]
    for number, people in enumerate(pages):
        if number:
            out.append(PageBreak())
        out.append(_names(people, groups, number * most))
    return [*out, KeepTogether([Spacer(1, 3 * MM), _foot(sheet)])]


def _names(people: Sequence[tuple[str, str, str]], groups: int, before: int) -> RuledSheet:
    """Names with room to sign, in ``groups`` columns of one length; ``before`` stand on earlier sheets."""
    rows = max(1, -(-len(people) // groups))
    with_post = groups < 3
    one = [Column("序号", 12.5, align="center"), Column("姓名", 22, align="center")]
    one += [Column("党内职务", 24, align="center")] if with_post else []
    one += [Column("签　名", weight=1, align="center")]
    cells = [
        [text for group in range(groups) for text in _cell(people, before, group * rows + row, with_post)]
        for row in range(rows)
    ]
    height = min(_HIGHEST, max(_LOWEST, (_ROOM - 8) / rows))
    return RuledSheet(one * groups, cells, size=11, row_height=height)


def _cell(
    people: Sequence[tuple[str, str, str]], before: int, place: int, with_post: bool
) -> tuple[str, ...]:
    if place >= len(people):
        return ("",) * (4 if with_post else 3)
    name, post, away = people[place]
    return (str(before + place + 1), spaced(name), *((post,) if with_post else ()), away)


def _foot(sheet: SignIn) -> RuledForm:
    rows = [
        [label("列席签名"), Cell("\n".join(sheet.observers), 3, top=True)],
        [label("应　　到"), Cell(f"{len(sheet.people)} 人"), label("实　　到"), Cell("　　　　人")],
    ]
    return RuledForm((2.0, 5.8, 2.0, 5.8), rows, size=11, heights=[12.0, 9.0])


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 签到表 of meeting or study session ``uid``."""
    sheet = gather(ledger, uid)
    return office_draft("签到表", sheet.name, sheet, story(sheet), about=f"{sheet.day} {sheet.title[:20]}")
