"""Days left and days over, at and around the day itself."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.duties.basics.deadline import Standing, due_words, standing

TODAY = date(2026, 11, 23)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def test_the_day_itself_is_not_overdue() -> None:
    assert due_words(TODAY, TODAY) == "今天到期"
    assert standing(TODAY, TODAY, 0) is Standing.NEAR
    assert due_words(TODAY - timedelta(days=3), TODAY) == "逾期 3 天"
    assert standing(TODAY - timedelta(days=1), TODAY, 7) is Standing.OVERDUE
    assert due_words(TODAY + timedelta(days=7), TODAY) == "还有 7 天"
    assert standing(TODAY + timedelta(days=7), TODAY, 7) is Standing.NEAR
    assert standing(TODAY + timedelta(days=8), TODAY, 7) is Standing.OPEN


@given(days, days, st.integers(0, 60))
def test_words_and_standing_agree(due: date, today: date, near: int) -> None:
    assert (
        ("逾期" in due_words(due, today)) == (standing(due, today, near) is Standing.OVERDUE) == (due < today)
    )
    assert standing(due, today, near, done=True) is Standing.DONE


def test_no_day_is_never_overdue() -> None:
    assert due_words(None, TODAY) == "长期坚持"
    assert standing(None, TODAY, 7) is Standing.OPEN
