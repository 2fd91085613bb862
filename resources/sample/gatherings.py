"""How meetings and study sessions get into the books: notice, minutes, signatures, what came of it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from desktop_app.base.dates import parse_span
from desktop_app.registers.organization_life.meeting_kinds import STUDYING
from desktop_app.registers.organization_life.meetings import Meeting, Resolution, Speech
from desktop_app.registers.organization_life.votes import SECRET, Vote
from desktop_app.registers.study.study import StudySession, StudySpeech
from desktop_app.registers.study.study_materials import shipped_theory

from .cast import Cast
from .hand import Hand, Story, on

# What the meetings of a month studied first: one text of the innovation theory, by its title.
FIRST_TOPICS = (
    "《习近平著作选读》第一卷",
    "《习近平关于调查研究论述摘编》",
    "习近平总书记关于党的建设的重要思想",
    "《习近平新时代中国特色社会主义思想学习纲要（2023年版）》",
    "《习近平著作选读》第二卷",
    "《论党的自我革命》",
    "习近平总书记关于党的建设的重要思想",
    "《习近平关于基层治理论述摘编》",
    "《习近平谈治国理政》第四卷",
    "《习近平新时代中国特色社会主义思想专题摘编》",
    "《论党的自我革命》",
    "习近平总书记关于党的建设的重要思想",
)


@dataclass(frozen=True)
class Ballot:
    """One item put to the vote; everybody present who did not say otherwise was for it."""

    item: str
    matter: str = "一般决议"
    mode: str = "举手"
    noes: int = 0
    abst: int = 0


@dataclass(frozen=True)
class Learning:
    """What a gathering counts as in the study ledger; ``said`` are (part, words) of who spoke."""

    kind: str
    area: str
    step: str | None = None
    content: str = ""
    materials: tuple[str, ...] = ()
    topic: str = ""
    tags: tuple[str, ...] = ()
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Gathering:
    """One meeting as the sample tells it; parts instead of names, days as text.

    ``speeches`` are (part, words), ``resolutions`` (words, part, due, done or ''), ``away`` part → reason.
    ``barred`` have no vote this time, whatever is written about them later.
    ``boxes`` are further boxes of the meeting, its plan for one.
    ``number`` is the meeting's in the year where earlier ones are not in the books. ``noticed``,
    ``written`` and ``signed`` are days before and after the meeting.
    """

    kind: str
    when: str
    title: str
    agenda: tuple[str, ...]
    place: str = "社区二楼党员活动室"
    chair: str = "书记"
    recorder: str = "组织委员"
    group: int = 0
    number: int = 0
    also: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()
    lecture: tuple[str, str] | None = None
    speeches: tuple[tuple[str, str], ...] = ()
    resolutions: tuple[tuple[str, str, str, str], ...] = ()
    ballots: tuple[Ballot, ...] = ()
    away: dict[str, str] = field(default_factory=dict)
    barred: tuple[str, ...] = ()
    learning: Learning | None = None
    hours: str = ""
    noticed: int = 3
    written: int = 1
    signed: int = 3
    archived: bool = True
    boxes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Session:
    """Study on its own, without a meeting; ``who`` are parts, the whole branch when empty."""

    when: str
    title: str
    learning: Learning
    place: str = "社区二楼党员活动室"
    lecturer: str = ""
    who: tuple[str, ...] = ()
    away: dict[str, str] = field(default_factory=dict)
    hours: str = ""


def after(day: date, days: int, clock: str) -> datetime:
    """A working hour some days after ``day``, Sundays passed over."""
    then = day + timedelta(days=days)
    then += timedelta(days=1) if then.weekday() == 6 else timedelta()
    return datetime.combine(then, time.fromisoformat(clock))


def meeting_story(hand: Hand, cast: Cast, plan: Gathering) -> Story:
    """One meeting from its notice to the archive, its resolutions ticked off when done."""
    span = parse_span(plan.when)
    yield after(span.day, -plan.noticed, "09:40")
    meeting = _announced(cast, plan)
    with hand.ledger.action(f"安排{plan.kind}：{plan.title}") as action:
        action.save(meeting)
        action.step(meeting, "notify")
    yield after(span.day, plan.written, "09:20") if plan.written else span.end
    resolutions = _minutes(hand, cast, plan, meeting)
    if plan.learning is not None:
        session = _linked(hand, meeting, plan.learning)
        said = speeches_of(session, cast, plan.learning)
        hand.save(f"登记学习：{plan.title}", session, *hand.used(session), *said)
    yield after(span.day, plan.signed, "15:10")
    hand.step(meeting, "sign", sign_chair=True, sign_recorder=True)
    done = sorted((on(day), n) for n, (_, _, _, day) in enumerate(plan.resolutions) if day)
    for day, number in done:
        yield after(day, 0, "16:30")
        resolutions[number].done_on = day
        hand.save(f"办完决议：{resolutions[number].text[:16]}", resolutions[number])
    if plan.archived:
        yield max(after(span.day, 12, "10:05"), after(done[-1][0], 1, "10:05") if done else datetime.min)
        hand.step(meeting, "archive")


def session_story(hand: Hand, cast: Cast, plan: Session) -> Story:
    """One session of study, entered the same evening."""
    span = parse_span(plan.when)
    yield span.end
    session = StudySession(
        start_end=span,
        kind=plan.learning.kind,
        topic=hand.topic(plan.learning.topic),
        topic_area=plan.learning.area,
        method_step=plan.learning.step,
        title=plan.title,
        content=cast.words(plan.learning.content),
        materials=plan.learning.materials,
        tags=plan.learning.tags or None,
        batch=hand.batch_on(span.day) if _is_theory(plan.learning) else None,
        place=plan.place,
        lecturer=cast.words(plan.lecturer) or None,
        hours=Decimal(plan.hours) if plan.hours else None,
    )
    rows = hand.sheet(session, cast, plan.away)
    if plan.who:
        wanted = {cast[part] for part in plan.who}
        rows = [row for row in rows if row.person in wanted]
        for row in rows:
            row.present, row.reason, row.note = True, None, None
    said = speeches_of(session, cast, plan.learning)
    hand.save(f"登记学习：{plan.title}", session, *rows, *hand.used(session), *said)


def _is_theory(learning: Learning) -> bool:
    """Whether what is learned from is the innovation theory, and so belongs to the theme education."""
    works = {one.title for one in shipped_theory()}
    return bool(works & set(learning.materials))


def speeches_of(session: StudySession, cast: Cast, learning: Learning) -> list[StudySpeech]:
    """What was said of the study, one row for each who spoke."""
    return [
        StudySpeech(session=session.uid, person=cast[part], text=cast.words(words))
        for part, words in learning.said
    ]


def _announced(cast: Cast, plan: Gathering) -> Meeting:
    lecturer, subject = plan.lecture or ("", "")
    span = parse_span(plan.when)
    studies = {plan.kind, *plan.also} & STUDYING
    return Meeting(
        **(plan.boxes or _usual_plan(cast, plan)),
        first_topic=(FIRST_TOPICS[span.day.month - 1],) if studies else None,
        notified_on=after(span.day, -plan.noticed, "09:40").date(),
        convener=cast[plan.chair],
        kind=plan.kind,
        also_kinds=plan.also or None,
        org=cast.groups[plan.group - 1].uid if plan.group else None,
        session_no=f"{plan.when[:4]}年第{plan.number}次" if plan.number else None,
        title=plan.title,
        start_end=span,
        place=plan.place,
        chair=cast[plan.chair],
        recorder=cast[plan.recorder],
        observers=plan.observers or None,
        agenda=tuple(cast.words(one) for one in plan.agenda),
        lecture_by=cast.words(lecturer) or None,
        lecture_title=subject or None,
        hours=Decimal(plan.hours) if plan.hours else None,
    )


def _usual_plan(cast: Cast, plan: Gathering) -> dict[str, Any]:
    """What a 主题党日 or 党课 is planned as where nothing else is told."""
    if plan.kind == "主题党日":
        hands = ("各党小组组长", "宣传委员", "组织委员")
        return {
            "purpose": f"把学习和为群众办事合在一起：{plan.title}。",
            "programme": tuple(
                f"第{n}项：{cast.words(one)}，{hands[(n - 1) % len(hands)]}"
                for n, one in enumerate(plan.agenda, 1)
            ),
            "duties": ("场地和工具，宣传委员", "签到和记录，组织委员"),
            "budget": "无",
        }
    if plan.kind != "党课":
        return {}
    subject = plan.lecture[1] if plan.lecture else plan.title
    return {
        "purpose": f"讲清“{subject}”，听得懂、记得住、用得上。",
        "key_points": "重点在事情本身，难点在联系各人的岗位。",
        "outline": plan.learning.content if plan.learning else subject,
        "questions": ("听了以后，自己准备改哪一件事？",),
    }


def _minutes(hand: Hand, cast: Cast, plan: Gathering, meeting: Any) -> list[Resolution]:
    """Attendance, speeches, resolutions and votes of a meeting held, in one action; gives the resolutions."""
    speeches = [
        Speech(meeting=meeting.uid, seq=n, speaker=cast[part], words=cast.words(words))
        for n, (part, words) in enumerate(plan.speeches, 1)
    ]
    resolutions = [
        Resolution(meeting=meeting.uid, seq=n, text=cast.words(text), owner=cast[part], due_on=on(due))
        for n, (text, part, due, _) in enumerate(plan.resolutions, 1)
    ]
    end = meeting.start_end.end
    meeting.closing = (
        f"议题全部议完，{cast.name(plan.chair)}宣布散会，会议于{end.hour}时{end.minute:02d}分结束。"
    )
    if plan.kind == "党课" and plan.speeches and not meeting.feedback:
        part, words = plan.speeches[0]
        meeting.feedback = f"{cast.name(part)}：{cast.words(words)}"
    barred = {cast[part] for part in plan.barred}
    with hand.ledger.action(f"记录{plan.kind}：{plan.title}") as action:
        action.save(meeting)
        there = {meeting.chair, meeting.recorder, *(one.speaker for one in speeches)}
        rows = hand.sheet(meeting, cast, plan.away, there)
        for row in rows:
            row.vote_barred = row.person in barred or None
        action.save(*rows, *speeches, *resolutions)
        if plan.ballots:
            expected, present = hand.voters(meeting)
            action.save(
                *(_vote(meeting, cast.words(one.item), one, expected, present) for one in plan.ballots)
            )
        action.step(meeting, "write")
    return resolutions


def _vote(meeting: Any, item: str, ballot: Ballot, expected: int, present: int) -> Vote:
    papers = present if ballot.mode in SECRET else None
    return Vote(
        meeting=meeting.uid,
        item=item,
        matter=ballot.matter,
        mode=ballot.mode,
        expected=expected,
        present=present,
        ayes=present - ballot.noes - ballot.abst,
        noes=ballot.noes,
        abst=ballot.abst,
        issued=papers,
        returned=papers,
        valid=papers,
    )


def _linked(hand: Hand, meeting: Any, learning: Learning) -> StudySession:
    return StudySession(
        meeting=meeting.uid,
        kind=learning.kind,
        topic=hand.topic(learning.topic),
        topic_area=learning.area,
        method_step=learning.step,
        content=learning.content,
        materials=learning.materials,
        tags=learning.tags or None,
        batch=hand.batch_on(meeting.start_end.day) if _is_theory(learning) else None,
    )


def committee(when: str, title: str, **told: Any) -> Gathering:
    """A 支委会 around the committee's own table."""
    told = {"place": "社区一楼小会议室", **told}
    return Gathering(kind="支部委员会会议", when=when, title=title, **told)


def group(which: int, when: str, title: str, **told: Any) -> Gathering:
    """A 党小组会, led by the group's leader, recorded by one of its members."""
    told = {"chair": f"组长{which}", "recorder": f"组{which}.1", "noticed": 2, **told}
    return Gathering(kind="党小组会", when=when, title=title, group=which, **told)
