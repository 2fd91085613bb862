"""Gaps of research, findings, issues and measures."""

from datetime import date

from desktop_app.registers.people.members import Member
from desktop_app.registers.rectification.issues import IssueMeasure
from desktop_app.registers.rectification.research import Finding, Research
from tests.duties.sample import Branch
from tests.duties.summaries.planted.planting import Planting

FOUND = date(2026, 3, 1)


def _late(branch: Branch, people: list[Member]) -> None:
    issue = branch.issue(FOUND, date(2026, 4, 10), owner=people[0].uid)
    branch.add(IssueMeasure(issue=issue.uid, seq=1, text="清理", due_on=date(2026, 12, 1)))


def _measure_late(branch: Branch, people: list[Member]) -> None:
    issue = branch.issue(FOUND, date(2026, 12, 1), owner=people[0].uid)
    branch.add(IssueMeasure(issue=issue.uid, seq=1, text="先清理一半", due_on=date(2026, 4, 1)))


def _no_measure(branch: Branch, people: list[Member]) -> None:
    branch.issue(FOUND, date(2026, 12, 1), owner=people[0].uid)


def _no_evidence(branch: Branch, people: list[Member]) -> None:
    a, b, *_ = people
    branch.issue(
        FOUND, date(2026, 3, 9), state="已销号", checked_on=date(2026, 3, 8), owner=a.uid, checker=b.uid
    )


def _own_check(branch: Branch, people: list[Member]) -> None:
    a = people[0].uid
    branch.issue(
        FOUND, date(2026, 3, 9), state="已销号", checked_on=date(2026, 3, 8), owner=a, checker=a,
        evidence_refs=("照片",),
    )  # fmt: skip


def _finding_left(branch: Branch, people: list[Member]) -> None:
    visit = branch.add(Research(title="走访", down_kind="调查研究下基层", on=date(2026, 3, 3)))
    branch.add(Finding(research=visit.uid, text="没有电梯", conversion_state="未转化"))


PLANTED = (
    Planting("问题整改逾期", _late),
    Planting("整改措施逾期", _measure_late),
    Planting("问题没有整改措施", _no_measure),
    Planting("销号没有佐证", _no_evidence),
    Planting("审核人就是责任人", _own_check),
    Planting("调研发现没有下文", _finding_left),
)
