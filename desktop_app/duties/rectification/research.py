"""调研: the visits with their findings, and the two lists that are views on the same findings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.base.numerals import chinese
from desktop_app.records.children import by_parent
from desktop_app.records.rules import RuleContext
from desktop_app.registers.rectification.issues import CLOSED, Issue
from desktop_app.registers.rectification.research import CONVERTED, Finding, Research

NOT_TURNED = "未转入"


@dataclass(frozen=True)
class Found:
    """One finding with its visit and the issue it became, None while it did not."""

    finding: Finding
    visit: Research
    issue: Issue | None

    @property
    def tag(self) -> str:
        """Its class: its own word, else what the visit stands for."""
        return self.finding.tag or self.visit.stands_for or ""

    @property
    def fate(self) -> str:
        """未转入, or the state of the issue it became: 整改中, 已销号."""
        return self.issue.state if self.issue is not None else NOT_TURNED

    @property
    def fate_words(self) -> str:
        """WT-2026-003 已销号 2026-10-12（第二轮）."""
        if self.issue is None:
            return NOT_TURNED
        words = f"{self.issue.code} {self.issue.state}"
        if self.issue.state == CLOSED and self.issue.checked_on:
            words += f" {self.issue.checked_on:%Y-%m-%d}"
        return words + (f"（第{chinese(self.issue.round)}轮）" if (self.issue.round or 1) > 1 else "")

    @property
    def has_conversion(self) -> bool:
        """Whether it stands in the 成果转化清单: something is to become of it, or has."""
        return bool(self.finding.conversion or self.finding.conversion_due)

    def is_late(self, today: date) -> bool:
        """Whether it should have been converted by now."""
        due: date | None = self.finding.conversion_due
        return due is not None and due < today and self.finding.conversion_state != CONVERTED


@dataclass(frozen=True)
class Visit:
    """One piece of research with its findings in their order."""

    research: Research
    found: tuple[Found, ...]

    @property
    def turned(self) -> tuple[Found, ...]:
        """Findings that became issues."""
        return tuple(one for one in self.found if one.issue is not None)

    @property
    def converted(self) -> tuple[Found, ...]:
        """Findings turned into something."""
        return tuple(one for one in self.found if one.finding.conversion_state == CONVERTED)

    @property
    def words(self) -> str:
        """发现 3 条，转入 2 条，转化 1 条."""
        if not self.found:
            return "还没有写发现"
        words = f"发现 {len(self.found)} 条，转入 {len(self.turned)} 条"
        return words + (f"，转化 {len(self.converted)} 条" if self.converted else "")


def visits(context: RuleContext, year: int | None = None, office: str | None = None) -> list[Visit]:
    """The research of ``office`` (default: the own one) in ``year`` (default: all), the latest first.

    In three queries, however many there are.
    """
    query = Research.live().where(Research.owner_office == (office or context.office))
    if year is not None:
        query = query.where(Research.on.between(date(year, 1, 1), date(year, 12, 31)))
    research = context.find(query.order_by(Research.on.desc(), Research.uid.desc()))
    chosen = Finding.live().where(Finding.research.in_([one.uid for one in research]))
    findings = context.find(chosen.order_by(Finding.seq, Finding.uid))
    linked = [one.issue for one in findings if one.issue]
    issues = {one.uid: one for one in context.find(Issue.live().where(Issue.uid.in_(linked)))}
    children = by_parent(findings, "research")
    return [
        Visit(one, tuple(Found(row, one, issues.get(row.issue or "")) for row in children[one.uid]))
        for one in research
    ]


def problem_list(told: Iterable[Visit]) -> list[Found]:
    """问题清单: every finding, the earliest visit first."""
    return [found for visit in reversed(list(told)) for found in visit.found]


def conversion_list(told: Iterable[Visit]) -> list[Found]:
    """成果转化清单: the findings of which something is to become, or has; the earliest visit first."""
    return [found for found in problem_list(told) if found.has_conversion]


def research_years(context: RuleContext) -> list[int]:
    """The years with research, the present one too, the latest first."""
    days = context.find(Research.select(Research.on).where(Research.removed_at.is_null()).distinct())
    return sorted({one.on.year for one in days} | {context.today.year}, reverse=True)
