"""Gaps of promises, ratings and cases."""

from datetime import date

from desktop_app.registers.people.members import Member
from tests.duties.sample import Branch
from tests.duties.summaries.planted.planting import Planting


def _no_means(branch: Branch, people: list[Member]) -> None:
    branch.promise(people[0], date(2026, 12, 1), signed=True)


def _late(branch: Branch, people: list[Member]) -> None:
    branch.promise(people[1], date(2026, 4, 1), signed=True, measure="每月一次")


def _no_name(branch: Branch, people: list[Member]) -> None:
    branch.promise(people[1], date(2026, 12, 1), signed=False, measure="每月一次")


PLANTED = (
    Planting("承诺没有践诺措施", _no_means),
    Planting("承诺到期没有兑现", _late),
    Planting("承诺书没有签名", _no_name),
)
