"""Laws of months, partial dates and spans: ISO round trips, order, arithmetic."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.periods import Month, PartialDate, Span, add_months, add_years, echo, years_between

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
months = st.builds(Month, st.integers(1900, 2100), st.integers(1, 12))
minutes = st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 30)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
spans = st.builds(
    lambda start, length: Span(start, start + timedelta(minutes=length)), minutes, st.integers(1, 1440)
)


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day, known, about = draw(days), draw(st.integers(1, 3)), draw(st.booleans())
    return PartialDate(day.year, day.month if known > 1 else None, day.day if known > 2 else None, about)


@given(partial_dates())
def test_partial_date_iso_round_trip(value: PartialDate) -> None:
    assert PartialDate.from_iso(value.iso()) == value


@given(months)
def test_month_iso_round_trip(value: Month) -> None:
    assert Month.from_iso(value.iso()) == value


@given(spans)
def test_span_iso_round_trip(value: Span) -> None:
    assert Span.from_iso(value.iso()) == value


@given(partial_dates(), partial_dates())
def test_partial_dates_sort_as_their_stored_text(one: PartialDate, other: PartialDate) -> None:
    assert (one < other) == (one.iso() < other.iso())
    assert (one <= other) == (not other < one)


@given(partial_dates())
def test_partial_date_covers_its_days(value: PartialDate) -> None:
    first, last = value.first_day(), value.last_day()
    assert first <= last
    assert (first == last) == (value.day is not None)
    assert first.year == last.year == value.year
    assert (last + timedelta(days=1)).day == 1 or value.day is not None


@given(months, st.integers(-600, 600))
def test_month_shift_is_undone_by_its_opposite(month: Month, count: int) -> None:
    assert month.shift(count).shift(-count) == month
    assert (month.shift(count) > month) == (count > 0)


@given(months)
def test_month_holds_exactly_its_days(month: Month) -> None:
    assert month.first_day() in month
    assert month.last_day() in month
    assert month.last_day() + timedelta(days=1) not in month
    assert Month.of(month.last_day() + timedelta(days=1)) == month.shift(1)
    assert (month.quarter - 1) * 3 < month.month <= month.quarter * 3


@given(days, st.integers(-50, 50))
def test_years_between_counts_whole_years(day: date, count: int) -> None:
    anniversary = add_years(day, count)
    assert years_between(day, anniversary) == count or (day.month, day.day) == (2, 29)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 10, 9), -10, date(2025, 12, 9)),
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
    ],
)
def test_add_months_stays_in_the_month(day: date, count: int, expected: date) -> None:
    assert add_months(day, count) == expected


def test_age_changes_on_the_birthday() -> None:
    assert years_between(date(1985, 7, 1), date(2026, 6, 30)) == 40
    assert years_between(date(1985, 7, 1), date(2026, 7, 1)) == 41


def test_papers_read_without_leading_zeros() -> None:
    assert echo(date(1985, 7, 1)) == "1985年7月1日 周一"
    assert PartialDate(1998, 7, about=True).chinese() == "约1998年7月"
    assert Month(2026, 10).chinese() == "2026年10月"
    afternoon = Span(datetime(2026, 10, 9, 14, 30), datetime(2026, 10, 9, 16))
    assert afternoon.chinese() == "2026年10月9日14:30—16:00"
    overnight = Span(datetime(2026, 12, 31, 22), datetime(2027, 1, 1, 1, 5))
    assert overnight.chinese() == "2026年12月31日22:00—2027年1月1日1:05"
    assert overnight.minutes == 185


@pytest.mark.parametrize("text", ["1998-7", "1998-07-01-02", "98", "1998-13", "", "~", "1998-02-30"])
def test_wrong_iso_texts_are_defects(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.from_iso(text)


def test_span_refuses_seconds_and_backwards() -> None:
    noon = datetime(2026, 10, 9, 12)
    with pytest.raises(ValueError, match="after"):
        Span(noon, noon)
    with pytest.raises(ValueError, match="minute"):
        Span(noon, noon + timedelta(seconds=90))


@pytest.mark.parametrize("text", ["2026-00", "2026-13", "2026-01-00", "2026-00-01"])
def test_no_month_and_no_day_is_called_nought(text: str) -> None:
    with pytest.raises(ValueError, match=r"month|day"):
        PartialDate.from_iso(text)
