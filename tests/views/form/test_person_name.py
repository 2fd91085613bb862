"""A person's name on a form: a loose dot is asked, a lost character told, a rare one found and put in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.registers import catalogue
from desktop_app.views.form.editors.person_name import NameEditor
from tests.views.desk_driver import Driver


@pytest.fixture
def name(make_desk):
    """The name on a new form of the roster."""
    driver: Driver = make_desk(people=1)
    form = driver.open_page("register:member", new=True).view.form
    return driver, form.body.editors["name"]


@pytest.mark.parametrize("dot", list("•・．‧.。･∙⋅"))
def test_a_loose_dot_is_asked_and_nothing_changes_unasked(name, dot):
    driver, editor = name
    driver.type_in("姓名", f"买买提{dot}阿布都")
    assert editor.value() == f"买买提{dot}阿布都"
    driver.press("改为规范的写法：买买提·阿布都")
    assert editor.value() == "买买提·阿布都"
    driver.see_not("照原样保留")


def test_what_was_kept_as_it_is_is_not_asked_again(name):
    driver, editor = name
    driver.type_in("姓名", "买买提•阿布都")
    driver.press("照原样保留：买买提•阿布都")
    assert editor.value() == "买买提•阿布都"
    driver.keys("Tab")
    driver.see_not("改为规范的写法")


def test_a_blank_inside_goes_and_a_full_name_keeps_its_own(name):
    driver, editor = name
    driver.type_in("姓名", " 张　三\t")
    assert editor.value() == "张三"


def test_a_character_of_the_private_area_is_asked_where_its_place_is_known(name):
    driver, editor = name
    driver.type_in("姓名", "刘\ue863")
    driver.press("改为规范的写法：刘䶮")
    assert editor.value() == "刘䶮"


@pytest.mark.parametrize("lost", ["刘?", "刘□", "刘\ue000"])
def test_a_lost_character_is_told_and_stays_until_it_is_replaced(name, lost):
    driver, editor = name
    driver.type_in("姓名", lost)
    driver.see("可能是没显示出来的生僻字")
    assert editor.value() == lost


def test_a_rare_character_is_found_by_its_sound_and_goes_in_at_the_cursor(name):
    driver, editor = name
    driver.type_in("姓名", "王华", then_leave=False)
    editor.line.setCursorPosition(1)
    driver.press("生僻字")
    picker = editor.picker
    QTest.keyClicks(picker.sound, "lin")
    shown = [picker.found.item(at).text() for at in range(picker.found.count())]
    picker.found.setCurrentRow(shown.index("𬭸"))
    assert "2CB78" in picker.told.text()
    QTest.keyClick(picker.found, Qt.Key.Key_Return)
    assert editor.value() == "王𬭸华"
    assert not picker.isVisible()


def test_a_rare_character_is_found_by_radical_and_strokes(name):
    driver, editor = name
    driver.press("生僻字")
    picker = editor.picker
    assert not picker.take_button.isEnabled()
    picker.radical.set_value(212)
    picker.radical.activated.emit(picker.radical.currentIndex())
    whole = picker.found.count()
    picker.strokes.set_value(4)
    picker.strokes.activated.emit(picker.strokes.currentIndex())
    shown = [picker.found.item(at).text() for at in range(picker.found.count())]
    assert 0 < len(shown) < whole
    picker.found.setCurrentRow(shown.index("䶮"))
    QTest.mouseClick(picker.take_button, Qt.MouseButton.LeftButton)
    assert editor.value() == "䶮"


def test_the_name_of_every_person_is_typed_into_such_a_box(name):
    driver, _editor = name
    names = [
        f"{register.name}.{box.name}"
        for register in catalogue()
        for box in register.form_boxes.values()
        if box.kind == "text" and box.title in ("姓名", "点单人")
    ]
    assert set(names) >= {"member.name", "development.person", "reporting_in.name", "service_order.requester"}
    for place in names:
        register, box = place.split(".")
        form = driver.open_page(f"register:{register}", new=True).view.form
        assert isinstance(form.body.editors[box], NameEditor), place


@pytest.mark.parametrize("box", ["introducers", "branch"])
def test_the_menu_of_every_line_of_words_puts_a_rare_character_in(name, box):
    driver, _editor = name
    other = driver.shell.current_page().view.form.body.editors[box]
    other.line.setFocus()
    other.line.setText("王华")
    other.line.setCursorPosition(1)
    other.line.customContextMenuRequested.emit(other.line.rect().center())
    menu = other.rare.menu
    next(one for one in menu.actions() if one.text() == "插入生僻字").trigger()
    menu.close()
    other.rare.picker.picked.emit("𬭸")
    other.rare.picker.reject()
    assert other.line.text() == "王𬭸华"
    assert driver.shell.current_page().view.form.is_dirty


def test_a_character_told_in_words_is_found_where_its_parts_lead_and_takes_their_place(name):
    driver, editor = name
    driver.type_in("姓名", "李(左王右月)华")
    driver.see("像是一个打不出来的字")
    driver.press("生僻字")
    shown = [editor.picker.found.item(at).text() for at in range(editor.picker.found.count())]
    editor.picker.found.setCurrentRow(shown.index("玥"))
    QTest.keyClick(editor.picker.found, Qt.Key.Key_Return)
    assert editor.value() == "李玥华"
    driver.see_not("像是一个打不出来的字")
