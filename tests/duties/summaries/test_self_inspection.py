"""A clean branch has no gap; with 24 planted in it, the self-inspection lists exactly those 24."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from desktop_app.base.periods import Month, PartialDate
from desktop_app.duties.summaries.self_inspection import by_kind, inspect
from desktop_app.registers.organization_life.meetings import Resolution, Speech
from desktop_app.registers.organization_life.self_checks import SelfCheck, SelfCheckMeasure
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.people.development import Development, DevelopmentMaterial
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_standards import DuesStandard
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.mobile_members import MobileMember
from desktop_app.registers.people.org_transfers import OrgTransfer
from desktop_app.registers.rectification.issues import IssueMeasure
from desktop_app.registers.rectification.research import Finding, Research
from desktop_app.registers.reporting.reports import MonthlyReport
from desktop_app.registers.service.service_orders import ServiceOrder
from tests.duties.sample import Branch, opened, span

TODAY = date(2026, 4, 20)
FIRST = date(2026, 3, 1)
OLD = {"entry_on": date(2024, 1, 5)}


def meeting(branch: Branch, kind: str, day: date, people: list[Member], **values: Any) -> Any:
    """A meeting with nothing left to ask for: signed, everybody there, words of its own."""
    one = branch.meeting(
        kind, day, **{"state": "定稿", "chair": people[0].uid, "recorder": people[1].uid, **values}
    )
    branch.came(one, *people)
    words = f"{day.day}日{kind}：{day}的事我来办"
    branch.add(Speech(meeting=one.uid, seq=1, speaker=people[0].uid, words=words))
    return one


def clean(branch: Branch) -> list[Member]:
    """A branch without a gap from March on."""
    people = branch.members(6, **OLD)
    branch.meetings_made = {}
    for kind, day in (
        ("支部委员会", date(2026, 3, 4)), ("主题党日", date(2026, 3, 14)),
        ("支部党员大会", date(2026, 3, 20)),
        ("党课", date(2026, 3, 27)), ("支部委员会", date(2026, 4, 2)), ("主题党日", date(2026, 4, 14)),
    ):  # fmt: skip
        branch.meetings_made[kind, day.month] = meeting(branch, kind, day, people)
    branch.came(branch.study(date(2026, 3, 9), "8"), *people)
    for month in (2, 3):
        branch.add(MonthlyReport(month=Month(2026, month), org=branch.org.uid, version=1, state="签发"))
    for one in people:
        branch.add(DuesStandard(member=one.uid, year=2026, payer_kind="在职(月薪)", monthly_due=Decimal(30)))
        branch.add(DuesStandard(member=one.uid, year=2025, payer_kind="免交", monthly_due=Decimal(0)))
        branch.add(DuesStandard(member=one.uid, year=2024, payer_kind="免交", monthly_due=Decimal(0)))
        for month in range(1, 5):
            branch.add(
                DuesPayment(member=one.uid, for_month=Month(2026, month), due=Decimal(30), paid=Decimal(30))
            )
    return people


def plant(branch: Branch, people: list[Member]) -> Counter[str]:
    """24 gaps, each of another record; the kinds they should be listed under."""
    a, b, *_ = people
    bare = meeting(branch, "其他", date(2026, 3, 10), people, title="无原因")
    absent = branch.member(**OLD, care_flag=("失能",), name="缺一")
    branch.add(DuesStandard(member=absent.uid, year=2026, payer_kind="免交", monthly_due=Decimal(0)))
    branch.came(bare, absent, present=False)
    meeting(branch, "其他", date(2026, 3, 11), people, state="记录", title="未签")
    silent = branch.meeting("支部委员会", date(2026, 3, 12), state="定稿", chair=a.uid, recorder=b.uid)
    branch.came(silent, a, b)
    vague = meeting(branch, "其他", date(2026, 3, 13), people, title="笼统")
    branch.add(Speech(meeting=vague.uid, seq=2, speaker=b.uid, words="大家一致认为很好"))
    meeting(branch, "其他", date(2026, 3, 16), people, chair=a.uid, recorder=a.uid)
    same = "楼道照明坏了三个月，我联系物业在本周五以前换好，"
    same += "请二组的同志晚上去看一次，再把结果告诉三单元的住户，下次会上我来说。"
    for day in (17, 18):
        one = meeting(branch, "其他", date(2026, 3, day), people)
        branch.add(Speech(meeting=one.uid, seq=2, speaker=b.uid, words=same))
    for title in ("同时甲", "同时乙"):
        one = branch.meeting(
            "其他", date(2026, 3, 19), title=title, state="定稿", chair=a.uid, recorder=b.uid
        )
        branch.came(one, a)
    new = branch.member(
        name="新来", entry_type="转入组织关系", entry_on=date(2026, 4, 10), care_flag=("失能",)
    )
    early = meeting(branch, "其他", date(2026, 3, 23), people)
    branch.came(early, new)
    branch.add(DuesStandard(member=new.uid, year=2026, payer_kind="免交", monthly_due=Decimal(0)))
    voted = meeting(branch, "其他", date(2026, 3, 24), people)
    branch.add(Vote(meeting=voted.uid, item="票数不全", matter="一般决议", mode="举手", ayes=3))
    branch.add(
        Vote(
            meeting=voted.uid, item="人数不够", matter="一般决议", mode="举手", expected=6, present=2, ayes=2,
            noes=0, abst=0,
        )
    )  # fmt: skip
    branch.add(Resolution(meeting=voted.uid, seq=1, text="修路灯", due_on=date(2026, 4, 1)))
    branch.promise(a, date(2026, 12, 1), signed=True)
    branch.promise(b, date(2026, 4, 1), signed=True, measure="每月一次")
    branch.promise(b, date(2026, 12, 1), signed=False, measure="每月一次")
    late = branch.issue(date(2026, 3, 1), date(2026, 4, 10), owner=a.uid)
    branch.add(IssueMeasure(issue=late.uid, seq=1, text="清理", due_on=date(2026, 12, 1)))
    branch.issue(date(2026, 3, 1), date(2026, 12, 1), owner=a.uid)
    branch.issue(
        date(2026, 3, 1),
        date(2026, 3, 9),
        state="已销号",
        checked_on=date(2026, 3, 8),
        owner=a.uid,
        checker=b.uid,
    )
    branch.issue(
        date(2026, 3, 1),
        date(2026, 3, 9),
        state="已销号",
        checked_on=date(2026, 3, 8),
        owner=a.uid,
        checker=a.uid,
        evidence_refs=("照片",),
    )
    visit = branch.add(Research(title="走访", down_kind="调查研究下基层", on=date(2026, 3, 3)))
    branch.add(Finding(research=visit.uid, text="没有电梯", conversion_state="未转化"))
    sheet = branch.add(SelfCheck(subject=a.uid, year=2026, theme="主题", written_on=date(2026, 3, 3)))
    branch.add(SelfCheckMeasure(self_check=sheet.uid, text="多走访", due_on=date(2026, 12, 1)))
    activist = branch.add(
        Development(person="丁一", id_number="x", stage="入党申请人", applied_on=date(2026, 3, 1))
    )
    branch.add(DevelopmentMaterial(development=activist.uid, name="入党申请书", pages=2))
    branch.add(
        OrgTransfer(
            direction="转出", letter_no="7", member=b.uid, state="已开具", issued_on=date(2026, 3, 1),
            valid_days=30, from_org="甲", to_org="乙", dues_paid_to=Month(2026, 3),
        )
    )  # fmt: skip
    branch.add(
        MobileMember(member=b.uid, flow_dir="流出", out_on=date(2025, 9, 1), place="深圳", liaison=a.uid)
    )
    branch.add(
        ServiceOrder(
            order_no="FW-202604-001", need="维修", detail="水龙头漏水", state="待评单",
            asked_on=date(2026, 4, 1), requester="王阿姨", phone="13900000001",
            done_on=span(date(2026, 4, 2)),
        )
    )  # fmt: skip
    return Counter(
        {
            "缺席没有写原因": 1, "会议记录没有签字定稿": 1, "会议没有发言记录": 1, "发言记录笼统": 1,
            "主持人和记录人是同一个人": 1, "两份会议记录雷同": 1, "同一人同时参加两个会": 1,
            "到会记录早于来源日期或晚于减少日期": 1, "表决票数不全": 1, "表决不成立或票数有疑问": 1,
            "会议决议没有落实": 1, "承诺没有践诺措施": 1, "承诺到期没有兑现": 1, "承诺书没有签名": 1,
            "问题整改逾期": 1, "问题没有整改措施": 1, "销号没有佐证": 1, "审核人就是责任人": 1,
            "调研发现没有下文": 1, "对照检查的措施没有进整改台账": 1, "发展党员的环节逾期": 1,
            "介绍信没有回执": 1, "流动党员没有联系": 1, "服务完成没有评单": 1,
        }
    )  # fmt: skip


def test_a_clean_branch_has_no_gap() -> None:
    with opened(TODAY) as branch:
        clean(branch)
        assert inspect(branch, FIRST) == []


def test_exactly_the_planted_gaps_are_listed() -> None:
    with opened(TODAY) as branch:
        planted = plant(branch, clean(branch))
        assert planted.total() == 24
        found = inspect(branch, FIRST)
        assert Counter(gap.title for gap in found) == planted
        assert len({gap.key for gap in found}) == len(found)
        assert all(gap.words and gap.source and gap.register for gap in found)
        assert sum(len(some) for some in by_kind(found).values()) == 24


@pytest.mark.parametrize(
    ("title", "spoil"),
    [
        (
            "缺支部委员会",
            lambda b, p: b.add(_changed(b.meetings_made["支部委员会", 3], removed_at="2026-04-01")),
        ),
        ("缺支部党员大会", lambda b, p: b.add(_changed(b.meetings_made["支部党员大会", 3], state="通知"))),
        ("学时低于进度", lambda b, p: b.member(**OLD, name="缺学") and None),
        ("没有核定党费标准", lambda b, p: b.member(**OLD, care_flag=("失能",)) and None),
        ("党员增减对不上", lambda b, p: b.add(_changed(p[0], exit_type="死亡"))),
        (
            "月报没有签发",
            lambda b, p: b.db.execute_sql("DELETE FROM monthly_report WHERE month = '2026-03'"),
        ),
    ],
)
def test_other_gaps_one_by_one(title: str, spoil: Any) -> None:
    with opened(TODAY) as branch:
        spoil(branch, clean(branch))
        assert title in {gap.title for gap in inspect(branch, FIRST)}


def test_months_without_dues_are_named() -> None:
    with opened(TODAY) as branch:
        people = clean(branch)
        branch.db.execute_sql(
            "DELETE FROM dues_payment WHERE member = ? AND for_month >= '2026-03'", (people[2].uid,)
        )
        found = inspect(branch, FIRST)
        assert [(gap.title, gap.uids) for gap in found] == [("党费欠交", (people[2].uid,))]
        assert "连续 2 个月未交" in found[0].words


def _changed(record: Any, **values: Any) -> Any:
    for name, value in values.items():
        setattr(record, name, value)
    return record


def test_somebody_who_joined_later_was_not_there(branch: Branch) -> None:
    one = branch.member(joined_on=PartialDate(2026, 5, 1), full_on=PartialDate(2026, 5, 1))
    branch.came(branch.meeting("其他", date(2026, 3, 2)), one)
    assert "到会记录早于来源日期或晚于减少日期" in {gap.title for gap in inspect(branch)}


def test_months_before_the_records_begin_are_not_called_missing() -> None:
    with opened(date(2026, 10, 20)) as branch:
        branch.members(3, **OLD)
        branch.meeting("支部委员会", date(2026, 8, 6))
        titles = [gap.words for gap in inspect(branch) if gap.title == "缺支部委员会"]
        assert titles == ["2026年9月尚未记录"]


def test_a_branch_too_large_and_a_group_too_small_are_named() -> None:
    with opened(TODAY) as branch:
        group = branch.group()
        branch.members(2, party_group=group.uid, **OLD)
        branch.numbers["branch_members_most"] = Decimal(1)
        found = {gap.title: gap for gap in inspect(branch, FIRST)}
        assert found["支部人数过多"].words == "现有 2 人，一般不超过 1 人"
        assert found["党小组人数不足"].uids == (group.uid,)
