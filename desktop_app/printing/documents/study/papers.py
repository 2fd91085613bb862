"""The papers of study: the record of a session, hours, topics, and what is to be made up for."""

from collections.abc import Iterator

from desktop_app.duties.basics.reading import HELD
from desktop_app.printing.documents.paper import Copy, PaperDeclaration, held
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.meetings import Attendance, Meeting
from desktop_app.registers.organization_life.self_checks import SelfCheck
from desktop_app.registers.people.members import Member, belongs_on
from desktop_app.registers.rectification.issues import Issue
from desktop_app.registers.rectification.research import Research
from desktop_app.registers.study.study import StudyHours, StudySession, StudySpeech
from desktop_app.registers.study.study_materials import SessionMaterial
from desktop_app.registers.study.study_topics import StudyTopic
from desktop_app.registers.study.theme_batches import ThemeBatch, ThemeProject, ThemeTask


def _sessions_of(meeting: Meeting, context: RuleContext) -> list[StudySession]:
    """The sessions that a meeting held is."""
    if meeting.start_end is None or meeting.state not in HELD:
        return []
    return context.find(StudySession.live().where(StudySession.meeting == meeting.uid))


def _records_of(meeting: Meeting, context: RuleContext) -> Iterator[Copy]:
    for one in _sessions_of(meeting, context):
        yield Copy({"uid": one.uid})


def _topic(session: StudySession, context: RuleContext) -> Iterator[Copy]:
    topic = context.get(StudyTopic, session.topic)
    if topic is not None and topic.removed_at is None:
        yield Copy({"uid": topic.uid})


def _year_of_member(member: Member, context: RuleContext) -> Iterator[Copy]:
    if belongs_on(member, context.today):
        yield Copy({"year": context.today.year})


def _year_of_meeting(meeting: Meeting, context: RuleContext) -> Iterator[Copy]:
    if _sessions_of(meeting, context) or (meeting.hours and meeting.start_end and meeting.state in HELD):
        yield Copy({"year": meeting.start_end.day.year})


def _year_of_session(session: StudySession, _context: RuleContext) -> Iterator[Copy]:
    if session.start_end is not None:
        yield Copy({"year": session.start_end.day.year})


def _year_of_hours(hours: StudyHours, _context: RuleContext) -> Iterator[Copy]:
    yield Copy({"year": hours.year})


def _batch(record: StudySession | Research | Issue | SelfCheck, context: RuleContext) -> Iterator[Copy]:
    """The batch a record belongs to."""
    batch = context.get(ThemeBatch, record.batch)
    if batch is not None and batch.removed_at is None:
        yield Copy({"uid": batch.uid})


PAPERS = (
    PaperDeclaration(
        key="study_record",
        title="学习记录",
        icon="study",
        draft="study_record.draft",
        registers=(StudySession,),
        needs=("uid",),
        holds=(held(Meeting, _records_of),),
        parts=(SessionMaterial, StudySpeech),
    ),
    PaperDeclaration(
        key="study_hours",
        title="学时情况表",
        icon="clock",
        draft="study_hours.draft",
        filed_with=StudySession,
        takes=("year",),
        holds=(
            held(Member, _year_of_member),
            held(Meeting, _year_of_meeting),
            held(StudySession, _year_of_session),
            held(StudyHours, _year_of_hours),
        ),
        parts=(Attendance,),
    ),
    PaperDeclaration(
        key="topic_matrix",
        title="专题学习进度表",
        icon="target",
        draft="topic_matrix.draft",
        registers=(StudyTopic,),
        needs=("uid",),
        holds=(held(StudySession, _topic),),
    ),
    PaperDeclaration(
        key="theme_overview",
        title="主题教育开展情况表",
        icon="flag",
        draft="theme_overview.draft",
        registers=(ThemeBatch,),
        needs=("uid",),
        holds=(
            held(StudySession, _batch),
            held(Research, _batch),
            held(Issue, _batch),
            held(SelfCheck, _batch),
        ),
        parts=(ThemeTask, ThemeProject),
    ),
    PaperDeclaration(
        key="make_up_list",
        title="补学名单",
        icon="checklist",
        draft="make_up_list.draft",
        filed_with=StudySession,
        takes=("year", "topic"),
    ),
)
