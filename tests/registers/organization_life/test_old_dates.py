"""Last month's date left in copied minutes."""

from datetime import date

import pytest

from desktop_app.registers.organization_life.old_dates import old_dates

HELD = date(2026, 9, 12)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("8月15日上午，支部召开支委会", ["8月15日"]),
        ("2026年8月15日，8月15日", ["8月15日"]),
        ("08月05号的会", ["8月5日"]),
        ("今天是9月12日，9月3日已办", []),
        ("11月20日以前完成", []),
        ("2025年8月15日的决定", []),
        ("1月3日以来", []),
        ("", []),
        (None, []),
    ],
)
def test_a_date_of_an_earlier_month_is_found(text, found):
    assert old_dates(HELD, [text]) == found


def test_in_january_the_last_months_are_those_of_the_year_before():
    assert old_dates(date(2026, 1, 9), ["12月9日召开", "2025年11月9日"]) == ["12月9日", "11月9日"]
    assert old_dates(date(2026, 1, 9), ["5月9日"]) == []
