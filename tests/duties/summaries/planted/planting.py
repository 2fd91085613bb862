"""The branch without a gap that gaps are planted in, and what one planted gap is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from desktop_app.base.periods import Month
from desktop_app.registers.organization_life.meetings import Meeting, Speech
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_remittances import DuesRemittance
from desktop_app.registers.people.dues_standards import DuesStandard
from desktop_app.registers.people.members import Member
from desktop_app.registers.reporting.reports import MonthlyReport
from desktop_app.registers.reporting.work_plans import WorkPlan, WorkPlanItem
from desktop_app.registers.reporting.work_summaries import WorkSummary
from desktop_app.registers.study.study_materials import THEORY, SessionMaterial, StudyMaterial
from tests.duties.sample import Branch

TODAY = date(2026, 4, 20)
FIRST = date(2026, 3, 1)
FIRST_TOPIC = ("习近平总书记关于党的建设的重要思想",)
# What a member of many years has filled: everything the self-inspection asks of a member.
OLD: dict[str, Any] = {
    "entry_on": date(2024, 1, 5),
    "job_position": "退休人员",
    "mobile": "13900000000",
    "address": "春风里1号楼1单元101室",
}
# What the branch's own row has filled.
ORG: dict[str, Any] = {
    "contact": "赵一", "contact_phone": "010-12345678", "founded_on": date(2009, 7, 1),
    "founding_approval": "安工委〔2009〕3号", "unit_relation": "法人单位", "unit_name": "春风社区居民委员会",
    "unit_code": "91350100M000100Y43", "unit_kind": "社区（居委会）",
}  # fmt: skip


@dataclass(frozen=True)
class Planting:
    """A kind of gap: what the self-inspection calls it, and how one of it comes into a clean branch.

    ``plant`` gets the branch and its six members; it plants one gap and nothing else, in records of its own.
    """

    title: str
    plant: Callable[[Branch, list[Member]], object]


def held(branch: Branch, kind: str, day: date, people: list[Member], **values: Any) -> Meeting:
    """A meeting with nothing left to ask for: signed, everybody there, words of its own."""
    given = {"state": "定稿", "chair": people[0].uid, "recorder": people[1].uid, "first_topic": FIRST_TOPIC}
    one = branch.meeting(kind, day, **{**given, **values})
    branch.came(one, *people)
    words = f"{day.day}日{kind}：{day}的事我来办"
    branch.add(Speech(meeting=one.uid, seq=1, speaker=people[0].uid, words=words))
    return one


# What 免交 has to say of itself.
WAIVED: dict[str, Any] = {
    "payer_kind": "免交", "monthly_due": Decimal(0), "waiver_reason": "重病", "waiver_basis": "安工委批复",
    "waiver_studied_on": date(2026, 1, 6), "waiver_approved_on": date(2026, 1, 9),
}  # fmt: skip


def one_more(branch: Branch, **values: Any) -> Member:
    """A seventh member with nothing left to ask for: pays nothing, no hours asked."""
    who = branch.member(**{**OLD, "care_flag": ("失能",), **values})
    branch.add(DuesStandard(member=who.uid, year=2026, **WAIVED))
    return who


def changed(record: Any, **values: Any) -> Any:
    """``record`` with other values, to be written again."""
    for name, value in values.items():
        setattr(record, name, value)
    return record


def clean(branch: Branch) -> list[Member]:
    """A branch of six without a gap from March on."""
    people = branch.members(6, **OLD)
    branch.add(changed(branch.org, **ORG, secretary=people[0].uid))
    for kind, day in (
        ("支部委员会会议", date(2026, 3, 4)), ("主题党日", date(2026, 3, 14)),
        ("支部党员大会", date(2026, 3, 20)),
        ("党课", date(2026, 3, 27)), ("支部委员会会议", date(2026, 4, 2)), ("主题党日", date(2026, 4, 14)),
    ):  # fmt: skip
        held(branch, kind, day, people)
    studied = branch.study(date(2026, 3, 9), "8")
    branch.came(studied, *people)
    work = branch.add(StudyMaterial(title="《习近平著作选读》第一卷", kind=THEORY))
    branch.add(SessionMaterial(session=studied.uid, material=work.uid))
    plan = branch.add(WorkPlan(year=2026, org=branch.org.uid, state="通过"))
    branch.add(
        WorkPlanItem(
            plan=plan.uid, month=3, content="学习", measure="读原文", responsible=people[0].uid,
            done_on=date(2026, 3, 9),
        )
    )  # fmt: skip
    branch.add(WorkSummary(year=2025, org=branch.org.uid, state="通过"))
    for month in (2, 3):
        branch.add(MonthlyReport(month=Month(2026, month), org=branch.org.uid, version=1, state="签发"))
    for one in people:
        branch.add(DuesStandard(member=one.uid, year=2026, payer_kind="在职(月薪)", monthly_due=Decimal(30)))
        branch.add(DuesStandard(member=one.uid, year=2025, payer_kind="免交", monthly_due=Decimal(0)))
        branch.add(DuesStandard(member=one.uid, year=2024, payer_kind="免交", monthly_due=Decimal(0)))
        for month in range(1, 5):
            branch.add(
                DuesPayment(
                    member=one.uid,
                    for_month=Month(2026, month),
                    due=Decimal(30),
                    paid=Decimal(30),
                    remit_batch="2026年第1季度" if month < 4 else None,
                )
            )
    branch.add(
        DuesRemittance(
            batch="2026年第1季度", first_month=Month(2026, 1), last_month=Month(2026, 3), people=6,
            amount=Decimal(540), on=date(2026, 4, 9), remitted_by=people[0].uid,
        )
    )  # fmt: skip
    return people
