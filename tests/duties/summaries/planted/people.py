"""Gaps of members, their development, transfers, contacts and dues."""

from datetime import date
from decimal import Decimal
from typing import Any

from desktop_app.base.periods import Month
from desktop_app.registers.organization_life.disciplines import Discipline
from desktop_app.registers.organization_life.disposals import Disposal
from desktop_app.registers.people.development import Development, DevelopmentMaterial
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_standards import DuesStandard
from desktop_app.registers.people.hardships import Hardship
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
            valid_days=30, from_org="甲", to_org="乙", dues_paid_to=Month(2026, 3), new_branch="丙",
        )
    )  # fmt: skip


def _letter(branch: Branch, **values: Any) -> None:
    """A transfer with nothing left to ask for, ``values`` apart."""
    given = {
        "direction": "转出", "way": "纸质介绍信", "state": "已接收(回执)", "letter_no": "8",
        "new_branch": "丙",
        "member": one_more(branch, exit_type="转出组织关系", exit_on=date(2026, 3, 20), exit_basis="8").uid,
        "issuer": "中共青石街道工作委员会", "from_org": "中共青石街道工作委员会", "to_org": "乙",
        "dues_paid_to": Month(2026, 3), "valid_days": 30, "issued_on": date(2026, 3, 5),
    }  # fmt: skip
    branch.add(OrgTransfer(**{**given, **values}))


def _given_by_a_branch(branch: Branch, people: list[Member]) -> None:
    _letter(branch, issuer=None, from_org="中共春风社区支部委员会")


def _no_number(branch: Branch, people: list[Member]) -> None:
    _letter(branch, letter_no=None)


def _no_branch(branch: Branch, people: list[Member]) -> None:
    _letter(branch, new_branch=None)


def _no_arrival(branch: Branch, people: list[Member]) -> None:
    who = one_more(branch, entry_type="转入组织关系", entry_on=date(2026, 3, 9), name="新到")
    _letter(branch, direction="转入", member=who.uid)


def _out_of_sight(branch: Branch, people: list[Member]) -> None:
    branch.add(
        MobileMember(
            member=people[1].uid, flow_dir="流出", out_on=date(2025, 9, 1), place="深圳",
            liaison=people[0].uid, told_on=date(2025, 9, 9), entered_on=date(2025, 9, 9), host_contact="丁",
        )
    )  # fmt: skip


def _stay(branch: Branch, people: list[Member], **values: Any) -> None:
    """A guest of half a year with nothing left to ask for, ``values`` apart."""
    given = {
        "member": "赖志成", "flow_dir": "流入", "out_on": date(2025, 9, 1), "place": "15号楼",
        "liaison": people[0].uid, "home_org": "中共赖屋村支部委员会", "home_contact": "赖永福",
        "told_on": date(2025, 9, 9), "entered_on": date(2025, 9, 9),
    }  # fmt: skip
    branch.add(MobileMember(**{**given, **values}))


def _untold(branch: Branch, people: list[Member]) -> None:
    _stay(branch, people, told_on=None)


def _unentered(branch: Branch, people: list[Member]) -> None:
    _stay(branch, people, entered_on=None)


def _one_sided(branch: Branch, people: list[Member]) -> None:
    _stay(branch, people, home_contact=None)


def _unregistered(branch: Branch, people: list[Member]) -> None:
    one_more(branch, mobile_flag=True, flow_to="深圳", name="在外")


def _disposal(branch: Branch, people: list[Member], **values: Any) -> None:
    given = {
        "member": people[2].uid, "kind": "限期改正", "ground": "其他", "proposed_on": date(2025, 12, 1),
        "filed_on": date(2025, 12, 9), "approved_on": date(2026, 1, 9), "informed_on": date(2026, 1, 10),
        "from_on": date(2026, 1, 9), "until_on": date(2026, 7, 9), "state": "已批准",
    }  # fmt: skip
    branch.add(Disposal(**{**given, **values}))


def _unfiled(branch: Branch, people: list[Member]) -> None:
    _disposal(branch, people, filed_on=None)


def _uninformed(branch: Branch, people: list[Member]) -> None:
    _disposal(branch, people, informed_on=None)


def _correction_over(branch: Branch, people: list[Member]) -> None:
    _disposal(branch, people, until_on=date(2026, 4, 9))


def _penalty(branch: Branch, people: list[Member], **values: Any) -> None:
    given = {
        "member": people[3].uid, "kind": "警告", "organ": "某区纪委", "decided_on": date(2025, 12, 1),
        "effect_to": date(2026, 11, 30), "state": "执行中",
    }  # fmt: skip
    branch.add(Discipline(**{**given, **values}))


def _no_organ(branch: Branch, people: list[Member]) -> None:
    _penalty(branch, people, organ=None)


def _penalty_over(branch: Branch, people: list[Member]) -> None:
    _penalty(branch, people, effect_to=date(2026, 4, 1))


def _watched(branch: Branch, people: list[Member]) -> None:
    one_more(branch, vote_barred_why="留党察看", vote_barred_from=date(2026, 1, 1), name="察看")


def _hardship(branch: Branch, people: list[Member], **values: Any) -> None:
    given = {
        "member": people[4].uid, "year": 2026, "cause": "因病", "household": 2, "income": Decimal(900),
        "applied_on": date(2026, 3, 2), "notice_from": date(2026, 3, 3), "notice_to": date(2026, 3, 8),
        "partner": people[0].uid, "state": "在册", "degree": "困难",
    }  # fmt: skip
    branch.add(Hardship(**{**given, **values}))


def _in_need(branch: Branch, people: list[Member]) -> None:
    one_more(branch, care_flag=("困难", "失能"), name="有难处")


def _no_partner(branch: Branch, people: list[Member]) -> None:
    _hardship(branch, people, partner=None)


def _no_notice(branch: Branch, people: list[Member]) -> None:
    _hardship(branch, people, notice_from=None, notice_to=None)


def _unassessed(branch: Branch, people: list[Member]) -> None:
    branch.member(**OLD, care_flag=("失能",), name="未核定")


def _two_months_unpaid(branch: Branch, people: list[Member]) -> None:
    who = branch.member(**OLD, care_flag=("失能",), name="欠交")
    branch.add(DuesStandard(member=who.uid, year=2026, payer_kind="在职(月薪)", monthly_due=Decimal(30)))
    for month in (1, 2):
        branch.add(
            DuesPayment(
                member=who.uid,
                for_month=Month(2026, month),
                due=Decimal(30),
                paid=Decimal(30),
                remit_batch="2026年第1季度",
            )
        )


def _left_without_a_day(branch: Branch, people: list[Member]) -> None:
    one_more(branch, name="去向不明", exit_type="死亡")


PLANTED = (
    Planting("发展党员的环节逾期", _never_talked_to),
    Planting("介绍信没有回执", _no_receipt),
    Planting("介绍信不是基层党委开的", _given_by_a_branch),
    Planting("介绍信没有编号", _no_number),
    Planting("转入党员没有报到日期", _no_arrival),
    Planting("转出党员没有写转入的支部", _no_branch),
    Planting("流动党员没有联系", _out_of_sight),
    Planting("流动党员没有通报对方党组织", _untold),
    Planting("流动党员没有录入系统", _unentered),
    Planting("双向联系缺对方联系人", _one_sided),
    Planting("流动党员没有登记", _unregistered),
    Planting("处置没有事前备案", _unfiled),
    Planting("处置没有告知本人", _uninformed),
    Planting("限期改正期满没有结论", _correction_over),
    Planting("处分没有决定机关", _no_organ),
    Planting("处分影响期满没有办理", _penalty_over),
    Planting("留党察看没有处分记录", _watched),
    Planting("困难党员没有登记", _in_need),
    Planting("困难党员没有结对", _no_partner),
    Planting("困难党员没有公示", _no_notice),
    Planting("没有核定党费标准", _unassessed),
    Planting("党费欠交", _two_months_unpaid),
    Planting("党员增减对不上", _left_without_a_day),
)
