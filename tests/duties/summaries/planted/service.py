"""Gaps of orders, points, grids and 双报到."""

from datetime import date

from desktop_app.registers.people.members import Member
from desktop_app.registers.service.service_orders import ServiceOrder
from tests.duties.sample import Branch, span
from tests.duties.summaries.planted.planting import Planting


def _unrated(branch: Branch, people: list[Member]) -> None:
    branch.add(
        ServiceOrder(
            order_no="FW-202604-001", need="维修", detail="水龙头漏水", state="待评单",
            asked_on=date(2026, 4, 1), requester="王阿姨", phone="13900000001",
            done_on=span(date(2026, 4, 2)),
        )
    )  # fmt: skip


PLANTED = (Planting("服务完成没有评单", _unrated),)
