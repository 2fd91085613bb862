"""The figures of the three actions: times, people and hours, each of the records it opens."""

from datetime import date
from decimal import Decimal

from desktop_app.base.periods import Month
from desktop_app.duties.service.grid_actions import actions_between
from desktop_app.duties.service.grids import grid_files
from desktop_app.duties.service.service import service_block
from desktop_app.records.links import PersonWhy
from desktop_app.registers.people.dues_standards import DuesStandard
from desktop_app.registers.service.grid_actions import GridDuty, LeaderVisit, TeamActivity
from desktop_app.registers.service.grids import Grid, GridPerson
from tests.duties.sample import Branch


def day(number: int) -> date:
    return date(2026, 11, number)


def test_each_action_counts_times_people_and_hours_per_grid(branch: Branch) -> None:
    one, other = branch.add(Grid(name="一", code="1")), branch.add(Grid(name="二", code="2"))
    solved = branch.add(LeaderVisit(on=day(3), grid=one.uid, leader="夏", problem="a", solved_on=day(9)))
    visits = [solved, branch.add(LeaderVisit(on=day(4), grid=other.uid, leader="夏", problem="b"))]
    branch.add(LeaderVisit(on=date(2026, 10, 30), grid=one.uid, leader="林", problem="c"))
    for grid, who, hours in ((one, "m1", "1.5"), (one, "m1", "2"), (other, "m2", "3")):
        branch.add(GridDuty(on=day(5), grid=grid.uid, member=who, role="其他", hours=Decimal(hours)))
    team = branch.add(
        TeamActivity(
            on=day(6), grid=one.uid, team="队", people=(PersonWhy("甲"),), others=3, hours=Decimal("1.5")
        )
    )
    branch.queries = 0
    found = actions_between(branch, day(1), day(30))
    assert branch.queries == 3
    assert [(one.key, one.value) for one in found.all_figures()] == [
        ("leader_visits", 2),
        ("leaders", 1),
        ("leader_solved", 1),
        ("duty_times", 3),
        ("duty_people", 2),
        ("duty_hours", Decimal("6.5")),
        ("team_times", 1),
        ("team_people", 4),
        ("team_hours", Decimal("6.0")),
    ]
    by_key = {figure.key: figure for figure in found.of_grid(one.uid).all_figures()}
    assert by_key["leader_solved"].items == (solved.uid,)
    assert by_key["duty_hours"].value == Decimal("3.5")
    assert by_key["team_hours"].items == (team.uid,)
    month = {figure.key: figure for figure in service_block(branch, Month(2026, 11))}
    assert set(month["leader_visits"].items) == {visit.uid for visit in visits}
    assert month["team_people"].value == 4


def test_who_left_retired_or_fell_ill_does_not_stand_in_a_grid_of_that_day(branch: Branch) -> None:
    """薛立群 left on 07-08, 郭振海 is ill: neither may be printed among the 在职党员 at the year's end."""
    grid = branch.add(Grid(name="一", code="1"))
    left = branch.member(exit_type="转出组织关系", exit_on=date(2026, 7, 8))
    ill, old, there = branch.member(care_flag=("身患重病",)), branch.member(), branch.member()
    branch.add(DuesStandard(member=old.uid, year=2026, payer_kind="离退休"))
    moved = branch.member()
    for one in (left, ill, old, there):
        branch.add(GridPerson(grid=grid.uid, person=one.uid, role="在职党员"))
    branch.add(GridPerson(grid=grid.uid, person=moved.uid, role="在职党员", until=date(2026, 9, 1)))
    branch.add(GridPerson(grid=grid.uid, person=old.uid, role="网格员"))

    def standing(on: date) -> list[tuple[str, str]]:
        (file,) = grid_files(branch, day=on)
        return sorted((one.person, one.role) for one in file.people)

    last = date(2026, 12, 31)
    assert standing(last) == sorted([(there.uid, "在职党员"), (old.uid, "网格员")])
    assert (left.uid, "在职党员") in standing(date(2026, 7, 7))
    assert (moved.uid, "在职党员") in standing(date(2026, 8, 31))
