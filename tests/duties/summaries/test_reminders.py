"""What the calendar reminds of: each comes on its day, goes when done, moves with its rule, and is told."""

import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop_app import duties
from desktop_app.base.periods import Month, PartialDate
from desktop_app.base.resources import read_text
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.basics.duty import Duty
from desktop_app.duties.basics.reminder import Reminder, Reminding
from desktop_app.duties.summaries.calendar import REMINDERS, REMINDING, duties_of
from desktop_app.registers.exchange.conflicts import VersionConflict
from desktop_app.registers.organization_life.disposals import Disposal
from desktop_app.registers.organization_life.meeting_kinds import APPRAISAL
from desktop_app.registers.organization_life.meetings import Resolution
from desktop_app.registers.organization_life.publicity import DUES, Publicity
from desktop_app.registers.organization_life.talks import Talk
from desktop_app.registers.people.care_awards import CareAward
from desktop_app.registers.people.development import Development, DevelopmentReview
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_standards import DuesStandard
from desktop_app.registers.people.mobile_members import MobileContact, MobileMember
from desktop_app.registers.people.org_transfers import OrgTransfer
from desktop_app.registers.people.transfer_deeds import TransferAnswer, TransferOffer
from desktop_app.registers.reporting.annual_changes import AnnualChange
from desktop_app.registers.reporting.reports import MonthlyReport
from desktop_app.registers.reporting.work_plans import WorkPlan, WorkPlanItem
from desktop_app.registers.rules.rule_table import MARKS
from desktop_app.registers.rules.shipped import shipped
from desktop_app.registers.service.service_orders import ServiceOrder
from desktop_app.storage import branch_file
from tests.duties.sample import Branch, opened, span
from tests.views.pages.sample_bench import sample_ledger


@dataclass(frozen=True)
class Situation:
    """``build`` makes the case and gives what is needed to ``settle`` it; ``day`` is the day it is reminded.

    ``lead`` is another number for the lead rule and the day it is reminded then.
    """

    day: date
    build: Callable[[Branch], Any]
    settle: Callable[[Branch, Any], Any]
    lead: tuple[str, date]


def with_people(branch: Branch) -> Any:
    return branch.members(2)


def held(kind: str, day: date, group: bool = False) -> Callable[[Branch, Any], Any]:
    return lambda branch, made: branch.meeting(kind, day, org=made.uid if group else None)


def changed(branch: Branch, record: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(record, name, value)
    branch.add(record)


def all_talk(branch: Branch, people: Any) -> None:
    branch.add(
        Talk(by_member=people[0].uid, with_member=people[1].uid, held_on=date(2026, 5, 1), kind="日常")
    )


def assessed(branch: Branch) -> Any:
    people = branch.members(2)
    for one in people:
        branch.add(DuesStandard(member=one.uid, year=2026, payer_kind="在职(月薪)", monthly_due=Decimal(30)))
    return people


def paid(branch: Branch, people: Any) -> None:
    for one in people:
        branch.add(DuesPayment(member=one.uid, for_month=Month(2026, 4), due=Decimal(30), paid=Decimal(30)))


def learned(branch: Branch, people: Any) -> None:
    branch.came(branch.study(date(2026, 2, 2), "32"), *people)


def probationer(branch: Branch) -> Any:
    return branch.member(category="预备党员", full_on=None, joined_on=PartialDate(2025, 7, 15))


def activist(branch: Branch) -> Any:
    return branch.add(
        Development(
            person="丁一", id_number="x", stage="入党积极分子", applied_on=date(2025, 10, 1),
            talk_on=date(2025, 10, 9), activist_on=date(2026, 1, 15),
        )
    )  # fmt: skip


def reviewed(branch: Branch, one: Any) -> None:
    branch.add(DevelopmentReview(development=one.uid, on=date(2026, 6, 20)))


def to_be_sworn(branch: Branch) -> Any:
    return branch.add(
        Development(
            person="丁三", id_number="w", stage="预备党员", applied_on=date(2023, 1, 4),
            talk_on=date(2023, 1, 9), accepted_on=date(2026, 3, 10), approved_on=date(2026, 3, 30),
            probation_end=date(2027, 3, 10),
        )
    )  # fmt: skip


def to_be_confirmed(branch: Branch) -> Any:
    return branch.add(
        Development(
            person="丁四", id_number="v", stage="预备党员", applied_on=date(2023, 1, 4),
            talk_on=date(2023, 1, 9), accepted_on=date(2025, 2, 20), approved_on=date(2025, 4, 1),
            oath_on=date(2025, 4, 9), probation_end=date(2026, 2, 20), converted_on=date(2026, 3, 2),
            backfill_until=date(2026, 3, 2), backfill_basis="档案",
        )
    )  # fmt: skip


def to_be_approved(branch: Branch) -> Any:
    return branch.add(
        Development(
            person="丁二", id_number="y", stage="发展对象", applied_on=date(2024, 1, 4),
            talk_on=date(2024, 1, 9), accepted_on=date(2026, 3, 2),
        )
    )  # fmt: skip


def term(branch: Branch) -> Any:
    changed(branch, branch.org, term_end=date(2026, 11, 20))
    return branch.org


def letter(branch: Branch) -> Any:
    one = branch.member()
    return branch.add(
        OrgTransfer(
            direction="转出", letter_no="1", member=one.uid, state="已开具", issued_on=date(2026, 5, 1),
            valid_days=15, from_org="甲", to_org="乙",
        )
    )  # fmt: skip


def away(branch: Branch) -> Any:
    one = branch.member()
    return branch.add(
        MobileMember(member=one.uid, flow_dir="流出", out_on=date(2026, 2, 1), place="深圳", liaison=one.uid)
    )


def stopped(branch: Branch) -> Any:
    return branch.member(exit_type="停止党籍", exit_on=date(2024, 8, 20), party_status="停止党籍")


def closed_issue(branch: Branch) -> Any:
    return branch.issue(
        date(2026, 1, 3), date(2026, 2, 1), state="已销号", checked_on=date(2026, 2, 10),
        review_on=date(2026, 5, 10),
    )  # fmt: skip


def waiting_order(branch: Branch) -> Any:
    return branch.add(
        ServiceOrder(order_no="FW-1", need="修水管", state="待评单", done_on=span(date(2026, 5, 10)))
    )


def work_before(branch: Branch) -> Any:
    return branch.meeting("支部委员会会议", date(2026, 4, 9))


def signed_report(branch: Branch, _made: Any) -> None:
    branch.add(MonthlyReport(month=Month(2026, 4), org=branch.org.uid, state="签发", version=1))


MAY = date(2026, 5, 1)


def planned(branch: Branch, month: int) -> WorkPlanItem:
    """A line of a passed plan."""
    plan = branch.add(WorkPlan(year=2026, org=branch.org.uid, state="通过"))
    who = branch.member().uid
    return branch.add(
        WorkPlanItem(plan=plan.uid, month=month, content="主题党日", measure="去陵园", responsible=who)
    )


SITUATIONS = {
    "U盘转接": Situation(
        date(2026, 5, 8),
        lambda b: b.add(
            TransferOffer(
                person="高云舟",
                person_uid="1" * 32,
                number=1,
                to_office=b.office,
                from_name="柳林社区支部",
                offered_on=date(2026, 5, 8),
                owner_office="Z009",
            )
        ),
        lambda b, one: b.add(
            TransferAnswer(
                offer=one.uid, person_uid="1" * 32, number=1, from_office="Z009", owner_office=b.office
            )
        ),
        ("", date(2026, 5, 8)),
    ),
    "冲突待定": Situation(
        date(2026, 5, 8),
        lambda b: b.add(
            VersionConflict(register="meeting", about="0" * 32, written_at="2026-05-08T09:00")
        ),
        lambda b, one: changed(b, one, state="已定"),
        ("", date(2026, 5, 8)),
    ),
    "年度工作计划": Situation(
        date(2026, 5, 21),
        lambda b: planned(b, 5),
        lambda b, one: changed(b, one, done_on=date(2026, 5, 6)),
        ("9", date(2026, 5, 22)),
    ),
    "支部党员大会": Situation(
        date(2026, 3, 1), with_people, held("支部党员大会", date(2026, 2, 3)), ("61", date(2026, 3, 2))
    ),
    "支部委员会会议": Situation(
        date(2026, 5, 20), with_people, held("支部委员会会议", date(2026, 5, 3)), ("18", date(2026, 5, 18))
    ),
    "党小组会": Situation(
        date(2026, 5, 20), lambda b: b.group(), held("党小组会", date(2026, 5, 3), True),
        ("18", date(2026, 5, 18)),
    ),
    "主题党日": Situation(
        date(2026, 5, 12), with_people, held("主题党日", date(2026, 5, 3)), ("5", date(2026, 5, 10))
    ),
    "党课": Situation(
        date(2026, 3, 1), with_people, held("党课", date(2026, 2, 3)), ("61", date(2026, 3, 2))
    ),
    "组织生活会": Situation(
        date(2026, 11, 1), with_people, held("组织生活会", date(2026, 2, 3)), ("12", date(2026, 12, 1))
    ),
    "民主评议党员": Situation(
        date(2026, 11, 1), with_people, held(APPRAISAL, date(2026, 2, 3)), ("12", date(2026, 12, 1))
    ),
    "谈心谈话": Situation(date(2026, 9, 1), with_people, all_talk, ("10", date(2026, 10, 1))),
    "党费": Situation(date(2026, 4, 8), assessed, paid, ("4", date(2026, 4, 6))),
    "党费公布": Situation(
        date(2026, 12, 1),
        with_people,
        lambda b, _: b.add(Publicity(kind=DUES, year=2026, from_on=date(2026, 12, 1), place="公示栏")),
        ("11", date(2026, 11, 1)),
    ),
    "学时": Situation(date(2026, 3, 24), with_people, learned, ("10", date(2026, 3, 21))),
    "预备期满": Situation(
        date(2026, 6, 15),
        probationer,
        lambda b, one: changed(b, one, category="正式党员", full_on=PartialDate(2026, 7, 15)),
        ("35", date(2026, 6, 10)),
    ),
    "积极分子考察": Situation(date(2026, 6, 30), activist, reviewed, ("20", date(2026, 6, 25))),
    "发展对象审批": Situation(
        date(2026, 5, 1), to_be_approved, lambda b, one: changed(b, one, approved_on=date(2026, 4, 30)),
        ("61", date(2026, 5, 2)),
    ),
    "入党宣誓": Situation(
        date(2026, 4, 23), to_be_sworn, lambda b, one: changed(b, one, oath_on=date(2026, 4, 20)),
        ("10", date(2026, 4, 20)),
    ),
    "转正审批": Situation(
        date(2026, 5, 1), to_be_confirmed,
        lambda b, one: changed(b, one, convert_approved_on=date(2026, 4, 30), stage="正式党员"),
        ("61", date(2026, 5, 2)),
    ),
    "换届": Situation(
        date(2026, 5, 20), term, lambda b, one: changed(b, one, term_end=date(2031, 5, 20)),
        ("7", date(2026, 4, 20)),
    ),
    "介绍信有效期、回执": Situation(
        date(2026, 5, 13), letter, lambda b, one: changed(b, one, state="已接收(回执)"),
        ("5", date(2026, 5, 11)),
    ),
    "政治生日": Situation(
        date(2026, 6, 18),
        lambda b: b.member(joined_on=PartialDate(2010, 6, 25)),
        lambda b, one: b.add(CareAward(kind="政治生日", who=one.uid, on=date(2026, 6, 17), what="提前过")),
        ("9", date(2026, 6, 16)),
    ),
    "改正期、处分影响期满": Situation(
        date(2026, 5, 11),
        lambda b: b.add(
            Disposal(
                member=b.member().uid, kind="限期改正", ground="其他", proposed_on=date(2025, 11, 1),
                from_on=date(2025, 12, 10), until_on=date(2026, 6, 10), state="已批准",
            )
        ),
        lambda b, one: changed(b, one, state="已了结"),
        ("40", date(2026, 5, 1)),
    ),
    "流动、失联": Situation(
        date(2026, 5, 3),
        away,
        lambda b, one: b.add(MobileContact(mobile_member=one.uid, on=date(2026, 4, 30), way="电话")),
        ("100", date(2026, 5, 13)),
    ),
    "停止党籍满2年": Situation(
        date(2026, 6, 21), stopped, lambda b, one: changed(b, one, removal_kind="自行脱党"),
        ("70", date(2026, 6, 11)),
    ),
    "整改时限": Situation(
        date(2026, 4, 27),
        lambda b: b.issue(date(2026, 3, 3), date(2026, 5, 4)),
        lambda b, one: changed(b, one, state="已销号", checked_on=date(2026, 4, 20)),
        ("10", date(2026, 4, 24)),
    ),
    "回头看": Situation(
        date(2026, 5, 10), closed_issue, lambda b, one: changed(b, one, review_on=None), ("", MAY)
    ),
    "决议落实": Situation(
        date(2026, 4, 27),
        lambda b: b.add(
            Resolution(meeting=work_before(b).uid, text="修好楼道灯", due_on=date(2026, 5, 4))
        ),
        lambda b, one: changed(b, one, done_on=date(2026, 4, 20)),
        ("10", date(2026, 4, 24)),
    ),
    "承诺": Situation(
        date(2026, 4, 27),
        lambda b: b.promise(b.member(), date(2026, 5, 4)),
        lambda b, one: changed(b, one, state="已践诺"),
        ("10", date(2026, 4, 24)),
    ),
    "服务评单": Situation(
        date(2026, 5, 17), waiting_order, lambda b, one: changed(b, one, state="已办结"),
        ("9", date(2026, 5, 19)),
    ),
    "月报": Situation(date(2026, 5, 2), work_before, signed_report, ("4", date(2026, 5, 1))),
    "党员统计年表": Situation(
        date(2026, 1, 1),
        with_people,
        lambda b, _: b.add(AnnualChange(year=2025, org=b.org.uid, r1=2, state="签发")),
        ("", MAY),
    ),
}  # fmt: skip
every = pytest.mark.parametrize("one", REMINDERS, ids=lambda one: one.keys[0])
# A reminder without a case is told by a test of its own.
every_case = pytest.mark.parametrize(
    "one", [one for one in REMINDERS if one.title in SITUATIONS], ids=lambda one: one.keys[0]
)


def reminded(branch: Branch, one: Reminder, day: date) -> list[Duty]:
    """What the calendar of the month says of this reminder on a day, where it asks: near or overdue."""
    branch.today = day
    found = [duty for duty in duties_of(branch, Month.of(day)) if duty.key.split(":")[0] == one.keys[0]]
    return [duty for duty in found if duty.state in (Standing.NEAR, Standing.OVERDUE)]


def built(one: Reminder, branch: Branch) -> tuple[Situation, Any]:
    situation = SITUATIONS[one.title]
    branch.today = situation.day
    return situation, situation.build(branch)


@every
def test_it_has_a_case(one: Reminder) -> None:
    assert one.title in SITUATIONS, f"{one.title}: add its Situation to SITUATIONS in {Path(__file__).name}"


@every
def test_the_manual_tells_of_it(one: Reminder) -> None:
    said = read_text("manual", "home.md")
    assert f"\n- **{one.title}**：" in said, f"{one.title}: add its line to resources/manual/home.md"


def test_there_is_no_case_and_no_line_of_what_nothing_reminds_of() -> None:
    titles = [one.title for one in REMINDERS]
    assert list(dict.fromkeys(titles)) == titles
    assert sorted(SITUATIONS) == sorted(titles)
    part = read_text("manual", "home.md").partition("## 到日子提醒什么")[2].partition("\n## ")[0]
    assert sorted(re.findall(r"^- \*\*(.+?)\*\*：", part, re.MULTILINE)) == sorted(titles)


@every
def test_its_numbers_are_rows_of_the_rule_table_with_source_and_mark(one: Reminder) -> None:
    assert one.source or one.by, f"{one.title}: name the row it is asked by, source=…, or say by=…"
    for key in one.rules:
        assert key in shipped(), f"{one.title}: add a row {key!r} to resources/rules.json"
        assert all(one.says and one.mark in MARKS for one in shipped()[key].editions)


def test_the_calendar_asks_for_all_that_is_declared() -> None:
    found = {
        name: one
        for module in pkgutil.walk_packages(duties.__path__, f"{duties.__name__}.")
        for name, one in vars(importlib.import_module(module.name)).items()
        if isinstance(one, Reminding | Reminder)
    }
    asked = {*REMINDING, *REMINDERS}
    for name, one in found.items():
        assert one in asked, f"{name}: name its function in REMINDING of duties/summaries/calendar.py"


def test_no_duty_comes_without_its_reminder(tmp_path: Path) -> None:
    ledger = sample_ledger(tmp_path)
    known = {key for one in REMINDERS for key in one.keys}
    try:
        for month in range(1, 13):
            for duty in duties_of(ledger, Month(2026, month)):
                key = duty.key.split(":")[0]
                assert key in known, f"{duty.title}: no Reminder has {key!r} in its keys"
    finally:
        branch_file.close(ledger)


@every_case
def test_it_comes_on_its_day_and_not_the_day_before(one: Reminder) -> None:
    with opened() as branch:
        situation, _ = built(one, branch)
        found = reminded(branch, one, situation.day)
        assert len(found) == 1
        assert found[0].title
        assert found[0].words
        assert found[0].source
        assert branch.db.table_exists(found[0].register)
        assert reminded(branch, one, situation.day - timedelta(days=1)) == []


@every_case
def test_it_goes_once_it_is_done(one: Reminder) -> None:
    with opened() as branch:
        situation, made = built(one, branch)
        situation.settle(branch, made)
        assert reminded(branch, one, situation.day) == []


@pytest.mark.parametrize(
    "one",
    [one for one in REMINDERS if one.title in SITUATIONS and SITUATIONS[one.title].lead[0]],
    ids=lambda one: one.keys[0],
)
def test_another_number_moves_the_day(one: Reminder) -> None:
    with opened() as branch:
        situation, _ = built(one, branch)
        number, day = situation.lead
        branch.numbers[one.lead] = Decimal(number)
        assert len(reminded(branch, one, day)) == 1
        assert reminded(branch, one, day - timedelta(days=1)) == []


def test_a_second_call_is_told() -> None:
    with opened() as branch:
        branch.members(2)
        branch.today = date(2026, 5, 25)
        duty = {one.key: one for one in duties_of(branch, Month(2026, 5))}[
            "meeting_committee_per_month:2026-05"
        ]
        assert duty.about == "每月至少 1 次，已过 25 日，请抓紧"
        late = branch.issue(date(2026, 3, 3), date(2026, 5, 4))
        about = {}
        for day in (1, 2, 10, 11, 18):
            branch.today = date(2026, 5, day)
            found = {one.key: one for one in duties_of(branch, Month(2026, 5))}
            about[day] = found[f"issue:{late.uid}:1"].about.removeprefix("限期整改").strip()
        assert about == {1: "请抓紧", 2: "请抓紧", 10: "", 11: "逾期后第 1 次提醒", 18: "逾期后第 2 次提醒"}


def test_months_of_dues_are_told_at_two_four_and_five() -> None:
    with opened() as branch:
        assessed(branch)
        found = {}
        for month in range(1, 7):
            branch.today = date(2026, month, 20)
            duties = duties_of(branch, Month(2026, month))
            found[month] = [one.words for one in duties if one.key.startswith("arrears:")][:1]
        assert found[1] == []
        assert found[2] == ["连续 2 个月未交"]
        assert found[6] == ["连续 6 个月未交"]


def test_who_is_on_the_roster_is_reminded_of_once() -> None:
    with opened(date(2026, 6, 20)) as branch:
        new = probationer(branch)
        branch.add(
            Development(
                person=new.name, id_number="z", stage="预备党员", applied_on=date(2023, 1, 1),
                talk_on=date(2023, 1, 9), accepted_on=date(2025, 7, 15), approved_on=date(2025, 9, 1),
                probation_end=date(2026, 7, 15), member=new.uid,
            )
        )  # fmt: skip
        keys = [one.key for one in duties_of(branch, Month(2026, 6)) if "预备期满" in one.title]
        assert keys == [f"probation:{new.uid}"]
