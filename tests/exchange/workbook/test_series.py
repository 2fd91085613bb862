"""每周三 in a ledger of meetings: several meetings of which no day is told; asked, never guessed."""

from datetime import date

import pytest

from desktop_app.exchange.workbook.clocks import series_of


@pytest.mark.parametrize(
    ("words", "days", "hours"),
    [
        ("10月每周三下午", (7, 14, 21, 28), "下午"),
        ("2026年10月每周三 14:30-16:30", (7, 14, 21, 28), "14:30-16:30"),
        ("十月份每个星期三", (7, 14, 21, 28), ""),
        ("10月每周日", (4, 11, 18, 25), ""),
        ("每周三下午", (), "下午"),
        ("每礼拜天", (), ""),
    ],
)
def test_the_days_of_a_series(words, days, hours):
    found = series_of(words, 2026)
    assert found is not None
    assert ([day.day for day in found[0]], found[1]) == (list(days), hours)
    assert all((day.year, day.month) == (2026, 10) for day in found[0])


@pytest.mark.parametrize("words", ["2026-10-07（每周三）14:30", "10月7日 每周三下午", "上午", "10月7日", ""])
def test_a_day_that_is_told_is_no_series(words):
    assert series_of(words, 2026) is None


def test_the_year_of_the_words_holds():
    assert series_of("2025年10月每周三", 2026) == ([date(2025, 10, day) for day in (1, 8, 15, 22, 29)], "")
