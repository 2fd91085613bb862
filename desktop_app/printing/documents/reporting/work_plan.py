"""年度工作计划: guiding idea, goals, tasks and safeguards, then the year month by month with who answers."""

from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, Spacer

from desktop_app.printing.documents.draft import (
    PART,
    SIGNING,
    TEXT,
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
    found,
    named,
)
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.reporting.work_plans import KEPT, WorkPlan, items_of

# A plan of twelve lines stands on one sheet with its signatures.
_TEXT = replace(TEXT, size=11, leading=18)
_COLUMNS = (
    Column("月", 14, align="center"),
    Column("内　容", weight=1.6),
    Column("措　施", weight=1.8),
    Column("责任人", 22, align="center"),
    Column("督　查", 22, align="center"),
)


@dataclass(frozen=True)
class YearPlan:
    """One year's plan in words."""

    org: str
    year: int
    parts: tuple[tuple[str, str], ...]
    months: tuple[tuple[str, ...], ...]
    passed: str
    passed_on: str
    filled_by: str
    approved_by: str


def gather(ledger: LedgerView, uid: str) -> YearPlan:
    """The plan ``uid``; UserError when it is gone."""
    plan = found(ledger, WorkPlan, uid)
    is_passed = plan.state in KEPT

    def person(member: str | None, otherwise: str) -> str:
        return ledger.name(member) if member else otherwise

    return YearPlan(
        org=branch_name(ledger, plan.owner_office),
        year=plan.year,
        parts=(
            ("一、指导思想", plan.guiding or GAP),
            ("二、工作目标", plan.goals or GAP),
            ("三、重点任务", plan.tasks or GAP),
            ("四、保障措施", plan.safeguards or NONE),
        ),
        months=tuple(
            (
                f"{one.month}月",
                one.content or GAP,
                one.measure or GAP,
                person(one.responsible, GAP),
                person(one.overseer, NONE),
            )
            for one in items_of(ledger, plan.uid)
        ),
        passed=named(ledger, plan.meeting if is_passed else None, GAP),
        passed_on=day_words(plan.passed_on, GAP),
        filled_by=person(plan.filled_by, GAP),
        approved_by=person(plan.approved_by, GAP),
    )


def story(plan: YearPlan) -> list[Flowable]:
    """The paper: four parts, the table of months, by which meeting it was passed, signatures."""
    out: list[Flowable] = [
        name_of_paper(plan.org, f"{plan.year}年度工作计划"),
        Paragraph(f"通过会议：{plan.passed}　　　通过日期：{plan.passed_on}", UNDER),
    ]
    for title, text in plan.parts:
        out += [Paragraph(title, PART), *(Paragraph(line, _TEXT) for line in text.split("\n"))]
    out += long_part("五、月度安排")
    rows = plan.months or ((GAP, GAP, GAP, GAP, GAP),)
    out.append(RuledSheet(_COLUMNS, rows, size=9.5))
    signing = [
        [label("起 草 人"), Cell(plan.filled_by), label("书　　记"), Cell(plan.approved_by)],
        [label("签　　字"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")],
    ]
    return [*out, Spacer(1, 3 * MM), RuledForm((2.0, 5.0, 2.0, 5.0), signing, size=11, heights=[9.0, 12.0])]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 年度工作计划 ``uid``."""
    plan = gather(ledger, uid)
    return office_draft("年度工作计划", f"{plan.year}年度工作计划", plan, story(plan))
