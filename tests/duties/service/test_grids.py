"""Grids and their events: what is open, what became of an issue, and few reads however many there are."""

from datetime import date

from desktop_app.duties.service.grids import event_files, grid_files
from desktop_app.registers.service.grid_events import GridEvent, issue_from_event
from desktop_app.registers.service.grids import Grid, GridPerson
from tests.duties.sample import Branch

TODAY = date(2026, 11, 23)


def event(branch: Branch, grid: Grid, day: int, **values: object) -> GridEvent:
    given = {
        "on": date(2026, 11, day),
        "grid": grid.uid,
        "kind": "环境卫生",
        "location": "3号楼",
        "detail": "垃圾",
    }
    return branch.add(GridEvent(**{**given, "urgency": "一般", "level": "网格", **values}))


def test_an_event_follows_its_issue(branch: Branch) -> None:
    grid = branch.add(Grid(name="一", code="1"))
    open_one, urgent = event(branch, grid, 3), event(branch, grid, 4, urgency="紧急", level="街道")
    done = event(branch, grid, 5, closed_on=date(2026, 11, 6))
    handed = event(branch, grid, 6)
    issue = issue_from_event(handed, branch)
    issue.state, issue.due_on = "整改中", TODAY
    handed.issue = branch.add(issue).uid
    branch.add(handed)
    branch.add(GridPerson(grid=grid.uid, person="环保所", role="整合力量", force="环保"))
    branch.queries = 0
    (file,) = grid_files(branch)
    assert branch.queries == 7
    words = {one.event.uid: one.words(TODAY) for one in file.events}
    assert words == {
        open_one.uid: "未办 20 天",
        urgent.uid: "未办 19 天",
        done.uid: "办结 11-06",
        handed.uid: "问题清单：整改中",
    }
    assert {one.event.uid for one in file.open} == {open_one.uid, urgent.uid, handed.uid}
    assert [one.event.uid for one in file.events if one.is_pressing] == [urgent.uid]
    assert file.missing_forces == ("综治", "应急", "城管", "物业", "民政")
    issue.state = "已销号"
    branch.add(issue)
    found = {one.event.uid: one for one in event_files(branch)}
    assert not found[handed.uid].is_open
    assert found[handed.uid].words(TODAY) == "问题清单：已销号"
