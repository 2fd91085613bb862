"""Gaps of orders, points, grids and 双报到."""

from datetime import date
from decimal import Decimal
from typing import Any

from desktop_app.registers.people.members import Member
from desktop_app.registers.service.grid_actions import GridDuty, LeaderVisit
from desktop_app.registers.service.grid_events import GridEvent
from desktop_app.registers.service.grids import Grid, GridPerson
from desktop_app.registers.service.reporting_in import ReportingIn
from desktop_app.registers.service.service_orders import ServiceOrder
from tests.duties.sample import Branch, span
from tests.duties.summaries.planted.planting import Planting, one_more


def _unrated(branch: Branch, people: list[Member]) -> None:
    branch.add(
        ServiceOrder(
            order_no="FW-202604-001", need="维修", detail="水龙头漏水", state="待评单",
            asked_on=date(2026, 4, 1), requester="王阿姨", phone="13900000001",
            done_on=span(date(2026, 4, 2)),
        )
    )  # fmt: skip


def _grid(branch: Branch, **values: Any) -> Grid:
    """A grid with nothing left to ask for."""
    code = f"{len(branch.find(Grid.live())) + 1:02d}"
    given = {"name": f"第{code}网格", "code": code, "leader": "郑有为", "phone": "0991-5550001"}
    return branch.add(Grid(**{**given, "officer": "夏蕴，街道办副主任", **values}))


def _gone(branch: Branch) -> Member:
    """Somebody who left in February, before the stretch looked at."""
    return one_more(branch, exit_type="转出组织关系", exit_on=date(2026, 2, 2), exit_basis="介绍信")


def _left_in_grid(branch: Branch, people: list[Member]) -> None:
    branch.add(GridPerson(grid=_grid(branch).uid, person=people[5].uid, role="网格员"))
    row = GridPerson(grid=_grid(branch).uid, person=one_more(branch).uid, role="在职党员")
    branch.add(row)


def _event(branch: Branch, **values: Any) -> None:
    given = {
        "on": date(2026, 4, 1), "grid": _grid(branch).uid, "reporter": "王阿姨", "kind": "环境卫生",
        "urgency": "一般", "location": "3号楼", "detail": "垃圾满溢", "level": "网格",
    }  # fmt: skip
    branch.add(GridEvent(**{**given, **values}))


def _visit(branch: Branch, people: list[Member]) -> None:
    given = {"leader": "夏蕴", "post": "街道办副主任", "problem": "停车堵路"}
    grid = _grid(branch).uid
    branch.add(LeaderVisit(on=date(2026, 3, 10), grid=grid, **given))
    branch.add(LeaderVisit(on=date(2026, 4, 10), grid=grid, **given))


def _guest(branch: Branch, people: list[Member], **values: Any) -> ReportingIn:
    number = len(branch.find(ReportingIn.live()))
    given = {
        "name": f"客{number}", "mobile": f"1390000900{number}", "unit": "市水务局", "unit_org": "机关支部",
        "grid": _grid(branch).uid, "reported_on": date(2026, 3, 12), "opinion": "同意接收",
        "opinion_by": people[0].uid, "opinion_on": date(2026, 3, 12),
    }  # fmt: skip
    return branch.add(ReportingIn(**{**given, **values}))


def _untold(branch: Branch, people: list[Member]) -> None:
    guest = _guest(branch, people)
    done = {"on": date(2026, 3, 20), "role": "其他", "done": "修水管", "hours": Decimal(1)}
    branch.add(GridDuty(grid=guest.grid, member=guest.uid, **done))


PLANTED = (
    Planting("服务完成没有评单", _unrated),
    Planting("网格没有包联领导", lambda branch, people: _grid(branch, officer=None)),
    Planting("网格长已不在本支部", lambda branch, people: _grid(branch, leader=_gone(branch).uid)),
    Planting("网格里的人已不在或不能算在职党员", _left_in_grid),
    Planting("进网格的难题没有下文", _visit),
    Planting(
        "网格事件没有处置人",
        lambda branch, people: _event(branch, closed_on=date(2026, 4, 2), action="清走"),
    ),
    Planting("几方面力量处置没有会商", lambda branch, people: _event(branch, forces=("综治", "环保"))),
    Planting("网格事件逾期没有办结", lambda branch, people: _event(branch, due_on=date(2026, 4, 9))),
    Planting("双报到没有社区意见", lambda branch, people: _guest(branch, people, opinion=None)),
    Planting("社区意见没有签署人", lambda branch, people: _guest(branch, people, opinion_by=None)),
    Planting("双报到没有季度反馈", _untold),
)
