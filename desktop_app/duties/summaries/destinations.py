"""One entry, many figures: which figures of which months a saved record goes into.

They are told by looking which of the month's lists hold the record, so that none is named where it does not
stand. The papers a record stands in are told by the papers.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from desktop_app.base.periods import Month, Span
from desktop_app.duties.basics.destination import Destination
from desktop_app.duties.basics.reading import rows_of
from desktop_app.duties.summaries.month import month_figures, report_figures
from desktop_app.records.base import Record
from desktop_app.records.children import children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers import MODELS
from desktop_app.registers.exchange.conflicts import open_conflicts
from desktop_app.registers.people.members import Member
from desktop_app.registers.rectification.issues import Issue
from desktop_app.registers.reporting.reports import OPEN, MonthlyReport
from desktop_app.registers.study.study import StudySession

_BY_NAME = {model._meta.table_name: model for model in MODELS}


def is_part(record: Record) -> bool:
    """Whether the record hangs on another."""
    return getattr(record._meta, "parent", None) is not None


def parent_of(record: Record, context: RuleContext) -> Record | None:
    """The record a child hangs on; None for one that stands alone or whose parent is gone."""
    box = getattr(record._meta, "parent", None)
    if box is None:
        return None
    for name in record._meta.fields[box].to:
        found = context.get(_BY_NAME[name], getattr(record, box))
        if found is not None and found.removed_at is None:
            return found
    return None


def figures_of(record: Record, context: RuleContext) -> list[Destination]:
    """The monthly reports that count ``record`` or one of its children, each with the figures that do.

    A signed month is told as it was signed. Takes a tenth of a second for each month the record has a day
    in, and for the present one: their figures are worked out.
    """
    if record.is_new or record.removed_at is not None:
        return []
    counted = {record.uid, *_children(record, context)}
    found: list[Destination] = []
    for month in _months(record, context):
        report = _latest_report(context, month)
        blocks = report_figures(report, context) if report is not None else month_figures(context, month)
        figures = [
            Destination(
                "report", one.title, {"month": month, "figure": one.key}, False, f"{one.value}{one.unit}"
            )
            for block in blocks.values()
            for one in block
            if counted.intersection(one.items) or (one.unit == "%" and counted.intersection(one.whole))
        ]
        if figures:
            signed = "（已签发）" if report is not None and report.state != OPEN else ""
            found += [
                Destination("monthly_report", f"{month.chinese()}月报{signed}", {"month": month}),
                *figures,
            ]
    return found


def other_versions(record: Record, context: RuleContext) -> list[Destination]:
    """The conflicts that wait about ``record`` or one of its children, with the way to decide them."""
    waiting = open_conflicts(context)
    if not waiting:
        return []
    asked = {record.uid, *_children(record, context)}
    return [
        Destination("exchange", "有另一个版本", {"uid": one.uid}, False, "待定")
        for one in waiting
        if one.about in asked
    ]


def _latest_report(context: RuleContext, month: Month) -> MonthlyReport | None:
    """The month's report as its paper shows it: the latest version."""
    query = MonthlyReport.live().where(
        (MonthlyReport.month == month) & (MonthlyReport.owner_office == context.office)
    )
    versions = context.find(query.order_by(MonthlyReport.version.desc()).limit(1))
    return versions[0] if versions else None


def _children(record: Record, context: RuleContext) -> Iterable[str]:
    """The uids of what hangs on ``record``; a study session linked to a meeting has the meeting's sheet."""
    name = record._meta.table_name
    for model in MODELS:
        box = getattr(model._meta, "parent", None)
        if box is not None and name in model._meta.fields[box].to:
            yield from (one.uid for one in children_of(context, model, (record.uid,))[record.uid])
    if isinstance(record, StudySession) and record.meeting:
        yield from (row.uid for row in rows_of(context, [record.meeting])[record.meeting])


# Registers whose records come into a month's figures by more days than the one they are about.
_DAYS: Mapping[type, tuple[str, ...]] = {
    Member: ("entry_on", "exit_on"),
    Issue: ("found_on", "checked_on"),
}


def _months(record: Record, context: RuleContext) -> list[Month]:
    """The months ``record`` or its parent has a day in, and the present one, none to come; latest first."""
    present = Month.of(context.today)
    found = {present}
    for one in (record, parent_of(record, context)):
        if one is None:
            continue
        names = (*_DAYS.get(type(one), ()), getattr(one._meta, "period", None))
        months = (_month(getattr(one, name)) for name in names if name)
        found.update(month for month in months if month is not None and month <= present)
    return sorted(found, reverse=True)


def _month(value: object) -> Month | None:
    if isinstance(value, Month):
        return value
    day = value.day if isinstance(value, Span) else value
    return Month.of(day) if isinstance(day, date) else None
