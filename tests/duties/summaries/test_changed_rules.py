"""A changed rule recalculates the months that are open, and never one that is signed."""

from datetime import date
from decimal import Decimal

from desktop_app.base.periods import Month
from desktop_app.duties.organization_life.meeting_calendar import year_grid
from desktop_app.duties.summaries.month import freeze, month_figures, report_figures
from desktop_app.registers.reporting.reports import MonthlyReport
from tests.duties.sample import Branch


def reached(figures) -> int:
    """How many members have the year's hours, in a month's figures."""
    return next(one.value for some in figures.values() for one in some if one.key == "reached")


def test_open_months_follow_the_rule_and_signed_ones_keep_their_numbers(branch: Branch) -> None:
    people = branch.members(2)
    branch.came(branch.study(date(2026, 3, 2), "32"), *people)
    signed = MonthlyReport(month=Month(2026, 9), org=branch.org.uid, version=1, state="签发")
    freeze(signed, month_figures(branch, signed.month))
    branch.add(signed)
    open_ = branch.add(MonthlyReport(month=Month(2026, 10), org=branch.org.uid, version=1))
    assert (reached(report_figures(signed, branch)), reached(report_figures(open_, branch))) == (2, 2)
    branch.numbers["study_hours_member"] = Decimal(40)
    kept = branch.get(MonthlyReport, signed.uid)
    assert (reached(report_figures(kept, branch)), reached(report_figures(open_, branch))) == (2, 0)


def test_the_year_grid_follows_the_rule(branch: Branch) -> None:
    branch.meeting("支部党员大会", date(2026, 2, 3))
    branch.today = date(2026, 3, 25)

    def march() -> str:
        row = next(one for one in year_grid(branch, 2026) if one.kind == "支部党员大会")
        return row.cells[2].words

    assert march() == ""
    branch.numbers["meeting_general_per_quarter"] = Decimal(2)
    assert march() == "本季已记录 1 次，还差 1 次"
