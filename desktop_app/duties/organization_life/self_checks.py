"""对照检查: each sheet with what its subject promised the time before, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.base.numerals import chinese
from desktop_app.duties.basics.reading import belonging
from desktop_app.records.children import children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.meeting_kinds import LIFE_MEETING
from desktop_app.registers.organization_life.self_checks import (
    ASPECTS,
    SelfCheck,
    SelfCheckCriticism,
    SelfCheckMeasure,
    SelfCheckProblem,
)
from desktop_app.registers.rectification.issues import CLOSED, Issue

NOT_TURNED = "未转入"


@dataclass(frozen=True)
class Promised:
    """One measure and the issue it became, None while it did not."""

    measure: SelfCheckMeasure
    issue: Issue | None

    @property
    def state(self) -> str:
        """未转入, or the state of the issue."""
        return self.issue.state if self.issue is not None else NOT_TURNED

    @property
    def words(self) -> str:
        """WT-2026-003 已销号 2026-10-12（第二轮）, or 未转入问题清单."""
        if self.issue is None:
            return "未转入问题清单"
        day = f" {self.issue.checked_on:%Y-%m-%d}" if self.state == CLOSED and self.issue.checked_on else ""
        again = f"（第{chinese(self.issue.round)}轮）" if (self.issue.round or 1) > 1 else ""
        return f"{self.issue.code} {self.state}{day}{again}"


@dataclass(frozen=True)
class SelfCheckSheet:
    """One sheet with its children, the sheet before it and what that one promised."""

    check: SelfCheck
    problems: tuple[SelfCheckProblem, ...]
    measures: tuple[Promised, ...]
    criticisms: tuple[SelfCheckCriticism, ...]
    before: SelfCheck | None
    promised: tuple[Promised, ...]

    @property
    def kept(self) -> tuple[Promised, ...]:
        """What was promised last time and is closed."""
        return tuple(one for one in self.promised if one.state == CLOSED)

    @property
    def aspects_left(self) -> tuple[str, ...]:
        """The six aspects nothing was looked into under."""
        looked = {one.aspect for one in self.problems}
        return tuple(aspect for aspect in ASPECTS[:-1] if aspect not in looked)


def order_of(check: SelfCheck) -> tuple[int, str, str]:
    """Sorts the sheets of one subject from the first to the last."""
    return (check.year or 0, str(check.written_on or "9999"), check.uid)


def sheet_before(check: SelfCheck, every: Iterable[SelfCheck]) -> SelfCheck | None:
    """The last sheet of the same subject before ``check``; None for the first."""
    earlier = [
        one
        for one in every
        if one.subject == check.subject and one.uid != check.uid and order_of(one) < order_of(check)
    ]
    return max(earlier, key=order_of, default=None)


def life_meeting_of(context: RuleContext, year: int) -> str | None:
    """The uid of the last 组织生活会 that belongs to ``year``, held or planned; None without one."""
    found = belonging(context, LIFE_MEETING, year)
    return found[-1].uid if found else None


def sheets(context: RuleContext, office: str | None = None) -> list[SelfCheckSheet]:
    """Every sheet of ``office`` (default: the own one), the latest first; in five queries."""
    checks = context.find(SelfCheck.live().where(SelfCheck.owner_office == (office or context.office)))
    uids = [one.uid for one in checks]
    problems = children_of(context, SelfCheckProblem, uids)
    measures = children_of(context, SelfCheckMeasure, uids, "seq")
    criticisms = children_of(context, SelfCheckCriticism, uids)
    linked = [row.issue for rows in measures.values() for row in rows if row.issue]
    issues = {one.uid: one for one in context.find(Issue.live().where(Issue.uid.in_(linked)))}

    def promised(uid: str) -> tuple[Promised, ...]:
        return tuple(Promised(row, issues.get(row.issue or "")) for row in measures[uid])

    found = []
    for check in sorted(checks, key=order_of, reverse=True):
        before = sheet_before(check, checks)
        looked = sorted(problems[check.uid], key=lambda one: ASPECTS.index(one.aspect))
        found.append(
            SelfCheckSheet(
                check,
                tuple(looked),
                promised(check.uid),
                tuple(criticisms[check.uid]),
                before,
                promised(before.uid) if before is not None else (),
            )
        )
    return found
