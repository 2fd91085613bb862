"""发展党员: one person's way with its due days in words, the half-year reviews, the papers of the file."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

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
    EXTENDED,
    Development,
    DevelopmentMaterial,
    DevelopmentReview,
)
from desktop_app.registers.people.development_gates import copied, half_years, is_trained
from desktop_app.registers.people.members import FULL, PROBATIONARY
from desktop_app.registers.rules.rule_table import RuleBook

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
# Where no number of the rule table stands behind a step.
REGULATION = "《中国共产党发展党员工作细则》"
# The number of a rule on a day.
Number = Callable[[str, date | None], int]
# Where a rule was written on a day: each step cites the edition of its own day.
Cited = Callable[[str, date], str]
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
OATH_REMINDER = Reminder(
    "入党宣誓", ("development",), lead="develop_talk_remind_days", source="develop_oath_months"
)
CONVERSION_REMINDER = Reminder(
    "转正审批", ("development",), lead="develop_approval_remind_days", source="confirm_approval_months"
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
        return tuple(sorted(left, key=lambda one: one.due or date.max))

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

    number: Number
    source: Cited
    today: date

    def told(self, rule: str, day: date | None) -> str:
        """Where ``rule`` is written: on the day of the event, or today while it has not been."""
        return self.source(rule, min(day or self.today, self.today)) if rule else REGULATION

    def step(
        self, key: str, title: str, due: date | None, done: date | None, rule: str = "", near: int = 0
    ) -> PathStep:
        """A thing due by ``due``; told late when it was done after it."""
        state = standing(due, self.today, near, done=done is not None)
        words = due_words(due, self.today) if due is not None else "还没有办"
        if done is not None:
            late = due is not None and done > due
            words = (
                f"{chinese_date(done)}，晚了 {(done - due).days} 天" if late and due else chinese_date(done)
            )
        return PathStep(key, title, due, done, state, words, self.told(rule, done))

    def from_day(self, key: str, title: str, first: date, done: date | None, rule: str) -> PathStep:
        """A thing that may be done from ``first`` on and has no last day."""
        state = Standing.DONE if done is not None else Standing.OPEN
        ready = "已满，可以办" if first <= self.today else f"{chinese_date(first)}起可以办"
        words = chinese_date(done) if done is not None else ready
        return PathStep(key, title, first, done, state, words, self.told(rule, done), earliest=True)


def path_of(
    development: Development, reviews: Iterable[DevelopmentReview],
    materials: Iterable[DevelopmentMaterial], number: Number, source: Cited, today: date,
) -> Path:  # fmt: skip
    """The way of one person; ``number`` tells a rule of a day, ``source`` where each was written.

    After 发展党员工作细则: a talk within a month, a review every half year, a year as 积极分子 first,
    opinions, the superior's answer and notice, training, 预审, the meeting, approval within three months, the
    oath, a year's probation. What was copied from older papers is shown where it is known, and not asked for.
    """
    times = _Times(number, source, today)
    days = sorted(one.on for one in reviews)
    steps = [
        *_cultivation(development, days, times),
        *_candidacy(development, times),
        *_admission(development, times),
        *_probation(development, days, times),
    ]
    if development.stage == ENDED:
        steps = [one for one in steps if one.done_on is not None]
    return Path(development, tuple(steps), tuple(_materials(development, materials)))


def _asked(development: Development, followed: date | None, *steps: PathStep) -> Iterable[PathStep]:
    """``steps`` but for those that nobody wrote and that lie in what was copied, up to ``followed``."""
    past = copied(development, followed)
    return (one for one in steps if one.done_on is not None or not past)


def _cultivation(development: Development, reviews: Sequence[date], times: _Times) -> Iterable[PathStep]:
    number, applied, begun = times.number, development.applied_on, development.activist_on
    yield from _asked(
        development, begun,
        times.step(
            "talk", "派人谈话", add_months(applied, number("develop_talk_months", applied)),
            development.talk_on, "develop_talk_months", number("develop_talk_remind_days", None),
        ),
    )  # fmt: skip
    if development.talk_on is not None or begun is not None:
        step = times.step("recommend", "党员推荐、群团推优", None, development.recommend_on)
        yield from _asked(development, begun, step)
    if begun is None:
        return
    yield times.step("activist", "确定为入党积极分子", None, begun)
    yield from _asked(
        development, begun, times.step("filed", "积极分子报上级备案", None, development.activist_filed_on)
    )
    yield from _reviews(
        development, [one for one in reviews if not _after(development.accepted_on, one)], begun,
        development.accepted_on, "半年考察", times,
    )  # fmt: skip


def _after(passed: date | None, day: date) -> bool:
    return passed is not None and day > passed


def _reviews(
    development: Development, reviews: Sequence[date], begun: date, ended: date | None, called: str,
    times: _Times,
) -> Iterable[PathStep]:  # fmt: skip
    """The half years gone by from ``begun`` until it ``ended``, and while it has not, the one running."""
    every = times.number("develop_review_months", ended)
    near = times.number("develop_review_remind_days", None)
    passed = half_years(begun, ended or times.today, every)
    asked = passed if ended else passed + 1
    key = "review" if called == "半年考察" else "watch"
    for at in range(1, max(asked, len(reviews)) + 1):
        done = reviews[at - 1] if at <= len(reviews) else None
        due = add_months(begun, every * at)
        step = times.step(f"{key}{at}", f"第 {at} 次{called}", due, done, "develop_review_months", near)
        yield from _asked(development, due, step)


def _candidacy(development: Development, times: _Times) -> Iterable[PathStep]:
    """From the year as 积极分子 on: opinions, the committee, the superior's answer, notice, the list."""
    number, begun, listed = times.number, development.activist_on, development.candidate_on
    if begun is None:
        return
    consent = number("develop_candidate_consent", listed)
    answer = "上级党委同意" if consent else "上级党委备案"
    first = add_months(begun, number("develop_activist_months", listed))
    if first <= times.today or listed is not None:
        yield from _asked(
            development, listed,
            times.step("opinions", "征求意见", None, development.opinions_on),
            times.step("candidate_meeting", "支委会讨论发展对象", None, development.candidate_meeting_on),
            times.step("answer", answer, None, development.candidate_answer_on, "develop_candidate_consent"),
        )  # fmt: skip
        if development.notice_to is not None or number("develop_notice_workdays", listed):
            step = times.step("notice", "公示", None, development.notice_to, "develop_notice_workdays")
            yield from _asked(development, listed, step)
    yield times.from_day("candidate", "列为发展对象", first, listed, "develop_activist_months")


def _admission(development: Development, times: _Times) -> Iterable[PathStep]:
    number, passed = times.number, development.accepted_on
    if development.candidate_on is not None:
        days, hours = (number(f"develop_training_{unit}", passed) for unit in ("days", "hours"))
        enough = is_trained(development, days, hours)
        trained = (development.training_to or development.training_from) if enough else None
        yield from _asked(
            development, passed,
            times.step("review", "政治审查", None, development.review_on),
            times.step("training", "短期集中培训", None, trained, "develop_training_days"),
            times.step("committee", "支委会审查", None, development.committee_on),
            times.step("pre_review", "上级党委预审", None, development.pre_review_on),
        )  # fmt: skip
    if development.pre_review_on is not None or passed is not None:
        months = number("develop_meeting_months", passed)
        due = add_months(development.pre_review_on, months) if months and development.pre_review_on else None
        near = number("develop_talk_remind_days", None)
        yield times.step("meeting", "支部大会讨论接收", due, passed, "develop_meeting_months", near)
    if passed is not None:
        yield from _approval(development, passed, times)


def _approval(development: Development, passed: date, times: _Times) -> Iterable[PathStep]:
    number, approved = times.number, development.approved_on
    talk = times.step("superior_talk", "上级派人谈话", None, development.superior_talk_on)
    due = add_months(passed, number("develop_approval_months", approved))
    near = (due - passed - timedelta(days=number("develop_approval_remind_days", None))).days
    step = times.step("approval", "党委审批", due, approved, "develop_approval_months", near)
    again = passed + timedelta(days=number("develop_approval_remind_last", None))
    if step.done_on is None and times.today >= again:
        step = replace(step, words=f"{step.words}，请催办")
    yield from _asked(development, approved, talk)
    yield from _asked(development, passed if development.stage == FULL else None, step)
    if approved is not None:
        due = add_months(approved, number("develop_oath_months", approved))
        near = number("develop_talk_remind_days", None)
        step = times.step("oath", "入党宣誓", due, development.oath_on, "develop_oath_months", near)
        yield from _asked(development, approved, step)


def _probation(development: Development, reviews: Sequence[date], times: _Times) -> Iterable[PathStep]:
    passed, end, number = development.accepted_on, development.probation_end, times.number
    if passed is None or end is None:
        return
    held = development.converted_on
    over = held or (end if times.today >= end else None)
    watched = [one for one in reviews if _after(passed, one)]
    yield from _reviews(development, watched, passed, over, "预备期考察", times)
    near = number("probation_remind_days", None)
    if times.today >= end - timedelta(days=near) or held is not None:
        yield from _asked(
            development, held,
            times.step("convert_apply", "书面提出转正申请", None, development.convert_applied_on),
            times.step("convert_opinions", "转正征求意见", None, development.convert_opinions_on),
        )  # fmt: skip
    # 期满 is the first day of the discussion, so a meeting after it is not a late one.
    step = times.step("convert", "预备期满讨论转正", end, held, "probation_months", near)
    yield step if held is None else replace(step, words=chinese_date(held))
    if held is not None:
        due = add_months(held, number("confirm_approval_months", held))
        near = (due - held).days - number("develop_approval_remind_days", None)
        approved = development.convert_approved_on
        step = times.step("convert_approval", "上级批准转正", due, approved, "confirm_approval_months", near)
        yield from _asked(development, held if development.stage == FULL else None, step)


def copied_words(development: Development) -> str:
    """2026年1月6日以前的步骤为补录（按档案转抄）, where some of the file was."""
    if development.backfill_until is None:
        return ""
    basis = f"（{development.backfill_basis}）" if development.backfill_basis else ""
    return f"{chinese_date(development.backfill_until)}以前的步骤为补录{basis}"


def not_yet(development: Development) -> tuple[str, ...]:
    """The steps that stay in one stage and are done, or come after something that is not."""
    approved, held = development.approved_on is not None, development.converted_on is not None
    passed = copied(development, development.accepted_on)
    done = {
        "approve": approved,
        "swear": development.oath_on is not None or not (approved or passed),
        "discuss": held or not (approved or passed),
        "convert": not held,
        "extend": held or development.outcome == EXTENDED,
        "cancel": held,
    }
    return tuple(name for name, out in done.items() if out)


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
    told = RuleBook.read(context).cited
    number = cache(lambda key, on: int(context.rule(key, on)))
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
