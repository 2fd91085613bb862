"""The table of pages: every row leads to a page, stands once, and a wrong row is told in a sentence."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from desktop_app.registers import catalogue
from desktop_app.views import page_table
from desktop_app.views.page_parts.pane_page import PanePage
from desktop_app.views.page_table import PAGES, PRACTICE_HELP, ROWS, PageRow, Position, page_class
from desktop_app.views.pages.office.help_page import TOPICS

CATALOGUE = catalogue()


def of_row(row: PageRow) -> Iterator[str]:
    """What is wrong in one row, a sentence each that tells the remedy."""
    if not row.title:
        yield "has no title: say what its header and the navigation call it"
    if row.help not in TOPICS:
        yield f"has help {row.help!r}: take one of {', '.join(sorted(TOPICS))}"
    if not row.icon and not row.registers:
        yield "has no icon: name one, or a register to take it from"
    if row.position is Position.PRACTICE and not row.registers:
        yield "belongs to no practice: name its registers, or another position"
    if row.states and not row.registers:
        yield "has pictures of states: name the register whose states they are"
    for name in row.registers:
        if name not in CATALOGUE:
            yield f"has register {name!r}: no register is called so"
    try:
        view = page_class(row.view)
    except LookupError as error:
        yield str(error)
    else:
        if row.begins and not callable(getattr(view, row.begins, None)):
            yield f"begins with {row.begins!r}: {view.__name__} has no such method"


def wrong(*rows: PageRow) -> list[str]:
    """What is wrong in a table of pages, told with the file, the row and the remedy."""
    told = [f"{page_table.__file__}: page {row.key!r} {one}" for row in rows for one in of_row(row)]
    for key, times in Counter(row.key for row in rows).items():
        if times > 1:
            told.append(f"{page_table.__file__}: page {key!r} stands there twice: give it a key of its own")
    for name, times in Counter(name for row in rows for name in row.registers).items():
        if times > 1:
            told.append(f"{page_table.__file__}: two pages open {name!r}: keep it in one of them")
    return told


def test_the_table_is_in_order():
    assert wrong(*PAGES) == []


def test_the_states_pictured_are_states_of_the_register():
    for row in PAGES:
        if row.states:
            register = CATALOGUE[row.registers[0]]
            assert set(row.states) <= set(register.boxes[register.state].options), row.key


def test_every_practice_has_its_topic():
    assert {register.group for register in CATALOGUE if register.group} == set(PRACTICE_HELP)
    assert set(PRACTICE_HELP.values()) <= set(TOPICS)


SOUND = ROWS["issues"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (replace(SOUND, view="rectification.issue_page:IssuesPage"), "names no page; give it as"),
        (replace(SOUND, view="rectification.no_such_page:IssuePage"), "names no page; give it as"),
        (replace(SOUND, view="rectification.issue_pane:IssuePane"), "names no page; give it as"),
        (replace(SOUND, title=""), "has no title: say"),
        (replace(SOUND, help="nowhere"), "has help 'nowhere': take one of"),
        (replace(SOUND, registers=("isue",)), "has register 'isue': no register"),
        (replace(SOUND, registers=()), "has no icon: name one"),
        (replace(SOUND, begins="start"), "begins with 'start': IssuePage has no such method"),
        (replace(ROWS["calendar"], position=ROWS["dues"].position), "belongs to no practice"),
        (replace(ROWS["calendar"], states=("筹备",)), "name the register whose states"),
    ],
)
def test_a_wrong_row_is_told_with_its_name_and_remedy(row, told):
    said = wrong(row)
    assert any(told in one and "page_table" in one for one in said), said


def test_a_key_or_a_register_stands_once():
    twice = replace(SOUND, title="又一页")
    assert any("stands there twice" in one for one in wrong(SOUND, twice))
    other = replace(SOUND, key="more_issues")
    assert any("two pages open 'issue'" in one for one in wrong(SOUND, other))


def test_a_module_that_fails_by_itself_is_not_called_missing(monkeypatch):
    def broken(name):
        raise ModuleNotFoundError("No module named 'openpyxel'", name="openpyxel")

    monkeypatch.setattr("desktop_app.views.page_table.import_module", broken)
    with pytest.raises(ModuleNotFoundError, match="openpyxel"):
        page_class(SOUND.view)


def test_the_sections_a_pane_names_stand_in_the_form_of_its_register():
    for row in PAGES:
        page = page_class(row.view)
        if issubclass(page, PanePage):
            pane, register = page.pane_class, CATALOGUE[page.pane_class.register]
            titles = {section.title for section in register.sections}
            assert set(pane.sections) <= titles, (row.key, set(pane.sections) - titles)
