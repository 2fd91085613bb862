"""发展党员: one person's way with its due days in words, the half-year reviews, the papers of the file."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from desktop_app.base.periods import add_months, chinese_date
from desktop_app.duties.basics.deadline import Standing, due_words, standing
from desktop_app.duties.basics.duty import Duty, in_due_order
from desktop_app.duties.basics.reminder import Reminder
from desktop_app.records.children import children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.development import (
    ACTIVIST,
    APPLICANT,
    CANDIDATE,
    ENDED,
    Development,
    DevelopmentMaterial,
    DevelopmentReview,
)
from desktop_app.registers.people.members import FULL, PROBATIONARY
from desktop_app.registers.rules.rule_table import sources

STAGES = (APPLICANT, ACTIVIST, CANDIDATE, PROBATIONARY, FULL)
# Each paper of the file and the stage on leaving which it must be there.
MATERIALS = {
    "入党申请书": APPLICANT,
    "谈话记录": APPLICANT,
    "培养考察登记表": ACTIVIST,
    "思想汇报": ACTIVIST,
    "政审材料": CANDIDATE,
    "公示材料": CANDIDATE,
    "入党志愿书": CANDIDATE,
    "转正申请书": PROBATIONARY,
}
_RULES = (
    "develop_talk_months",
    "develop_talk_remind_days",
    "develop_activist_months",
    "develop_review_months",
    "develop_review_remind_days",
    "develop_training_days",
    "develop_training_hours",
    "develop_meeting_months",
    "develop_approval_months",
    "develop_approval_months_most",
    "develop_approval_remind_days",
    "develop_approval_remind_last",
    "probation_months",
    "probation_remind_days",
)
REVIEW_REMINDER = Reminder(
    "积极分子考察", ("development",), lead="develop_review_remind_days", source="develop_review_months"
)
APPROVAL_REMINDER = Reminder(
    "发展对象审批",
    ("development",),
    lead="develop_approval_remind_days",
    source="develop_approval_months",
    numbers=("develop_approval_months_most", "develop_approval_remind_last"),
)


@dataclass(frozen=True, slots=True)
class PathStep:
    """One thing on the way: the day it is due or, where ``earliest``, may first be done; and when it was."""

    key: str
    title: str
    due: date | None
    done_on: date | None
    state: Standing
    words: str
    source: str
    earliest: bool = False


@dataclass(frozen=True, slots=True)
class Material:
    """One paper of the file: 已有 3 页, 应有未收 or 还不需要."""

    name: str
    words: str
    pages: int
    missing: bool
    uids: tuple[str, ...]


@dataclass(frozen=True)
class Path:
    """One person's way: the steps so far and the next ones, and the papers of the file."""

    development: Development
    steps: tuple[PathStep, ...]
    materials: tuple[Material, ...]

    @property
    def open_steps(self) -> tuple[PathStep, ...]:
        """What is still to be done, by the day it is due."""
        left = (one for one in self.steps if one.state is not Standing.DONE)
        return tuple(sorted(left, key=lambda one: (one.due or date.max, one.key)))

    @property
    def words(self) -> str:
        """入党积极分子：下一次考察还有 12 天；材料还缺 1 份."""
        told = [f"{one.title}{one.words}" for one in self.open_steps[:1]]
        missing = sum(one.missing for one in self.materials)
        if missing:
            told.append(f"材料还缺 {missing} 份")
        return f"{self.development.stage}：{'；'.join(told)}" if told else str(self.development.stage)


@dataclass(frozen=True)
class _Times:
    """The rule table's numbers and their sources, and today."""

    number: Mapping[str, int]
    source: Mapping[str, str]
    today: date

    def step(
        self, key: str, title: str, due: date | None, done: date | None, rule: str, near: int
    ) -> PathStep:
        """A thing due by ``due``; told late when it was done after it."""
        state = standing(due, self.today, near, done=done is not None)
        words = due_words(due, self.today) if due is not None else "还没有办"
        if done is not None:
            late = due is not None and done > due
            words = (
                f"{chinese_date(done)}，晚了 {(done - due).days} 天" if late and due else chinese_date(done)
            )
        return PathStep(key, title, due, done, state, words, self.source[rule])

    def from_day(self, key: str, title: str, first: date, done: date | None, rule: str) -> PathStep:
        """A thing that may be done from ``first`` on and has no last day."""
        state = Standing.DONE if done is not None else Standing.OPEN
        ready = "已满，可以办" if first <= self.today else f"{chinese_date(first)}起可以办"
        words = chinese_date(done) if done is not None else ready
        return PathStep(key, title, first, done, state, words, self.source[rule], earliest=True)


def path_of(
    development: Development, reviews: Iterable[DevelopmentReview],
    materials: Iterable[DevelopmentMaterial], number: Mapping[str, int], source: Mapping[str, str],
    today: date,
) -> Path:  # fmt: skip
    """The way of one person; ``number`` and ``source`` hold the rule rows by key.

    After 发展党员工作细则 and its time table (转载): a talk within a month, a review every half year, a year
    as 积极分子 first, training, the meeting within a month of 预审, approval within three months, a year's
    probation.
    """
    times = _Times(number, source, today)
    steps = [
        *_cultivation(development, sorted(reviews, key=lambda one: one.on), times),
        *_admission(development, times),
        *_probation(development, times),
    ]
    if development.stage == ENDED:
        steps = [one for one in steps if one.done_on is not None]
    return Path(development, tuple(steps), tuple(_materials(development, materials)))


def _cultivation(
    development: Development, reviews: Sequence[DevelopmentReview], times: _Times
) -> Iterable[PathStep]:
    number = times.number
    yield times.step(
        "talk", "派人谈话", add_months(development.applied_on, number["develop_talk_months"]),
        development.talk_on, "develop_talk_months", number["develop_talk_remind_days"],
    )  # fmt: skip
    begun = development.activist_on
    if begun is None:
        return
    every, near = number["develop_review_months"], number["develop_review_remind_days"]
    # The half years gone by until the meeting accepted the person, and while it has not, the one running.
    passed = 0
    while add_months(begun, every * (passed + 1)) <= (development.accepted_on or times.today):
        passed += 1
    asked = passed if development.accepted_on else passed + 1
    for at in range(1, max(asked, len(reviews)) + 1):
        done = reviews[at - 1].on if at <= len(reviews) else None
        due = add_months(begun, every * at)
        yield times.step(f"review{at}", f"第 {at} 次半年考察", due, done, "develop_review_months", near)
    yield times.from_day(
        "candidate", "列为发展对象", add_months(begun, number["develop_activist_months"]),
        development.candidate_on, "develop_activist_months",
    )  # fmt: skip


def _admission(development: Development, times: _Times) -> Iterable[PathStep]:
    number = times.number
    if development.candidate_on is not None:
        trained = (
            development.training_to or development.training_from if is_trained(development, number) else None
        )
        yield times.step("training", "短期集中培训", None, trained, "develop_training_days", 0)
        yield times.step("review", "政治审查", None, development.review_on, "develop_training_days", 0)
    if development.pre_review_on is not None:
        due = add_months(development.pre_review_on, number["develop_meeting_months"])
        yield times.step(
            "meeting",
            "支部大会讨论接收",
            due,
            development.accepted_on,
            "develop_meeting_months",
            number["develop_talk_remind_days"],
        )
    passed = development.accepted_on
    if passed is not None:
        due = add_months(passed, number["develop_approval_months"])
        near = (due - passed - timedelta(days=number["develop_approval_remind_days"])).days
        step = times.step(
            "approval", "党委审批", due, development.approved_on, "develop_approval_months", near
        )
        again = passed + timedelta(days=number["develop_approval_remind_last"])
        pressed = step.done_on is None and times.today >= again
        yield replace(step, words=f"{step.words}，请催办") if pressed else step


def _probation(development: Development, times: _Times) -> Iterable[PathStep]:
    if development.accepted_on is None or development.probation_end is None:
        return
    done = development.converted_on if development.stage in (FULL, ENDED) else None
    near = times.number["probation_remind_days"]
    yield times.step("convert", "预备期满讨论转正", development.probation_end, done, "probation_months", near)


def is_trained(development: Development, number: Mapping[str, int]) -> bool:
    """Whether the short training was long enough: three days, or 24 学时 (发展党员工作细则, 转载)."""
    first, last = development.training_from, development.training_to
    days = (last - first).days + 1 if first is not None and last is not None else 0
    hours: Decimal | int = development.training_hours or 0
    return days >= number["develop_training_days"] or hours >= number["develop_training_hours"]


def _materials(development: Development, rows: Iterable[DevelopmentMaterial]) -> Iterable[Material]:
    """The eight papers: what is there, what should be by now, what is not needed yet."""
    kept: dict[str, list[DevelopmentMaterial]] = {}
    for row in rows:
        kept.setdefault(row.name, []).append(row)
    at = STAGES.index(development.stage) if development.stage in STAGES else -1
    for name, stage in MATERIALS.items():
        here = kept.get(name, [])
        pages = sum(one.pages or 0 for one in here)
        missing = not here and at > STAGES.index(stage)
        words = "应有未收" if missing else "还不需要"
        if here:
            words = f"已有 {pages} 页" if pages else "已有"
        yield Material(name, words, pages, missing, tuple(one.uid for one in here))


@dataclass(frozen=True)
class DevelopmentFile:
    """One person's path with the rows it was read from."""

    path: Path
    reviews: tuple[DevelopmentReview, ...]
    materials: tuple[DevelopmentMaterial, ...]

    @property
    def development(self) -> Development:
        """The record of 发展党员纪实."""
        return self.path.development


def files_of(
    context: RuleContext, office: str | None = None, stages: Collection[str] = STAGES[:4]
) -> list[DevelopmentFile]:
    """Everybody on the way in one of ``stages`` (default: not yet full), in five queries."""
    mine = office or context.office
    people = context.find(
        Development.live()
        .where(Development.stage.in_(list(stages)) & (Development.owner_office == mine))
        .order_by(Development.applied_on, Development.uid)
    )
    return _files(people, context)


def file_of(development: Development, context: RuleContext) -> DevelopmentFile:
    """The file of one person."""
    return _files([development], context)[0]


def _files(people: Sequence[Development], context: RuleContext) -> list[DevelopmentFile]:
    uids = [one.uid for one in people]
    reviews = children_of(context, DevelopmentReview, uids, "on")
    papers = children_of(context, DevelopmentMaterial, uids)
    told = sources(context, _RULES)
    number = {key: int(context.rule(key)) for key in _RULES}
    return [
        DevelopmentFile(
            path_of(one, reviews[one.uid], papers[one.uid], number, told, context.today),
            tuple(reviews[one.uid]),
            tuple(papers[one.uid]),
        )
        for one in people
    ]


def paths_of(
    context: RuleContext, office: str | None = None, stages: Collection[str] = STAGES[:4]
) -> list[Path]:
    """The paths of ``files_of``."""
    return [one.path for one in files_of(context, office, stages)]


def development_duties(paths: Iterable[Path], until: date) -> list[Duty]:
    """What is due by ``until`` or near today, for the calendar; what merely may be done is no duty."""
    found = []
    for path in paths:
        for one in path.open_steps:
            if one.due is None or one.earliest or not (one.due <= until or one.state is Standing.NEAR):
                continue
            found.append(
                Duty(
                    key=f"development:{path.development.uid}:{one.key}",
                    title=f"{one.title}：{path.development.person}",
                    about=f"发展党员，现在是{path.development.stage}",
                    due=one.due,
                    state=one.state,
                    words=one.words,
                    source=one.source,
                    register="development",
                    uids=(path.development.uid,),
                )
            )
    return in_due_order(found)
