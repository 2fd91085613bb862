"""自查·学习教育、主题教育与调研: the theory not studied, tasks past their day, classes not mended."""

from collections.abc import Iterable
from datetime import timedelta

from desktop_app.duties.basics.deadline import due_words
from desktop_app.duties.basics.duty import short
from desktop_app.duties.basics.gap import Gap
from desktop_app.duties.study.theory import theory_sessions
from desktop_app.duties.summaries.inspection_view import InspectionView
from desktop_app.duties.summaries.theme_overview import ThemeOverview, theme_overviews
from desktop_app.registers.displays.case_studies import CaseStudy
from desktop_app.registers.rectification.class_mending import ClassCheck, Mechanism
from desktop_app.registers.rectification.issues import LASTING, OPEN
from desktop_app.registers.rectification.research import CONVERTED, DISSECTION, Finding, Research
from desktop_app.registers.study.study_materials import BRAND, BROUGHT, ENTERED, StudyTag
from desktop_app.registers.study.study_topics import STAGES, TASKS, StudyTopic
from desktop_app.registers.study.theme_batches import FINISHED, MEASURES

_STUDY, _THEME, _RESEARCH = "第一议题和理论学习要求", "主题教育安排", "调研成果运用要求"
_CASES, _LEDGER = "探源计划案例要求", "整改台账要求"


def theory_gaps(view: InspectionView) -> Iterable[Gap]:
    """Every gap of the study of the innovation theory, theme education, research and cases."""
    yield from _not_studied(view)
    yield from _tags(view)
    yield from _order(view)
    for told in theme_overviews(view.context):
        yield from _theme(view, told)
    yield from _research(view)
    yield from _conversions(view)
    yield from _classes(view)
    yield from _cases(view)
    yield from _watched(view)


def _not_studied(view: InspectionView) -> Iterable[Gap]:
    """A branch that met, and has no session of study that used a work on the innovation theory."""
    if view.meetings and not theory_sessions(view.context, view.gatherings.held_sessions):
        words = f"{view.first:%Y-%m-%d} 以来的学习记录里，没有一次用到“创新理论”类的资料"
        begun = (("topic_area", TASKS[0]),)
        yield Gap("theory:", "没有学习党的创新理论", words, _STUDY, "study_session", (), begun)


def _tags(view: InspectionView) -> Iterable[Gap]:
    """A tag of 三带三入 that says something else than its six words."""
    query = StudyTag.live().where((StudyTag.owner_office == view.office) & (StudyTag.brand == BRAND))
    for one in view.context.find(query.order_by(StudyTag.uid)):
        if one.in_use and one.name not in (*BROUGHT, *ENTERED):
            words = f"“{one.name}”：三带三入是{'、'.join((*BROUGHT, *ENTERED))}"
            yield Gap(f"tag:{one.uid}", "三带三入的标签写错了", words, _STUDY, "study_tag", (one.uid,))


def _order(view: InspectionView) -> Iterable[Gap]:
    """一贯式学习体系: a stage of a topic held before the one it builds on."""
    first: dict[tuple[str, str], tuple[object, str]] = {}
    for one in view.gatherings.held_sessions:
        if one.topic and one.method_step in STAGES:
            first.setdefault((one.topic, str(one.method_step)), (one.held_on, one.uid))
    topics = view.context.find(StudyTopic.live().where(StudyTopic.uid.in_([topic for topic, _ in first])))
    for topic in topics:
        if topic.from_on < view.first:
            continue  # its earlier stages may lie before the stretch looked at
        held = [stage for stage in STAGES if (topic.uid, stage) in first]
        wanted = list(STAGES[: STAGES.index(held[-1]) + 1])
        by_day = sorted(held, key=lambda stage: str(first[topic.uid, stage][0]))
        if by_day != wanted:
            words = f"{topic.title}：已开展的次序是{'→'.join(by_day)}，应当是{'→'.join(STAGES)}"
            yield Gap(f"order:{topic.uid}", "专题的环节颠倒了", words, _STUDY, "study_topic", (topic.uid,))


def _theme(view: InspectionView, told: ThemeOverview) -> Iterable[Gap]:
    """A batch whose plan leaves out a measure, or whose tasks and projects are past their day."""
    batch, name = told.batch, str(told.batch.name)
    bare = [measure for measure in MEASURES if not told.tasks_of(measure)]
    if bare:
        words = f"{name}：{'、'.join(bare)}还没有任务安排"
        yield Gap(f"theme:{batch.uid}", "主题教育的安排不全", words, _THEME, "theme_batch", (batch.uid,))
    for task in told.tasks:
        if task.done_on is None and task.due_on < view.today:
            words = f"{task.measure}：{short(task.task)}，{due_words(task.due_on, view.today)}"
            yield Gap(f"task:{task.uid}", "主题教育的任务逾期", words, _THEME, "theme_batch", (batch.uid,))
    for project in told.projects:
        if project.state != FINISHED and project.due_on < view.today:
            words = f"{short(project.item)}，{due_words(project.due_on, view.today)}"
            yield Gap(f"project:{project.uid}", "实事、项目逾期", words, _THEME, "theme_batch", (batch.uid,))


def _mine(view: InspectionView) -> list[Research]:
    query = Research.live().where(Research.owner_office == view.office).order_by(Research.on, Research.uid)
    return [one for one in view.context.find(query) if one.on >= view.first]


def _research(view: InspectionView) -> Iterable[Gap]:
    for one in _mine(view):
        if not one.leader:
            words = f"{one.on:%Y-%m-%d} {one.title}"
            yield Gap(f"led:{one.uid}", "调研没有写带队领导", words, _RESEARCH, "research", (one.uid,))


def _conversions(view: InspectionView) -> Iterable[Gap]:
    """Findings being converted with nobody who answers for it, or past their day."""
    uids = [one.uid for one in _mine(view)]
    for one in view.context.find(Finding.live().where(Finding.research.in_(uids)).order_by(Finding.uid)):
        opened, words = (one.research,), short(one.text)
        if one.conversion and not one.conversion_owner:
            yield Gap(f"answers:{one.uid}", "成果转化没有责任人", words, _RESEARCH, "research", opened)
        due = one.conversion_due
        if due is not None and due < view.today and one.conversion_state != CONVERTED:
            told = f"{words}，{due_words(due, view.today)}"
            yield Gap(f"convert:{one.uid}", "成果转化逾期", told, _RESEARCH, "research", opened)


def _classes(view: InspectionView) -> Iterable[Gap]:
    """举一反三: a dissected class that nobody looked for elsewhere, or that has no lasting rule yet."""
    days = timedelta(days=int(view.context.rule("class_check_days")))
    checked = {one.tag for one in view.context.find(ClassCheck.live())}
    ruled = {one.tag for one in view.context.find(Mechanism.live())}
    told: set[str] = set()
    for one in _mine(view):
        tag = one.stands_for or ""
        is_due = one.study_kind == DISSECTION and one.on + days < view.today
        if not tag or not is_due or tag in told:
            continue
        told.add(tag)
        if tag not in checked:
            words = f"「{tag}」：解剖了“{one.title}”，还没有到别的地方查"
            preset = (("tag", tag),)
            yield Gap(f"alike:{one.uid}", "没有举一反三自查", words, _RESEARCH, "class_check", (), preset)
        if tag not in ruled:
            words = f"「{tag}」：解剖了“{one.title}”，还没有定下制度"
            preset = (("tag", tag),)
            yield Gap(f"lasting:{one.uid}", "一类问题没有长效机制", words, _RESEARCH, "mechanism", (), preset)


def _cases(view: InspectionView) -> Iterable[Gap]:
    query = CaseStudy.live().where(CaseStudy.owner_office == view.office).order_by(CaseStudy.uid)
    for one in view.context.find(query):
        if one.lacks(CaseStudy.theory):
            words = str(one.title)
            yield Gap(
                f"applied:{one.uid}", "案例没有写运用的创新理论", words, _CASES, "case_study", (one.uid,)
            )


def _watched(view: InspectionView) -> Iterable[Gap]:
    """盯住不放: what cannot be mended at once is looked at again and again, and the progress written down."""
    days = timedelta(days=int(view.context.rule("issue_watch_days")))
    for one in view.issues:
        issue = one.issue
        if issue.mode != LASTING or issue.state != OPEN:
            continue
        last = max((row.on for row in one.progress), default=issue.reopened_on or issue.found_on)
        if last + days < view.today:
            words = f"{issue.code or ''} {short(issue.description)}，{(view.today - last).days} 天没有写进展"
            yield Gap(
                f"watch:{issue.uid}", "持续整改的没有盯住", words.strip(), _LEDGER, "issue", (issue.uid,)
            )
