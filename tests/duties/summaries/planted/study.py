"""Gaps of study sessions and hours."""

from desktop_app.registers.people.dues_standards import DuesStandard
from desktop_app.registers.people.members import Member
from tests.duties.sample import Branch
from tests.duties.summaries.planted.planting import OLD, WAIVED, Planting


def _behind(branch: Branch, people: list[Member]) -> None:
    who = branch.member(**OLD, name="缺学")
    branch.add(DuesStandard(member=who.uid, year=2026, **WAIVED))


PLANTED = (Planting("学时低于进度", _behind),)
