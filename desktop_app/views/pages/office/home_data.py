"""What the home page shows, and where its lines lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.base.periods import Month
from desktop_app.duties.basics.duty import Duty
from desktop_app.storage.backup import Light
from desktop_app.storage.ledger import Ledger
from desktop_app.views.page_parts.places import Place, place_of, place_to_begin
from desktop_app.views.page_table import page_of

if TYPE_CHECKING:
    from desktop_app.duties.basics.gap import Gap
    from desktop_app.duties.organization_life.meeting_calendar import GridRow
    from desktop_app.duties.summaries.overview import Overview, ReportStatus
    from desktop_app.storage.latest import Deed


@dataclass(frozen=True, slots=True)
class HomeData:
    """The whole home page on one day."""

    month: Month
    duties: list[Duty]
    overview: Overview
    gaps: list[Gap]
    deeds: list[Deed]
    grid: list[GridRow]
    reports: list[ReportStatus]
    lights: list[Light]


def place_of_duty(ledger: Ledger, duty: Duty) -> Place:
    """Where a duty's button leads: to the record it speaks of, or to a new one begun with its preset."""
    if duty.key.startswith("study_hours"):
        return "hours", {}
    several = duty.register == "promise" and duty.key.startswith(("promise_midyear", "promise_rating"))
    if duty.uids and not several:
        return place_of(ledger, duty.register, duty.uids[0])
    return place_to_begin(duty.register, duty.preset)


def place_of_gap(ledger: Ledger, gap: Gap) -> Place:
    """Where a gap is filled."""
    if gap.key == "roster":
        return "import", {"register": "member"}
    if len(gap.uids) == 1:
        return place_of(ledger, gap.register, gap.uids[0])
    return page_of(gap.register), {}
