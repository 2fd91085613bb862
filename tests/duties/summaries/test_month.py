"""The month's figures: every count is its list, signed months stay, differences name people."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from desktop_app.base.periods import Month, PartialDate
from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.summaries.blocks import BLOCKS
from desktop_app.duties.summaries.month import (
    Blocks,
    differences,
    freeze,
    highlights,
    late_entries,
    month_figures,
    report_figures,
)
from desktop_app.registers.displays.identity_displays import IdentityDisplay
from desktop_app.registers.displays.promises import PromiseAction
from desktop_app.registers.organization_life.talks import Talk
from desktop_app.registers.people.development import Development
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_standards import DuesStandard
from desktop_app.registers.people.members import Member
from desktop_app.registers.rectification.issues import CATEGORIES
from desktop_app.registers.rectification.research import Finding, Research
from desktop_app.registers.reporting.reports import MonthlyReport
from desktop_app.registers.service.grid_events import GridEvent
from desktop_app.registers.service.service_orders import ServiceOrder
from tests.duties.sample import Branch

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
DAY = date(2026, 10, 15)


def flat(blocks: Blocks) -> dict[str, Figure]:
    return {one.key: one for block in blocks.values() for one in block}


def serve(branch: Branch, chance: random.Random, members: list[Member], some_day: Callable[[], date]) -> None:
    """Dues assessed and partly paid, orders on their way, events in a grid."""
    for one in chance.sample(members, 9):
        branch.add(
            DuesStandard(
                year=2026, member=one.uid, payer_kind="在职", monthly_due=Decimal(chance.randrange(1, 60))
            )
        )
    for one in chance.sample(members, 6):
        paid = Decimal(chance.randrange(0, 60))
        month = Month(2026, chance.choice((9, 10, 11)))
        branch.add(DuesPayment(member=one.uid, for_month=month, due=Decimal(30), paid=paid))
    for _ in range(8):
        state = chance.choice(("待派单", "已接单", "待评单", "已完成"))
        rated = some_day() if state == "已完成" else None
        rating = chance.choice(("非常满意", "满意", "不满意")) if rated else None
        asked, sent = some_day(), None if state == "待派单" else some_day()
        branch.add(
            ServiceOrder(asked_on=asked, dispatched_on=sent, rated_on=rated, rating=rating, state=state)
        )
    for _ in range(4):
        branch.add(GridEvent(grid="g", on=some_day(), closed_on=chance.choice((None, some_day()))))


def work(branch: Branch, chance: random.Random, people: int = 12, days: int = 90) -> None:
    """A few months of made-up work, some of it careless."""
    members = branch.members(people)
    first = date(2026, 9, 1)

    def some_day() -> date:
        return first + timedelta(days=chance.randrange(days))

    for one in chance.sample(members, 3):
        one.entry_type, one.entry_on = chance.choice(["发展党员", "转入组织关系"]), some_day()
        one.mobile_flag, one.out_of_contact = chance.random() < 0.5, chance.random() < 0.5
        branch.add(one)
    for one in chance.sample(members, 2):
        one.exit_type, one.exit_on = chance.choice(["转出组织关系", "死亡"]), date(2026, 12, 1)
        branch.add(one)
    for _ in range(6):
        kind = chance.choice(["支部党员大会", "支部委员会会议", "党课", "主题党日"])
        hours = chance.choice([None, Decimal(2)])
        held = branch.meeting(kind, some_day(), hours=hours, also_kinds=chance.choice([None, ("党课",)]))
        for one in members:
            branch.came(held, one, present=chance.random() < 0.8, reason="事假")
        if chance.random() < 0.5:
            branch.study(held.start_end.day, meeting=held.uid, start_end=held.start_end)
    for _ in range(3):
        session = branch.study(some_day())
        branch.came(session, *chance.sample(members, 5))
    for one in members[:6]:
        promise = branch.promise(one, some_day(), state=chance.choice(["公示", "践诺中", "已践诺", "草拟"]))
        branch.add(PromiseAction(promise=promise.uid, acted_on=some_day(), action="走访"))
    serve(branch, chance, members, some_day)
    for _ in range(8):
        found, closed = some_day(), chance.random() < 0.5
        branch.issue(
            found,
            found + timedelta(days=chance.randrange(30)),
            category=chance.choice(CATEGORIES),
            state="已销号" if closed else "整改中",
            checked_on=found + timedelta(days=10) if closed else None,
        )


@pytest.mark.parametrize("seed", range(6))
def test_every_count_is_the_length_of_its_list_and_every_rate_of_its_lists(branch: Branch, seed: int) -> None:
    work(branch, random.Random(seed))
    for month in (Month(2026, 9), OCTOBER, NOVEMBER):
        blocks = month_figures(branch, month)
        assert tuple(blocks) == tuple(BLOCKS)
        figures = flat(blocks)
        assert len(figures) == sum(len(block) for block in blocks.values())
        for one in figures.values():
            assert len(set(one.items)) == len(one.items), one.key
            if one.unit == "%":
                assert set(one.items) <= set(one.whole)
                assert 0 <= one.value <= 100
            elif one.key == "dues_paid":
                rows = branch.find(DuesPayment.live().where(DuesPayment.uid.in_(one.items)))
                assert one.value == sum(row.paid for row in rows)
            elif one.unit == "元":
                assert (one.value > 0) == bool(one.items)
            elif one.key not in ("mean_hours", "theory_hours"):
                assert one.value == len(one.items), one.key
        came = sum(figures[key].value for key in figures if key.startswith("in_"))
        left = sum(figures[key].value for key in figures if key.startswith("out_"))
        assert figures["opening"].value + came - left == figures["closing"].value
        for number in range(1, 5):
            assert set(figures[f"issue{number}_overdue"].items) <= set(figures[f"issue{number}_open"].items)


def test_one_month_closes_where_the_next_opens(branch: Branch) -> None:
    work(branch, random.Random(99))
    october, november = flat(month_figures(branch, OCTOBER)), flat(month_figures(branch, NOVEMBER))
    assert october["closing"].items == november["opening"].items


def test_a_month_of_a_grown_branch_takes_few_reads(branch: Branch) -> None:
    work(branch, random.Random(1), people=10)
    branch.queries = 0
    month_figures(branch, OCTOBER)
    small = branch.queries
    work(branch, random.Random(2), people=40)
    branch.queries = 0
    month_figures(branch, OCTOBER)
    assert branch.queries == small
    assert small < 42


def test_a_month_tells_who_came_nearer_to_the_party_the_talks_and_the_research(branch: Branch) -> None:
    applicant = branch.add(Development(person="丁一", stage="入党申请人", applied_on=DAY))
    activist = branch.add(
        Development(person="丁二", stage="积极分子", applied_on=date(2025, 1, 5), activist_on=DAY)
    )
    talk = branch.add(Talk(by_member="a", with_member="b", held_on=DAY, content="家里"))
    branch.add(Talk(by_member="a", with_member="b", held_on=date(2026, 9, 30), content="家里"))
    visit = branch.add(Research(title="走访", down_kind="调查研究下基层", on=DAY))
    finding = branch.add(Finding(research=visit.uid, text="没有电梯"))
    found = flat(month_figures(branch, OCTOBER))
    assert found["develop_applied"].items == (applicant.uid,)
    assert found["develop_activist"].items == (activist.uid,)
    assert found["develop_candidate"].items == found["develop_converted"].items == ()
    assert found["talks"].items == (talk.uid,)
    assert (found["research"].items, found["findings"].items) == ((visit.uid,), (finding.uid,))


def test_member_block_names_each_way_in_and_out(branch: Branch) -> None:
    stay = branch.member()
    grown = branch.member(entry_type="发展党员", entry_on=DAY, category="预备党员", full_on=None)
    back = branch.member(entry_type="恢复党籍", entry_on=DAY)
    whole = branch.member(entry_type="整建制转入", entry_on=DAY, mobile_flag=True)
    gone = branch.member(exit_type="转出组织关系", exit_on=DAY)
    dead = branch.member(exit_type="死亡", exit_on=DAY)
    found = flat(month_figures(branch, OCTOBER))
    assert set(found["opening"].items) == {stay.uid, gone.uid, dead.uid}
    assert (found["in_developed"].items, found["in_restored"].items) == ((grown.uid,), (back.uid,))
    assert found["in_transferred"].items == (whole.uid,)
    assert (found["out_transferred"].items, found["out_died"].items) == ((gone.uid,), (dead.uid,))
    assert found["closing"].note == "3 ＋ 3 － 2 ＝ 4"
    assert found["probationary"].items == (grown.uid,)
    assert found["mobile"].items == (whole.uid,)


def test_someone_made_full_in_november_was_probationary_in_october(branch: Branch) -> None:
    one = branch.member(full_on=PartialDate(2026, 11, 5))
    assert flat(month_figures(branch, OCTOBER))["probationary"].items == (one.uid,)
    assert flat(month_figures(branch, NOVEMBER))["probationary"].items == ()


def test_meetings_planned_are_not_held_and_a_double_one_counts_for_both_kinds(branch: Branch) -> None:
    one, two = branch.members(2)
    weak = branch.member(care_flag=("年老体弱",))
    double = branch.meeting("主题党日", DAY, also_kinds=("党课",))
    branch.came(double, one)
    branch.came(double, two, weak, present=False, reason="事假")
    branch.meeting("支部委员会会议", date(2026, 10, 20), state="通知")
    found = flat(month_figures(branch, OCTOBER))
    assert found["held_party_day"].items == found["held_lecture"].items == (double.uid,)
    assert found["meetings"].value == 1
    assert found["held_committee"].value == 0
    assert found["held_committee"].note == "2026年10月尚未记录，10月20日的会还没有整理记录"
    assert (found["expected"].value, found["present"].value) == (3, 1)
    assert found["attendance_rate"].value == Decimal("33.3")
    assert "1 人次" in found["attendance_rate"].note


def test_the_first_and_last_day_belong_to_the_month(branch: Branch) -> None:
    days = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 1)]
    held = [branch.meeting("其他", day) for day in days]
    assert flat(month_figures(branch, OCTOBER))["meetings"].items == (held[1].uid, held[2].uid)


def test_a_quarter_is_missed_only_when_it_ends_without_one(branch: Branch) -> None:
    branch.member()
    assert flat(month_figures(branch, Month(2026, 8)))["held_general"].note == ""
    assert flat(month_figures(branch, Month(2026, 9)))["held_general"].note == "2026年第3季度尚未记录"
    branch.meeting("支部党员大会", date(2026, 7, 3))
    assert flat(month_figures(branch, Month(2026, 9)))["held_general"].note == ""


def test_each_group_without_a_meeting_is_named(branch: Branch) -> None:
    one = branch.group()
    branch.group("第二党小组")
    branch.meeting("党小组会", date(2026, 10, 9), org=one.uid)
    found = flat(month_figures(branch, OCTOBER))["held_group"]
    assert found.value == 1
    assert found.note == "第二党小组会：2026年10月尚未记录"


def test_study_counts_gatherings_once_and_measures_the_year(branch: Branch) -> None:
    good, late = branch.members(2)
    branch.member(care_flag=("失能",))
    lecture = branch.meeting("党课", DAY, hours=Decimal(2))
    branch.came(lecture, good, late)
    branch.study(DAY, meeting=lecture.uid)
    branch.came(branch.study(date(2026, 3, 3), "30"), good)
    found = flat(month_figures(branch, OCTOBER))
    assert found["sessions"].value == 1
    assert found["learners"].value == 2
    assert found["mean_hours"].value == Decimal("2.0")
    assert len(found["mean_hours"].whole) == 2
    assert found["pace_rate"].items == (good.uid,)
    assert found["pace_rate"].whole == (good.uid, late.uid)
    assert found["reached"].items == (good.uid,)


def test_promise_block_counts_what_was_published_by_the_months_end(branch: Branch) -> None:
    who = branch.member()
    late = branch.promise(who, date(2026, 10, 10), published_on=date(2026, 3, 1))
    branch.promise(who, date(2026, 12, 1), published_on=date(2026, 11, 5), state="公示")
    branch.promise(who, date(2026, 12, 1), state="草拟")
    act = branch.add(PromiseAction(promise=late.uid, acted_on=DAY, action="走访"))
    plate = branch.add(IdentityDisplay(member=who.uid, form="桌牌", from_on=date(2026, 1, 1)))
    last_day = branch.add(
        IdentityDisplay(member=who.uid, form="桌牌", from_on=date(2026, 1, 2), to_on=date(2026, 10, 31))
    )
    branch.add(IdentityDisplay(member=who.uid, form="桌牌", from_on=date(2026, 1, 1), to_on=date(2026, 9, 1)))
    found = flat(month_figures(branch, OCTOBER))
    assert found["promises"].items == (late.uid,)
    assert found["promises_overdue"].items == (late.uid,)
    assert found["actions"].items == (act.uid,)
    assert found["displays"].items == (plate.uid, last_day.uid)


def test_a_signed_month_keeps_its_figures_and_late_entries_are_told(branch: Branch) -> None:
    first = branch.member()
    report = MonthlyReport(month=OCTOBER, org=branch.org.uid, state="编辑")
    freeze(report, report_figures(report, branch))
    report.state = "签发"
    branch.add(report)
    added = branch.member(entry_type="转入组织关系", entry_on=DAY)
    kept = branch.get(MonthlyReport, report.uid)
    assert flat(report_figures(kept, branch))["closing"].items == (first.uid,)
    assert set(flat(month_figures(branch, OCTOBER))["closing"].items) == {first.uid, added.uid}
    assert late_entries(branch, NOVEMBER) == ((added.uid,), ())
    changed = {one.key: one for one in differences(branch, NOVEMBER)}
    assert changed["closing"].came == (added.uid,)
    assert changed["closing"].words(lambda uid: "孙二") == "期末 1人 → 2人（多了孙二）"


def test_differences_name_who_came_and_left_even_when_the_number_is_the_same(branch: Branch) -> None:
    branch.member()
    gone = branch.member(exit_type="转出组织关系", exit_on=date(2026, 11, 3))
    new = branch.member(entry_type="转入组织关系", entry_on=date(2026, 11, 4))
    found = {one.key: one for one in differences(branch, NOVEMBER)}
    assert (found["closing"].before, found["closing"].after) == (2, 2)
    assert (found["closing"].came, found["closing"].left) == ((new.uid,), (gone.uid,))
    assert "mobile" not in found


def test_highlights_begin_with_the_meetings_titles(branch: Branch) -> None:
    branch.meeting("支部委员会会议", date(2026, 10, 9), title="研究十月工作")
    branch.meeting("支部党员大会", DAY, title="讨论换届")
    assert (
        highlights(branch, OCTOBER) == "10月9日 支部委员会会议：研究十月工作\n10月15日 支部党员大会：讨论换届"
    )


def test_assemblies_under_another_name_count_as_general_meetings_article_11(branch: Branch) -> None:
    november = Month(2026, 11)
    branch.today = date(2026, 11, 30)
    held = [
        branch.meeting("换届选举大会", date(2026, 11, 18)),
        branch.meeting("民主评议党员大会", date(2026, 11, 20)),
    ]
    figures = flat(month_figures(branch, november))
    assert figures["held_general"].items == tuple(one.uid for one in held)
    assert len(figures["meetings"].items) == 2, "each is one meeting all the same"


def test_a_december_without_life_meeting_is_no_gap_while_notices_allow_january(branch: Branch) -> None:
    branch.today = date(2027, 1, 10)
    branch.meeting("支部委员会会议", date(2026, 12, 3))
    assert flat(month_figures(branch, Month(2026, 12)))["held_life"].note == ""
    branch.today = date(2027, 4, 10)
    assert flat(month_figures(branch, Month(2027, 3)))["held_life"].note == "2026年尚未记录"
