"""Words written before are offered in every text box that repeats; nothing is filled in unasked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.registers import catalogue
from desktop_app.registers.study.study_materials import THEORY, StudyMaterial
from desktop_app.views.form.editors.offering import OfferingLine
from tests.views.desk_driver import Driver


@pytest.fixture
def shelf(make_desk):
    """The box of where new material lies, three of which were written before."""
    driver: Driver = make_desk(people=2)
    for place in ("社区活动室", "社区议事厅", "街道会议室"):
        driver.desk.ledger.save(StudyMaterial(title=f"学习资料，放在{place}", kind=THEORY, shelf=place))
    form = driver.open_page("register:study_material", new=True).view.form
    return driver, form.body.editors["shelf"]


def shown(line: OfferingLine) -> list[str]:
    if not line.is_offering():
        return []
    return [line.offered.item(at).text() for at in range(line.offered.count())]


def test_what_fits_is_offered_the_latest_first(shelf):
    driver, editor = shelf
    driver.type_in("存放处", "社区", then_leave=False)
    assert shown(editor.line) == ["社区议事厅", "社区活动室"]
    driver.type_in("存放处", "jdh", then_leave=False)
    assert shown(editor.line) == ["街道会议室"]
    driver.type_in("存放处", "别处", then_leave=False)
    assert shown(editor.line) == []


def test_tab_and_enter_take_nothing_that_was_not_pointed_at(shelf):
    driver, editor = shelf
    driver.type_in("存放处", "社区")
    assert editor.value() == "社区"
    assert not editor.line.is_offering()
    driver.type_in("存放处", "街道", then_leave=False)
    driver.keys("Return")
    assert editor.value() == "街道"
    assert QApplication.focusWidget() is not editor.line


def test_down_and_enter_take_one_and_the_hand_stays(shelf):
    driver, editor = shelf
    driver.type_in("存放处", "社区", then_leave=False)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(editor.line, key)
    assert editor.value() == "社区活动室"
    assert QApplication.focusWidget() is editor.line
    assert not editor.line.is_offering()


def test_down_in_an_empty_box_shows_all_and_esc_puts_them_away_and_keeps_the_form(shelf):
    driver, editor = shelf
    editor.line.setFocus()
    QTest.keyClick(editor.line, Qt.Key.Key_Down)
    assert len(shown(editor.line)) == 3
    driver.keys("Esc")
    assert not editor.line.is_offering()
    assert editor.line.isVisible()


def test_a_click_takes_the_word(shelf):
    driver, editor = shelf
    driver.type_in("存放处", "街", then_leave=False)
    spot = editor.line.offered.visualItemRect(editor.line.offered.item(0)).center()
    QTest.mouseClick(editor.line.offered.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert editor.value() == "街道会议室"


def test_every_short_text_of_every_register_offers_but_names_numbers_and_what_is_private():
    silent = set()
    for register in catalogue():
        for name, box in register.form_boxes.items():
            if box.kind == "text" and not box.offered_from:
                silent.add(f"{register.name}.{name}")
                why = box.private or box.is_name or not box.repeats
                assert why, f"{register.name}.{name} offers nothing and does not say why"
            elif box.kind == "text":
                assert not box.private
    assert {"member.name", "member.dues_card_no", "service_order.address"} <= silent
    assert not silent & {"meeting.place", "study_session.title", "study_session.lecturer", "member.work_unit"}
