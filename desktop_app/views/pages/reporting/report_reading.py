"""What the page of a month reads: figures, differences, gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.base.periods import Month
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.basics.duty import Duty
from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.summaries.calendar import duties_of
from desktop_app.duties.summaries.month import (
    Blocks,
    Difference,
    compared,
    differences,
    late_entries,
    month_figures,
    report_figures,
)
from desktop_app.duties.summaries.page_reading import fresh_report, report_versions
from desktop_app.registers.reporting.reports import OPEN, MonthlyReport
from desktop_app.storage.ledger import Ledger


@dataclass(frozen=True)
class MonthSheet:
    """One month as its page shows it.

    ``drift`` is what the books say now against what was signed; ``late`` tells, in words, who was entered
    or taken out after last month was signed.
    """

    month: Month
    report: MonthlyReport
    versions: tuple[MonthlyReport, ...]
    figures: Blocks
    against: tuple[Difference, ...]
    drift: tuple[Difference, ...]
    gaps: tuple[Duty, ...]
    late: str

    @property
    def is_open(self) -> bool:
        """Whether figures and texts still follow the books."""
        return bool(self.report.state == OPEN)


def read_sheet(ledger: Ledger, month: Month, version: int | None = None) -> MonthSheet:
    """Read a month; its latest version unless ``version`` names one, a fresh report where there is none."""
    versions = tuple(report_versions(ledger, month))
    report = next((one for one in versions if one.version == version), versions[0] if versions else None)
    report = report or fresh_report(ledger, month)
    figures = report_figures(report, ledger)
    against = tuple(differences(ledger, month, now=figures))
    if report.state == OPEN:
        late = _late_words(ledger, month)
        gaps = [one for one in duties_of(ledger, month) if _is_gap(one, month)]
        gaps.sort(key=lambda one: bool(one.uids))  # what was not recorded at all comes first
        return MonthSheet(month, report, versions, figures, against, (), tuple(gaps), late)
    newest = report is versions[0]
    drift = tuple(compared(figures, month_figures(ledger, month))) if newest else ()
    return MonthSheet(month, report, versions, figures, against, drift, (), "")


def _is_gap(duty: Duty, month: Month) -> bool:
    """What the month should show and does not: meetings and papers, not the work still within its time."""
    return duty.state is not Standing.DONE and duty.due is not None and duty.due <= month.last_day()


def _late_words(ledger: Ledger, month: Month) -> str:
    more, less = late_entries(ledger, month)
    parts = []
    if more:
        parts.append("补录了" + "、".join(map(ledger.name, more)))
    if less:
        parts.append("去掉了" + "、".join(map(ledger.name, less)))
    return f"上月签发以后，{'，'.join(parts)}，所以期初和上月期末不同" if parts else ""


def by_key(blocks: Blocks) -> dict[str, Figure]:
    """The figures of all blocks by their key."""
    return {one.key: one for block in _values(blocks) for one in block}


def _values(blocks: Blocks) -> Iterable[tuple[Figure, ...]]:
    return blocks.values()
