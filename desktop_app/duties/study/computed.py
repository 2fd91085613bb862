"""The computed figures of study: who came, hours of the year, stages of a topic."""

from collections.abc import Sequence
from functools import partial

from desktop_app.duties.basics.computing import Many, how_many
from desktop_app.duties.basics.figure import Values
from desktop_app.duties.organization_life.computed import absences, headcount
from desktop_app.duties.study.hours import MemberHours, hours_board
from desktop_app.records.children import children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.rectification.issues import Issue
from desktop_app.registers.rectification.research import Research
from desktop_app.registers.study.study import StudyHours, StudySession
from desktop_app.registers.study.study_materials import SessionMaterial
from desktop_app.registers.study.study_topics import STAGES, StudyTopic
from desktop_app.registers.study.theme_batches import ThemeProject


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


def stages_done(topics: Sequence[StudyTopic], context: RuleContext) -> Values:
    """原文精读、理论辅导: the stages each topic has had a session of, in their order."""
    found = children_of(context, StudySession, (one.uid for one in topics), link="topic")
    held = {
        uid: {row.method_step for row in rows if row.held_on is not None and row.held_on <= context.today}
        for uid, rows in found.items()
    }
    return {one.uid: "、".join(stage for stage in STAGES if stage in held.get(one.uid, ())) for one in topics}


COMPUTED: dict[tuple[str, str], Many] = {
    ("study_session", "expected"): partial(headcount, "expected"),
    ("study_session", "present"): partial(headcount, "present"),
    ("study_session", "absent"): absences,
    ("study_hours", "done"): partial(_hours, "done"),
    ("study_hours", "deficit"): partial(_hours, "deficit"),
    ("study_hours", "forecast"): partial(_hours, "forecast"),
    ("study_hours", "central_training_n"): partial(_hours, "central_training_n"),
    ("study_material", "uses"): partial(how_many, SessionMaterial, link="material"),
    ("study_topic", "sessions"): partial(how_many, StudySession, link="topic"),
    ("study_topic", "stages"): stages_done,
    ("theme_batch", "studies"): partial(how_many, StudySession, link="batch"),
    ("theme_batch", "visits"): partial(how_many, Research, link="batch"),
    ("theme_batch", "projects"): partial(how_many, ThemeProject),
    ("theme_batch", "issues"): partial(how_many, Issue, link="batch"),
}
