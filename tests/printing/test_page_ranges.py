"""Pages as people type them."""

import pytest

from desktop_app.base.errors import UserError
from desktop_app.printing.page_ranges import range_words, read_ranges


@pytest.mark.parametrize(
    ("words", "pages"),
    [
        ("1-3,5", (0, 1, 2, 4)),
        ("１－３，５", (0, 1, 2, 4)),
        ("1、3；5", (0, 2, 4)),
        ("8-", (7, 8, 9)),
        ("-2", (0, 1)),
        ("第2页至第4页", (1, 2, 3)),
        ("3 - 4", (2, 3)),
        ("5,1,5", (4, 0)),
        (" 10 ", (9,)),
    ],
)
def test_what_is_meant(words: str, pages: tuple[int, ...]) -> None:
    assert read_ranges(words, 10) == pages


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "还没有写"),
        ("第三页", "看不出"),
        ("1-2-3", "看不出"),
        ("0", "没有第 0 页"),
        ("3-1", "前后反了"),
        ("9-12", "没有第 12 页，一共 10 页"),
        ("-", "看不出"),
    ],
)
def test_what_cannot_be_meant_is_told(words: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        read_ranges(words, 10)


def test_pages_in_words() -> None:
    assert range_words((0, 1, 2, 4)) == "1-3,5"
    assert range_words((4,)) == "5"
