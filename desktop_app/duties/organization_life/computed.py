"""The computed figures of meetings and elections: who came, how votes ended, what the sheets come to."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from desktop_app.duties.basics.bodies import Roster, off_roster
from desktop_app.duties.basics.computing import Many, how_many, name_in, names_of, persons
from desktop_app.duties.basics.figure import Values
from desktop_app.duties.basics.reading import rows_of
from desktop_app.duties.organization_life.attendance import (
    Turnout,
    ballot_of,
    gathering_day,
    gathering_of,
    turnout,
)
from desktop_app.duties.organization_life.quorum import VoteOutcome, thresholds_by_day, vote_outcome
from desktop_app.duties.organization_life.self_checks import sheet_before
from desktop_app.records.children import children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.election_excluded import ElectionExcluded
from desktop_app.registers.organization_life.elections import Ballot, Election
from desktop_app.registers.organization_life.meetings import Meeting, Resolution, Speech
from desktop_app.registers.organization_life.self_checks import (
    SelfCheck,
    SelfCheckCriticism,
    SelfCheckMeasure,
    SelfCheckProblem,
)
from desktop_app.registers.organization_life.votes import Vote, missing_figures
from desktop_app.registers.rectification.issues import CLOSED, Issue
from desktop_app.registers.study.study import StudySession


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


def headcount(part: str, gatherings: Sequence[Meeting | StudySession], context: RuleContext) -> Values:
    """How many people of one ``part`` of the turnout: expected, present, voters."""
    return {uid: len(getattr(found, part)) for uid, found in turnouts(gatherings, context).items()}


def absences(gatherings: Sequence[Meeting | StudySession], context: RuleContext) -> Values:
    """缺席及原因 in words; '' when all came or nothing is recorded."""
    found = turnouts(gatherings, context)
    names = names_of((row.person for one in found.values() for row in one.absent), context)
    return {
        uid: one.absent_words(lambda person: names.get(person) or off_roster(person))
        for uid, one in found.items()
    }


def vote_outcomes(votes: Sequence[Vote], context: RuleContext) -> dict[str, VoteOutcome]:
    """Vote uid → outcome; a vote whose figures are not complete has none and is left out.

    Each is judged by the rules in force on the day of its meeting.
    """
    meetings = context.find(Meeting.live().where(Meeting.uid.in_([one.meeting for one in votes])))
    by_uid = {one.uid: one for one in meetings}
    came = turnouts(meetings, context)
    shares = thresholds_by_day(context, [gathering_day(one, context) for one in meetings])
    found = {}
    for vote in votes:
        meeting = by_uid.get(vote.meeting)
        if meeting is None or vote.ayes is None:
            continue
        ballot = ballot_of(vote, came[meeting.uid])
        found[vote.uid] = vote_outcome(
            meeting.kind or "", vote.matter or "", ballot, shares[gathering_day(meeting, context)]
        )
    return found


def results(votes: Sequence[Vote], context: RuleContext) -> Values:
    """通过, 未通过 or 会议无效; 票数不全 while figures are missing."""
    found = vote_outcomes(votes, context)
    return {one.uid: found[one.uid].result if one.uid in found else _incomplete(one) for one in votes}


def _incomplete(vote: Vote) -> str:
    return "票数不全" if missing_figures(vote) else ""


def previous_statuses(checks: Sequence[SelfCheck], context: RuleContext) -> Values:
    """What became of the measures of the subject's sheet before: 上次 3 条：已销号 2，未转入 1."""
    every = context.find(SelfCheck.live().where(SelfCheck.subject.in_([one.subject for one in checks])))
    before = {one.uid: sheet_before(one, every) for one in checks}
    measures = children_of(context, SelfCheckMeasure, (one.uid for one in before.values() if one))
    linked = [row.issue for rows in measures.values() for row in rows if row.issue]
    issues = {one.uid: one for one in context.find(Issue.live().where(Issue.uid.in_(linked)))}

    def words(sheet: SelfCheck) -> str:
        states = Counter(
            issues[row.issue].state if row.issue in issues else "未转入" for row in measures[sheet.uid]
        )
        order = (CLOSED, *(state for state in states if state != CLOSED))
        told = "，".join(f"{state} {states[state]}" for state in order if states[state])
        return f"上次 {sum(states.values())} 条：{told}" if states else ""

    return {uid: words(sheet) if sheet is not None else "" for uid, sheet in before.items()}


def excluded_words(elections: Sequence[Election], context: RuleContext) -> Values:
    """张三（正在服刑）、李四（…）: who is not counted at each election."""
    found = children_of(context, ElectionExcluded, (one.uid for one in elections), link="election")
    people = persons(context, (row.member for rows in found.values() for row in rows))
    return {
        one.uid: "、".join(f"{name_in(row.member, people)}（{row.reason}）" for row in found[one.uid])
        for one in elections
    }


def tallies(elections: Sequence[Election], context: RuleContext) -> Values:
    """张三 25、李四 21: the ayes of each candidate in the last round with votes."""
    found = children_of(context, Ballot, (one.uid for one in elections), link="election")
    people = persons(context, (row.candidate for rows in found.values() for row in rows))

    def words(rows: list[Ballot]) -> str:
        cast = [row for row in rows if row.ayes is not None]
        last = max((row.round for row in cast), default=0)
        ranked = sorted((row for row in cast if row.round == last), key=lambda row: -(row.ayes or 0))
        return "、".join(f"{name_in(row.candidate, people)} {row.ayes}" for row in ranked)

    return {one.uid: words(found[one.uid]) for one in elections}


COMPUTED: dict[tuple[str, str], Many] = {
    ("meeting", "n_expected"): partial(headcount, "expected"),
    ("meeting", "n_vote_expected"): partial(headcount, "voters"),
    ("meeting", "present"): partial(headcount, "present"),
    ("meeting", "absent"): absences,
    ("meeting", "speeches"): partial(how_many, Speech),
    ("meeting", "resolutions"): partial(how_many, Resolution),
    ("meeting", "votes"): partial(how_many, Vote),
    ("vote", "result"): results,
    ("self_check", "previous_status"): previous_statuses,
    ("self_check", "problems"): partial(how_many, SelfCheckProblem),
    ("self_check", "measures"): partial(how_many, SelfCheckMeasure),
    ("self_check", "criticism"): partial(how_many, SelfCheckCriticism),
    ("election", "excluded"): excluded_words,
    ("election", "tally"): tallies,
}
