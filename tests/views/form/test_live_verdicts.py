"""Verdicts on forms: told while typing or as a box is left, gone as soon as they are mended, unsaved."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.base.ids import new_uid
from desktop_app.records.box import AnyBox
from desktop_app.registers import catalogue
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.views.form.record_form import RecordForm
from tests.registers.invented_people import id_number, member
from tests.views.desk_driver import Driver

# By kind of box: words nobody can mean, and words that are right.
WRONG_AND_RIGHT = {
    "date": ("2026.13.1", "2026.10.9"),
    "partial_date": ("2026.2.30", "2005.7"),
    "month": ("2026.13", "2026.10"),
    "number": ("十几个", "3"),
    "money": ("12元5", "12.5"),
    "phone": ("打不通", "13900000001"),
    "time_span": ("2026.13.1 14:30-16:00", "2026.10.9 14:30-16:00"),
    "id_number": ("1.10101198507013E+17", id_number(date(1985, 7, 1), 101)),
}
FORMS = [r for r in catalogue() if r.form_boxes]


@pytest.fixture
def driver(make_desk) -> Driver:
    return make_desk(people=1)


def shown(driver: Driver, register: Any) -> RecordForm:
    form = RecordForm(driver.desk, register, register.new(), driver)
    form.setParent(driver.shell)
    form.resize(1000, 600)
    form.show()
    return form


def given(box: AnyBox) -> Any:
    """Something that stands in a required box."""
    if box.kind in ("person", "record"):
        return new_uid()
    if box.kind == "persons":
        return ((new_uid(), ""),)
    if box.kind in ("choice", "state"):
        return next(iter(box.options))
    if box.kind == "many_choice":
        return (next(iter(box.options)),)
    if box.kind == "lines":
        return ("第一项",)
    if box.kind == "yes_no":
        return True
    return box.parse("甲乙", None)


def fill(form: RecordForm, name: str) -> None:
    editor = form.body.editors[name]
    if editor.box.kind in WRONG_AND_RIGHT:
        right = WRONG_AND_RIGHT[editor.box.kind][1]
        editor.take_up(right.split(" ") if editor.box.kind == "time_span" else right)
    else:
        editor.set_value(given(editor.box))
    editor.edited.emit()


def try_what_is_lacking(driver: Driver, form: RecordForm) -> None:
    """Save an empty form: what it lacks is told, and goes box by box as it is filled."""
    body = form.body
    form.save()
    asked = driver.desk.ledger.problems(form.register.new())
    assert set(body.told) >= {one.box for one in asked if one.refuse and one.box in body.rows}
    for name in [name for name, problem in body.told.items() if problem.refuse]:
        if body.editors[name].box.is_starred and not body.is_filled(name):
            fill(form, name)
            assert not body.rows[name].error.words.text(), name
    form.verdicts.look_again()
    assert "还没有填" not in " ".join(row.error.words.text() for row in body.rows.values())
    left = sum(problem.refuse for problem in body.told.values())
    assert f"有 {left} 处要改" in form.trouble.text() if left else "处要改" not in form.trouble.text()


def try_what_cannot_be_read(form: RecordForm) -> int:
    """Type into each checked box what nobody can mean: it is told, and goes as it is mended."""
    tried = 0
    for name, editor in form.body.editors.items():
        wrong, right = WRONG_AND_RIGHT.get(editor.box.kind, ("", ""))
        if wrong and hasattr(editor, "line"):
            error = form.body.rows[name].error
            for words in (wrong, right):
                editor.line.setText(words)
                editor.line.textEdited.emit(words)
                if words == wrong:
                    editor.line.editingFinished.emit()
                    assert error.isVisibleTo(form), name
            assert not error.words.text(), name
            tried += 1
    return tried


def test_every_verdict_of_every_register_goes_when_it_is_mended(driver):
    tried = 0
    for register in FORMS:
        form = shown(driver, register)
        try_what_is_lacking(driver, form)
        tried += try_what_cannot_be_read(form)
        form.close()
        form.deleteLater()
    assert tried > 150


def test_a_wrong_check_digit_is_told_at_once_in_the_colour_of_a_warning(driver):
    form = driver.open_page("register:member", new=True).view.form
    row = form.body.rows["id_number"]
    number = id_number(date(1985, 7, 1), 101)
    bad = number[:-1] + ("0" if number[-1] != "0" else "1")
    driver.type_in("公民身份号码", bad, then_leave=False)
    assert "第 18 位应为" in row.warning.words.text()
    assert row.warning.isVisible()
    assert not row.help.isVisible()
    driver.keys("Ctrl+Return")
    assert row.warning.isVisible(), "a save that is refused for others leaves it"
    driver.type_in("公民身份号码", bad, then_leave=False)
    QTest.keyClick(driver.field("公民身份号码"), Qt.Key.Key_Backspace)
    QTest.keyClicks(driver.field("公民身份号码"), number[-1])
    assert not row.warning.isVisible()
    driver.see("18 位，校验通过")


def test_a_number_left_short_is_a_warning_and_one_being_typed_is_not(driver):
    form = driver.open_page("register:member", new=True).view.form
    row = form.body.rows["id_number"]
    driver.type_in("公民身份号码", "9901011985", then_leave=False)
    assert not row.warning.isVisible()
    driver.keys("Tab")
    assert "少 8 位" in row.warning.words.text()


@pytest.mark.parametrize("pasted", ["1.10101198507013E+17", "990101198507013000.0", "9.90101E+17"])
def test_a_number_damaged_by_a_spreadsheet_is_said_to_be_so_as_it_is_pasted(driver, pasted):
    form = driver.open_page("register:member", new=True).view.form
    field = driver.field("公民身份号码")
    field.setFocus()
    QApplication.clipboard().setText(pasted)
    field.paste()
    assert "后几位已经丢了" in form.body.rows["id_number"].warning.words.text()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert "后几位已经丢了" in form.body.rows["id_number"].error.words.text()
    driver.see_not("最多 19 个字")


def test_a_verdict_leads_to_the_box_that_answers_it_and_goes_when_it_is_answered(driver):
    one = member(7)
    driver.desk.ledger.save(one)
    form = driver.open_page("register:member", uid=one.uid).view.form
    driver.type_in("出生日期", "1985.7.1")
    row = form.body.rows["birth_date"]
    assert "出生日期和身份证号不一致" in row.error.words.text()
    link = row.error.link
    assert link is not None
    assert link.text() == "去「出生日期不一致的原因」"
    link.click()
    there = form.body.rows["birth_reason"]
    assert QApplication.focusWidget() is form.body.editors["birth_reason"].field
    top = there.mapTo(form.frame.viewport(), there.rect().topLeft()).y()
    assert 0 <= top < form.frame.viewport().height()
    QTest.keyClicks(QApplication.focusWidget(), "an")
    driver.qtbot.waitUntil(lambda: not row.error.words.text(), timeout=3000)


def test_the_count_beside_save_goes_with_the_last_verdict(driver):
    one = member(7)
    driver.desk.ledger.save(one)
    form = driver.open_page("register:member", uid=one.uid).view.form
    driver.type_in("姓名", " ")
    driver.keys("Ctrl+Return")
    driver.see("有 1 处要改")
    driver.type_in("姓名", "江北望", then_leave=False)
    driver.qtbot.waitUntil(lambda: not form.trouble.isVisible(), timeout=3000)
    driver.see_not("处要改")


def test_the_boxes_of_all_cards_of_a_form_stand_in_line(driver):
    for name in ("member", "issue", "party_org"):
        form = driver.open_page(f"register:{name}", new=True).view.form
        widths = {row.label.width() for row in form.body.rows.values()}
        assert len(widths) == 1, name


def test_a_group_is_asked_for_its_leader_and_a_branch_for_its_committee(driver):
    page = driver.open_page("register:party_org", new=True)
    body = page.view.form.body

    def asked() -> set[str]:
        return {name for name, row in body.rows.items() if row.isVisibleTo(body)}

    driver.choose("组织类别", "党小组")
    assert "group_leader" in asked()
    assert not asked() & {
        "secretary",
        "term_start",
        "term_years",
        "unit_code",
        "issues_letters",
        "joint_units",
    }
    driver.choose("组织类别", "党支部")
    assert asked() >= {"secretary", "term_start", "term_years"}
    assert "group_leader" not in asked()
    driver.type_in("本届起始", "2026.1.9")
    driver.choose("组织类别", "党小组")
    assert "term_start" in asked(), "what is filled is never hidden"


def test_a_group_has_no_tab_of_a_committee(driver):
    ledger = driver.desk.ledger
    above = ledger.find(PartyOrg.live())[0]
    group = PartyOrg(full_name="第一党小组", org_kind="党小组", parent=above.uid, org_code="Z001-1")
    ledger.save(group)
    page = driver.open_page("register:party_org", uid=group.uid)
    shown = [
        page.view.tabs.tabText(at) for at in range(page.view.tabs.count()) if page.view.tabs.isTabVisible(at)
    ]
    assert not any("支部委员" in words for words in shown)
    page = driver.open_page("register:party_org", uid=above.uid)
    shown = [
        page.view.tabs.tabText(at) for at in range(page.view.tabs.count()) if page.view.tabs.isTabVisible(at)
    ]
    assert any("支部委员" in words for words in shown)


def test_every_condition_of_a_box_names_values_its_deciding_box_has():
    for register in catalogue():
        for by, values in register.only_for.values():
            assert set(values) <= set(register.boxes[by].options), register.name


@pytest.mark.parametrize(
    ("typed", "stands", "kept"),
    [
        ("13900000001", "139 0000 0001", "13900000001"),
        ("139-0000-0001/010-12345678", "139 0000 0001、010-12345678", "13900000001、010-12345678"),
    ],
)
def test_a_telephone_number_stands_in_groups_and_is_kept_bare(driver, typed, stands, kept):
    form = driver.open_page("register:member", new=True).view.form
    driver.type_in("手机号码", typed)
    editor = form.body.editors["mobile"]
    assert editor.line.text() == stands
    assert editor.value() == kept
    editor.take_up(editor.kept())
    assert editor.value() == kept, "a draft says the same"
