"""The form under the habits of an office: pastes, the wheel, Enter, Esc, drafts, steps, locks, doubts."""

import re
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton, QWidget

from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.people.members import Member
from desktop_app.registers.rectification.issues import Issue
from desktop_app.views.form.child_list import ChildList
from desktop_app.views.page_parts.list_controls import of_children
from desktop_app.views.table.list_layout import note_key
from tests.registers.invented_people import id_number
from tests.views.desk_driver import Driver
from tests.views.form.seeds import open_child
from tests.views.form.test_every_register import SPAN, seeds


@pytest.fixture
def driver(make_desk) -> Driver:
    return make_desk(people=3)


@pytest.fixture
def form(driver):
    """An empty form of the roster."""
    return driver.open_page("register:member", new=True).view.form


@pytest.mark.parametrize(
    "pasted",
    ["19850701", "1985.7.1", "1985-7-1", "1985/7/1", "1985年7月1日", " 1985-07-01\n", "１９８５．７．１"],
)
def test_a_pasted_date_is_read_and_echoed(driver, form, pasted):
    driver.paste_in("出生日期", pasted)
    assert form.body.editors["birth_date"].value() == date(1985, 7, 1)
    driver.see("1985年7月1日 周一")


def test_a_date_box_can_be_empty(driver, form):
    driver.paste_in("出生日期", "1985.7.1")
    driver.paste_in("出生日期", " ")
    assert form.body.editors["birth_date"].value() is None


def test_six_digits_are_asked_with_a_button_each(driver, form):
    driver.type_in("出生日期", "250701")
    driver.press("1925年7月1日")
    assert form.body.editors["birth_date"].value() == date(1925, 7, 1)
    driver.see_not("2025年7月1日")


def test_an_impossible_date_is_told_at_its_box(driver, form):
    driver.type_in("出生日期", "1985.2.30")
    assert form.body.rows["birth_date"].error.words.text()
    assert driver.field("出生日期").text() == "1985.2.30", "what was typed stays"


def test_the_wheel_changes_nothing(driver, form):
    field = driver.field("人员类别")
    driver.choose("人员类别", "正式党员")
    for widget in (field, driver.field("性别")):
        before = widget.currentText()
        spot = QPointF(5, 5)
        event = QWheelEvent(
            spot,
            widget.mapToGlobal(spot),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)
        assert widget.currentText() == before


@pytest.mark.parametrize(
    "dress", ["{a} {b} {c}", "{a}\u00a0{b}\u3000{c} ", "'{a}{b}{c}\t", "\u202d{a}{b}{c}\u202c"]
)
def test_a_pasted_number_is_never_cut(driver, form, dress):
    number = id_number(date(1985, 7, 1), 101)
    driver.paste_in("公民身份号码", dress.format(a=number[:6], b=number[6:14], c=number[14:]))
    assert form.body.editors["id_number"].value() == number
    assert driver.field("公民身份号码").text() == f"{number[:6]} {number[6:14]} {number[14:]}"
    driver.see("18 位，校验通过：1985年7月1日出生，男")


def test_the_count_runs_while_typing(driver, form):
    driver.type_in("公民身份号码", "9901011985", then_leave=False)
    assert "已输入 10 位，应为 18 位" in driver.words_in_sight()


def test_a_number_fills_what_is_empty_and_asks_where_it_differs(driver, form):
    driver.choose("性别", "女")
    driver.type_in("公民身份号码", id_number(date(1985, 7, 1), 101))
    assert form.body.editors["birth_date"].value() == date(1985, 7, 1)
    driver.see("「性别」和号码不一致，以哪个为准？")
    driver.press("按号码：男")
    assert form.body.editors["gender"].value() == "1"
    driver.see_not("以哪个为准")


def test_the_filled_value_may_stand_against_the_number(driver, form):
    driver.type_in("出生日期", "1985.7.2")
    driver.type_in("公民身份号码", id_number(date(1985, 7, 1), 101))
    driver.press("按已填：1985-07-02")
    assert form.body.editors["birth_date"].value() == date(1985, 7, 2)


def test_an_old_number_is_offered_its_eighteen_places(driver, form):
    driver.type_in("公民身份号码", "990101850701321")
    driver.press("升为 18 位：990101 19850701 3212")
    assert form.body.editors["id_number"].value() == "990101198507013212"


def test_enter_goes_on_and_presses_no_button(driver, form):
    driver.type_in("姓名", "张三", then_leave=False)
    driver.keys("Return")
    assert QApplication.focusWidget() is driver.field("性别")
    assert driver.desk.ledger.count(Member.live()) == 3
    assert not any(b.autoDefault() or b.isDefault() for b in driver.shell.findChildren(QPushButton))


def test_a_long_text_keeps_its_lines_and_tab_leaves_it(driver, form):
    field = driver.type_in("备注", "一\n二")
    assert field.toPlainText() == "一\n二"
    assert QApplication.focusWidget() is not field


def test_empty_required_boxes_are_told_where_they_are(driver, form):
    driver.press("保存")
    assert form.body.rows["name"].error.words.text() == "「姓名」还没有填。"
    driver.see("处要改，已在旁边写明")
    assert QApplication.focusWidget() is driver.field("公民身份号码")
    driver.type_in("姓名", "张三")
    assert form.body.rows["name"].error.words.text() == "", "typing takes the mark away"


def test_warnings_are_told_and_block_nothing(driver):
    page = driver.open_page("register:member")
    driver.open_row("安长河")
    driver.paste_in("转正日期", " ")
    driver.press("保存")
    driver.see("已保存，还有 1 处请留意")
    driver.see("请留意：正式党员要有转正日期")
    assert page.view.form.body.rows["full_on"].error.words.text() == ""


def test_esc_keeps_what_was_typed_and_offers_it_again(driver, form):
    driver.type_in("姓名", "没写完的人")
    driver.type_in("出生日期", "1985.2.30")
    driver.keys("Escape")
    driver.see("没有保存的内容留着")
    driver.press("新增一人")
    driver.see("2026年11月23日9:30写的内容还没有保存")
    driver.press("接着写")
    assert driver.field("姓名").text() == "没写完的人"
    assert driver.field("出生日期").text() == "1985.2.30", "even what could not be read is kept"


def test_a_draft_is_written_while_typing_and_dropped_after_the_save(driver):
    driver.open_page("register:member")
    driver.open_row("安长河")
    form = driver.shell.current_page().view.form
    driver.type_in("姓名", "安长江")
    assert form.keeper.timer.isActive()
    form.keeper.timer.timeout.emit()
    driver.rest()
    assert "安长江" in driver.desk.ledger.note(form.keeper.draft.key)
    driver.keys("Ctrl+Return")
    assert driver.desk.ledger.note(form.keeper.draft.key) == ""


def test_a_draft_taken_up_leaves_what_was_saved_since(driver):
    driver.open_page("register:member")
    driver.open_row("安长河")
    uid = driver.shell.current_page().view.form.record.uid
    driver.type_in("姓名", "安长江")
    driver.keys("Escape")
    ledger = driver.desk.ledger
    fresh = ledger.get(Member, uid)
    fresh.mobile = "13900000099"
    ledger.save(fresh)
    driver.rest()
    driver.open_row("安长河")
    driver.press("接着写")
    assert driver.field("姓名").text() == "安长江"
    driver.keys("Ctrl+Return")
    row = ledger.get(Member, uid)
    assert (row.name, row.mobile) == ("安长江", "13900000099")


def test_a_draft_may_be_thrown_away(driver, form):
    driver.type_in("姓名", "不要的人")
    driver.keys("Escape")
    driver.press("新增一人")
    driver.press("不要了")
    driver.keys("Escape")
    driver.press("新增一人")
    assert not any("都还在" in words for words in driver.words_in_sight())


def test_people_are_found_by_initials_and_enter_takes_the_first(driver):
    driver.open_page("register:identity_display", new=True)
    field = driver.type_in("党员", "byt", then_leave=False)
    assert field.is_open()
    QTest.keyClick(QApplication.activePopupWidget() or field, Qt.Key.Key_Return)
    driver.rest()
    assert field.text() == "白雨田"
    form = driver.shell.current_page().view.form
    assert driver.desk.ledger.name(form.body.editors["member"].value()) == "白雨田"


def test_two_of_one_name_are_told_apart(driver):
    ledger = driver.desk.ledger
    one = ledger.find(Member.live().where(Member.name == "白雨田"))[0]
    one.name = "安长河"
    ledger.save(one)
    driver.open_page("register:identity_display", new=True)
    driver.type_in("党员", "安长河")
    driver.press("安长河（尾号1012 男 1980-01-02）")
    form = driver.shell.current_page().view.form
    assert form.body.editors["member"].value() == one.uid


def test_nobody_of_that_name_is_told(driver):
    driver.open_page("register:identity_display", new=True)
    driver.type_in("党员", "查无此人")
    driver.see("没有“查无此人”")
    assert driver.field("党员").text() == "查无此人", "what was typed stays"


def test_a_step_asks_what_it_needs_and_moves_the_record(driver):
    links = seeds(driver)
    ledger = driver.desk.ledger
    driver.open_page("register:issue", uid=links["issue"].uid)
    driver.press("开始整改")
    driver.see("整改中")
    driver.press("申请销号")
    driver.press("申请销号")
    assert driver.top() is not driver.shell, "the dialog stays while something is missing"
    driver.type_in("整改成效", "路灯已亮")
    driver.keys("Escape")
    assert driver.top() is driver.shell
    driver.press("申请销号")
    driver.press("接着写")
    assert driver.field("整改成效").toPlainText() == "路灯已亮", "Esc lost nothing"
    driver.press("先不做")
    assert ledger.get(Issue, links["issue"].uid).state == "整改中"


def test_a_locked_record_says_why_and_what_is_open(driver):
    ledger = driver.desk.ledger
    meeting = Meeting(kind="支部党员大会", title="学习", start_end=SPAN)
    ledger.save(meeting)
    with ledger.action("旧记录", kind="import") as action:
        register = ledger.catalogue["meeting"]
        old = register.stored(meeting)
        action.put([action._version(register, meeting, "edit", old, {**old, "state": "归档"}, None)])
    page = driver.open_page("register:meeting", uid=meeting.uid)
    driver.see("这一条已经“归档”，写定的内容不能再改。")
    assert driver.field("会议名称/主题").isReadOnly()
    speeches = open_child(page.view, "speech")
    driver.rest()
    assert not speeches.add_button.isEnabled()
    driver.see("这里不能再改")


def test_children_are_edited_under_their_parent(driver):
    links = seeds(driver)
    page = driver.open_page("register:meeting", uid=links["meeting"].uid)
    open_child(page.view, "resolution")
    driver.rest()
    driver.press("新增")
    driver.type_in("决议内容", "修好楼道灯")
    driver.press("保存")
    assert page.view.tabs.tabText(4) == "决议 2"
    driver.select_row("修好楼道灯")
    driver.press("移除")
    assert page.view.tabs.tabText(4) == "决议 1"
    driver.open_row("修好路灯")
    driver.type_in("决议内容", "年底前修好路灯")
    driver.keys("Ctrl+Return")
    assert driver.row_of("年底前修好路灯") >= 0


def test_a_list_of_children_is_found_as_it_was_left_and_its_menu_has_the_buttons(driver, qtbot):
    links = seeds(driver)
    page = driver.open_page("register:meeting", uid=links["meeting"].uid)
    children = open_child(page.view, "resolution")
    driver.rest()
    before = list(children.model.names)
    children.table.horizontalHeader().moveSection(0, 1)
    qtbot.waitUntil(lambda: children.model.names != before)
    children.table.horizontalHeader().resizeSection(0, 240)
    page.may_leave()
    driver.rest()
    again = ChildList(driver.desk, children.register, links["meeting"], page, looks=of_children)
    qtbot.addWidget(again)
    assert again.model.names == [before[1], before[0], *before[2:]]
    assert abs(again.table.columnWidth(0) - 240) <= 1
    assert again.model.rowCount() == children.model.rowCount() == 1
    verbs = [one.words for one in children.table.row_verbs() if one.words]
    assert verbs[:3] == ["打开", "移除", "新增"]


def test_a_list_of_children_has_columns_filters_and_views_of_its_own(driver, qtbot):
    links = seeds(driver)
    page = driver.open_page("register:meeting", uid=links["meeting"].uid)
    children = open_child(page.view, "resolution")
    driver.rest()
    look = children.look
    assert look.columns_button.isVisible()
    assert look.views_button.isVisible()
    counted: list[int] = []
    children.counted.connect(counted.append)
    look.turn_filters()
    box = children.table.heads.boxes["text"]
    box.setFocus()
    box.setText("没有这样的决议")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert children.model.rowCount() == 0
    assert children.table.isVisible(), "the boxes typed into stay in sight"
    children.refresh()
    assert counted == [1], "the tab tells how many there are, not how many are listed"
    look.keep_view("没有的")
    look.show_all()
    assert children.model.rowCount() == 1
    driver.rest()
    assert driver.desk.ledger.note(note_key("resolution@meeting"))
    assert not driver.desk.ledger.note(note_key("resolution"))


def test_an_unsaved_record_has_no_children_yet(driver):
    page = driver.open_page("register:meeting", new=True)
    page.view.tabs.setCurrentIndex(1)
    driver.see("先保存这一条")
    driver.press("回到内容")
    assert page.view.tabs.currentIndex() == 0


def test_the_history_tells_old_and_new_in_words(driver):
    driver.open_page("register:member")
    driver.open_row("安长河")
    driver.choose("人员类别", "预备党员")
    driver.keys("Ctrl+Return")
    view = driver.shell.current_page().view
    view.tabs.setCurrentIndex(view.tabs.count() - 1)
    shown = driver.words_in_sight()
    assert {"正式党员 → 预备党员", "修改"} <= set(shown)
    driver.see("2026年11月23日 9:30")


def test_what_came_late_is_marked(driver):
    links = seeds(driver)
    page = driver.open_page("register:meeting", uid=links["meeting"].uid)
    page.view.tabs.setCurrentIndex(page.view.tabs.count() - 1)
    assert any(re.fullmatch(r"补录 \d+ 天", words) for words in driver.words_in_sight())


def test_qt_speaks_chinese(driver):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Yes)
    driver.qtbot.addWidget(box)
    words = [button.text() for button in box.buttons()]
    assert all(any("\u4e00" <= char <= "\u9fff" for char in one) for one in words), words


def test_no_part_of_a_form_is_ever_a_window_of_its_own(driver):
    shown = []
    driver.open_page("register:member")

    class Watch(QWidget):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(watched)
            return False

    watch = Watch()
    driver.qtbot.addWidget(watch)
    QApplication.instance().installEventFilter(watch)
    driver.open_row("安长河")
    driver.press("返回列表")
    driver.press("新增一人")
    QApplication.instance().removeEventFilter(watch)
    assert shown == []


def test_undo_in_a_form_acts_on_the_form_while_it_holds_something_unsaved(driver, form):
    driver.shell.undo_asked.connect(lambda: driver.desk.ledger.undo())
    before = driver.desk.ledger.can_undo()
    driver.type_in("姓名", "安长河")
    driver.choose("性别", "女")
    driver.choose("性别", "男")
    driver.choose("人员类别", "正式党员")
    driver.keys("Ctrl+Z")
    assert form.body.editors["category"].value() is None
    driver.keys("Ctrl+Y")
    assert form.body.editors["category"].value() == "正式党员"
    driver.keys("Ctrl+Z")
    driver.keys("Ctrl+Z")
    assert form.body.editors["gender"].value() is None
    assert form.body.editors["name"].value() == "安长河"
    form.save_button.setFocus()
    for _ in range(3):
        driver.keys("Ctrl+Z")
    assert form.body.editors["name"].value() in (None, "")
    assert driver.desk.ledger.can_undo() == before


def test_no_kind_of_box_lets_undo_through_to_the_books_while_something_is_unsaved(make_desk):
    driver = make_desk(people=1)
    asked: list[str] = []
    driver.shell.undo_asked.connect(lambda: asked.append("undo"))
    tried: set[str] = set()
    for register in driver.desk.ledger.catalogue:
        if not register.group or {box.kind for box in register.form_boxes.values()} <= tried:
            continue
        form = driver.open_page(f"register:{register.name}", new=True).view.form
        form.body.history.unsaved = True
        for name, editor in form.body.editors.items():
            editor.field.setFocus()
            QTest.keyClick(editor.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            assert not asked, f"{register.name}.{name}"
            tried.add(editor.box.kind)
    assert len(tried) > 12
