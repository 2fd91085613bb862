"""检查前自查: every gap an inspector would ask for in what was entered already, and where to mend it."""

from collections.abc import Iterable
from datetime import date

from desktop_app.duties.basics.gap import Gap
from desktop_app.duties.summaries.inspect_development import development_gaps
from desktop_app.duties.summaries.inspect_displays import display_gaps
from desktop_app.duties.summaries.inspect_elections import election_gaps
from desktop_app.duties.summaries.inspect_fields import field_gaps
from desktop_app.duties.summaries.inspect_gatherings import gathering_gaps
from desktop_app.duties.summaries.inspect_life import life_gaps
from desktop_app.duties.summaries.inspect_people import people_gaps
from desktop_app.duties.summaries.inspect_reporting import reporting_gaps
from desktop_app.duties.summaries.inspect_service import service_gaps
from desktop_app.duties.summaries.inspect_theory import theory_gaps
from desktop_app.duties.summaries.inspect_work import work_gaps
from desktop_app.duties.summaries.inspection_view import InspectionView
from desktop_app.duties.summaries.sheets_out import sheet_gaps
from desktop_app.records.rules import RuleContext


def inspect(context: RuleContext, first: date | None = None, office: str | None = None) -> list[Gap]:
    """The gaps of ``office`` (default: the own one) from ``first`` (default: 1 January) to today.

    One gap for each record that lacks something, in the order of the registers. Nothing is judged: photos,
    notes and screenshots are never asked for (整治形式主义为基层减负若干规定). What a register lacks that the
    role at the desk does not open is not named to it.
    """
    view = InspectionView.read(context, first or date(context.today.year, 1, 1), office)
    found = [
        *field_gaps(view),
        *gathering_gaps(view),
        *life_gaps(view),
        *election_gaps(view),
        *work_gaps(view),
        *people_gaps(view),
        *development_gaps(view),
        *display_gaps(view),
        *service_gaps(view),
        *theory_gaps(view),
        *reporting_gaps(view),
        *(sheet_gaps(context) if view.office == context.office else ()),
    ]
    return [gap for gap in found if context.may_read(gap.register)]


def by_kind(gaps: Iterable[Gap]) -> dict[str, list[Gap]]:
    """Title → its gaps, in the order they were found: the headings of the printed 问题清单."""
    found: dict[str, list[Gap]] = {}
    for gap in gaps:
        found.setdefault(gap.title, []).append(gap)
    return found
