"""A branch is asked for nothing of before it was founded: every duty, finding, figure that blames."""

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.base.periods import Month
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.basics.beginning import founding_day, records_begin
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.basics.reminder import Reminder
from desktop_app.duties.organization_life.meeting_calendar import year_grid, year_periods
from desktop_app.duties.people.dues import DuesBook, Paid
from desktop_app.duties.study.hours import hours_board
from desktop_app.duties.study.hours_view import BEHIND, hours_view
from desktop_app.duties.summaries.calendar import REMINDERS, duties_of
from desktop_app.duties.summaries.rating_measures import measured
from desktop_app.duties.summaries.self_inspection import inspect
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.people.dues_standards import DuesStandard
from tests.duties.sample import Branch, opened
from tests.duties.summaries.test_reminders import built

FOUNDED = date(2026, 11, 23)
BEFORE = [Month(2026, month) for month in range(1, 11)]
# Findings that say something was not done in a time gone by.
OF_A_TIME = ("not_held:", "hours:", "report:", "arrears:", "unassessed:", "no_plan:", "no_summary:")


def found(branch: Branch, day: date = FOUNDED, *, people: int = 3) -> Branch:
    """The branch as its file was begun on a day, with people who were in the Party long before."""
    branch.today = day
    branch.org.entered_at = f"{day.isoformat()}T09:00:00"
    branch.add(branch.org)
    for one in branch.members(people, entry_on=None):
        branch.add(DuesStandard(member=one.uid, year=2026, monthly_due=Decimal("10.00"), payer_kind="在职"))
    branch.group()
    return branch


def late(branch: Branch, month: Month) -> list[str]:
    """What the month presses for that waits on no record."""
    pressing = (Standing.NEAR, Standing.OVERDUE)
    return [one.key for one in duties_of(branch, month) if one.state in pressing and not one.uids]


def test_no_month_before_it_asks_for_anything(branch: Branch) -> None:
    found(branch)
    assert {month.month: late(branch, month) for month in BEFORE} == {month.month: [] for month in BEFORE}
    now = duties_of(branch, Month.of(FOUNDED))
    assert [one.key for one in now if one.state is Standing.OVERDUE] == []
    assert {one.key for one in now if one.register == "meeting"} >= {"meeting_committee_per_month:2026-11"}


def test_what_was_due_earlier_in_the_month_of_founding_is_to_do_and_not_late(branch: Branch) -> None:
    found(branch)
    (dues,) = (one for one in duties_of(branch, Month(2026, 11)) if one.key == "dues:2026-11")
    assert dues.due is not None
    assert dues.due < FOUNDED
    assert dues.state is Standing.OPEN
    branch.today = date(2026, 12, 20)
    (dues,) = (one for one in duties_of(branch, Month(2026, 12)) if one.key == "dues:2026-12")
    assert dues.state is Standing.OVERDUE


@pytest.mark.parametrize("one", REMINDERS, ids=lambda one: one.keys[0])
def test_no_reminder_presses_for_a_day_before_it(one: Reminder) -> None:
    with opened() as branch:
        situation, _ = built(one, branch)
        founded = Month.of(situation.day).shift(3).first_day()
        branch.org.entered_at = f"{founded}T09:00:00"
        branch.add(branch.org)
        branch.today = founded
        begun = records_begin(branch.org, (held.start_end.day for held in branch.find(Meeting.live())))
        for month in (Month.of(situation.day), Month.of(founded)):
            for duty in duties_of(branch, month):
                early = duty.due is not None and begun is not None and duty.due < begun
                pressing = duty.state in (Standing.NEAR, Standing.OVERDUE)
                assert not (pressing and early and not duty.uids), duty


def test_the_inspection_finds_nothing_missing_of_before_it(branch: Branch) -> None:
    found(branch)
    branch.issue(date(2026, 3, 3), date(2026, 12, 4))
    assert [one.key for one in inspect(branch) if one.key.startswith(OF_A_TIME)] == []


def test_nobody_is_behind_in_hours_nor_in_dues_on_the_day(branch: Branch) -> None:
    found(branch)
    assert BEHIND not in {one.state for one in hours_view(branch, 2025, load_strokes()).rows}
    board = hours_board(branch, 2026)
    assert {one.pace for one in board.values()} == {0}
    book = DuesBook.read(branch)
    assert {cell.month for one in book.arrears() for cell in one.cells} == {Month.of(FOUNDED)}
    states = {cell.month.month: cell.state for cell in book.grid(2026)[0].cells}
    assert {states[month] for month in range(1, 11)} == {Paid.OUTSIDE}
    assert states[11] is Paid.UNPAID


def test_the_pace_of_hours_grows_from_the_founding_and_what_is_on_record_before_counts(
    branch: Branch,
) -> None:
    one = found(branch, date(2026, 7, 1)).members(1)[0]
    branch.today = date(2026, 12, 31)
    year = hours_board(branch, 2026)[one.uid]
    assert year.target == 32
    assert year.pace == 16
    branch.came(branch.study(date(2026, 7, 10), "8"), one)
    assert hours_board(branch, 2026, date(2026, 9, 30))[one.uid].forecast == 16
    branch.came(branch.study(date(2026, 1, 5), "2"), one)
    assert hours_board(branch, 2026)[one.uid].pace == 32


def test_grids_and_ratings_call_nothing_missing_of_before_it(branch: Branch) -> None:
    found(branch)
    early = [cell for row in year_periods(branch, 2026) for cell in row.cells if cell.period.end < FOUNDED]
    assert early
    assert {(cell.asks, cell.word, cell.days) for cell in early} == {(False, "—", "")}
    months = [cell for row in year_grid(branch, 2026) for cell in row.cells if cell.month in BEFORE]
    assert {cell.state for cell in months} == {None}
    branch.today = date(2026, 12, 1)
    assert measured("三会一课次数", branch, 2026).figure.note == "应开 2 次，按期开 0 次"


def test_meetings_on_record_from_before_move_the_beginning_there(branch: Branch) -> None:
    found(branch)
    branch.meeting("支部委员会会议", date(2026, 8, 9))
    assert late(branch, Month(2026, 7)) == []
    assert "meeting_committee_per_month:2026-09" in late(branch, Month(2026, 9))


def test_a_branch_founded_after_its_file_was_begun_is_asked_from_its_founding(branch: Branch) -> None:
    found(branch, date(2026, 8, 3))
    branch.org.founded_on = date(2026, 10, 12)
    branch.add(branch.org)
    branch.today = FOUNDED
    assert founding_day(branch.org) == date(2026, 10, 12)
    assert late(branch, Month(2026, 9)) == []
    assert "meeting_committee_per_month:2026-10" in late(branch, Month(2026, 10))
