"""One meeting with all that belongs to it: read as a whole, begun from the last ones, judged, written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Protocol, Self, TypeVar

from desktop_app.base.ids import is_uid
from desktop_app.base.periods import Month, Span, chinese_date
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.basics.reading import starts_between
from desktop_app.duties.organization_life.attendance import Turnout, ballot_of, gathering_day, turnout
from desktop_app.duties.organization_life.quorum import (
    Quorum,
    Thresholds,
    VoteOutcome,
    attendance_rule,
    quorum,
    thresholds,
    vote_outcome,
)
from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.children import children_of
from desktop_app.records.record import Register
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.organization_life.meeting_kinds import (
    APPRAISAL,
    COMMITTEE,
    ELECTION,
    GENERAL,
    GROUP_MEETING,
    LECTURE,
    LIFE_MEETING,
    THEME_DAY,
    kinds_of,
)
from desktop_app.registers.organization_life.meetings import (
    CLOSED,
    PREPARING,
    Attendance,
    Meeting,
    MeetingSheets,
    Resolution,
    Speech,
    attendance_of,
    parts_missing,
)
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.rectification.issues import IN_TIME, Issue
from desktop_app.registers.study.study import StudySession, default_hours

SECRETARY = "书记"
TITLES = {
    GENERAL: "支部党员大会",
    COMMITTEE: "支部委员会会议",
    GROUP_MEETING: "党小组会",
    LECTURE: "党课",
    THEME_DAY: "主题党日",
    LIFE_MEETING: "组织生活会",
    APPRAISAL: "民主评议党员大会",
    ELECTION: "换届选举大会",
}
_USUAL = (time(14, 30), time(16, 0))


Numbered = TypeVar("Numbered", Speech, Resolution)


class Writing(Protocol):
    """An action of the ledger under way."""

    def save(self, *records: Record) -> None: ...
    def remove(self, *records: Record) -> None: ...


@dataclass
class MeetingFile:
    """A meeting, its sheets, and the study session it is at the same time; perhaps not all of it saved yet.

    ``dropped`` are saved children that were taken out and go into the bin with the next save.
    """

    meeting: Meeting
    attendance: list[Attendance] = field(default_factory=list)
    speeches: list[Speech] = field(default_factory=list)
    votes: list[Vote] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)
    study: StudySession | None = None
    dropped: list[Record] = field(default_factory=list)

    @property
    def locked(self) -> bool:
        """Whether the minutes are signed; what is written stands."""
        return self.meeting.state in CLOSED

    @property
    def stamps(self) -> set[tuple[str, int]]:
        """Every record of the meeting with the stamp of its last write."""
        records = (self.meeting, *self.attendance, *self.speeches, *self.votes, *self.resolutions, self.study)
        return {(one.uid, one.dot) for one in records if one is not None}

    @property
    def named(self) -> set[str]:
        """The uids of everybody the meeting names."""
        people = {self.meeting.chair, self.meeting.recorder}
        people |= {row.person for row in self.attendance}
        people |= {one.speaker for one in self.speeches} | {one.owner for one in self.resolutions}
        return {uid for uid in people if uid and is_uid(uid)}

    def drop(self, record: Record) -> None:
        """Take a child or the study session out; a saved one goes into the bin at the next save."""
        match record:
            case Attendance() if record in self.attendance:
                self.attendance.remove(record)
            case Speech() if record in self.speeches:
                self.speeches.remove(record)
            case Vote() if record in self.votes:
                self.votes.remove(record)
            case Resolution() if record in self.resolutions:
                self.resolutions.remove(record)
        if record is self.study:
            self.study = None
        if not record.is_new:
            self.dropped.append(record)

    def take_back_study(self) -> bool:
        """Put the saved study session in again that was taken out and not yet saved; False when none was."""
        self.study = next((one for one in self.dropped if isinstance(one, StudySession)), None)
        if self.study is not None:
            self.dropped.remove(self.study)
        return self.study is not None


def meetings_of_year(context: RuleContext, year: int) -> list[Meeting]:
    """The own office's meetings that begin in ``year``, the newest first."""
    query = Meeting.live().where(
        starts_between(Meeting.start_end, date(year, 1, 1), date(year, 12, 31)),
        Meeting.owner_office == context.office,
    )
    return context.find(query.order_by(Meeting.start_end.desc(), Meeting.uid.desc()))


def read_file(context: RuleContext, uid: str) -> MeetingFile | None:
    """The meeting with all its sheets; None when there is none or it lies in the bin."""
    meeting = context.get(Meeting, uid)
    if meeting is None or meeting.removed_at is not None:
        return None
    linked = context.find(StudySession.live().where(StudySession.meeting == uid))
    return MeetingFile(
        meeting,
        attendance_of(uid, context),
        children_of(context, Speech, (uid,), "seq")[uid],
        children_of(context, Vote, (uid,))[uid],
        children_of(context, Resolution, (uid,), "seq")[uid],
        linked[0] if linked else None,
    )


# -- a new meeting -----------------------------------------------------------------------------------


def open_resolutions(context: RuleContext, before: date) -> list[Resolution]:
    """What was resolved since the first of last month and is not done, and whatever is overdue.

    Only resolutions with somebody to see to them or a day to be done by are followed up.
    """
    query = Resolution.live().where(
        Resolution.done_on.is_null(), Resolution.owner.is_null(False) | Resolution.due_on.is_null(False)
    )
    rows = context.find(query.order_by(Resolution.uid))
    parents = {one.meeting for one in rows}
    meetings = {
        one.uid: one
        for one in context.find(Meeting.live().where(Meeting.uid.in_(list(parents))))
        if one.owner_office == context.office
    }
    since = Month.of(before).shift(-1).first_day()

    def wanted(row: Resolution) -> bool:
        meeting = meetings.get(row.meeting)
        if meeting is None or meeting.start_end is None or meeting.start_end.day > before:
            return False
        return meeting.start_end.day >= since or (row.due_on is not None and row.due_on < before)

    return [row for row in rows if wanted(row)]


def agenda_line(row: Resolution, naming: Naming) -> str:
    """听取“…”落实情况（白雨田负责，11月30日前）: a resolution as an item of the next agenda."""
    who = f"{naming(row.owner)}负责" if row.owner else ""
    until = f"{chinese_date(row.due_on).split('年', 1)[1]}前完成" if row.due_on else ""
    told = "，".join(part for part in (who, until) if part)
    text = row.text.strip().rstrip("。；").replace("“", "‘").replace("”", "’")
    return f"听取“{text}”落实情况" + (f"（{told}）" if told else "")


def usual_chair(roster: Roster, kind: str, org: str | None) -> str | None:
    """The uid of who leads a meeting of ``kind``: the leader of the group, else the 书记."""
    home = roster.orgs.get(org or "")
    if kind == GROUP_MEETING and home is not None and home.group_leader:
        return str(home.group_leader)
    branch = roster.orgs.get(roster.branch or "")
    if branch is not None and branch.secretary:
        return str(branch.secretary)
    seated = [
        post.member
        for post in roster.posts
        if post.role == SECRETARY and post.until is None and post.member in roster.members
    ]
    named = [uid for uid, one in roster.members.items() if one.party_post == SECRETARY]
    return next(iter(seated + named), None)


def begin(context: RuleContext, kind: str, naming: Naming) -> MeetingFile:
    """A new meeting of ``kind`` for today, not saved: filled in from the last ones, everybody present."""
    own = Meeting.live().where(Meeting.owner_office == context.office)
    last = context.find(own.order_by(Meeting.start_end.desc()))
    same = [one for one in last if one.kind == kind]
    roster = Roster.read(context)
    org = next((one.org for one in same if one.org), None)
    if kind == GROUP_MEETING and org is None and roster.groups:
        org = roster.groups[0].uid
    chair = usual_chair(roster, kind, org)
    meeting = Meeting(
        kind=kind,
        org=org,
        title=f"{context.today.month}月{TITLES.get(kind, '会议')}",
        start_end=_usual_time(same, context.today),
        place=next((one.place for one in (*same, *last) if one.place), None),
        chair=chair,
        convener=chair,
        recorder=next((one.recorder for one in (*same, *last) if one.recorder not in (None, chair)), None),
        agenda=tuple(agenda_line(row, naming) for row in open_resolutions(context, context.today)) or None,
    )
    Register(Meeting).fill(meeting, context)
    file = MeetingFile(meeting)
    add_expected(file, roster, context)
    return file


def _usual_time(same: Sequence[Meeting], today: date) -> Span:
    """The clock times of the last meeting of this kind, on ``today``."""
    start, end = _USUAL
    if same and same[0].start_end is not None:
        start, end = same[0].start_end.start.time(), same[0].start_end.end.time()
    begun, over = datetime.combine(today, start), datetime.combine(today, end)
    return Span(begun, over if over > begun else begun + timedelta(minutes=90))


def add_expected(file: MeetingFile, roster: Roster, context: RuleContext) -> None:
    """Put everybody expected on the sheet as present; those already on it stay as they are.

    Before the first save the sheet follows kind, group and day: rows nobody touched go when the body changes.
    """
    meeting = file.meeting
    people = roster.expected(meeting.kind, gathering_day(meeting, context), meeting.org).people
    if meeting.is_new:
        file.attendance = [row for row in file.attendance if row.person in people or not row.present]
    listed = {row.person for row in file.attendance}
    file.attendance += [
        Attendance(gathering=meeting.uid, person=uid, present=True) for uid in people if uid not in listed
    ]


# -- what the open sheets come to --------------------------------------------------------------------


@dataclass(frozen=True)
class MeetingStanding:
    """How a meeting stands: who came, whether that is enough, by which rule, and how each vote ended."""

    turnout: Turnout
    quorum: Quorum
    source: str
    outcomes: dict[str, VoteOutcome]
    begun: bool = True


@dataclass(frozen=True)
class MeetingView:
    """A meeting as it lies on the desk, with the roster and the shares of its day that it is judged by.

    Each table is read once, by ``read`` or ``of``; everything else is worked out from that, saved or not.
    """

    file: MeetingFile
    roster: Roster
    shares: Thresholds
    day: date
    today: date

    @classmethod
    def read(cls, context: RuleContext, uid: str) -> Self | None:
        """The view of meeting ``uid``; None when there is none or it lies in the bin."""
        file = read_file(context, uid)
        return cls.of(context, file) if file is not None else None

    @classmethod
    def of(cls, context: RuleContext, file: MeetingFile) -> Self:
        """The view of sheets that lie on the desk."""
        day = gathering_day(file.meeting, context)
        roster = Roster.read(context, file.meeting.owner_office or None, file.named)
        return cls(file, roster, thresholds(context, day, roster.orgs), day, context.today)

    def on_its_day(self, context: RuleContext) -> Self:
        """The same with the shares of the day now written in the meeting."""
        day = gathering_day(self.file.meeting, context)
        if day == self.day:
            return self
        return replace(self, day=day, shares=thresholds(context, day, self.roster.orgs))

    def standing(self) -> MeetingStanding:
        """Who came and what it comes to; votes without ayes yet have no outcome."""
        meeting, votes, shares = self.file.meeting, self.file.votes, self.shares
        found = turnout(self.file.attendance, self.roster.expected(meeting.kind, self.day, meeting.org))
        matters = [vote.matter for vote in votes if vote.matter]
        kind = meeting.kind or ""
        rule = attendance_rule(kind, matters, shares)
        state = quorum(kind, len(found.voters), len(found.voters_present), shares, matters)
        outcomes = {
            vote.uid: vote_outcome(kind, vote.matter or "", ballot_of(vote, found), shares)
            for vote in votes
            if vote.ayes is not None
        }
        begun = self._begun()
        if not begun:
            state = replace(state, words=f"{state.due}；还没有开会" if state.due else "还没有开会")
        return MeetingStanding(found, state, rule.source if rule is not None else "", outcomes, begun)

    def _begun(self) -> bool:
        """Whether anybody can have come: the meeting is past its preparation or its day, or is written down.

        A new sheet has everybody on it as present; an absence was entered by somebody.
        """
        file = self.file
        return (
            file.meeting.state not in PREPARING
            or self.day < self.today
            or any(one.words for one in file.speeches)
            or any(one.ayes is not None for one in file.votes)
            or any(not row.present for row in file.attendance)
        )

    def missing(self) -> list[Problem]:
        """What still prints as 【待补】, and softer doubts; see ``parts_missing``."""
        file = self.file
        people = {**self.roster.members, **self.roster.others}
        sheets = MeetingSheets(file.attendance, file.speeches, file.votes, file.resolutions, people)
        return parts_missing(file.meeting, sheets)


def votes_too_many(file: MeetingFile, found: Turnout) -> list[Problem]:
    """Votes counted for more people than had one that day: 预备党员, 留党察看 and suspended rights have none.

    《中国共产党基层组织选举工作条例》第五条. Nothing is said where the roster knows nobody with a vote.
    """
    people = "有表决权的委员" if file.meeting.kind == COMMITTEE else "有表决权的党员"
    return [
        Problem(
            "expected",
            f"“{vote.item or '表决'}”应到写了 {vote.expected} 人，那天{people}只有 {len(found.voters)} 人",
            "没有表决权的不计入；请改人数，或者先改到会情况、花名册",
        )
        for vote in file.votes
        if found.voters and vote.expected is not None and vote.expected > len(found.voters)
    ]


# -- study, issues, saving ---------------------------------------------------------------------------


def as_study(meeting: Meeting, context: RuleContext) -> StudySession:
    """The same event as study: kind, title and hours follow from the meeting, nothing is typed."""
    kinds = kinds_of(meeting)
    kind = LECTURE if LECTURE in kinds else THEME_DAY if THEME_DAY in kinds else "支部集中学习"
    hours = meeting.hours
    if hours is None and meeting.start_end is not None:
        hours = default_hours(kind, meeting.start_end, context)
    return StudySession(
        meeting=meeting.uid,
        kind=kind,
        topic_area="政治理论教育",
        title=meeting.lecture_title or meeting.title,
        start_end=meeting.start_end,
        place=meeting.place,
        lecturer=meeting.lecture_by,
        hours=hours,
    )


def as_issue(
    row: Resolution, file: MeetingFile, category: str, roster: Roster, context: RuleContext
) -> Issue:
    """A resolution as a problem to be put right: by its owner, until its day (default: 30 days)."""
    meeting = file.meeting
    found_on = gathering_day(meeting, context)
    secretary = usual_chair(roster, "", None) or meeting.chair
    reviewed = {LIFE_MEETING, APPRAISAL} & kinds_of(meeting)
    return Issue(
        source="组织生活会/民主评议" if reviewed else "其他",
        category=category,
        description=row.text,
        found_on=found_on,
        mode=IN_TIME,
        lead_officer=secretary,
        duty_unit=roster.branch,
        owner=row.owner or secretary,
        due_on=row.due_on or found_on + timedelta(days=int(context.rule("issue_in_time_days"))),
        links=row.uid,
    )


def issues_from(rows: Iterable[Resolution], context: RuleContext) -> dict[str, Issue]:
    """Resolution uid → the issue it was turned into."""
    uids = [row.uid for row in rows]
    found = context.find(Issue.live().where(Issue.links.in_(uids))) if uids else []
    return {one.links: one for one in found if one.links}


def tidy(file: MeetingFile) -> bool:
    """Leave out rows nobody wrote in and number the others; True when a row went."""
    if file.locked:
        return False
    before = len(file.speeches) + len(file.resolutions) + len(file.votes)
    file.speeches = _numbered([one for one in file.speeches if one.words])
    file.resolutions = _numbered([one for one in file.resolutions if one.text])
    file.votes = [one for one in file.votes if one.item or one.ayes is not None]
    return before != len(file.speeches) + len(file.resolutions) + len(file.votes)


def write_file(file: MeetingFile, action: Writing) -> None:
    """Write the meeting with all its sheets as part of one action.

    Of signed minutes only what goes on afterwards is written: resolutions done, study made up.
    """
    if not file.locked:
        action.save(file.meeting)
    action.remove(*file.dropped)
    action.save(*file.attendance)
    if not file.locked:
        action.save(*file.speeches, *file.votes)
    action.save(*file.resolutions)
    if file.study is not None:
        file.study.meeting = file.meeting.uid
        action.save(file.study)


def _numbered(rows: list[Numbered]) -> list[Numbered]:
    for place, row in enumerate(rows, 1):
        row.seq = place
    return rows
