"""Rounds, overdue at its edges, the four categories, and looking back."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.periods import Month
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.rectification.issues import (
    CategoryCounts,
    IssueFile,
    category_counts,
    files_of,
    issue_files,
    issue_standing,
    issue_words,
    look_back_due,
    rail,
    rounds_of,
)
from desktop_app.records.rules import RuleContext
from desktop_app.registers.rectification.issue_rounds import IssueRound
from desktop_app.registers.rectification.issues import CATEGORIES, Issue, IssueMeasure, IssueProgress
from tests.duties.sample import TODAY, Branch, opened


def month_counts(context: RuleContext, month: Month, office: str | None = None) -> list[CategoryCounts]:
    """``category_counts`` of a month, or of its part up to today."""
    last = min(month.last_day(), max(context.today, month.first_day()))
    return category_counts(issue_files(context, office), month.first_day(), last)


FOUND, DUE = date(2026, 9, 3), date(2026, 10, 12)


def test_overdue_is_told_in_words_and_only_while_open(branch: Branch) -> None:
    late = branch.issue(FOUND, TODAY - timedelta(days=3))
    today = branch.issue(FOUND, TODAY)
    soon = branch.issue(FOUND, TODAY + timedelta(days=7))
    lasting = branch.issue(FOUND, TODAY + timedelta(days=7), long_term=True)
    done = branch.issue(FOUND, DUE, state="已销号", checked_on=date(2026, 10, 20))
    words = [issue_words(one, TODAY) for one in (late, today, soon, lasting, done)]
    assert words == [
        "逾期 3 天",
        "今天到期",
        "还有 7 天",
        "长期坚持，年度节点 还有 7 天",
        "已销号 2026-10-20",
    ]


def test_a_reopened_issue_was_closed_in_between(branch: Branch) -> None:
    issue = branch.issue(FOUND, date(2026, 12, 1), round=2, reopened_on=date(2026, 11, 5))
    branch.add(IssueRound(issue=issue.uid, n=1, closed_on=date(2026, 10, 12), review_result="反弹"))
    (one,) = issue_files(branch)
    assert [str(part.words) for part in one.rounds] == [
        "第一轮 2026-09-03 — 2026-10-12 反弹",
        "第二轮 2026-11-05 — 至今",
    ]
    assert [
        one.open_on(day) for day in (FOUND, date(2026, 10, 11), date(2026, 10, 12), date(2026, 11, 5))
    ] == [
        True,
        True,
        False,
        True,
    ]
    october, november = month_counts(branch, Month(2026, 10))[1], month_counts(branch, Month(2026, 11))[1]
    assert (october.closed, october.open, october.reopened) == ((issue.uid,), (), ())
    assert (november.closed, november.open, november.reopened) == ((), (issue.uid,), (issue.uid,))


def test_the_four_categories_of_a_month(branch: Branch) -> None:
    new = branch.issue(date(2026, 11, 2), date(2026, 12, 2), category=CATEGORIES[0])
    late = branch.issue(FOUND, date(2026, 11, 20), category=CATEGORIES[0])
    closed = branch.issue(FOUND, DUE, category=CATEGORIES[3], state="已销号", checked_on=date(2026, 11, 9))
    first, second, _, fourth = month_counts(branch, Month(2026, 11))
    assert first.new == (new.uid,)
    assert set(first.open) == {new.uid, late.uid}
    assert first.overdue == (late.uid,)
    assert (second.new, second.open) == ((), ())
    assert (fourth.closed, fourth.open) == ((closed.uid,), ())


def test_measures_left_and_percent_of_the_round_under_way(branch: Branch) -> None:
    issue = branch.issue(FOUND, date(2026, 12, 1), round=2, reopened_on=date(2026, 11, 5))
    later = branch.add(IssueMeasure(issue=issue.uid, seq=1, text="立牌", due_on=date(2026, 11, 30)))
    sooner = branch.add(IssueMeasure(issue=issue.uid, seq=2, text="清理", due_on=date(2026, 11, 25)))
    branch.add(IssueMeasure(issue=issue.uid, seq=3, text="走访", due_on=FOUND, done_on=FOUND))
    branch.add(IssueProgress(issue=issue.uid, on=FOUND, text="旧", percent=100, round=1))
    (before,) = files_of([issue], branch)
    assert before.percent is None
    branch.add(IssueProgress(issue=issue.uid, on=TODAY, text="清了一半", percent=50, round=2))
    (one,) = files_of([issue], branch)
    assert one.percent == 50
    assert [part.uid for part in one.open_measures()] == [sooner.uid, later.uid]


def test_overdue_begins_the_day_after_and_new_is_not_reopened(branch: Branch) -> None:
    issue = branch.issue(FOUND, DUE)
    (one,) = issue_files(branch)
    assert not one.overdue_on(DUE)
    assert one.overdue_on(DUE + timedelta(days=1))
    september = month_counts(branch, Month(2026, 9))[1]
    assert (september.new, september.reopened) == ((issue.uid,), ())


def test_a_round_reopened_on_the_first_belongs_to_the_month(branch: Branch) -> None:
    issue = branch.issue(FOUND, DUE, round=2, reopened_on=date(2026, 11, 1))
    branch.add(IssueRound(issue=issue.uid, n=1, closed_on=date(2026, 10, 31)))
    assert month_counts(branch, Month(2026, 11))[1].reopened == (issue.uid,)
    assert month_counts(branch, Month(2026, 10))[1].closed == (issue.uid,)
    assert issue_standing(issue, TODAY, 7) is Standing.OVERDUE
    issue.state = "已销号"
    assert issue_standing(issue, TODAY, 7) is Standing.DONE


def test_looking_back_is_due_until_it_was_done() -> None:
    closed = Issue(state="已销号", review_on=date(2027, 1, 12))
    assert look_back_due(closed) == date(2027, 1, 12)
    closed.review_result = "巩固"
    assert look_back_due(closed) is None
    assert look_back_due(Issue(state="整改中", review_on=date(2027, 1, 12))) is None


def test_the_rail_has_one_present_stage() -> None:
    assert [(one.name, one.passed, one.present) for one in rail(Issue(state="申请销号"))] == [
        ("待整改", True, False),
        ("整改中", True, False),
        ("申请销号", False, True),
        ("已销号", False, False),
    ]


gaps = st.lists(st.integers(1, 40), min_size=2, max_size=7)


@given(gaps)
def test_new_plus_reopened_less_closed_is_what_is_open(steps: list[int]) -> None:
    """Through any alternation of closing and reopening, the counts of each month carry over."""
    marks = [FOUND]
    for step in steps:
        marks.append(marks[-1] + timedelta(days=step))
    starts, ends = marks[0::2], marks[1::2]
    ended = [
        IssueRound(n=n, reopened_on=begun if n > 1 else None, closed_on=end)
        for n, (begun, end) in enumerate(zip(starts, ends, strict=False), 1)
    ]
    is_open = len(starts) > len(ends)
    issue = Issue(found_on=FOUND, due_on=DUE, round=len(starts), state="整改中" if is_open else "已销号")
    issue.reopened_on = starts[-1] if len(starts) > 1 else None
    issue.checked_on = None if is_open else ends[-1]
    kept = ended[: len(starts) - 1]
    one = IssueFile(issue, (), (), rounds_of(issue, kept))
    for day in {mark + timedelta(days=shift) for mark in marks for shift in (-1, 0, 1)}:
        expected = sum(start <= day for start in starts) - sum(end <= day for end in ends)
        assert one.open_on(day) == bool(expected)
        assert one.overdue_on(day) == (bool(expected) and day > DUE)


def test_no_issues_ask_no_questions() -> None:
    with opened() as branch:
        assert issue_files(branch) == []
        assert all(not one.open for one in month_counts(branch, Month(2026, 11)))
