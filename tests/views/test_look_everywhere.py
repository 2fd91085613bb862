"""A quick look over a few pages in the smallest rooms; tests/benchmarks/look_everywhere.py looks at all."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.records.record import Register
from desktop_app.registers import catalogue
from desktop_app.views.form.boxes_form import BoxesForm
from desktop_app.views.page_parts.meeting_sheet import Scrolled
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.page_parts.record_dialog import AskDialog
from desktop_app.views.pages.rectification.issue_page import IssuePage
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.on_screen import most_size
from tests.benchmarks.look_everywhere import offered_rooms
from tests.views.looking import come_to_rest, look_over

# What a window has on a small screen, in px at 12 pt: of 1366×768 with 18 pt, or at 150 %, and of 1024×600.
ROOMS = [(911, 460), (1024, 560)]
# The widths of a list's columns are looked at where the list is.
LISTS = ("RecordTable",)


def put(parent: QWidget, widget: QWidget, *place: int) -> QWidget:
    widget.setParent(parent)
    widget.setGeometry(QRect(*place))
    return widget


@pytest.fixture
def wrong(qtbot, theme):
    """A window with one of everything that is wrong."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 400)
    put(window, QPushButton("出去了"), 380, 10, 90, 40)
    put(window, QPushButton("叠着一"), 10, 60, 90, 40)
    put(window, QPushButton("叠着二"), 80, 60, 90, 40)
    put(window, QLabel("这一行话比它的地方长得多"), 10, 110, 60, 30)
    pale = put(window, QLabel("看不清"), 10, 150, 100, 30)
    pale.setStyleSheet("color: #BBBBBB; background: #FFFFFF;")
    put(window, QLineEdit(), 10, 190, 120, 40)
    low = put(window, QPushButton("太矮"), 10, 240, 90, 20)
    low.setStyleSheet("min-height: 0; padding: 0;")
    low.setFixedHeight(20)
    scroll = QScrollArea()
    wide = QFrame()
    wide.setMinimumSize(300, 900)
    scroll.setWidget(wide)
    put(window, scroll, 10, 270, 120, 60)
    window.show()
    return window


def test_the_look_finds_each_thing_that_is_wrong(wrong):
    found = look_over(wrong)
    kinds = {one.kind for one in found}
    assert kinds >= {"outside", "overlap", "cut", "pale", "nameless", "low", "sideways", "slit"}, found
    assert "看不清" in next(one.where for one in found if one.kind == "pale")


def test_a_main_button_of_a_dialog_has_to_be_in_sight(qtbot, theme):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.addSpacing(900)
    button = QPushButton("保存")
    button.setProperty("look", "main")
    column.addWidget(button)
    scroll = QScrollArea()
    scroll.setWidget(inside)
    QVBoxLayout(dialog).addWidget(scroll)
    dialog.resize(300, 300)
    dialog.show()
    assert "save line" in {one.kind for one in look_over(dialog)}


def test_a_cell_cut_beside_an_empty_column_is_found_and_one_without_room_is_not(qtbot, theme):
    table = PlainTable(theme, ("名", "注"), name="名和注")
    qtbot.addWidget(table)
    table.show_lines([PlainLine(("查看", "这一条写得很长，" * 3))])
    table.resize(theme.unit(700), 200)
    table.show()
    come_to_rest()
    assert look_over(table, pixels=False) == []
    table.view.horizontalHeader().resizeSection(0, theme.unit(500))
    come_to_rest()
    (found,) = look_over(table, pixels=False)
    assert found.kind == "elided"
    assert "这一条" in found.seen
    table.view.horizontalHeader().resizeSection(0, theme.unit(70))
    table.resize(theme.unit(260), 200)
    come_to_rest()
    assert look_over(table, pixels=False) == []


def test_a_heading_that_is_cut_needs_a_tip(qtbot, theme):
    window = QWidget()
    table = QTableWidget(1, 2, window)
    table.setAccessibleName("两列")
    table.setHorizontalHeaderLabels(["对方接收的情况", "结果"])
    table.setColumnWidth(0, 40)
    table.resize(400, 200)
    qtbot.addWidget(window)
    window.show()
    assert [one.kind for one in look_over(window, pixels=False)] == ["cut"]


def test_a_list_that_scrolls_in_a_page_that_scrolls_is_found(qtbot, theme):
    inside, outer = QScrollArea(), QScrollArea()
    for frame, least in ((inside, 900), (outer, 700)):
        frame.setAccessibleName("长")
        frame.setWidgetResizable(True)
        frame.setWidget(QWidget())
        frame.widget().setMinimumHeight(least)
    QVBoxLayout(outer.widget()).addWidget(inside)
    outer.resize(400, 400)
    qtbot.addWidget(outer)
    outer.show()
    assert [one.kind for one in look_over(outer, pixels=False)] == ["nested"]


def test_a_window_past_the_edge_of_the_screen_is_found(qtbot, theme):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    window.move(window.screen().availableGeometry().right() - 20, 20)
    assert [one.kind for one in look_over(window, pixels=False)] == ["screen"]


def registers_with_every_editor() -> list[Register]:
    """As few registers as have a box of every kind between them."""
    found: list[Register] = []
    kinds: set[str] = set()
    everything = {box.kind for one in catalogue() for box in one.form_boxes.values()}
    while kinds != everything:
        best = max(catalogue(), key=lambda one: len({box.kind for box in one.form_boxes.values()} - kinds))
        kinds |= {box.kind for box in best.form_boxes.values()}
        found.append(best)
    return found


@pytest.mark.parametrize("register", registers_with_every_editor(), ids=lambda one: one.name)
def test_every_editor_stands_whole_in_a_narrow_form(make_desk, qtbot, register):
    desk = make_desk().desk
    form = BoxesForm(desk, register, register.sections)
    form.show_record(register.new())
    frame = Scrolled(desk.theme)
    frame.setWidget(form)
    qtbot.addWidget(frame)
    frame.show()
    for width in (1000, 400, 1000, 560, 400):  # as a window is made smaller, larger, and smaller again
        frame.resize(width, 400)
        come_to_rest()
        found = look_over(frame, pixels=width == 400)
        assert [one for one in found if one.kind != "screen"] == []


def test_a_deep_form_is_looked_at_when_it_has_settled_and_a_squeezed_one_is_found(qtbot, theme):
    form = FormGrid(theme, columns=1)
    for number in range(6):
        form.add_row(f"第{number}栏", QLineEdit(), help="写清楚时间、地点、人物，还有是谁核实的，一句一句写")
    holder: QWidget = form
    for _ in range(12):
        outer = QWidget()
        QVBoxLayout(outer).addWidget(holder)
        holder = outer
    frame = Scrolled(theme)
    frame.setWidget(holder)
    qtbot.addWidget(frame)
    frame.resize(900, 300)
    frame.show()
    come_to_rest()
    frame.resize(620, 300)
    come_to_rest()
    assert look_over(frame, pixels=False) == []
    form.setFixedHeight(form.height() // 2)
    come_to_rest()
    assert {one.kind for one in look_over(frame, pixels=False)} >= {"cut", "outside"}


def test_each_screen_is_looked_at_with_every_size_of_type_offered_on_it():
    assert [str(one) for one in offered_rooms()] == [
        "1366x690@12",
        "1366x690@14",
        "1366x690@16",
        "1366x690@18",
        "1366x690@12*1.25",
        "1366x690@14*1.25",
        "1366x690@12*1.5",
        "1280x650@12",
        "1280x650@14",
        "1280x650@16",
        "1024x560@12",
    ]


def test_nothing_is_wrong_on_pages_in_a_small_room(make_desk):
    driver = make_desk()
    driver.add_page("issues", lambda: IssuePage(driver.desk, driver.shell), "问题整改")
    driver.shell.show_sample_banner("示例数据：人物和事情都是编的", "清空示例，正式开始")
    driver.shell.set_status(("数据保存在本机", "未联网", "本机为非涉密计算机，禁止录入国家秘密、工作秘密"))
    member = driver.desk.ledger.find(driver.desk.ledger.catalogue["member"].model.live().limit(1))[0]
    places = [("issues", {}), ("register:member", {}), ("register:member", {"uid": member.uid})]
    for key, args in places:
        driver.open_page(key, **args)
        for size in ROOMS:
            driver.shell.resize(*size)
            come_to_rest(driver.desk.bridge.idle)
            assert driver.shell.width() == size[0], "a page widened the window"
            found = [one for one in look_over(driver.shell, pixels=size == ROOMS[0]) if one.kind != "screen"]
            assert [one for one in found if not any(name in one.where for name in LISTS)] == [], (key, args)


def test_a_dialog_with_a_long_form_stays_on_the_screen(make_desk, qtbot):
    driver = make_desk()
    dialog = AskDialog(driver.desk, "填一张长表", "保存这张表", parent=driver.shell)
    form = FormGrid(driver.desk.theme, columns=1)
    for number in range(40):
        form.add_row(f"第{number}栏", QLineEdit())
    dialog.put_in_frame(form)
    dialog.show()
    driver.rest()
    room = dialog.screen().availableGeometry()
    assert room.contains(dialog.frameGeometry())
    assert dialog.height() <= most_size(dialog).height()
    assert [one for one in look_over(dialog, pixels=False) if one.kind != "cut"] == []
    dialog.reject()


def test_a_dialog_with_a_long_list_keeps_its_verb_on_the_screen(make_desk):
    driver = make_desk()
    dialog = AskDialog(driver.desk, "改很多条", "批量修改", parent=driver.shell)
    table = PlainTable(driver.desk.theme, ("记录", "结果"), name="改成什么样")
    table.setMinimumHeight(2000)
    dialog.body.addWidget(table, 1)
    dialog.body.addWidget(Words(driver.desk.theme, "改 3 条，不变 2 条", wrap=True))
    dialog.show()
    come_to_rest()
    assert dialog.screen().availableGeometry().contains(dialog.frameGeometry())
    assert look_over(dialog, pixels=False) == []
    dialog.reject()
