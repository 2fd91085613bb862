"""A month of all branches summed up: every figure of their signed reports, opening to the branches' own."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from desktop_app.base.periods import Month
from desktop_app.duties.basics.figure import Figure, tenth
from desktop_app.duties.summaries.blocks import BLOCKS
from desktop_app.duties.summaries.branch_months import latest_reports
from desktop_app.duties.summaries.month import report_figures
from desktop_app.records.rules import RuleContext
from desktop_app.registers.reporting.reports import MonthlyReport

# Figures that are a mean over the people behind them; all others but shares add up.
MEANS = frozenset(("mean_hours",))


@dataclass(frozen=True, slots=True)
class BranchPart:
    """What one branch puts into a sum: its code, its name, and the figure as it signed it."""

    office: str
    name: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class SummedFigure:
    """One figure over all branches that signed it: the branches first, the number second."""

    block: str
    key: str
    title: str
    unit: str
    value: int | Decimal
    parts: tuple[BranchPart, ...]

    @property
    def words(self) -> str:
        """到会率 95.7%."""
        return f"{self.title} {self.value}{self.unit}"

    @property
    def note(self) -> str:
        """How the number comes from its parts."""
        many = f"{len(self.parts)} 个支部"
        if self.unit == "%":
            return f"{many}的名单合起来算，不是各支部百分比的平均"
        if self.key in MEANS:
            return f"{many}的人均按人数加权"
        return f"{many}签发的数相加"


@dataclass(frozen=True)
class MonthTotals:
    """The figures of one month over all branches that sent it, by block in the order of the report."""

    month: Month
    reports: Mapping[str, MonthlyReport]
    figures: tuple[SummedFigure, ...]

    def figure(self, key: str) -> SummedFigure:
        """The figure with a key."""
        return next(one for one in self.figures if one.key == key)


def month_totals(context: RuleContext, month: Month, offices: Mapping[str, str]) -> MonthTotals:
    """The sums of ``month`` over ``offices`` (code → name), from the reports as they were signed."""
    reports = {code: one for code, one in latest_reports(context, month).items() if code in offices}
    parts: dict[tuple[str, str], list[BranchPart]] = {}
    for code in offices:
        if code in reports:
            for block, figures in report_figures(reports[code], context).items():
                for figure in figures:
                    part = BranchPart(code, offices[code], figure)
                    parts.setdefault((block, figure.key), []).append(part)
    order = {block: at for at, block in enumerate(BLOCKS)}
    # Within a block in the order the reports have them; one that only some hold comes behind those.
    keys = sorted(parts, key=lambda one: order[one[0]])
    return MonthTotals(month, reports, tuple(_summed(block, parts[block, key]) for block, key in keys))


def _summed(block: str, parts: list[BranchPart]) -> SummedFigure:
    # The last signed has the newest words for it.
    last = parts[-1].figure
    return SummedFigure(block, last.key, last.title, last.unit, _value(parts), tuple(parts))


def _value(parts: list[BranchPart]) -> int | Decimal:
    figures = [one.figure for one in parts]
    key, unit = figures[0].key, figures[0].unit
    if unit == "%":
        whole = sum(len(one.whole) for one in figures)
        counted = sum(len(one.items) for one in figures if one.whole)
        return tenth(Decimal(counted) * 100 / whole) if whole else Decimal("0.0")
    if key in MEANS:
        people = sum(len(one.whole) for one in figures)
        total = sum((Decimal(one.value) * len(one.whole) for one in figures), Decimal(0))
        return tenth(total / people) if people else Decimal("0.0")
    if all(isinstance(one.value, int) for one in figures):
        return sum(int(one.value) for one in figures)
    return sum((Decimal(one.value) for one in figures), Decimal(0))
