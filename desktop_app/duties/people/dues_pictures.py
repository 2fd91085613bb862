"""党费收缴 in a picture: what came in for each month of a year and what of it is still owed."""

from collections.abc import Sequence

from desktop_app.drawing.chart import Chart, Series
from desktop_app.drawing.shades import DONE, LATE
from desktop_app.drawing.stacked import StackedBars
from desktop_app.duties.people.dues_year import MonthSum


def dues_picture(year: int, sums: Sequence[MonthSum]) -> Chart:
    """The months of a year in which anything was asked for or came in."""
    sums = [one for one in sums if one.due.value or one.paid.value or one.owed.value]
    rows = [
        Series("实交", [float(one.paid.value) for one in sums], DONE),
        Series("欠交", [float(one.owed.value) for one in sums], LATE),
    ]
    return StackedBars(f"{year}年各月党费收缴", [f"{one.month.month}月" for one in sums], rows, unit="元")
