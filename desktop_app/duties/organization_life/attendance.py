"""Who should have come to a meeting or a study session, who came, who did not and why; one sheet for both."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.duties.basics.bodies import Expected, Roster
from desktop_app.duties.organization_life.quorum import VoteCounts
from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.meetings import Attendance, Meeting
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.people.members import Member
from desktop_app.registers.study.study import StudySession


@dataclass(frozen=True, slots=True)
class Turnout:
    """The attendance of one gathering as uids of members.

    The rows of the attendance sheet are the fact; ``unlisted`` were members that day but stand in no row,
    ``outside`` stand in a row but were not members of the body that day.
    """

    expected: tuple[str, ...]
    present: tuple[str, ...]
    absent: tuple[Attendance, ...]
    voters: tuple[str, ...]
    voters_present: tuple[str, ...]
    exempt: tuple[str, ...]
    unlisted: tuple[str, ...]
    outside: tuple[str, ...]

    def absent_words(self, naming: Naming) -> str:
        """张三（病假）、李四（公出，省里开会）: the absent with their reasons, as minutes tell them."""
        return "、".join(f"{naming(row.person)}（{reason_words(row)}）" for row in self.absent)


def reason_words(row: Attendance) -> str:
    """Why a person is absent: 病假, or 其他：note; 未写原因 when nothing is written."""
    if not row.reason:
        return row.note or "未写原因"
    if not row.note:
        return str(row.reason)
    return str(row.note) if row.reason == "其他" else f"{row.reason}，{row.note}"


def reason_known(member: Member) -> str | None:
    """Why ``member`` cannot be asked to come, as the roster tells it; None for everybody else."""
    care = set(member.care_flag or ())
    if care & {"年老体弱", "行动不便", "失能"}:
        return "年老体弱"
    if "身患重病" in care:
        return "病假"
    return "外出流动" if member.mobile_flag else None


def gathering_day(gathering: Meeting | StudySession, context: RuleContext) -> date:
    """The day of a meeting or study session, today while none is written."""
    return gathering.start_end.day if gathering.start_end is not None else context.today


def gathering_of(gathering: Meeting | StudySession) -> str:
    """The uid the attendance hangs on: the linked meeting of a study session, else its own."""
    return str(getattr(gathering, "meeting", None) or gathering.uid)


def turnout(rows: Iterable[Attendance], body: Expected) -> Turnout:
    """The turnout from the sheet's ``rows`` and the ``body`` of that day, people in the roster's order."""
    place = {uid: number for number, uid in enumerate(body.people)}
    rows = sorted(rows, key=lambda row: place.get(row.person, len(place)))
    if not rows:
        return Turnout(body.people, (), (), body.voters, (), body.exempt, body.people, ())
    listed = [row for row in rows if not row.excluded]
    people = tuple(row.person for row in listed)
    barred = {row.person for row in rows if row.vote_barred}
    entitled = set(body.voters) - barred
    present = tuple(row.person for row in listed if row.present)
    voters = tuple(uid for uid in people if uid in entitled)
    everyone = {row.person for row in rows}
    return Turnout(
        expected=people,
        present=present,
        absent=tuple(row for row in listed if not row.present),
        voters=voters,
        voters_present=tuple(uid for uid in present if uid in entitled),
        exempt=tuple(uid for uid in people if uid in set(body.exempt)),
        unlisted=tuple(uid for uid in body.people if uid not in everyone),
        outside=tuple(uid for uid in people if uid not in set(body.people)),
    )


def ballot_of(vote: Vote, found: Turnout) -> VoteCounts:
    """The counts of a vote; 应到 and 实到 that nobody wrote are those of the meeting's turnout."""
    return VoteCounts(
        len(found.voters) if vote.expected is None else vote.expected,
        len(found.voters_present) if vote.present is None else vote.present,
        vote.ayes or 0,
        vote.noes or 0,
        vote.abst or 0,
        vote.written_ayes or 0,
        vote.issued,
        vote.returned,
        vote.mode or "",
        vote.valid,
    )


def turnout_of(
    gathering: Meeting | StudySession, context: RuleContext, roster: Roster | None = None
) -> Turnout:
    """The turnout of one meeting or study session; a session linked to a meeting has the meeting's."""
    roster = roster or Roster.read(context, gathering.owner_office or None)
    meeting = gathering if isinstance(gathering, Meeting) else context.get(Meeting, gathering.meeting)
    rows = context.find(
        Attendance.live().where(Attendance.gathering == gathering_of(gathering)).order_by(Attendance.uid)
    )
    head = meeting if meeting is not None else gathering
    kind, org = (meeting.kind, meeting.org) if meeting is not None else (None, None)
    day = gathering_day(head, context)
    return turnout(rows, roster.expected(kind, day, org))


def gathered(context: RuleContext) -> Callable[[Record], tuple[str, ...]]:
    """Tells who should come to a meeting or a study session that is still to be written, by the roster."""
    roster = Roster.read(context)

    def people(gathering: Record) -> tuple[str, ...]:
        if not isinstance(gathering, (Meeting, StudySession)):
            return ()
        kind, org = (gathering.kind, gathering.org) if isinstance(gathering, Meeting) else (None, None)
        return roster.expected(kind, gathering_day(gathering, context), org).people

    return people


def start_attendance(gathering: Meeting | StudySession, context: RuleContext) -> list[Attendance]:
    """New rows, not yet saved, with everybody expected marked as present; only those without a row yet.

    Empty for a study session linked to a meeting: the meeting's sheet is the only one.
    """
    if gathering_of(gathering) != gathering.uid:
        return []
    found = turnout_of(gathering, context)
    return [Attendance(gathering=gathering.uid, person=uid, present=True) for uid in found.unlisted]
