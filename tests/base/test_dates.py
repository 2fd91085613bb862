"""Dates as typed: what is read, what is asked, what is refused and with which words."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.ambiguous import Ambiguous
from desktop_app.base.dates import (
    from_serial,
    parse_date,
    parse_month,
    parse_partial_date,
    parse_span,
    parse_time,
)
from desktop_app.base.errors import UserError
from desktop_app.base.numerals import capital_date, chinese
from desktop_app.base.periods import Month, PartialDate, Span, chinese_date, chinese_time, echo

TODAY = date(2026, 11, 23)
FIRST_OF_JULY = date(1985, 7, 1)

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
moments = st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 30)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


def in_words(day: date) -> str:
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    return f"{year}年{chinese(day.month)}月{chinese(day.day)}日"


@given(days)
def test_every_way_of_writing_a_day_is_read_back(day: date) -> None:
    for text in (
        chinese_date(day),
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day} 0:00:00",
        echo(day),
        in_words(day),
        capital_date(day),
        PartialDate.of(day).iso(),
        day.isoformat() + "T00:00",
    ):
        assert parse_date(text, today=TODAY) == day, text


@given(st.dates(date(1900, 1, 1), date(2027, 12, 31)))
def test_a_day_with_a_short_year_is_among_what_is_offered(day: date) -> None:
    with pytest.raises(Ambiguous) as asked:
        parse_partial_date(f"{day:%y%m%d}", today=TODAY)
    assert PartialDate.of(day) in [choice.value for choice in asked.value.choices]


@pytest.mark.parametrize("text", ["851301", "850732", "850229", "850001", "850700", "202801"])
def test_six_digits_that_are_no_day_and_no_month_are_not_guessed_at(text: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_partial_date(text, today=TODAY)
    assert not isinstance(refused.value, Ambiguous)


def test_a_month_in_digits_may_lie_in_the_coming_year() -> None:
    assert parse_partial_date("202712", today=TODAY) == PartialDate(2027, 12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1900", "1900"),
        ("2100", "2100"),
        ("190001", "1900-01"),
        ("198501", "1985-01"),
        ("1985.12", "1985-12"),
        ("19000101", "1900-01-01"),
        ("2100.12.31", "2100-12-31"),
        ("1985.1.31", "1985-01-31"),
        ("13/7/1985", "1985-07-13"),
        ("7/7/1985", "1985-07-07"),
        ("31/12/1985", "1985-12-31"),
        ("1985-07-01 23:59:59", "1985-07-01"),
        ("1985年6月30日 周天", "1985-06-30"),
        ("1985年7月 周一", "1985-07"),
    ],
)
def test_the_first_and_the_last_there_is_are_read(text: str, expected: str) -> None:
    assert parse_partial_date(text, today=TODAY).iso() == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1899", "看不懂"),
        ("2101", "看不懂"),
        ("18991231", "1899"),
        ("2101.1.1", "2101"),
        ("1985.0.1", "没有 0 月"),
        ("1985.7.0", "只有 31 天"),
        ("1985.7.32", "只有 31 天"),
        ("19850700", "只有 31 天"),
        ("198513", "看不懂"),
        ("198500", "看不懂"),
        ("31/2/1985", "看不懂"),
        ("85.13.1", "看不懂"),
        ("85.7.0", "看不懂"),
        ("00000", "看不懂"),
        ("00060", "看不懂"),
        ("09999", "看不懂"),
        ("46753", "看不懂"),
        ("99999", "看不懂"),
        ("1985-07-01 24:00", "24:00"),
        ("1985-07-01 23:60", "23:60"),
        ("1985-07-01 23:59:60", "23:59"),
    ],
)
def test_one_more_or_less_than_there_is_is_refused(text: str, words: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_partial_date(text, today=TODAY)
    assert words in refused.value.what
    assert not isinstance(refused.value, Ambiguous)


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [
        ("凌晨", 0, 6), ("清晨", 4, 9), ("早上", 4, 11), ("早晨", 4, 11), ("上午", 5, 12), ("中午", 11, 14),
        ("下午", 12, 19), ("傍晚", 16, 20), ("晚上", 17, 23), ("夜里", 19, 23),
    ],
)  # fmt: skip
def test_a_part_of_the_day_fits_its_own_hours_and_no_others(part: str, first: int, last: int) -> None:
    fits = set()
    for hour in range(24):
        with suppress(UserError):
            assert parse_time(f"{part}{hour}点") in (time(hour), time(hour + 12 if hour < 12 else 0))
            fits.add(parse_time(f"{part}{hour}点").hour)
    assert fits == set(range(first, last + 1))
    for hour in range(max(first, 13), last + 1):
        assert parse_time(f"{part}{hour - 12}点") == time(hour)


@given(days, st.integers(1, 3), st.booleans())
def test_partial_dates_are_read_back(day: date, known: int, about: bool) -> None:
    value = PartialDate(day.year, day.month if known > 1 else None, day.day if known > 2 else None, about)
    assert parse_partial_date(value.chinese(), today=TODAY) == value
    assert parse_partial_date(value.iso(), today=TODAY) == value


@given(st.builds(Month, st.integers(1900, 2100), st.integers(1, 12)))
def test_months_are_read_back(month: Month) -> None:
    for text in (month.chinese(), month.iso(), month.iso().replace("-", ""), month.iso().replace("-", ".")):
        assert parse_month(text, today=TODAY) == month


@given(st.times())
def test_times_are_read_back(moment: time) -> None:
    minute = moment.replace(second=0, microsecond=0)
    for text in (
        chinese_time(minute),
        f"{minute:%H:%M}",
        f"{minute:%H%M}",
        f"{minute.hour}点{minute.minute}分",
    ):
        assert parse_time(text) == minute


@given(moments, st.integers(1, 3000))
def test_spans_are_read_back(start: datetime, length: int) -> None:
    span = Span(start, start + timedelta(minutes=length))
    assert parse_span(span.chinese(), today=TODAY) == span
    assert parse_span(span.iso()) == span


@pytest.mark.parametrize(
    "text",
    [
        "19850701",
        "1985.7.1",
        "1985-7-1",
        "1985/7/1",
        "1985年7月1日",
        "1985年7月1号",
        "１９８５．７．１",
        "1985。7。1",
        "1985 7 1",
        "1985，7，1",
        "1985年 7月 1日",
        "1985/7/1 0:00:00",
        "1985-07-01T00:00",
        "1985-07-01 00:00:00.000",
        "19850701.0",
        "一九八五年七月一日",
        "\u200b1985.7.1\t",
        "'1985-07-01",
        "1985年7月1日 周一",
        "1985年7月1日（星期一）",
        "1985.7.1.",
        "1985.07.01",
    ],
)
def test_one_day_in_many_hands(text: str) -> None:
    assert parse_date(text, today=TODAY) == FIRST_OF_JULY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1985.07", "1985-07"),
        ("1985-07", "1985-07"),
        ("198507", "1985-07"),
        ("1985.10", "1985-10"),
        ("1985年1月", "1985-01"),
        ("1985-1", "1985-01"),
        ("1985年元月", "1985-01"),
        ("1985", "1985"),
        ("1985年", "1985"),
        ("约1998年7月", "1998-07~"),
        ("1998年左右", "1998~"),
        ("大约 1998.07", "1998-07~"),
        ("二○二六年十月", "2026-10"),
    ],
)
def test_less_than_a_day_is_read_as_known(text: str, expected: str) -> None:
    assert parse_partial_date(text, today=TODAY).iso() == expected


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("1985.1", ("1985年1月", "1985年10月")),
        ("850701", ("1985年7月1日",)),
        ("85.7.1", ("1985年7月1日",)),
        ("260701", ("1926年7月1日", "2026年7月1日")),
        ("200107", ("2001年7月", "1920年1月7日", "2020年1月7日")),
        ("七月一日", ("2026年7月1日", "2025年7月1日")),
        ("12.31", ("2026年12月31日", "2025年12月31日")),
        ("7/1/1985", ("1985年7月1日", "1985年1月7日")),
        ("31229", ("1985年7月1日",)),
        ("10000", ("1927年5月18日",)),
        ("46752", ("2027年12月31日",)),
        ("85.1.31", ("1985年1月31日",)),
        ("85.12.1", ("1985年12月1日",)),
        ("27.1.1", ("1927年1月1日", "2027年1月1日")),
        ("28.1.1", ("1928年1月1日",)),
        ("1/2/2026", ("2026年1月2日", "2026年2月1日")),
        ("约1985.1", ("约1985年1月", "约1985年10月")),
    ],
)
def test_what_a_careful_clerk_would_ask(text: str, labels: tuple[str, ...]) -> None:
    with pytest.raises(Ambiguous) as asked:
        parse_partial_date(text, today=TODAY)
    assert tuple(choice.label for choice in asked.value.choices) == labels
    assert all(isinstance(choice.value, PartialDate) for choice in asked.value.choices)


def test_the_choices_are_of_the_kind_asked_for() -> None:
    with pytest.raises(Ambiguous) as asked:
        parse_date("850701", today=TODAY)
    assert [choice.value for choice in asked.value.choices] == [FIRST_OF_JULY]
    with pytest.raises(Ambiguous) as asked:
        parse_month("2026.1", today=TODAY)
    assert [choice.value for choice in asked.value.choices] == [Month(2026, 1), Month(2026, 10)]
    with pytest.raises(Ambiguous) as asked:
        parse_month("十月份", today=TODAY)
    assert [choice.value for choice in asked.value.choices] == [Month(2026, 10), Month(2025, 10)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1985-02-30", "只有 28 天"),
        ("1985.13.1", "没有 13 月"),
        ("农历五月初五", "农历"),
        ("1985", "缺几月几日"),
        ("1985.07", "缺几日"),
        ("1985.1", "缺几日"),
        ("约1985年7月1日", "大约"),
        ("1885.7.1", "1885"),
        ("1985年7月1日 周二", "是周一"),
        ("1985-07-01 25:00", "25:00"),
        ("", "没有填"),
        ("无", "看不懂"),
        ("3月30", "没有写年份"),
        ("2月30日", "看不懂"),
        ("1985.7.1 1986.7.1", "看不懂"),
    ],
)
def test_a_refusal_names_the_fault(text: str, words: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_date(text, today=TODAY)
    assert words in refused.value.what


@given(st.text(max_size=20))
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (
        lambda: parse_partial_date(text, today=TODAY),
        lambda: parse_month(text, today=TODAY),
        lambda: parse_time(text),
        lambda: parse_span(text, today=TODAY),
    ):
        with suppress(UserError):
            read()


@given(st.text("0123456789.-/年月日 约:T初一十〇周点半下午到—", max_size=16))
def test_no_nearly_right_text_breaks_the_readers(text: str) -> None:
    for read in (
        lambda: parse_date(text, today=TODAY),
        lambda: parse_month(text, today=TODAY),
        lambda: parse_time(text),
        lambda: parse_span(text, today=TODAY),
    ):
        with suppress(UserError):
            read()


def test_today_and_last_month_follow_the_clock() -> None:
    assert parse_date("昨天", today=date(2026, 3, 1)) == date(2026, 2, 28)
    assert parse_month("上月", today=date(2026, 1, 5)) == Month(2025, 12)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1985", "不是一个月份"),
        ("1985.7.1", "不是一个月份"),
        ("198513", "没有 13 月"),
        ("13月", "没有 13 月"),
        ("85.7.1", "只写了两位"),
    ],
)
def test_what_is_no_month_is_refused(text: str, words: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_month(text, today=TODAY)
    assert words in refused.value.what


def test_excel_serials_of_both_calendars() -> None:
    assert from_serial(61) == date(1900, 3, 1)
    assert from_serial(0, from_1904=True) == date(1904, 1, 1)
    assert from_serial(31229) == FIRST_OF_JULY
    assert from_serial(31229, from_1904=True) == date(1989, 7, 2)
    with pytest.raises(ValueError, match="Excel"):
        from_serial(60)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("14：30", 14, 30),
        ("930", 9, 30),
        ("14点半", 14, 30),
        ("下午2:30", 14, 30),
        ("下午两点半", 14, 30),
        ("晚上七点一刻", 19, 15),
        ("上午9时", 9, 0),
        ("中午12点", 12, 0),
        ("凌晨12点", 0, 0),
        ("14:30:00", 14, 30),
        ("下午二点三十", 14, 30),
        ("十四点零五分", 14, 5),
        ("中午1点", 13, 0),
        ("下午14:30", 14, 30),
        ("下午三点三刻", 15, 45),
        ("一点一刻", 1, 15),
        ("23:59", 23, 59),
        ("0:30", 0, 30),
    ],
)
def test_times_in_many_hands(text: str, hour: int, minute: int) -> None:
    assert parse_time(text) == time(hour, minute)


@pytest.mark.parametrize("text", ["24:00", "14:60", "14:30:25", "上午14:30", "半", "", "2.5"])
def test_impossible_times_are_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse_time(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("晚上12点", "“晚上”和 12 点"),
        ("上午3点", "“上午”和 3 点"),
        ("傍晚3点", "“傍晚”和 3 点"),
        ("24:00", "24:00"),
        ("14:60", "14:60"),
        ("14:30:01", "带了秒"),
    ],
)
def test_a_refused_time_is_told_as_it_was_written(text: str, words: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_time(text)
    assert words in refused.value.what


@pytest.mark.parametrize(
    "text",
    [
        "2026.10.9 下午2点半到4点",
        "2026-10-9 14:30-16:00",
        "20261009 1430-1600",
        "2026年10月9日14:30至16:00",
        "二〇二六年十月九日下午两点半至四点",
        "2026年10月9日（周五）14:30～16:00",
        "2026/10/9 14:30 -- 16:00",
    ],
)
def test_one_span_in_many_hands(text: str) -> None:
    assert parse_span(text).iso() == "2026-10-09T14:30/2026-10-09T16:00"


def test_a_span_without_its_year_is_asked() -> None:
    with pytest.raises(Ambiguous) as asked:
        parse_span("10月9日 14:30-16:00", today=TODAY)
    assert asked.value.choices[0].label == "2026年10月9日14:30—16:00"
    with pytest.raises(UserError, match="没有写全年月日"):
        parse_span("10月9日 14:30-16:00")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("10月9日16:00", "2026-10-09T16:00"),
        ("10月10日9:00", "2026-10-10T09:00"),
        ("2027.1.1 9:00", "2027-01-01T09:00"),
    ],
)
def test_the_year_of_the_end_may_be_left_out_within_the_year(text: str, end: str) -> None:
    assert parse_span(f"2026.10.9 14:30—{text}").iso() == f"2026-10-09T14:30/{end}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026.10.9 14:30—14:30", "不晚于"),
        ("2025.3.1 22:00—2月29日 2:00", "不晚于"),
        ("2026.10.9 14:30-16:00吃饭", "看不懂"),
        ("2026.10.9 14:30 16:00", "之间没有"),
    ],
)
def test_a_refused_span_is_told_why(text: str, words: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_span(text, today=TODAY)
    assert words in refused.value.what


@pytest.mark.parametrize("text", ["2026.10.9 16:00—14:30", "14:30-16:00", "2026.10.9 14:30", "2026.10.9", ""])
def test_a_span_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse_span(text, today=TODAY)
