"""主题教育 of one batch by its four measures: every figure the list of records that belong to the batch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.duties.basics.figure import Figure, count
from desktop_app.duties.basics.reading import HELD, rows_of
from desktop_app.duties.organization_life.attendance import gathering_of
from desktop_app.duties.rectification.issues import IssueFile, files_of
from desktop_app.duties.rectification.research import Visit, visits
from desktop_app.duties.study.theory import theory_sessions
from desktop_app.records.children import children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.meetings import Attendance, Meeting
from desktop_app.registers.organization_life.self_checks import SelfCheck
from desktop_app.registers.rectification.issues import CLOSED, Issue
from desktop_app.registers.rectification.problem_sweeps import ProblemSweep
from desktop_app.registers.rectification.research_exchanges import ResearchExchange
from desktop_app.registers.study.study import StudySession, StudySpeech
from desktop_app.registers.study.study_topics import TopicStage
from desktop_app.registers.study.theme_batches import (
    FINISHED,
    PROMOTING,
    RECTIFYING,
    RESEARCHING,
    STUDYING,
    ThemeBatch,
    ThemeProject,
    ThemeTask,
)


@dataclass(frozen=True)
class ThemeOverview:
    """One batch with all that belongs to it, and the figures of each measure."""

    batch: ThemeBatch
    tasks: tuple[ThemeTask, ...]
    sessions: tuple[StudySession, ...]
    sheets: Mapping[str, list[Attendance]]
    speeches: Mapping[str, list[StudySpeech]]
    visits: tuple[Visit, ...]
    projects: tuple[ThemeProject, ...]
    checks: tuple[SelfCheck, ...]
    issues: tuple[IssueFile, ...]
    figures: Mapping[str, tuple[Figure, ...]]
    outcomes: Mapping[tuple[str, str], str]

    def outcome(self, session: StudySession) -> str:
        """What came of the stage of its topic that a session was; '' where nothing is written."""
        return self.outcomes.get((session.topic or "", session.method_step or ""), "")

    def came(self, session: StudySession) -> list[Attendance]:
        """The rows of those who were at a session."""
        return [row for row in self.sheets[gathering_of(session)] if row.present]

    def tasks_of(self, measure: str) -> tuple[ThemeTask, ...]:
        """The tasks of one measure."""
        return tuple(one for one in self.tasks if one.measure == measure)

    @property
    def words(self) -> str:
        """任务 4 项，完成 2 项."""
        done = sum(one.done_on is not None for one in self.tasks)
        return f"任务 {len(self.tasks)} 项，完成 {done} 项"


def theme_overviews(context: RuleContext, uids: Iterable[str] | None = None) -> list[ThemeOverview]:
    """The batches of the own office (or those in ``uids``), the latest first."""
    query = ThemeBatch.live().where(ThemeBatch.owner_office == context.office)
    if uids is not None:
        query = ThemeBatch.live().where(ThemeBatch.uid.in_(list(uids)))
    batches = context.find(query.order_by(ThemeBatch.from_on.desc(), ThemeBatch.uid))
    keys = [one.uid for one in batches]
    tasks = children_of(context, ThemeTask, keys, "due_on")
    projects = children_of(context, ThemeProject, keys, "seq")
    sessions = children_of(context, StudySession, keys, "held_on", link="batch")
    checks = children_of(context, SelfCheck, keys, link="batch")
    issues = children_of(context, Issue, keys, "code", link="batch")
    told = [one for one in reversed(visits(context)) if one.research.batch in keys] if keys else []
    return [
        _overview(
            context,
            one,
            tuple(tasks[one.uid]),
            _held(context, sessions[one.uid]),
            tuple(visit for visit in told if visit.research.batch == one.uid),
            tuple(projects[one.uid]),
            tuple(checks[one.uid]),
            tuple(files_of(issues[one.uid], context)),
        )
        for one in batches
    ]


def _held(context: RuleContext, sessions: Iterable[StudySession]) -> tuple[StudySession, ...]:
    """The sessions that took place: not before their day, nor before their meeting was held."""
    found = [one for one in sessions if one.held_on <= context.today]
    meetings = context.find(Meeting.live().where(Meeting.uid.in_([one.meeting for one in found])))
    planned = {one.uid for one in meetings if one.state not in HELD}
    return tuple(one for one in found if one.meeting not in planned)


def _overview(
    context: RuleContext,
    batch: ThemeBatch,
    tasks: tuple[ThemeTask, ...],
    sessions: tuple[StudySession, ...],
    seen: tuple[Visit, ...],
    projects: tuple[ThemeProject, ...],
    checks: tuple[SelfCheck, ...],
    issues: tuple[IssueFile, ...],
) -> ThemeOverview:
    sheets = rows_of(context, [gathering_of(one) for one in sessions])
    speeches = children_of(context, StudySpeech, (one.uid for one in sessions))
    figures = {
        STUDYING: _studied(context, sessions, sheets, speeches),
        RESEARCHING: _researched(context, batch, seen),
        PROMOTING: (
            count("projects", "实事和项目", [one.uid for one in projects], "件"),
            count("finished", "已办结", [one.uid for one in projects if one.state == FINISHED], "件"),
        ),
        RECTIFYING: _rectified(checks, issues, context.today),
    }
    stages = children_of(context, TopicStage, [one.topic for one in sessions if one.topic])
    outcomes = {
        (one.topic, one.stage): one.outcome for rows in stages.values() for one in rows if one.outcome
    }
    return ThemeOverview(
        batch, tasks, sessions, sheets, speeches, seen, projects, checks, issues, figures, outcomes
    )


def _studied(
    context: RuleContext,
    sessions: tuple[StudySession, ...],
    sheets: Mapping[str, list[Attendance]],
    speeches: Mapping[str, list[StudySpeech]],
) -> tuple[Figure, ...]:
    rows = [row.uid for one in sessions for row in sheets[gathering_of(one)] if row.present]
    theory = theory_sessions(context, sessions)
    return (
        count("studies", "学习", [one.uid for one in sessions], "次"),
        count("theory", "其中创新理论", [one.uid for one in theory], "次"),
        count("learners", "参学", dict.fromkeys(rows), "人次"),
        count("speeches", "研讨发言、心得", [row.uid for one in sessions for row in speeches[one.uid]], "份"),
    )


def _researched(context: RuleContext, batch: ThemeBatch, seen: tuple[Visit, ...]) -> tuple[Figure, ...]:
    sweeps = context.find(ProblemSweep.live().where(ProblemSweep.batch == batch.uid))
    exchanges = context.find(ResearchExchange.live().where(ResearchExchange.batch == batch.uid))
    return (
        count("visits", "调研", [one.research.uid for one in seen], "次"),
        count("sweeps", "大梳理大排查", [one.uid for one in sweeps], "轮"),
        count("findings", "发现问题", [one.finding.uid for visit in seen for one in visit.found], "条"),
        count("converted", "成果转化", [one.finding.uid for visit in seen for one in visit.converted], "条"),
        count("exchanges", "成果交流", [one.uid for one in exchanges], "次"),
    )


def _rectified(
    checks: tuple[SelfCheck, ...], issues: tuple[IssueFile, ...], today: date
) -> tuple[Figure, ...]:
    closed = [one.issue.uid for one in issues if one.issue.state == CLOSED]
    return (
        count("checks", "对照检查", [one.uid for one in checks], "份"),
        count("issues", "问题", [one.issue.uid for one in issues], "件"),
        count("closed", "已销号", closed, "件"),
        count("open", "在办", [one.issue.uid for one in issues if one.issue.state != CLOSED], "件"),
        count("overdue", "逾期", [one.issue.uid for one in issues if one.overdue_on(today)], "件"),
    )
