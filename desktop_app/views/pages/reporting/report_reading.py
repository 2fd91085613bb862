"""What the page of a month reads: figures, differences, gaps, and the records behind a figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.base.periods import Month
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.basics.duty import Duty
from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.organization_life.attendance import reason_words
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
from desktop_app.views.page_parts.line_list import Line


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


def figure_lines(ledger: Ledger, figure: Figure) -> list[Line]:
    """The records a figure counts, one row each; under a head, for a rate, those it is measured against."""
    lines = _lines(ledger, figure.items)
    counted = set(figure.items)
    rest = [uid for uid in figure.whole if uid not in counted]
    if rest and figure.unit == "%":
        head = Line("", "没有计入的", f"{len(rest)} 条", head=True)
        lines = [Line("", "计入的", f"{len(lines)} 条", head=True), *lines, head, *_lines(ledger, rest)]
    return lines


def _lines(ledger: Ledger, uids: Sequence[str]) -> list[Line]:
    return [_line(ledger, uid) for uid in uids]


def _line(ledger: Ledger, uid: str) -> Line:
    found = ledger.locate(uid)
    if found is None:
        return Line(uid, "（不在本机）", "这条记录没有传到这台电脑")
    register, record = found
    title, note = register.heading(record, ledger.name), ""
    gone = "已移到回收站" if record.removed_at else ""
    row: Any = record
    if register.name == "attendance":
        note = ledger.name(row.gathering)
        pill, tone = ("到会", "done") if row.present else (reason_words(row) or "缺席", "due")
        return Line(uid, title, note, gone or pill, tone)
    if register.name == "meeting":
        when = row.start_end.chinese() if row.start_end else ""
        return Line(
            uid, row.title or title, f"{row.kind}　{when}", gone or row.state, "done" if not gone else "draft"
        )
    if register.parent:
        note = ledger.name(getattr(row, register.parent))
    else:
        shown = [name for name in register.listing if name in register.boxes][1:4]
        words = (register.show(row, name, ledger.name) for name in shown)
        note = " · ".join(one for one in words if one and one != title)
    state = str(getattr(row, register.state)) if register.state else ""
    return Line(uid, title, note, gone or state, "draft" if gone else "plain")


def by_key(blocks: Blocks) -> dict[str, Figure]:
    """The figures of all blocks by their key."""
    return {one.key: one for block in _values(blocks) for one in block}


def _values(blocks: Blocks) -> Iterable[tuple[Figure, ...]]:
    return blocks.values()
