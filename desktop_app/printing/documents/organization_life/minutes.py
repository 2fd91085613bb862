"""会议记录: one meeting on paper, from its head to the signatures; what is missing stands as 【待补】."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, KeepTogether, PageBreak

from desktop_app.base.names import spaced
from desktop_app.duties.organization_life.attendance import reason_words
from desktop_app.duties.organization_life.minutes import TITLES, MeetingView
from desktop_app.duties.organization_life.quorum import VoteOutcome
from desktop_app.printing.documents.draft import SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import (
    GAP,
    NONE,
    LedgerView,
    called,
    day_words,
    full_name_of,
    gone,
    numbered,
)
from desktop_app.printing.documents.organization_life import sign_in
from desktop_app.printing.documents.organization_life.election_words import (
    ElectionTold,
    elections_at,
    told_of,
)
from desktop_app.printing.documents.wording import clause, sentence, span_words
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.records.box import Naming
from desktop_app.registers.organization_life.meeting_kinds import (
    GROUP_MEETING,
    LECTURE,
    OF_A_YEAR,
    lacks_first_topic,
    named_kinds,
)
from desktop_app.registers.organization_life.meetings import Meeting, Speech
from desktop_app.registers.organization_life.votes import SECRET, Vote

_COLUMNS = (2.3, 5.2, 2.3, 5.2)
_SIZE, _LEADING = 11.0, 16.5
_FEW = 12  # people who are named in the minutes; more of them stand on the 签到表
_KEPT = 4  # rows of the last part that all stay with the signatures


@dataclass(frozen=True)
class Minutes:
    """The minutes of one meeting as words; '' means nothing is written, 【待补】 that something must be."""

    org: str
    kind: str
    kinds: str
    title: str
    session: str
    when: str
    day: str
    place: str
    chair: str
    recorder: str
    expected: int
    voters: int
    voters_present: int
    present: tuple[str, ...]
    absent: tuple[tuple[str, str], ...]
    observers: tuple[str, ...]
    agenda: tuple[str, ...]
    lecture: tuple[str, str] | None
    speeches: tuple[tuple[str, str], ...]
    votes: tuple[tuple[str, str], ...]
    resolutions: tuple[tuple[str, str, str], ...]
    closing: str
    corrections: tuple[str, ...]
    has_sheet: bool
    lacks: tuple[str, ...] = ()
    first_topic: str = ""
    year: str = ""
    elections: tuple[ElectionTold, ...] = ()
    left_out: int = 0

    @property
    def body(self) -> str:
        """What met, in the words of the paper's name: 支部委员会会议."""
        return TITLES.get(self.kind, "会议")


def read(ledger: LedgerView, uid: str) -> MeetingView:
    """Meeting ``uid`` with all its papers tell of. UserError when it is gone."""
    view = MeetingView.read(ledger, uid)
    if view is None:
        raise gone(ledger.catalogue["meeting"].title)
    return view


def gather(ledger: LedgerView, uid: str) -> Minutes:
    """The minutes of meeting ``uid``. UserError when it is gone."""
    return minutes_of(read(ledger, uid), ledger)


def minutes_of(view: MeetingView, ledger: LedgerView) -> Minutes:
    """The minutes of a meeting that was read; ``ledger`` give the names of who is not in it."""
    file, meeting, now = view.file, view.file.meeting, view.standing()
    turnout = now.turnout
    lacks = tuple(sorted({one.box for one in view.missing() if one.refuse}))
    kinds = named_kinds(meeting)
    group = meeting.kind == GROUP_MEETING

    def name(uid: str) -> str:
        return called(view.roster, uid, ledger)

    return Minutes(
        org=ledger.name(meeting.org) if group and meeting.org else full_name_of(view.roster.home),
        kind=meeting.kind or "",
        kinds="、".join(kind for kind in TITLES if kind in kinds) or meeting.kind or "",
        title=meeting.title or "",
        session=_needed(meeting, "session_no", lacks),
        year=str(meeting.belongs_year or "") if kinds & OF_A_YEAR else "",
        when=span_words(meeting.start_end, GAP),
        day=day_words(meeting.start_end.day, GAP) if meeting.start_end is not None else GAP,
        place=_needed(meeting, "place", lacks),
        chair=name(meeting.chair) if meeting.chair else GAP,
        recorder=name(meeting.recorder) if meeting.recorder else GAP,
        expected=len(turnout.expected),
        voters=len(turnout.voters),
        voters_present=len(turnout.voters_present),
        present=tuple(name(person) for person in turnout.present),
        absent=tuple(
            (name(row.person), reason_words(row) if row.reason or row.note else GAP) for row in turnout.absent
        ),
        observers=tuple(meeting.observers or ()),
        first_topic=numbered(tuple(meeting.first_topic or ())) or (GAP if lacks_first_topic(meeting) else ""),
        agenda=tuple(meeting.agenda or ()),
        lecture=(meeting.lecture_by or GAP, meeting.lecture_title or GAP) if LECTURE in kinds else None,
        speeches=tuple((_speaker(one, name), one.words or GAP) for one in file.speeches),
        votes=tuple((one.item or GAP, _vote_words(one, now.outcomes.get(one.uid))) for one in file.votes),
        resolutions=tuple(
            (one.text or GAP, name(one.owner) if one.owner else "", day_words(one.due_on, ""))
            for one in file.resolutions
        ),
        closing=meeting.closing or GAP,
        corrections=tuple(meeting.corrections or ()),
        has_sheet=bool(file.attendance),
        lacks=lacks,
        elections=tuple(told_of(one, ledger) for one in elections_at(ledger, meeting.uid)),
        left_out=sum(bool(row.excluded) for row in file.attendance),
    )


def _needed(meeting: Meeting, box: str, lacks: tuple[str, ...]) -> str:
    return GAP if box in lacks else str(getattr(meeting, box) or "")


def _speaker(speech: Speech, naming: Naming) -> str:
    return Speech._meta.fields["speaker"].show(speech.speaker, naming) or GAP


def _vote_words(vote: Vote, outcome: VoteOutcome | None) -> str:
    """方式, the people with a vote, the voices and the result; 【待补】 for figures not written."""

    def told(name: str) -> str:
        value = getattr(vote, name)
        return GAP if value is None else str(value)

    words = (
        f"{vote.mode}表决。应到有表决权 {told('expected')} 人，实到 {told('present')} 人；"
        f"赞成 {told('ayes')} 票，反对 {told('noes')} 票，弃权 {told('abst')} 票"
    )
    if vote.written_ayes:
        words += f"，另有书面赞成意见 {vote.written_ayes} 份"
    if vote.mode in SECRET:
        words += f"；发出选票 {told('issued')} 张，收回 {told('returned')} 张"
        words += f"，有效 {vote.valid} 张" if vote.valid is not None else ""
    if GAP in words or outcome is None:
        return f"{words}。结果：{GAP}"
    return f"{words}。结果：{outcome.result}。"


def story(minutes: Minutes) -> list[Flowable]:
    """The paper: name, head, body, 散会 with the signatures together, corrections after them."""
    return [name_of_paper(minutes.org, f"{minutes.body}记录"), *body_story(minutes)]


def body_story(minutes: Minutes) -> list[Flowable]:
    """What stands under the paper's name."""
    return [_form(_head(minutes)), *_body_and_ending(minutes)]


def _body_and_ending(minutes: Minutes) -> list[Flowable]:
    """The signatures never stand alone on a sheet: the last of what was resolved goes with them."""
    *parts, last = _body(minutes)
    kept = last if len(last) <= _KEPT else last[-2:]
    rows = [row for part in parts for row in part] + last[: len(last) - len(kept)]
    return [_form(rows), KeepTogether([_form(kept), *_ending(minutes)])]


def _form(rows: Sequence[Sequence[Cell]], heights: float | Sequence[float] = 7.5) -> RuledForm:
    return RuledForm(_COLUMNS, rows, size=_SIZE, leading=_LEADING, heights=heights)


def _line(title: str, text: str) -> list[Cell]:
    return [label(title), Cell(text or NONE, 3)]


def _pair(first: str, one: str, second: str, two: str) -> list[Cell]:
    return [label(first), Cell(one or NONE), label(second), Cell(two or NONE)]


def _head(m: Minutes) -> list[list[Cell]]:
    came = f"{len(m.present)} 人" if m.has_sheet else GAP
    voting = f"应到 {m.voters} 人，实到 {m.voters_present} 人" if m.has_sheet else f"应到 {m.voters} 人"
    if m.left_out:
        # The votes before the election were taken with everybody in 应到.
        voting += f"（选举不计入应到的 {m.left_out} 人没有算在内，算上是 {m.voters + m.left_out} 人）"
    absent = "、".join(f"{name}（{why}）" for name, why in m.absent)
    away = f"{len(m.absent)} 人" if m.has_sheet else GAP
    rows = [
        _line("会议名称", f"{m.title or GAP}{f'（{m.year}年度）' if m.year else ''}"),
        _pair("会议类型", m.kinds or GAP, "次　　数", m.session),
        _line("时　　间", m.when),
        _line("地　　点", m.place),
        _pair("主 持 人", m.chair, "记 录 人", m.recorder),
        _pair("应　　到", f"{m.expected} 人", "实　　到", came),
        _pair("有表决权", voting, "缺　　席", away),
        _line("缺席及原因", absent if m.has_sheet else GAP),
        *([_line("参加人员", "、".join(m.present))] if 0 < len(m.present) <= _FEW else []),
        _line("列　　席", "\n".join(m.observers)),
    ]
    if m.lecture is not None:
        rows.append(_pair("党课主讲人", m.lecture[0], "党课题目", m.lecture[1]))
    if m.first_topic:
        rows.append(_line("第一议题", m.first_topic))
    return [*rows, _line("议　　题", numbered(m.agenda) or GAP)]


def _body(m: Minutes) -> Iterable[list[list[Cell]]]:
    speeches = [[Cell(spaced(who), align="center"), Cell(words, 3, indent=2)] for who, words in m.speeches]
    yield _section("发言记录", speeches, GAP if "speech" in m.lacks else NONE)
    votes = [[_count(place), Cell(f"{item}\n{words}", 3)] for place, (item, words) in enumerate(m.votes, 1)]
    yield _section("表　　决", votes, GAP if "vote" in m.lacks else NONE)
    for one in m.elections:
        yield [[label("选　　举"), Cell("\n".join((f"{one.title}：", *one.paragraphs)), 3)]]
    rows = [[_count(place), Cell(resolved(*one), 3)] for place, one in enumerate(m.resolutions, 1)]
    yield _section("决　　议", rows, NONE)


def _count(place: int) -> Cell:
    return Cell(str(place), align="center")


def _section(title: str, rows: list[list[Cell]], empty: str) -> list[list[Cell]]:
    """A part of the body under its own title; one line when there is nothing in it."""
    if not rows:
        return [[label(title), Cell(empty, 3)]]
    return [[label(title, 4)], *rows]


def resolved(text: str, owner: str, due: str) -> str:
    """A resolution with who sees to it and until when: …（责任人：白雨田，完成时限：2026年11月30日）。"""
    told = [f"责任人：{owner}"] if owner else []
    told += [f"完成时限：{due}"] if due else []
    return sentence(f"{clause(text)}（{'，'.join(told)}）" if told else text)


def _ending(m: Minutes) -> list[Flowable]:
    signing: list[list[Cell]] = [
        _line("散　　会", m.closing),
        [label("主持人签字"), Cell(""), label("记录人签字"), Cell("")],
        [label("日　　期"), Cell(SIGNING, align="right"), label("日　　期"), Cell(SIGNING, align="right")],
    ]
    parts: list[Flowable] = [_form(signing, [8.5, 13.0, 8.5])]
    if m.corrections:
        rows: list[list[Cell]] = [[label("更正说明（定稿后追加，以上原文不动）", 4)]]
        rows += [[_count(place), Cell(text, 3)] for place, text in enumerate(m.corrections, 1)]
        parts.append(_form(rows))
    return parts


def draft(ledger: LedgerView, uid: str, sign_in_sheet: bool = False) -> Draft:
    """The minutes of meeting ``uid``, with the 签到表 behind when ``sign_in_sheet``."""
    view = read(ledger, uid)
    minutes = minutes_of(view, ledger)
    pages = story(minutes)
    if sign_in_sheet:
        pages += [PageBreak(), *sign_in.story(sign_in.sheet_of(view, ledger))]
    return office_draft(
        "会议记录",
        f"{minutes.body}记录",
        minutes,
        pages,
        header=f"{minutes.org}　{minutes.body}记录　{minutes.session}",
        about=minutes.day,
    )
