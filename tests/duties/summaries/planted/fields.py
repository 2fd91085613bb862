"""Gaps of what the official forms ask of members and of the branch."""

from datetime import date
from decimal import Decimal
from typing import Any

from desktop_app.base.periods import Month
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_standards import DuesStandard
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.mobile_members import MobileMember
from desktop_app.registers.people.orgs import CommitteeMember
from tests.duties.sample import Branch
from tests.duties.summaries.planted.planting import OLD, WAIVED, Planting, changed, one_more


def _one_without(**values: Any) -> Any:
    def plant(branch: Branch, people: list[Member]) -> None:
        one_more(branch, name=f"缺{next(iter(values))}", **values)

    return plant


def _named(name: str) -> Any:
    def plant(branch: Branch, people: list[Member]) -> None:
        one_more(branch, name=name)

    return plant


def _bare_branch(branch: Branch, people: list[Member]) -> None:
    branch.add(changed(branch.org, unit_code=None, founding_approval=None))


def _six_units(branch: Branch, people: list[Member]) -> None:
    units = tuple(f"第{n}公司" for n in "一二三四五六")
    branch.add(changed(branch.org, org_kind="联合党支部", joint_units=units))


def _committee_of_one(branch: Branch, people: list[Member]) -> None:
    who = one_more(branch, name="独任")
    branch.add(CommitteeMember(org=branch.org.uid, member=who.uid, role="书记"))


def _a_thousand_at_once(branch: Branch, people: list[Member]) -> None:
    who = one_more(branch, name="大额")
    branch.add(
        DuesPayment(
            member=who.uid, for_month=Month(2026, 3), due=Decimal(0), paid=Decimal(1000),
            paid_on=date(2026, 3, 10), remit_batch="2026年第1季度",
        )
    )  # fmt: skip


def _waived_unheard(branch: Branch, people: list[Member]) -> None:
    who = branch.member(**OLD, care_flag=("失能",), name="免交无据")
    branch.add(DuesStandard(**{**WAIVED, "waiver_approved_on": None}, member=who.uid, year=2026))


def _kept_here(branch: Branch, people: list[Member]) -> None:
    who = one_more(branch, name="没有上缴")
    branch.add(
        DuesPayment(
            member=who.uid, for_month=Month(2026, 2), due=Decimal(0), paid=Decimal(5),
            paid_on=date(2026, 2, 10),
        )
    )  # fmt: skip


def _away_without_place(branch: Branch, people: list[Member]) -> None:
    who = one_more(branch, mobile_flag=True)
    branch.add(
        MobileMember(
            member=who.uid, flow_dir="流出", out_on=date(2026, 3, 9), place="深圳", liaison=people[0].uid
        )
    )  # fmt: skip


PLANTED = (
    Planting("采集表没有填转正日期", _one_without(full_on=None)),
    Planting("采集表没有填工作岗位", _one_without(job_position=None)),
    Planting("采集表没有填联系电话", _one_without(mobile=None)),
    Planting("采集表没有填家庭住址", _one_without(address=None)),
    Planting("采集表没有填失去联系日期", _one_without(out_of_contact=True)),
    Planting("采集表没有填外出流向", _away_without_place),
    Planting("填的不是规定的选项", _one_without(job_position="工人")),
    Planting("姓名里有旧写法的字", _named("刘\ue863")),
    Planting("党组织信息没有填全", _bare_branch),
    Planting("联合党支部的单位过多", _six_units),
    Planting("支部委员会人数不合规定", _committee_of_one),
    Planting("大额党费没有单独列出", _a_thousand_at_once),
    Planting("党费减免手续不全", _waived_unheard),
    Planting("党费没有按季上缴", _kept_here),
)
