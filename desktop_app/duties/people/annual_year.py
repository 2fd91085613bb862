"""党员增减年表 of one year for its page and papers: this year beside the last, live or as it was signed."""

from dataclasses import dataclass
from datetime import date

from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.basics.figure import frozen, thawed
from desktop_app.duties.people.annual import (
    AnnualTable,
    Breakdown,
    annual,
    annual_of,
    breakdowns,
    equations_of,
)
from desktop_app.records.rules import RuleContext
from desktop_app.registers.reporting.annual_changes import OPEN, AnnualChange


@dataclass(frozen=True)
class AnnualYear:
    """One year: its record (not yet saved while there is none), its table, last year's, the breakdowns."""

    record: AnnualChange
    table: AnnualTable
    before: AnnualTable
    breakdowns: tuple[Breakdown, ...]

    @property
    def is_signed(self) -> bool:
        """Whether the numbers are frozen."""
        return bool(self.record.state != OPEN)


def annual_years(context: RuleContext) -> list[int]:
    """The years with a table, this one and the last; the latest first."""
    rows = context.find(AnnualChange.live().where(AnnualChange.owner_office == context.office))
    return sorted({one.year for one in rows} | {context.today.year, context.today.year - 1}, reverse=True)


def annual_year(context: RuleContext, year: int, office: str | None = None) -> AnnualYear:
    """``year`` of ``office`` (default: the own one); breakdowns are those of its last day, or of today."""
    mine = office or context.office
    roster = Roster.read(context, mine)
    members = list(roster.members.values())
    rows = context.find(
        AnnualChange.live().where(
            AnnualChange.year.in_((year, year - 1)) & (AnnualChange.owner_office == mine)
        )
    )
    by_year = {one.year: one for one in rows}
    record = by_year.get(year) or AnnualChange(year=year, org=roster.branch)
    table = _table(record, context)
    last = by_year.get(year - 1)
    before = _table(last, context) if last is not None else annual(members, year - 1, date(year - 1, 12, 31))
    return AnnualYear(record, table, before, breakdowns(members, table.until))


def _table(record: AnnualChange, context: RuleContext) -> AnnualTable:
    if record.state == OPEN or not record.figures:
        return annual_of(record, context)
    rows = thawed(record.figures)
    until = min(record.on or date(record.year, 12, 31), date(record.year, 12, 31))
    return AnnualTable(record.year, until, rows, equations_of([int(row.value) for row in rows]), ())


def begun(found: AnnualYear) -> AnnualChange:
    """The record with its first row as the list behind it says, to be saved while the year is open."""
    found.record.r1 = len(found.table.rows[0].items)
    return found.record


def freeze(found: AnnualYear) -> AnnualChange:
    """The record with the numbers as they stand and the people behind them, to be saved and signed."""
    record = begun(found) if found.record.r1 is None else found.record
    record.figures = frozen(found.table.rows)
    return record
