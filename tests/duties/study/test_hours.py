"""Hours of a year: counted once, asked by the rule table, excused for the weak, split at New Year."""

from datetime import date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.periods import Span
from desktop_app.duties.study.hours import (
    Learned,
    elapsed_share,
    hours_board,
    hours_in_year,
    one_per_gathering,
)
from desktop_app.registers.rules.rule_table import paper_sources
from desktop_app.registers.study.study import StudyHours
from tests.duties.sample import TODAY, Branch

DAY = date(2026, 10, 15)


def test_a_meeting_seen_as_study_counts_once(branch: Branch) -> None:
    one = branch.member()
    meeting = branch.meeting("党课", DAY, hours=Decimal(2))
    branch.came(meeting, one)
    assert hours_board(branch, 2026)[one.uid].done == 2
    branch.study(DAY, "2", meeting=meeting.uid)
    board = hours_board(branch, 2026)[one.uid]
    assert board.done == 2
    assert len(board.entries) == 1
    alone = branch.study(date(2026, 10, 16), "1.5")
    branch.came(alone, one)
    assert hours_board(branch, 2026)[one.uid].done == Decimal("3.5")


def test_a_planned_meeting_gives_nothing_before_it_is_held(branch: Branch) -> None:
    one = branch.member()
    planned = branch.meeting("党课", DAY, hours=Decimal(2), state="通知")
    branch.came(planned, one)
    branch.study(DAY, meeting=planned.uid)
    assert hours_board(branch, 2026)[one.uid].done == 0
    planned.state = "召开"
    branch.add(planned)
    assert hours_board(branch, 2026)[one.uid].done == 2


def test_absentees_earn_by_making_up_and_self_study_does_not_count(branch: Branch) -> None:
    there, away, made_up = branch.members(3)
    session = branch.study(DAY, "4")
    branch.came(session, there)
    branch.came(session, away, present=False, reason="病假")
    branch.came(session, made_up, present=False, reason="公出", makeup_on=date(2026, 11, 2))
    branch.came(branch.study(DAY, "9", kind="个人自学"), there, away)
    october = hours_board(branch, 2026, until=date(2026, 10, 31))
    assert [october[one.uid].done for one in (there, away, made_up)] == [4, 0, 0]
    now = hours_board(branch, 2026)
    assert [now[one.uid].done for one in (there, away, made_up)] == [4, 0, 4]


def test_targets_come_from_the_table_the_committee_the_exempt_and_the_own_row(branch: Branch) -> None:
    plain, weak, own = branch.member(), branch.member(care_flag=("失能",)), branch.member()
    seated = branch.member()
    branch.seat(seated, "书记")
    branch.add(StudyHours(member=own.uid, year=2026, target=40))
    board = hours_board(branch, 2026)
    assert [board[one.uid].target for one in (plain, weak, own, seated)] == [32, 0, 40, 56]
    assert board[weak.uid].exempt
    assert board[weak.uid].reached
    assert "不作硬性要求" in board[weak.uid].words
    assert not board[seated.uid].reached
    assert board[seated.uid].central_training_target == 1
    branch.numbers["study_hours_member"] = Decimal(24)
    assert hours_board(branch, 2026)[plain.uid].target == 24


def test_central_training_is_counted_and_missed_in_words(branch: Branch) -> None:
    one = branch.member()
    branch.seat(one, "书记")
    branch.came(branch.study(DAY, "56", kind="支部集中学习"), one)
    assert "还差 1 次集中培训" in hours_board(branch, 2026)[one.uid].words
    branch.came(branch.study(DAY, "8", kind="集中培训(上级调训)"), one)
    found = hours_board(branch, 2026)[one.uid]
    assert found.central_training_n == 1
    assert found.reached


def test_deficit_and_pace(branch: Branch) -> None:
    one = branch.member()
    branch.came(branch.study(DAY, "20"), one)
    found = hours_board(branch, 2026)[one.uid]
    assert found.deficit == 12
    assert found.pace == (Decimal(32) * elapsed_share(2026, TODAY)).quantize(Decimal("0.1"))
    assert found.behind == found.pace - 20
    assert found.words == "已学 20 学时，目标 32，还差 12"


@given(st.integers(2, 20), st.integers(0, 19), st.integers(1, 200))
def test_a_course_over_new_year_is_split_without_loss(days: int, before: int, tenths: int) -> None:
    before = min(before, days - 1) or 1
    start = datetime(2025, 12, 31 - before + 1, 9)
    span = Span(start, datetime(2026, 1, days - before, 17) if days > before else datetime(2026, 1, 1, 17))
    hours = Decimal(tenths) / 10
    old, new = hours_in_year(span, hours, 2025), hours_in_year(span, hours, 2026)
    assert old + new == hours
    assert old >= 0
    assert new >= 0
    assert hours_in_year(span, hours, 2027) == 0


def test_the_earlier_year_of_a_course_reaches_both_boards(branch: Branch) -> None:
    one = branch.member()
    course = branch.study(
        date(2025, 12, 31), "9", start_end=Span(datetime(2025, 12, 31, 9), datetime(2026, 1, 2, 17))
    )
    branch.came(course, one)
    assert hours_board(branch, 2025)[one.uid].done == 3
    assert hours_board(branch, 2026)[one.uid].done == 6


entries = st.lists(
    st.builds(
        Learned,
        st.sampled_from("甲乙"),
        st.sampled_from("学会"),
        st.sampled_from("一二三"),
        st.just("row"),
        st.just(DAY),
        st.decimals(1, 8, places=1),
        st.booleans(),
    )
)


@given(entries)
def test_nobody_earns_a_gathering_twice(learned: list[Learned]) -> None:
    kept = one_per_gathering(learned)
    pairs = [(one.person, one.gathering) for one in kept]
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == {(one.person, one.gathering) for one in learned}
    assert all(
        one.hours == max(e.hours for e in learned if (e.person, e.gathering) == (one.person, one.gathering))
        for one in kept
    )


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_the_share_of_a_year_runs_day_by_day(day: date) -> None:
    share = elapsed_share(2026, day)
    inside = day.year == 2026
    assert not inside or share == Decimal(day.timetuple().tm_yday) / 365


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_the_share_of_a_year_runs_from_nothing_to_all(day: date) -> None:
    share = elapsed_share(2026, day)
    assert 0 <= share <= 1
    assert (share == 1) == (day >= date(2026, 12, 31))
    assert (share == 0) == (day < date(2026, 1, 1))


def test_thirty_two_hours_a_year_article_20(branch: Branch) -> None:
    one = branch.member()
    branch.came(branch.study(date(2026, 3, 3), "31.9"), one)
    assert not hours_board(branch, 2026, date(2026, 12, 31))[one.uid].reached
    branch.came(branch.study(date(2026, 3, 4), "0.1"), one)
    board = hours_board(branch, 2026, date(2026, 12, 31))[one.uid]
    assert (board.target, board.done, board.reached) == (32, 32, True)


def test_the_weak_are_asked_for_nothing_article_23(branch: Branch) -> None:
    weak = branch.member(care_flag=("失能",))
    branch.came(branch.study(date(2026, 3, 5), "3", kind="送学上门"), weak)
    board = hours_board(branch, 2026)[weak.uid]
    assert (board.exempt, board.target, board.done) == (True, 0, 0)


def test_a_paper_names_the_regulation_of_the_members_hours_and_nothing_of_the_expired_plan(
    branch: Branch,
) -> None:
    keys = ("study_hours_member", "study_hours_committee", "central_training_committee")
    assert [("教育管理" in one, "第二十条" in one) for one in paper_sources(branch, keys[:1])] == [
        (True, True)
    ]
    assert paper_sources(branch, keys[1:]) == []
