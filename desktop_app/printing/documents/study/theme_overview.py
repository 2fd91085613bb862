"""主题教育开展情况表: one batch by its four measures, each with its figures, its plan and what was done."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.base.errors import UserError
from desktop_app.duties.summaries.theme_overview import ThemeOverview, theme_overviews
from desktop_app.printing.documents.draft import (
    PART,
    SIGNING,
    UNDER,
    Draft,
    long_part,
    name_of_paper,
    office_draft,
)
from desktop_app.printing.documents.ledger_view import (
    GAP,
    NONE,
    LedgerView,
    branch_name,
    day_words,
    today_words,
)
from desktop_app.printing.documents.wording import full_width
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.study.study import StudySession
from desktop_app.registers.study.theme_batches import (
    MEASURES,
    PROMOTING,
    RECTIFYING,
    RESEARCHING,
    STUDYING,
    ThemeTask,
)

_PLAN = (
    Column("措施", 20, align="center"),
    Column("任务", weight=2),
    Column("要求", weight=1.6),
    Column("时限", 29, align="center"),
    Column("责任人", 18, align="center"),
    Column("完成", 29, align="center"),
    Column("佐证", weight=1.4),
)
# Measure → the columns of its list.
_COLUMNS: dict[str, tuple[Column, ...]] = {
    STUDYING: (
        Column("日期", 29, align="center"),
        Column("篇目", weight=2.4),
        Column("形式", 26, align="center"),
        Column("人数", 15, align="center"),
        Column("成果", weight=1.2),
    ),
    RESEARCHING: (
        Column("日期", 29, align="center"),
        Column("课题", weight=1.4),
        Column("带队领导", 20, align="center"),
        Column("发现", weight=2),
        Column("转化", weight=2),
    ),
    PROMOTING: (
        Column("类别", 15, align="center"),
        Column("实事、项目", weight=2),
        Column("责任领导", 20, align="center"),
        Column("责任人", 18, align="center"),
        Column("时限", 29, align="center"),
        Column("进度", weight=1.8),
    ),
    RECTIFYING: (
        Column("方面", 26),
        Column("问题", weight=2),
        Column("措施", weight=2),
        Column("时限", 29, align="center"),
        Column("销号", 29, align="center"),
    ),
}
_SIZE = 9.0


@dataclass(frozen=True)
class ThemePaper:
    """A batch as words: what it is, its plan, and measure → (figures, rows)."""

    org: str
    name: str
    head: tuple[tuple[str, str], ...]
    day: str
    plan: tuple[tuple[str, ...], ...]
    parts: tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...]


def gather(ledger: LedgerView, uid: str) -> ThemePaper:
    """The batch ``uid`` with all that belongs to it. UserError when it is gone."""
    found = [one for one in theme_overviews(ledger, [uid]) if one.batch.removed_at is None]
    if not found:
        raise UserError("要打印的主题教育已经不在了", "其他资料没有改动", "请回到列表重新选择")
    told = found[0]
    batch = told.batch
    period = f"{day_words(batch.from_on, GAP)}至{day_words(batch.to_on, '今')}"
    head = (
        ("名　　称", ledger.name(batch.uid)),
        ("上级通知", batch.notice or GAP),
        ("起　　止", period),
        ("负 责 人", ledger.name(batch.leader)),
        ("总 要 求", batch.demand or GAP),
        ("目标任务", batch.goals or NONE),
    )
    rows = {
        STUDYING: _studied(told),
        RESEARCHING: _researched(ledger, told),
        PROMOTING: _promoted(ledger, told),
        RECTIFYING: _rectified(told),
    }
    figures = {
        measure: "，".join(f"{one.title} {one.value} {one.unit}" for one in told.figures[measure])
        for measure in MEASURES
    }
    return ThemePaper(
        branch_name(ledger, batch.owner_office),
        ledger.name(batch.uid),
        head,
        today_words(ledger),
        tuple(_task(ledger, one) for measure in MEASURES for one in told.tasks_of(measure)),
        tuple((measure, figures[measure], rows[measure]) for measure in MEASURES),
    )


def _task(ledger: LedgerView, task: ThemeTask) -> tuple[str, ...]:
    return (
        task.measure,
        task.task,
        task.demand or NONE,
        day_words(task.due_on),
        ledger.name(task.owner),
        day_words(task.done_on, "未完成"),
        task.evidence or (GAP if task.done_on else ""),
    )


def _studied(told: ThemeOverview) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            day_words(one.held_on),
            one.title,
            full_width(one.kind),
            f"{len(told.came(one))} 人",
            _came_of(told, one),
        )
        for one in told.sessions
    )


def _came_of(told: ThemeOverview, one: StudySession) -> str:
    """What came of the stage a session was, and how many spoke or wrote."""
    spoke = len(told.speeches[one.uid])
    parts = [told.outcome(one), f"发言、心得 {spoke} 份" if spoke else ""]
    return "；".join(part.rstrip("。") for part in parts if part) or NONE


def _researched(ledger: LedgerView, told: ThemeOverview) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            day_words(one.research.on),
            one.research.title,
            ledger.name(one.research.leader) if one.research.leader else GAP,
            _numbered([row.finding.text for row in one.found]) or NONE,
            _numbered([row.finding.conversion or "" for row in one.converted]) or NONE,
        )
        for one in told.visits
    )


def _promoted(ledger: LedgerView, told: ThemeOverview) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            full_width(one.kind),
            one.item,
            ledger.name(one.lead_officer),
            ledger.name(one.owner),
            day_words(one.due_on),
            (one.progress or GAP) + (f"\n{day_words(one.finished_on)}办结" if one.finished_on else ""),
        )
        for one in told.projects
    )


def _rectified(told: ThemeOverview) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            one.issue.category,
            f"{one.issue.code} {one.issue.description}",
            _numbered([row.text for row in one.measures]) or GAP,
            day_words(one.issue.due_on),
            day_words(one.issue.checked_on, "") or one.issue.state,
        )
        for one in told.issues
    )


def _numbered(lines: Sequence[str]) -> str:
    """1. …, 2. … on lines of their own; a single one without its number."""
    if len(lines) < 2:
        return "".join(lines)
    return "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1))


def story(paper: ThemePaper) -> list[Flowable]:
    """The paper: what the batch is, its plan, its four measures one by one, and who answers for it."""
    head = [[label(title), Cell(words)] for title, words in paper.head]
    foot = [
        [label("填表人"), Cell(""), label("负责人"), Cell(""), label("日　期"), Cell(SIGNING, align="right")]
    ]
    out: list[Flowable] = [
        name_of_paper(paper.org, "主题教育开展情况表"),
        Paragraph(f"截至 {paper.day}", UNDER),
        RuledForm((2.2, 14), head, size=10.5, heights=9.0),
        Paragraph("任务安排", PART),
        RuledSheet(_PLAN, paper.plan or [("", GAP, *("",) * 5)], size=_SIZE, row_height=8),
    ]
    for number, (measure, figures, rows) in zip("一二三四", paper.parts, strict=True):
        columns = _COLUMNS[measure]
        out += long_part(f"{number}、{measure}")
        out.append(Paragraph(figures, UNDER))
        out.append(RuledSheet(columns, rows or [("", GAP, *("",) * (len(columns) - 2))], size=_SIZE))
    signing = RuledForm((1.2, 2.4, 1.2, 2.4, 1.2, 4.2), foot, size=10.5, heights=10.0)
    return [*out, KeepTogether([Spacer(1, 3 * MM), signing])]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 主题教育开展情况表 of one batch."""
    paper = gather(ledger, uid)
    return office_draft(
        "主题教育开展情况表", "主题教育开展情况表", paper, story(paper), about=paper.name[:30]
    )
