"""The pictures of a practice tell its own figures, each once, and rank nobody."""

from datetime import date
from decimal import Decimal

from desktop_app.base.periods import Month
from desktop_app.base.strokes import load_strokes
from desktop_app.drawing.abreast import Abreast
from desktop_app.drawing.bars import Bars
from desktop_app.drawing.stacked import Shares, StackedBars
from desktop_app.duties.organization_life.appraisal import GRADES, appraisal_board, appraisal_rows
from desktop_app.duties.organization_life.appraisal_pictures import appraisal_pictures
from desktop_app.duties.people.dues_pictures import dues_picture
from desktop_app.duties.people.dues_year import dues_book, grid_of, month_sums
from desktop_app.duties.rectification.issue_pictures import issue_pictures
from desktop_app.duties.rectification.issues import issue_files
from desktop_app.duties.service.points_pictures import points_picture
from desktop_app.duties.study.hours_pictures import hours_pictures
from desktop_app.duties.study.hours_view import hours_view
from desktop_app.duties.summaries.month import month_figures
from desktop_app.duties.summaries.month_trend import month_pictures, trend
from desktop_app.registers.organization_life.appraisals import Appraisal
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_standards import DuesStandard
from desktop_app.registers.service.points_entries import PointsEntry
from tests.duties.sample import Branch

STROKES = load_strokes()


def test_hours_have_everybody_once_in_the_order_of_the_paper(branch: Branch) -> None:
    people = branch.members(40)
    lesson = branch.study(date(2026, 5, 8), "20")
    branch.came(lesson, *people[:30])
    view = hours_view(branch, 2026, STROKES)
    picture = hours_pictures(view, Decimal(32))
    assert isinstance(picture, Abreast)
    told, bands, *blocks = picture.charts
    assert isinstance(told, Shares)
    assert sum(told.values) == 40
    assert isinstance(bands, Bars)
    assert list(bands.series[0].values) == [10, 0, 30]
    names = [name for one in blocks for name in one.names]  # type: ignore[attr-defined]
    assert names == [one.name for one in view.rows]
    assert all(len(one.names) <= 16 for one in blocks)  # type: ignore[attr-defined]
    assert len({one.scale for one in blocks}) == 1  # type: ignore[attr-defined]


def test_a_branch_of_nobody_has_no_picture_of_hours(branch: Branch) -> None:
    assert hours_pictures(hours_view(branch, 2026, STROKES), Decimal(32)).is_nothing


def test_dues_are_those_of_the_months_summed_up(branch: Branch) -> None:
    one, two = branch.members(2)
    for who in (one, two):
        branch.add(DuesStandard(member=who.uid, year=2026, monthly_due=Decimal(10)))
    branch.add(DuesPayment(member=one.uid, for_month=Month(2026, 3), due=Decimal(10), paid=Decimal(10)))
    sums = month_sums(grid_of(dues_book(branch), 2026, STROKES))
    picture = dues_picture(2026, sums)
    assert isinstance(picture, StackedBars)
    paid, owed = picture.series
    assert sum(value or 0 for value in paid.values) == float(sum(one.paid.value for one in sums))
    assert sum(value or 0 for value in owed.values) == float(sum(one.owed.value for one in sums))
    assert set(picture.names) <= {f"{month}月" for month in range(1, 13)}
    assert dues_picture(2026, ()).is_empty


def test_every_problem_stands_in_one_part_of_its_category(branch: Branch) -> None:
    branch.issue(date(2026, 9, 1), due=date(2026, 9, 20))
    branch.issue(date(2026, 10, 1), due=date(2027, 9, 20))
    files = issue_files(branch)
    picture = issue_pictures(files, date(2026, 10, 29))
    assert isinstance(picture, Abreast)
    classes, months = picture.charts
    assert isinstance(classes, StackedBars)
    assert [sum(row.values) for row in classes.series] == [0, 1, 1]  # type: ignore[arg-type]
    assert isinstance(months, Bars)
    assert list(months.series[0].values)[-2:] == [1, 1]
    assert months.series[2].values[-1] == 2
    assert issue_pictures([], branch.today).is_nothing


def test_points_are_told_by_month_and_of_nobody(branch: Branch) -> None:
    who = branch.member()
    branch.add(PointsEntry(holder=who.uid, on=date(2026, 10, 3), points=Decimal(3), reason="值班"))
    picture = points_picture(branch, Month(2026, 10))
    assert isinstance(picture, Bars)
    assert picture.names == ["5月", "6月", "7月", "8月", "9月", "10月"]
    assert list(picture.series[0].values) == [0, 0, 0, 0, 0, 3]
    assert who.name not in picture.alt
    assert points_picture(branch, Month(2025, 10)).is_nothing


def test_grades_stand_beside_how_many_may_be_excellent(branch: Branch) -> None:
    one, two, three = branch.members(3)
    for who, grade in ((one, GRADES[0]), (two, GRADES[1]), (three, GRADES[1])):
        branch.add(Appraisal(member=who.uid, year=2026, grade=grade, n_a=2, n_b=1))
    board, rows = appraisal_board(branch, 2026), appraisal_rows(branch, 2026, STROKES)
    picture = appraisal_pictures(board, rows)
    assert isinstance(picture, Abreast)
    grades, votes = picture.charts
    assert isinstance(grades, Bars)
    assert list(grades.series[0].values) == [1, 2, 0, 0]
    assert grades.limit is not None
    assert grades.limit.value == board.limit
    assert isinstance(votes, Shares)
    assert list(votes.values) == [6, 3, 0, 0]


def test_the_month_and_its_paper_are_drawn_from_the_same_points(branch: Branch) -> None:
    people = branch.members(4)
    for month in (4, 5):
        branch.came(branch.meeting("支部党员大会", date(2026, month, 8)), *people)
    branch.came(branch.study(date(2026, 5, 9), "3"), *people[:2])
    points = trend(branch, Month(2026, 5))
    assert [one.rate for one in points] == [None, None, None, None, 100, 100]
    assert points[-1].hours is not None
    picture = month_pictures(points, month_figures(branch, Month(2026, 5)))
    assert [one.title for one in picture.charts] == ["近六个月到会率", "近六个月人均学时"]  # type: ignore[attr-defined]
