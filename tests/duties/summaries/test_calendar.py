"""The calendar of gaps: what is missing, near, late and done, and never a word of blame."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.periods import Month, PartialDate
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.basics.duty import Duty
from desktop_app.duties.organization_life.meeting_calendar import Period, year_grid
from desktop_app.duties.summaries.calendar import duties_of, next_plan
from desktop_app.registers.displays.promises import PromiseAction
from desktop_app.registers.organization_life.meetings import Resolution
from desktop_app.registers.rectification.issues import IssueMeasure
from desktop_app.registers.reporting.reports import MonthlyReport
from tests.duties.sample import Branch, opened

NOVEMBER = Month(2026, 11)


def by_key(branch: Branch, month: Month = NOVEMBER) -> dict[str, Duty]:
    return {one.key: one for one in duties_of(branch, month)}


def test_a_quarter_without_a_general_meeting_turns_amber_then_done(branch: Branch) -> None:
    branch.today = date(2026, 3, 25)
    branch.member()
    march = Month(2026, 3)
    gap = by_key(branch, march)["meeting_general_per_quarter:2026-01"]
    assert (gap.state, gap.words, gap.due) == (Standing.NEAR, "本季尚未记录", date(2026, 3, 31))
    assert "第十一条" in gap.source
    assert dict(gap.preset) == {"kind": "支部党员大会"}
    held = branch.meeting("支部党员大会", date(2026, 2, 3))
    done = by_key(branch, march)["meeting_general_per_quarter:2026-01"]
    assert (done.state, done.words, done.uids) == (Standing.DONE, "本季已记录 1 次", (held.uid,))
    branch.numbers["meeting_general_per_quarter"] = Decimal(2)
    assert by_key(branch, march)["meeting_general_per_quarter:2026-01"].words == "本季已记录 1 次，还差 1 次"


def test_reminding_begins_on_the_days_of_the_rule_table(branch: Branch) -> None:
    states = {}
    for day in (date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 30), date(2026, 12, 1)):
        branch.today = day
        states[day] = by_key(branch)["meeting_committee_per_month:2026-11"].state
    assert list(states.values()) == [Standing.OPEN, Standing.NEAR, Standing.NEAR, Standing.OVERDUE]
    branch.today = date(2026, 2, 28)
    assert by_key(branch, Month(2026, 2))["lecture_per_quarter:2026-01"].state is Standing.OPEN
    branch.today = date(2026, 3, 1)
    assert by_key(branch, Month(2026, 3))["lecture_per_quarter:2026-01"].state is Standing.NEAR


def test_a_past_month_is_named_and_a_planned_meeting_told(branch: Branch) -> None:
    october = by_key(branch, Month(2026, 10))["meeting_committee_per_month:2026-10"]
    assert (october.state, october.words) == (Standing.OVERDUE, "2026年10月尚未记录")
    branch.meeting("支部委员会会议", date(2026, 11, 25), state="通知")
    assert by_key(branch)["meeting_committee_per_month:2026-11"].words == "本月尚未记录，已安排 11月25日"
    branch.meeting("党课", date(2026, 11, 4), state="筹备")
    assert by_key(branch)["lecture_per_quarter:2026-10"].words.endswith("11月4日的会还没有整理记录")


def test_what_august_brought_july_does_not_miss(branch: Branch) -> None:
    branch.meeting("支部党员大会", date(2026, 8, 5))
    assert by_key(branch, Month(2026, 7))["meeting_general_per_quarter:2026-07"].state is Standing.DONE


def test_a_rule_set_to_nothing_asks_for_nothing(branch: Branch) -> None:
    branch.numbers["lecture_per_quarter"] = Decimal(0)
    assert not any(key.startswith("lecture") for key in by_key(branch))


def test_every_group_meets_for_itself(branch: Branch) -> None:
    assert not any("group" in key for key in by_key(branch))
    one, two = branch.group(), branch.group("第二党小组")
    branch.meeting("党小组会", date(2026, 11, 4), org=one.uid)
    found = by_key(branch)
    assert found[f"meeting_group_per_month:2026-11:{one.uid}"].state is Standing.DONE
    missing = found[f"meeting_group_per_month:2026-11:{two.uid}"]
    assert missing.state is Standing.NEAR
    assert dict(missing.preset) == {"kind": "党小组会", "org": two.uid}


def test_the_yearly_meetings_come_up_from_november(branch: Branch) -> None:
    assert not any(key.startswith("life") for key in by_key(branch, Month(2026, 10)))
    assert by_key(branch)["life_meeting_per_year:2026-01"].words == "本年尚未记录"


def test_hours_are_looked_at_when_a_quarter_ends(branch: Branch) -> None:
    one = branch.member()
    branch.member(care_flag=("失能",))
    branch.today = date(2026, 9, 28)
    duty = by_key(branch, Month(2026, 9))["study_hours:2026-09"]
    assert duty.uids == (one.uid,)
    assert duty.words.startswith("1 人低于进度")
    assert "study_hours:2026-11" not in by_key(branch)
    branch.came(branch.study(date(2026, 9, 1), "32"), one)
    assert by_key(branch, Month(2026, 9))["study_hours:2026-09"].state is Standing.DONE


def test_issues_measures_and_looking_back(branch: Branch) -> None:
    late = branch.issue(date(2026, 9, 3), date(2026, 11, 20))
    branch.issue(date(2026, 9, 3), date(2026, 12, 1))
    measure = branch.add(IssueMeasure(issue=late.uid, seq=1, text="清理楼道", due_on=date(2026, 11, 26)))
    closed = branch.issue(
        date(2026, 5, 3),
        date(2026, 8, 1),
        state="已销号",
        checked_on=date(2026, 8, 1),
        review_on=date(2026, 11, 1),
    )
    found = by_key(branch)
    assert found[f"issue:{late.uid}:1"].words == "逾期 3 天"
    assert found[f"measure:{measure.uid}"].words == "还有 3 天"
    assert found[f"measure:{measure.uid}"].state is Standing.NEAR
    assert found[f"look_back:{closed.uid}:1"].words == "逾期 22 天"
    assert len([key for key in found if key.startswith("issue:")]) == 1
    assert list(found) == sorted(found, key=lambda key: (found[key].due, key))


def test_promises_mid_year_and_year_end(branch: Branch) -> None:
    who = branch.member()
    due = branch.promise(who, date(2026, 11, 25))
    kept = branch.promise(who, date(2026, 6, 1), state="已践诺")
    assert by_key(branch)[f"promise:{due.uid}"].state is Standing.NEAR
    assert by_key(branch, Month(2026, 12))["promise_rating:2026"].uids == (kept.uid,)
    midyear = by_key(branch, Month(2026, 6))["promise_midyear:2026"]
    assert midyear.uids == (due.uid,)
    branch.add(PromiseAction(promise=due.uid, acted_on=date(2026, 5, 1), action="走访"))
    assert by_key(branch, Month(2026, 6))["promise_midyear:2026"].state is Standing.DONE


def test_resolutions_fall_due_and_stay_done_in_their_month(branch: Branch) -> None:
    meeting = branch.meeting("支部委员会会议", date(2026, 10, 9))
    old = branch.add(Resolution(meeting=meeting.uid, seq=1, text="修路灯", due_on=date(2026, 10, 20)))
    branch.add(
        Resolution(
            meeting=meeting.uid, seq=2, text="旧事", due_on=date(2026, 10, 20), done_on=date(2026, 10, 20)
        )
    )
    done = branch.add(
        Resolution(
            meeting=meeting.uid, seq=3, text="办完", due_on=date(2026, 11, 5), done_on=date(2026, 11, 4)
        )
    )
    found = {key: one for key, one in by_key(branch).items() if key.startswith("resolution")}
    assert set(found) == {f"resolution:{old.uid}", f"resolution:{done.uid}"}
    assert found[f"resolution:{old.uid}"].state is Standing.OVERDUE
    assert found[f"resolution:{done.uid}"].state is Standing.DONE


def test_the_report_of_last_month_is_asked_once_there_was_work(branch: Branch) -> None:
    assert not any(key.startswith("report") for key in by_key(branch))
    branch.meeting("支部委员会会议", date(2026, 10, 9))
    open_duty = by_key(branch)["report:2026-10"]
    assert (open_duty.due, open_duty.state) == (date(2026, 11, 5), Standing.OVERDUE)
    assert dict(open_duty.preset) == {"month": Month(2026, 10)}
    signed = branch.add(MonthlyReport(month=Month(2026, 10), org=branch.org.uid, state="签发", version=1))
    done = by_key(branch)["report:2026-10"]
    assert (done.state, done.uids, done.words) == (Standing.DONE, (signed.uid,), "已签发")


def test_probations_and_terms_come_up_in_good_time(branch: Branch) -> None:
    new = branch.member(category="预备党员", full_on=None, joined_on=PartialDate(2025, 12, 20))
    put_off = branch.member(
        category="预备党员",
        full_on=None,
        joined_on=PartialDate(2025, 5, 20),
        probation_extended_to=date(2027, 1, 20),
    )
    branch.org.term_end = date(2027, 5, 31)
    branch.add(branch.org)
    found = by_key(branch)
    assert found[f"probation:{new.uid}"].words == "还有 27 天"
    assert found[f"probation:{new.uid}"].state is Standing.NEAR
    assert f"probation:{put_off.uid}" not in found
    assert not any(key.startswith("term") for key in by_key(branch, Month(2026, 10)))
    assert "2027年5月31日届满" in found[f"term:{branch.org.uid}:2027-05-31"].about
    new.category, new.full_on = "正式党员", PartialDate(2026, 12, 20)
    branch.add(new)
    assert f"probation:{new.uid}" not in by_key(branch, Month(2026, 12))


def test_the_fixed_day_is_reminded_of_some_days_before(branch: Branch) -> None:
    states = {}
    for day in (11, 12, 30):
        branch.today = date(2026, 11, day)
        states[day] = by_key(branch)["party_day_per_month:2026-11"].state
    assert list(states.values()) == [Standing.OPEN, Standing.NEAR, Standing.NEAR]


def test_a_measure_of_a_later_month_waits_and_a_report_under_way_is_told(branch: Branch) -> None:
    issue = branch.issue(date(2026, 10, 3), date(2026, 12, 31))
    later = branch.add(IssueMeasure(issue=issue.uid, seq=1, text="验收", due_on=date(2026, 12, 10)))
    branch.add(MonthlyReport(month=Month(2026, 10), org=branch.org.uid, state="编辑", version=1))
    found = by_key(branch)
    assert f"measure:{later.uid}" not in found
    assert found["report:2026-10"].words == "逾期 18 天，已在编辑"


def test_a_group_without_a_short_name_is_called_by_its_full_one(branch: Branch) -> None:
    group = branch.group("东片党小组")
    group.short_name = None
    branch.add(group)
    assert by_key(branch)[f"meeting_group_per_month:2026-11:{group.uid}"].title == "东片党小组会"


def test_what_falls_due_on_the_last_day_is_of_the_month(branch: Branch) -> None:
    last = date(2026, 11, 30)
    meeting = branch.meeting("支部委员会会议", branch.today, state="通知")
    resolved = branch.add(Resolution(meeting=meeting.uid, seq=1, text="修路灯", due_on=last))
    closed = branch.issue(
        date(2026, 5, 3), date(2026, 8, 1), state="已销号", checked_on=date(2026, 8, 30), review_on=last
    )
    found = by_key(branch)
    assert f"resolution:{resolved.uid}" in found
    assert f"look_back:{closed.uid}:1" in found
    assert found["meeting_committee_per_month:2026-11"].words == "本月尚未记录，已安排 11月23日"


def test_next_plan_lists_what_next_month_asks_and_is_open(branch: Branch) -> None:
    who = branch.member()
    branch.promise(who, date(2026, 12, 20), item="慰问困难党员")
    plan = next_plan(branch, NOVEMBER)
    assert f"承诺到期：{who.name} 慰问困难党员" in plan
    assert "支部委员会会议" in plan
    branch.meeting("支部委员会会议", date(2026, 12, 1))
    assert "支部委员会会议" not in next_plan(branch, NOVEMBER)


def test_nobody_is_blamed(branch: Branch) -> None:
    branch.members(3)
    branch.group()
    branch.issue(date(2026, 5, 1), date(2026, 6, 1))
    for month in (Month(2026, n) for n in range(1, 13)):
        for one in duties_of(branch, month):
            told = one.title + one.about + one.words
            assert "违规" not in told
            assert one.words
            assert one.source


def test_the_year_grid_puts_each_gap_into_the_last_month_of_its_period(branch: Branch) -> None:
    branch.member()
    held = branch.meeting("支部党员大会", date(2026, 2, 3))
    grid = {row.kind: row for row in year_grid(branch, 2026)}
    general = grid["支部党员大会"].cells
    assert len(general) == 12
    assert (general[1].state, general[1].uids, general[1].words) == (Standing.DONE, (held.uid,), "1 次")
    assert (general[2].state, general[2].words) == (Standing.DONE, "")
    assert (general[3].state, general[3].words) == (None, "")
    assert (general[5].state, general[5].words) == (Standing.OVERDUE, "2026年第2季度尚未记录")
    assert general[11].state is Standing.OPEN
    committee = grid["支部委员会会议"].cells
    assert [cell.state for cell in committee] == [Standing.OVERDUE] * 10 + [Standing.NEAR, Standing.OPEN]


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.sampled_from([1, 3, 12]))
def test_a_period_holds_its_month_and_periods_tile_the_year(day: date, months: int) -> None:
    period = Period.around(Month.of(day), months)
    assert period.start <= day <= period.end
    after = Period.around(Month.of(period.end + timedelta(days=1)), months)
    assert after.start == period.end + timedelta(days=1)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_recorded_meeting_is_never_asked_for_again(today: date, held: date) -> None:
    with opened(today) as branch:
        branch.meeting("支部委员会会议", held)
        duty = by_key(branch, Month.of(held))[f"meeting_committee_per_month:{Month.of(held).iso()}"]
        assert duty.state is Standing.DONE


LIFE = "life_meeting_per_year"


def test_the_life_meeting_of_a_year_held_in_the_next_is_counted_there_article_17() -> None:
    with opened(date(2027, 1, 25)) as branch:
        branch.meeting("支部委员会会议", date(2026, 9, 3))
        december, january = Month(2026, 12), Month(2027, 1)
        open_ = by_key(branch, january)[f"{LIFE}:2026-01"]
        assert (open_.state, open_.due) == (Standing.NEAR, date(2027, 3, 31))
        held = branch.meeting("组织生活会", date(2027, 1, 20), belongs_year=2026)
        assert by_key(branch, december)[f"{LIFE}:2026-01"].uids == (held.uid,)
        assert not [key for key in by_key(branch, january) if key.startswith(LIFE)]
        cells = {row.kind: row.cells for row in year_grid(branch, 2026)}["组织生活会"]
        assert (cells[-1].uids, cells[-1].state, cells[-1].words) == ((held.uid,), Standing.DONE, "1 次")
        this_year = {row.kind: row.cells for row in year_grid(branch, 2027)}["组织生活会"]
        assert not any(cell.uids for cell in this_year), "January's meeting is the year before's"


def test_last_years_life_meeting_is_overdue_when_notices_allow_no_more() -> None:
    with opened(date(2027, 4, 1)) as branch:
        assert f"{LIFE}:2026-01" not in by_key(branch, Month(2027, 3)), "nothing was recorded then"
        branch.meeting("支部委员会会议", date(2026, 9, 3))
        assert by_key(branch, Month(2027, 3))[f"{LIFE}:2026-01"].state is Standing.OVERDUE
        assert f"{LIFE}:2026-01" not in by_key(branch, Month(2027, 4))


def test_assemblies_count_for_the_quarter_article_11(branch: Branch) -> None:
    held = branch.meeting("换届选举大会", date(2026, 11, 18))
    assert by_key(branch)["meeting_general_per_quarter:2026-10"].uids == (held.uid,)
