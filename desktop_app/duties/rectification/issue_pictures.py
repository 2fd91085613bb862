"""问题整改 in pictures: closed, under way and late by category; what came and was closed in each month."""

from collections.abc import Sequence
from datetime import date

from desktop_app.base.periods import Month
from desktop_app.drawing.abreast import Abreast
from desktop_app.drawing.bars import Bars
from desktop_app.drawing.chart import Chart, Series
from desktop_app.drawing.shades import DONE, LATE, NEW, OPEN
from desktop_app.drawing.stacked import StackedBars
from desktop_app.duties.rectification.issues import IssueFile
from desktop_app.registers.rectification.issues import CATEGORIES, CLOSED

_MONTHS = 6


def issue_pictures(files: Sequence[IssueFile], today: date) -> Chart:
    """The problems by category and state, and the six months up to ``today``."""
    title = "问题整改"
    return Abreast(title, [_by_category(files, today), _by_month(files, today)] if files else ())


def _by_category(files: Sequence[IssueFile], today: date) -> StackedBars:
    """Every problem once: closed, under way, or late."""

    def counts(state: str) -> list[int]:
        return [
            sum(one.issue.category == kind and _state(one, today) == state for one in files)
            for kind in CATEGORIES
        ]

    rows = [
        Series("已销号", counts(CLOSED), DONE),
        Series("在办", counts(""), OPEN),
        Series("逾期", counts("late"), LATE),
    ]
    return StackedBars("各类问题整改进度", CATEGORIES, rows, unit="件")


def _state(file: IssueFile, today: date) -> str:
    if file.issue.state == CLOSED:
        return CLOSED
    return "late" if file.overdue_on(today) else ""


def _by_month(files: Sequence[IssueFile], today: date) -> Bars:
    """Rounds that began and rounds that were closed in each month, and what was open at its end."""
    months = [Month.of(today).shift(-back) for back in range(_MONTHS - 1, -1, -1)]
    rounds = [one for file in files for one in file.rounds]
    came = [sum(one.opened_on in month for one in rounds) for month in months]
    closed = [sum(one.closed_on is not None and one.closed_on in month for one in rounds) for month in months]
    left = [sum(file.open_on(min(month.last_day(), today)) for file in files) for month in months]
    rows = [Series("新增", came, NEW), Series("销号", closed, DONE), Series("月末在办", left, OPEN)]
    return Bars("近六个月整改", [f"{month.month}月" for month in months], rows, unit="件", plot=76)
