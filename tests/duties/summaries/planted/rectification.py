"""Gaps of research, findings, issues and measures."""

from datetime import date

from desktop_app.registers.people.members import Member
from desktop_app.registers.rectification.class_mending import ClassCheck, Mechanism
from desktop_app.registers.rectification.issues import IssueMeasure
from desktop_app.registers.rectification.research import DISSECTION, Finding, Research
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
    visit = branch.add(Research(title="走访", on=date(2026, 3, 3), leader=people[0].uid))
    branch.add(Finding(research=visit.uid, text="没有电梯", conversion_state="未转化"))


def _nobody_led(branch: Branch, people: list[Member]) -> None:
    branch.add(Research(title="没人带队", on=date(2026, 3, 4)))


def _nobody_answers(branch: Branch, people: list[Member]) -> None:
    visit = branch.add(Research(title="看灯", on=date(2026, 3, 5), leader=people[0].uid))
    branch.add(Finding(research=visit.uid, text="灯不亮", conversion="换灯", conversion_state="转化中"))


def _conversion_late(branch: Branch, people: list[Member]) -> None:
    who = people[0].uid
    visit = branch.add(Research(title="看水", on=date(2026, 3, 5), leader=who))
    branch.add(
        Finding(
            research=visit.uid, text="水压低", conversion="换阀", conversion_state="转化中",
            conversion_owner=who, conversion_due=date(2026, 4, 1),
        )
    )  # fmt: skip


def _dissected(branch: Branch, who: Member, tag: str) -> None:
    branch.add(
        Research(
            title=f"解剖{tag}", on=date(2026, 3, 6), leader=who.uid, study_kind=DISSECTION, stands_for=tag
        )
    )


def _not_elsewhere(branch: Branch, people: list[Member]) -> None:
    who = people[0]
    _dissected(branch, who, "照明")
    branch.add(
        Mechanism(title="首问", tag="照明", set_on=date(2026, 3, 20), content="首问负责", keeper=who.uid)
    )


def _nothing_lasting(branch: Branch, people: list[Member]) -> None:
    who = people[0]
    _dissected(branch, who, "消防")
    branch.add(
        ClassCheck(tag="消防", on=date(2026, 3, 20), scope="别的楼", checker=who.uid, found="没有发现")
    )


def _not_watched(branch: Branch, people: list[Member]) -> None:
    issue = branch.issue(
        date(2026, 2, 1), date(2026, 12, 1), owner=people[0].uid, mode="持续整改", state="整改中"
    )
    branch.add(IssueMeasure(issue=issue.uid, seq=1, text="每月看一次", due_on=date(2026, 12, 1)))


PLANTED = (
    Planting("调研没有写带队领导", _nobody_led),
    Planting("成果转化没有责任人", _nobody_answers),
    Planting("成果转化逾期", _conversion_late),
    Planting("没有举一反三自查", _not_elsewhere),
    Planting("一类问题没有长效机制", _nothing_lasting),
    Planting("持续整改的没有盯住", _not_watched),
    Planting("问题整改逾期", _late),
    Planting("整改措施逾期", _measure_late),
    Planting("问题没有整改措施", _no_measure),
    Planting("销号没有佐证", _no_evidence),
    Planting("审核人就是责任人", _own_check),
    Planting("调研发现没有下文", _finding_left),
)
