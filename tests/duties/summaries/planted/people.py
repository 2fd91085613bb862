"""Gaps of members, their development, transfers, contacts and dues."""

from datetime import date
from decimal import Decimal

from desktop_app.base.periods import Month
from desktop_app.registers.people.development import Development, DevelopmentMaterial
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_standards import DuesStandard
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.mobile_members import MobileMember
from desktop_app.registers.people.org_transfers import OrgTransfer
from tests.duties.sample import Branch
from tests.duties.summaries.planted.planting import OLD, Planting, one_more


def _never_talked_to(branch: Branch, people: list[Member]) -> None:
    applicant = branch.add(
        Development(person="丁一", id_number="x", stage="入党申请人", applied_on=date(2026, 3, 1))
    )
    branch.add(DevelopmentMaterial(development=applicant.uid, name="入党申请书", pages=2))


def _no_receipt(branch: Branch, people: list[Member]) -> None:
    branch.add(
        OrgTransfer(
            direction="转出", letter_no="7", member=people[1].uid, state="已开具", issued_on=date(2026, 3, 1),
            valid_days=30, from_org="甲", to_org="乙", dues_paid_to=Month(2026, 3),
        )
    )  # fmt: skip


def _out_of_sight(branch: Branch, people: list[Member]) -> None:
    branch.add(
        MobileMember(
            member=people[1].uid, flow_dir="流出", out_on=date(2025, 9, 1), place="深圳",
            liaison=people[0].uid,
        )
    )  # fmt: skip


def _unassessed(branch: Branch, people: list[Member]) -> None:
    branch.member(**OLD, care_flag=("失能",), name="未核定")


def _two_months_unpaid(branch: Branch, people: list[Member]) -> None:
    who = branch.member(**OLD, care_flag=("失能",), name="欠交")
    branch.add(DuesStandard(member=who.uid, year=2026, payer_kind="在职(月薪)", monthly_due=Decimal(30)))
    for month in (1, 2):
        branch.add(
            DuesPayment(member=who.uid, for_month=Month(2026, month), due=Decimal(30), paid=Decimal(30))
        )


def _left_without_a_day(branch: Branch, people: list[Member]) -> None:
    one_more(branch, name="去向不明", exit_type="死亡")


PLANTED = (
    Planting("发展党员的环节逾期", _never_talked_to),
    Planting("介绍信没有回执", _no_receipt),
    Planting("流动党员没有联系", _out_of_sight),
    Planting("没有核定党费标准", _unassessed),
    Planting("党费欠交", _two_months_unpaid),
    Planting("党员增减对不上", _left_without_a_day),
)
