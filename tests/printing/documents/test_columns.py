"""Columns of codes, days and names are as wide as their longest; those of running words share the rest."""

import pytest

from desktop_app.printing.documents.columns import fitted
from desktop_app.printing.type.page import office_page
from desktop_app.printing.type.ruled import Column, RuledSheet

COLUMNS = (
    Column("编号", 12, align="center"),
    Column("日期", 12, align="center"),
    Column("姓名", 9),
    Column("情况", weight=1),
)
ROW = ("GHL-WANGGE-2026-01", "2026年12月12日", "欧阳明德", "楼道里堆放杂物，通风口被堵，已经约谈两次。" * 3)


def test_no_code_day_or_name_is_cut(setting):
    columns = fitted(COLUMNS, [ROW], 10.0, 175.0)
    assert [one.width > given.width for one, given in zip(columns[:3], COLUMNS, strict=False)] == [True] * 3
    assert columns[3] == COLUMNS[3]
    sheet = RuledSheet(columns, [ROW], size=10.0)
    setting([sheet], office_page())
    lines = [
        ["".join(token[0] for token in line) for line, *_ in cell.lines] for cell in sheet.set_row(0).cells
    ]
    assert lines[:3] == [[ROW[0]], [ROW[1]], [ROW[2]]]


@pytest.mark.parametrize("words", ["", "一二三四五六七八九十，还有许多话要说", "中"])
def test_words_leave_a_column_as_it_was(words):
    assert fitted(COLUMNS[:1], [(words,)], 10.0, 175.0) == [COLUMNS[0]]


def test_codes_never_take_the_room_of_the_words():
    endless = ("W" * 80, "", "", "情况")
    assert fitted(COLUMNS, [endless], 10.0, 175.0) == list(COLUMNS)
