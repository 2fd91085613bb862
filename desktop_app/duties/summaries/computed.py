"""The functions behind every ``Computed`` figure of the registers, for one record or a whole page at once."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from desktop_app.base.dates import Month, years_between
from desktop_app.base.periods import add_months
from desktop_app.duties.basics.bodies import Roster, off_roster
from desktop_app.duties.basics.figure import Value, Values
from desktop_app.duties.basics.reading import rows_of
from desktop_app.duties.organization_life.attendance import (
    Turnout,
    ballot_of,
    gathering_day,
    gathering_of,
    turnout,
)
from desktop_app.duties.organization_life.quorum import VoteOutcome, thresholds_by_month, vote_outcome
from desktop_app.duties.rectification.issues import files_of, issue_words
from desktop_app.duties.study.hours import MemberHours, hours_board
from desktop_app.duties.summaries.book_figures import BOOK_FIGURES
from desktop_app.records.children import by_parent, children_of
from desktop_app.records.record import Record
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.meetings import Meeting, Resolution, Speech
from desktop_app.registers.organization_life.votes import Vote, missing_figures
from desktop_app.registers.people.members import FULL, Member, belongs_on
from desktop_app.registers.people.orgs import CommitteeMember, PartyOrg
from desktop_app.registers.rectification.issues import CLOSED, Issue
from desktop_app.registers.study.study import StudyHours, StudySession

Many = Callable[[Sequence[Any], RuleContext], Values]
One = Callable[[Any, RuleContext], Value]


def party_years(members: Sequence[Member], context: RuleContext) -> Values:
    """党龄 in whole years from 转正 to today with the correction in months (党章第七条); None before 转正."""

    def years(member: Member) -> int | None:
        if member.full_on is None:
            return None
        begun = add_months(member.full_on.first_day(), -(member.party_age_adjust or 0))
        return max(0, years_between(begun, _until(member, context)))

    return {one.uid: years(one) for one in members}


def ages(members: Sequence[Member], context: RuleContext) -> Values:
    """周岁 today, or on the day of leaving."""
    return {
        one.uid: years_between(one.birth_date, _until(one, context)) if one.birth_date else None
        for one in members
    }


def _until(member: Member, context: RuleContext) -> date:
    left: date | None = member.exit_on
    return min(left, context.today) if left is not None else context.today


def full_counts(orgs: Sequence[PartyOrg], context: RuleContext) -> Values:
    """正式党员 on the books today of a branch, or of a group."""
    members = context.find(Member.live().where(Member.category == FULL))
    here = [one for one in members if belongs_on(one, context.today)]
    by_branch = Counter(one.branch for one in here)
    by_group = Counter(one.party_group for one in here)
    return {org.uid: by_branch[org.uid] + by_group[org.uid] for org in orgs}


def committees(orgs: Sequence[PartyOrg], context: RuleContext) -> Values:
    """Who sits on the committee, in the order of posts: 张三（书记）、李四（组织委员）."""
    here = CommitteeMember.org.in_([org.uid for org in orgs]) & CommitteeMember.until.is_null()
    posts = context.find(CommitteeMember.live().where(here))
    names = _names([post.member for post in posts], context)
    ranks = list(CommitteeMember.role.options)
    posts.sort(key=lambda post: (ranks.index(post.role) if post.role in ranks else len(ranks), post.uid))
    seats = by_parent(posts, "org")
    return {
        org.uid: "、".join(f"{names.get(post.member, '')}（{post.role}）" for post in seats[org.uid])
        for org in orgs
    }


def _names(people: Iterable[str], context: RuleContext) -> dict[str, str]:
    """Member uid → name, left ones and removed ones too."""
    wanted = list(set(people))
    if not wanted:
        return {}
    return {one.uid: one.name for one in context.find(Member.select().where(Member.uid.in_(wanted)))}


def turnouts(gatherings: Sequence[Meeting | StudySession], context: RuleContext) -> dict[str, Turnout]:
    """Gathering uid → turnout, in a handful of queries however many gatherings there are."""
    sheets = rows_of(context, [gathering_of(one) for one in gatherings])
    offices = {one.owner_office or context.office for one in gatherings}
    rosters = {office: Roster.read(context, office) for office in offices}
    linked = _linked_meetings(gatherings, context)
    found = {}
    for one in gatherings:
        roster = rosters[one.owner_office or context.office]
        head = linked.get(gathering_of(one), one)
        kind, org = (head.kind, head.org) if isinstance(head, Meeting) else (None, None)
        body = roster.expected(kind, gathering_day(head, context), org)
        found[one.uid] = turnout(sheets[gathering_of(one)], body)
    return found


def _linked_meetings(
    gatherings: Sequence[Meeting | StudySession], context: RuleContext
) -> dict[str, Meeting]:
    wanted = {gathering_of(one) for one in gatherings} - {one.uid for one in gatherings}
    return (
        {one.uid: one for one in context.find(Meeting.live().where(Meeting.uid.in_(list(wanted))))}
        if wanted
        else {}
    )


def _headcount(part: str, gatherings: Sequence[Meeting | StudySession], context: RuleContext) -> Values:
    return {uid: len(getattr(found, part)) for uid, found in turnouts(gatherings, context).items()}


def absences(gatherings: Sequence[Meeting | StudySession], context: RuleContext) -> Values:
    """缺席及原因 in words; '' when all came or nothing is recorded."""
    found = turnouts(gatherings, context)
    names = _names((row.person for one in found.values() for row in one.absent), context)
    return {
        uid: one.absent_words(lambda person: names.get(person) or off_roster(person))
        for uid, one in found.items()
    }


def _how_many(model: type[Record], meetings: Sequence[Meeting], context: RuleContext) -> Values:
    """How many children of ``model`` each meeting has."""
    rows = children_of(context, model, (one.uid for one in meetings), link="meeting")
    return {one.uid: len(rows[one.uid]) for one in meetings}


def vote_outcomes(votes: Sequence[Vote], context: RuleContext) -> dict[str, VoteOutcome]:
    """Vote uid → outcome; a vote whose figures are not complete has none and is left out.

    Each is judged by the rules in force in the month of its meeting.
    """
    meetings = context.find(Meeting.live().where(Meeting.uid.in_([one.meeting for one in votes])))
    by_uid = {one.uid: one for one in meetings}
    came = turnouts(meetings, context)
    shares = thresholds_by_month(context, [gathering_day(one, context) for one in meetings])
    found = {}
    for vote in votes:
        meeting = by_uid.get(vote.meeting)
        if meeting is None or vote.ayes is None:
            continue
        ballot = ballot_of(vote, came[meeting.uid])
        found[vote.uid] = vote_outcome(
            meeting.kind or "", vote.matter or "", ballot, shares[Month.of(gathering_day(meeting, context))]
        )
    return found


def results(votes: Sequence[Vote], context: RuleContext) -> Values:
    """通过, 未通过 or 会议无效; 票数不全 while figures are missing."""
    found = vote_outcomes(votes, context)
    return {one.uid: found[one.uid].result if one.uid in found else _incomplete(one) for one in votes}


def _incomplete(vote: Vote) -> str:
    return "票数不全" if missing_figures(vote) else ""


def _hours(part: str, rows: Sequence[StudyHours], context: RuleContext) -> Values:
    """One figure of a member's year; None for somebody not on the books that year."""
    boards: dict[int, dict[str, MemberHours]] = {
        year: hours_board(context, year) for year in {row.year for row in rows if row.year is not None}
    }
    values = {}
    for row in rows:
        board = boards.get(row.year, {}).get(row.member)
        values[row.uid] = getattr(board, part) if board is not None else None
    return values


def issue_overdue(issues: Sequence[Issue], context: RuleContext) -> Values:
    """逾期 3 天, 还有 7 天; 已销号 with its day."""
    return {one.uid: issue_words(one, context.today) for one in issues}


def issue_percents(issues: Sequence[Issue], context: RuleContext) -> Values:
    """The last percentage of the round under way; 100 once closed, None when none was written."""
    return {
        one.issue.uid: 100 if one.issue.state == CLOSED else one.percent for one in files_of(issues, context)
    }


def issue_progress(issues: Sequence[Issue], context: RuleContext) -> Values:
    """The last entry of the progress log in words: 2026-10-12 已清理 3 处."""
    return {
        one.issue.uid: f"{one.progress[-1].on:%Y-%m-%d} {one.progress[-1].text}" if one.progress else ""
        for one in files_of(issues, context)
    }


def issue_measures(issues: Sequence[Issue], context: RuleContext) -> Values:
    """How many measures an issue has."""
    return {one.issue.uid: len(one.measures) for one in files_of(issues, context)}


def issue_extensions(issues: Sequence[Issue], context: RuleContext) -> Values:
    """How often the day of an issue was put off."""
    return {one.issue.uid: len(one.extensions) for one in files_of(issues, context)}


COMPUTED_MANY: dict[tuple[str, str], Many] = {
    ("member", "party_years"): party_years,
    ("member", "age"): ages,
    ("party_org", "n_full"): full_counts,
    ("party_org", "committee"): committees,
    ("meeting", "n_expected"): partial(_headcount, "expected"),
    ("meeting", "n_vote_expected"): partial(_headcount, "voters"),
    ("meeting", "present"): partial(_headcount, "present"),
    ("meeting", "absent"): absences,
    ("meeting", "speeches"): partial(_how_many, Speech),
    ("meeting", "resolutions"): partial(_how_many, Resolution),
    ("meeting", "votes"): partial(_how_many, Vote),
    ("vote", "result"): results,
    ("study_session", "expected"): partial(_headcount, "expected"),
    ("study_session", "present"): partial(_headcount, "present"),
    ("study_session", "absent"): absences,
    ("study_hours", "done"): partial(_hours, "done"),
    ("study_hours", "deficit"): partial(_hours, "deficit"),
    ("study_hours", "forecast"): partial(_hours, "forecast"),
    ("study_hours", "central_training_n"): partial(_hours, "central_training_n"),
    ("issue", "measures"): issue_measures,
    ("issue", "progress"): issue_progress,
    ("issue", "percent"): issue_percents,
    ("issue", "overdue"): issue_overdue,
    ("issue", "extensions"): issue_extensions,
    **BOOK_FIGURES,
}


def _single(many: Many) -> One:
    def value(record: Record, context: RuleContext) -> Value:
        return many([record], context)[record.uid]

    return value


# (register, name) → the figure of one record.
COMPUTED: dict[tuple[str, str], One] = {key: _single(many) for key, many in COMPUTED_MANY.items()}
