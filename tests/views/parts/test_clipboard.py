"""What is copied arrives in a spreadsheet cell by cell, with every ID as text."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.views.parts.clipboard import html_table, tab_separated, table_mime

CELLS = st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=4), min_size=1, max_size=5)


class Table(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append("")
        elif tag == "br":
            self.rows[-1][-1] += "\n"

    def handle_data(self, data: str) -> None:
        if self.rows:
            self.rows[-1][-1] += data


@given(CELLS)
def test_tabs_and_breaks_inside_a_cell_do_not_move_the_others(rows: list[list[str]]) -> None:
    lines = tab_separated(rows).split("\n")
    assert [len(line.split("\t")) for line in lines] == [len(row) for row in rows]


@given(
    st.lists(st.lists(st.text("张<&>\"' 1\n", max_size=8), min_size=1, max_size=4), min_size=1, max_size=4)
)
def test_the_html_holds_the_same_cells(rows: list[list[str]]) -> None:
    assert Table(html_table(rows)).rows == rows


@pytest.mark.parametrize(
    "text", ["990101198507013212", "99010119850701002X", "13800138000", "007", "2026-11-23", "1985.07"]
)
def test_what_is_no_quantity_is_marked_as_text(text: str) -> None:
    assert re.search(r"mso-number-format:'\\@'[^>]*>" + re.escape(text), html_table([[text]]))


@pytest.mark.parametrize("text", ["46", "1,200.00", "张三", "", "0", "93%"])
def test_quantities_and_words_are_left_alone(text: str) -> None:
    assert "mso-number-format" not in html_table([[text]])


def test_both_kinds_are_offered(qapp: object) -> None:
    mime = table_mime([["张三", "1"]])
    assert mime.text() == "张三\t1"
    assert mime.hasHtml()
