"""专题 of a branch with their sessions by stage, and who has still to make up for what was missed (补学)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.base.errors import UserError
from desktop_app.base.pinyin import load_pinyin
from desktop_app.base.strokes import Strokes
from desktop_app.duties.basics.bodies import Roster, is_exempt
from desktop_app.duties.basics.figure import Figure, count
from desktop_app.duties.basics.reading import HELD, Gatherings, gatherings_between, rows_of
from desktop_app.duties.organization_life.attendance import gathering_of, reason_words
from desktop_app.duties.study.study_matrix import Matrix, matrix_of
from desktop_app.duties.study.theory import tags_of
from desktop_app.records.children import by_parent, children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.meetings import Attendance, Meeting
from desktop_app.registers.people.members import Member
from desktop_app.registers.study.study import AT_HOME, StudySession
from desktop_app.registers.study.study_materials import StudyTag
from desktop_app.registers.study.study_topics import STAGES, StudyTopic, TopicStage


@dataclass(frozen=True)
class StageFile:
    """One stage of a topic: its ``plan``, the sessions ``held``, those still ``coming``, and who passed."""

    stage: str
    plan: TopicStage | None
    held: tuple[StudySession, ...]
    coming: tuple[StudySession, ...]
    passed: Figure
    asked: int

    def words(self, today: date) -> str:
        """✓ 11月3日 26/30 人, 定于 12月5日, 计划 12月31日前, 逾期 3 天 or 还没有安排."""
        if self.held:
            day = self.held[0].held_on
            return f"✓ {day.month}月{day.day}日 {self.passed.value}/{self.asked} 人"
        if self.coming:
            day = self.coming[0].held_on
            return f"定于 {day.month}月{day.day}日"
        if self.plan is None or self.plan.due_on is None:
            return "还没有安排"
        due = self.plan.due_on
        late = (today - due).days
        return f"逾期 {late} 天" if late > 0 else f"计划 {due.month}月{due.day}日前"


@dataclass(frozen=True)
class TopicFile:
    """One topic with its four stages and the matrix of its members."""

    topic: StudyTopic
    stages: Mapping[str, StageFile]
    matrix: Matrix
    others: tuple[StudySession, ...]

    @property
    def done(self) -> int:
        """How many of the four stages had a session."""
        return sum(bool(one.held) for one in self.stages.values())

    @property
    def sessions(self) -> tuple[StudySession, ...]:
        """Every session of the topic, the latest first."""
        staged = [one for stage in self.stages.values() for one in (*stage.held, *stage.coming)]
        return tuple(sorted((*staged, *self.others), key=lambda one: (one.held_on, one.uid), reverse=True))


def topic_files(context: RuleContext, strokes: Strokes, uids: Sequence[str] | None = None) -> list[TopicFile]:
    """The topics of the own office (or those in ``uids``), the running ones first; seven queries for all."""
    query = StudyTopic.live().where(StudyTopic.owner_office == context.office)
    if uids is not None:
        query = StudyTopic.live().where(StudyTopic.uid.in_(list(uids)))
    topics = context.find(query)
    keys = [one.uid for one in topics]
    sessions = context.find(
        StudySession.live()
        .where(StudySession.topic.in_(keys))
        .order_by(StudySession.held_on, StudySession.uid)
    )
    plans = children_of(context, TopicStage, keys)
    planned = _planned(context, sessions)
    held = [one for one in sessions if one.uid not in planned and one.held_on <= context.today]
    sheets = rows_of(context, [gathering_of(one) for one in held])
    members = sorted(
        Roster.read(context).on(context.today), key=lambda one: (strokes.sort_key(one.name), one.uid)
    )
    mine = by_parent(sessions, "topic")
    taken = {one.uid for one in held}
    files = [
        _file(one, mine[one.uid], taken, plans[one.uid], members, sheets, context.today) for one in topics
    ]
    return sorted(
        files,
        key=lambda one: (
            _over(one.topic, context.today),
            not one.topic.batch,  # what theme education asks for stands first
            -one.topic.from_on.toordinal(),
        ),
    )


def _over(topic: StudyTopic, today: date) -> bool:
    return topic.to_on is not None and topic.to_on < today


def _planned(context: RuleContext, sessions: Iterable[StudySession]) -> frozenset[str]:
    """The sessions of meetings that were not held yet, whatever day they were called for."""
    linked = {one.meeting: one.uid for one in sessions if one.meeting}
    meetings = context.find(Meeting.live().where(Meeting.uid.in_(list(linked))))
    return frozenset(linked[one.uid] for one in meetings if one.state not in HELD)


def _file(
    topic: StudyTopic,
    sessions: Sequence[StudySession],
    taken: set[str],
    plans: Iterable[TopicStage],
    members: Sequence[Member],
    sheets: Mapping[str, Sequence[Attendance]],
    today: date,
) -> TopicFile:
    held = [one for one in sessions if one.uid in taken]
    matrix = matrix_of(topic.uid, members, held, sheets, today)
    plan = {one.stage: one for one in plans}
    asked = sum(not row.exempt for row in matrix.rows)
    stages = {}
    for n, stage in enumerate(STAGES, 1):
        passed = [row.member for row in matrix.rows if stage in row.passed]
        stages[stage] = StageFile(
            stage,
            plan.get(stage),
            tuple(one for one in held if one.method_step == stage),
            tuple(one for one in sessions if one.method_step == stage and one.uid not in taken),
            count(f"stage{n}", stage, passed, "人"),
            max(asked, len(passed)),
        )
    others = tuple(one for one in sessions if one.method_step not in STAGES)
    return TopicFile(topic, stages, matrix, others)


@dataclass(frozen=True)
class Missed:
    """One absence from study nobody made up for yet: the attendance ``row``, who, from which session."""

    row: Attendance
    name: str
    session: StudySession
    reason: str

    @property
    def what(self) -> str:
        """11月3日 理论辅导：题目."""
        day, step = self.session.held_on, self.session.method_step
        # A title that begins with its stage names it once.
        before = f"{step}：" if step and not self.session.title.startswith(step) else ""
        return f"{day.month}月{day.day}日 {before}{self.session.title}"


def to_make_up(context: RuleContext, year: int, strokes: Strokes, topic: str | None = None) -> list[Missed]:
    """Who missed which study of ``year`` (of one ``topic``) and has not made up for it, by 姓氏笔画.

    The old and ill are left out: to them the study is brought (教育管理工作条例 第二十三条). Another session
    of the same stage of a topic makes up as well.
    """
    found = gatherings_between(context, date(year, 1, 1), min(context.today, date(year, 12, 31)))
    sessions = [one for one in found.held_sessions if one.kind != AT_HOME and topic in (None, one.topic)]
    sheets = rows_of(context, Gatherings((), tuple(sessions)).sheets)
    members = {one.uid: one for one in Roster.read(context).on(context.today) if not is_exempt(one)}
    passed = _passed(sessions, sheets, context.today)
    missed = [
        Missed(row, members[row.person].name, one, reason_words(row))
        for one in sessions
        for row in sheets[gathering_of(one)]
        if row.person in members
        and not row.present
        and row.makeup_on is None
        and (row.person, one.topic, one.method_step) not in passed
    ]
    return sorted(missed, key=lambda one: (strokes.sort_key(one.name), one.row.person, one.session.held_on))


def _passed(
    sessions: Iterable[StudySession], sheets: Mapping[str, Sequence[Attendance]], today: date
) -> frozenset[tuple[str, str, str]]:
    """(person, topic, stage) passed at one of the sessions or by making up for one."""
    return frozenset(
        (row.person, one.topic, one.method_step)
        for one in sessions
        if one.topic and one.method_step
        for row in sheets[gathering_of(one)]
        if row.present or (row.makeup_on is not None and row.makeup_on <= today)
    )


def made_up(missed: Iterable[Missed], day: date) -> list[Attendance]:
    """The attendance rows of ``missed`` with ``day`` as the day of making up; to be saved in one action.

    UserError for a day before what was missed.
    """
    chosen = list(missed)
    for one in chosen:
        if day < one.session.held_on:
            raise UserError(
                f"补学日期早于{one.name}缺的那次学习（{one.what}）",
                "没有改动",
                "请改补学日期，或者去掉这一条",
            )
    for one in chosen:
        one.row.makeup_on = day
    return [one.row for one in chosen]


def fresh_session(context: RuleContext, file: TopicFile, stage: str) -> StudySession:
    """A session of ``stage`` to begin with: what the topic and its plan say, on the day planned."""
    topic, plan = file.topic, file.stages[stage].plan
    return StudySession(
        kind="支部集中学习",
        topic=topic.uid,
        topic_area=topic.topic_area,
        method_step=stage,
        title=f"{topic.title}（{stage}）"[:200],
        tags=topic.tags,
        batch=topic.batch,
        materials=topic.materials,
        content=plan.content if plan is not None else None,
        lecturer=plan.leader if plan is not None else None,
    )


def visit_of(session: StudySession, people: Iterable[str]) -> tuple[StudySession, list[Attendance]]:
    """送学上门: ``session`` written as brought home, with a row for everybody it was brought to."""
    session.kind = AT_HOME
    rows = [Attendance(gathering=session.uid, person=uid, present=True) for uid in people]
    return session, rows


def to_visit(file: TopicFile, stage: str) -> list[tuple[str, str]]:
    """(uid, name) of the exempt a stage has not been brought to yet."""
    return [(row.member, row.name) for row in file.matrix.rows if row.exempt and stage not in row.passed]


def tags_in_use(context: RuleContext) -> list[StudyTag]:
    """The rows of the tag table that are in use, in their order."""
    query = StudyTag.live().where(StudyTag.in_use & (StudyTag.owner_office == context.office))
    found = context.find(query.order_by(StudyTag.uid))
    return sorted(found, key=lambda one: (one.brand is None, load_pinyin().text_key(one.brand or "")))


def tag_figures(context: RuleContext, year: int) -> tuple[Figure, ...]:
    """How many sessions of ``year`` carry each tag, own or else their topic's, in the table or not."""
    span = date(year, 1, 1), min(context.today, date(year, 12, 31))
    used: dict[str, list[str]] = {one.name: [] for one in tags_in_use(context)}
    for uid, tags in tags_of(context, gatherings_between(context, *span).held_sessions).items():
        for tag in tags:
            used.setdefault(tag, []).append(uid)
    return tuple(count(f"tag{n}", tag, uids, "次") for n, (tag, uids) in enumerate(used.items()))
