"""Several cells pasted into one box are never joined unseen; a line end behind one cell goes by itself."""

from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from desktop_app.registers.people.members import Member
from desktop_app.views.form.block_paste import BlockDialog
from desktop_app.views.form.boxes_form import BoxesForm
from tests.views.desk_driver import Preview


@pytest.fixture
def driver(make_desk: Any) -> Any:
    made = make_desk()
    made.taken = Preview(made.desk.theme)
    made.add_page("import", lambda: made.taken)
    return made


def editors_of(page: Any) -> list[Any]:
    return [editor for form in page.view.findChildren(BoxesForm) for editor in form.editors.values()]


def paste(driver: Any, title: str, words: str) -> Any:
    QApplication.clipboard().setText(words)
    field = driver.field(title)
    field.setFocus()
    field.paste()
    QApplication.processEvents()
    return field


def press_in_dialog(driver: Any, button: str) -> list[str]:
    """Press a button of the question that is about to come; its words."""
    told: list[str] = []

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BlockDialog)
        told.extend((dialog.windowTitle(), dialog.verb_button.text()))
        getattr(dialog, button).click()

    QTimer.singleShot(50, press)
    return told


def test_every_line_of_a_form_drops_the_line_end_behind_a_cell(driver: Any) -> None:
    page = driver.open_page("register:member", new=True)
    lines = 0
    for editor in editors_of(page):
        for line in editor.findChildren(QLineEdit):
            if line.isReadOnly() or not line.isEnabled():
                continue
            QApplication.clipboard().setText("\t甲\r\n")
            line.clear()
            line.paste()
            assert not set(line.text()) & set("\r\n\t\u2028\u2029"), editor.box.name
            lines += 1
        for text in editor.findChildren(QPlainTextEdit):
            text.clear()
            text.paste()
            assert text.toPlainText() == "甲"
    assert lines > 20


def test_a_block_in_one_box_asks_and_the_first_cell_is_taken(driver: Any) -> None:
    driver.open_page("register:member", new=True)
    told = press_in_dialog(driver, "verb_button")
    field = paste(driver, "姓名", "安长河\r\n白建设\r\n")
    driver.qtbot.waitUntil(lambda: field.text() == "安长河")
    assert told == ["粘贴的是 2 格，「姓名」只有一格", "只填第一格“安长河”"]


def test_a_block_goes_nowhere_when_the_person_thinks_better_of_it(driver: Any) -> None:
    driver.open_page("register:member", new=True)
    driver.field("姓名").setText("曹立春")
    told = press_in_dialog(driver, "cancel_button")
    field = paste(driver, "姓名", "安长河\t男")
    driver.qtbot.waitUntil(lambda: bool(told))
    assert field.text() == "曹立春"
    assert not driver.taken.asked


def test_each_row_becomes_a_record_to_be_looked_at(driver: Any) -> None:
    driver.open_page("register:member", new=True)
    press_in_dialog(driver, "split_button")
    paste(driver, "姓名", "安长河\n白建设\n")
    driver.qtbot.waitUntil(lambda: bool(driver.taken.asked))
    asked = driver.taken.asked[-1]
    assert asked["register"] == "member"
    assert asked["grid"].likely == ("name",)
    assert len(asked["grid"].rows) == 2


def test_names_pasted_into_a_list_of_people_are_a_row_each(driver: Any) -> None:
    names = [one.name for one in driver.desk.ledger.find(Member.live())[:3]]
    page = driver.open_page("register:talk", new=True)
    found = [e for e in editors_of(page) if e.box.kind == "persons"]
    if not found:
        page = driver.open_page("register:research", new=True)
        found = [e for e in editors_of(page) if e.box.kind == "persons"]
    editor = found[0]
    editor.add_button.click()
    line = editor.rows[-1].line
    QApplication.clipboard().setText("\n".join(names) + "\n")
    line.paste()
    driver.qtbot.waitUntil(lambda: len(editor.rows) == 3)
    assert [row.line.text() for row in editor.rows] == names
