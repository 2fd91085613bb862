"""党员增减年表 of one year for its page and papers: this year beside the last, live or as it was signed."""

from dataclasses import dataclass
from datetime import date

from desktop_app.base.periods import chinese_date
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.basics.figure import frozen, thawed
from desktop_app.duties.people.annual import (
    AnnualTable,
    Breakdown,
    annual_of,
    books_begin,
    breakdowns,
    equations_of,
)
from desktop_app.records.rules import RuleContext
from desktop_app.registers.reporting.annual_changes import OPEN, AnnualChange


@dataclass(frozen=True)
class AnnualYear:
    """One year: its record (not yet saved while there is none), its table, last year's, the breakdowns.

    ``before`` is last year's table as it was signed; None while nobody has signed one: nothing is told of it
    rather than noughts. ``begun`` is the day the books begin.
    """

    record: AnnualChange
    table: AnnualTable
    before: AnnualTable | None
    breakdowns: tuple[Breakdown, ...]
    begun: date | None = None

    @property
    def is_signed(self) -> bool:
        """Whether the numbers are frozen."""
        return bool(self.record.state != OPEN)

    @property
    def is_known(self) -> bool:
        """Whether the records tell of the year: it is signed, or the books had begun by its end."""
        return self.is_signed or self.begun is None or self.begun <= date(self.table.year, 12, 31)

    @property
    def unknown_words(self) -> str:
        """Why a year has no numbers; '' where it has."""
        if self.is_known or self.begun is None:
            return ""
        return f"台账从{chinese_date(self.begun)}开始，{self.table.year} 年没有记录，数字请按当年的年表补录。"

    def number(self, row: int) -> int | None:
        """The number in ``row`` of the year; None where no record tells of it."""
        return self.table.value(row) if self.is_known else None

    def number_before(self, row: int) -> int | None:
        """The number in ``row`` of last year's signed table; None without one."""
        return self.before.value(row) if self.before is not None else None

    def cells(self, row: int) -> tuple[str, str, str]:
        """Last year, this year and the difference in words; blank where nothing is known."""
        before, now = self.number_before(row), self.number(row)
        told = tuple("" if one is None else str(one) for one in (before, now))
        if before is None or now is None:
            return told[0], told[1], ""
        return told[0], told[1], f"{now - before:+d}" if now != before else "0"


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
    signed = last is not None and last.state != OPEN and bool(last.figures)
    before = _table(last, context) if last is not None and signed else None
    return AnnualYear(record, table, before, breakdowns(members, table.until), books_begin(members))


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
