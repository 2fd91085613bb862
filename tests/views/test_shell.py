"""The shell as it is used: pages by mouse and keys, header, notices, banner, and its start."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.views.look.start import RESOURCES
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.page import Page
from desktop_app.views.shell import Shell
from tests.views.gallery_parts import build_window

LEFT, CONTROL, ALT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Notebook(Page):
    def __init__(self, theme: Theme, title: str, log: list[object]) -> None:
        super().__init__(theme, title)
        self.log, self.count, self.stay, self.prints = log, 46, False, False
        self.box = QLineEdit()
        QVBoxLayout(self).addWidget(self.box)
        self.buttons = (PlainButton(theme, "打印", "print"), PrimaryButton(theme, f"新增{title}", "add"))
        log.append(f"built {title}")

    def count_words(self) -> str:
        return f"共 {self.count} 人"

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return self.buttons

    def search_hint(self) -> str:
        return "姓名"

    def on_search(self, words: str) -> None:
        self.log.append(("search", self.title, words))

    def on_shown(self, **args: object) -> None:
        self.log.append(("shown", self.title, args))

    def on_print(self) -> bool:
        return self.prints

    def may_leave(self) -> bool:
        return not self.stay


@pytest.fixture
def log() -> list[object]:
    return []


@pytest.fixture
def shell(qtbot: QtBot, theme: Theme, log: list[object]) -> Shell:
    shell = Shell(theme, "支部台账", "城关街道社区第三党支部")
    qtbot.addWidget(shell)
    for key, title, group in (
        ("home", "工作台", ""),
        ("member", "党员", "党员与组织"),
        ("dues", "党费", "党员与组织"),
    ):
        shell.add_page(key, title, key, group, partial(Notebook, theme, title, log))
    shell.add_page("plain", "说明", "help", "其他", lambda: QLabel("说明"))
    shell.add_page("settings", "设置", "settings", "", partial(Notebook, theme, "设置", log), pinned=True)
    shell.go("home")
    shell.resize(1366, 768)
    shell.show()
    shell.activateWindow()
    log.clear()
    return shell


def page(shell: Shell) -> Notebook:
    present = shell.current_page()
    assert isinstance(present, Notebook)
    return present


def test_a_click_in_the_navigation_builds_and_shows_the_page(
    qtbot: QtBot, shell: Shell, log: list[object]
) -> None:
    with qtbot.waitSignal(shell.page_shown) as shown:
        qtbot.mouseClick(shell.navigation.entries["member"], LEFT)
    assert shown.args == ["member"]
    assert log == ["built 党员", ("shown", "党员", {})]
    assert shell.header.title.text() == "党员"
    assert shell.header.count.text() == "共 46 人"
    assert [key for key, entry in shell.navigation.entries.items() if entry.isChecked()] == ["member"]
    assert page(shell).buttons[1].isVisible()
    qtbot.mouseClick(shell.navigation.entries["home"], LEFT)
    qtbot.mouseClick(shell.navigation.entries["member"], LEFT)
    assert log.count("built 党员") == 1


def test_a_second_click_leaves_the_mark(qtbot: QtBot, shell: Shell) -> None:
    entry = shell.navigation.entries["member"]
    for _ in range(2):
        qtbot.mouseClick(entry, LEFT)
        assert entry.isChecked()


def test_what_the_link_carries_reaches_the_page(shell: Shell, log: list[object]) -> None:
    assert shell.go("dues", member="张三")
    assert log[-1] == ("shown", "党费", {"member": "张三"})


def test_a_page_that_wants_to_stay_stays(qtbot: QtBot, shell: Shell) -> None:
    page(shell).stay = True
    qtbot.mouseClick(shell.navigation.entries["member"], LEFT)
    assert shell.pages.current_key == "home"
    assert shell.navigation.entries["home"].isChecked()
    assert not shell.navigation.entries["member"].isChecked()
    assert not shell.close()
    page(shell).stay = False
    with qtbot.waitSignal(shell.closing):
        assert shell.close()


def test_the_header_follows_the_page(shell: Shell) -> None:
    home = page(shell)
    home.count = 47
    home.headline_changed.emit()
    assert shell.header.count.text() == "共 47 人"
    shell.go("plain")
    assert shell.header.title.text() == "说明"
    assert not shell.header.search.isVisible()
    assert not any(button.isVisible() for button in home.buttons)
    shell.go("member")
    home.count = 99
    home.headline_changed.emit()
    assert shell.header.count.text() == "共 46 人"
    shell.go("home")
    assert all(button.isVisible() for button in home.buttons)


def test_search_goes_to_the_page_in_sight(qtbot: QtBot, shell: Shell, log: list[object]) -> None:
    qtbot.keyClick(shell, Qt.Key.Key_F, CONTROL)
    assert shell.focusWidget() is shell.header.search
    qtbot.keyClicks(shell.header.search, "zs")
    qtbot.keyClick(shell.header.search, Qt.Key.Key_Return)
    assert log == [("search", "工作台", "zs")]


def test_a_page_that_searches_itself_is_not_left(qtbot: QtBot, shell: Shell) -> None:
    asked: list[str] = []
    shell.search_asked.connect(asked.append)
    qtbot.keyClicks(shell.header.search, "zs")
    qtbot.keyClick(shell.header.search, Qt.Key.Key_Return)
    assert asked == []


def test_a_long_title_gives_way_to_what_stands_beside_it(shell: Shell, theme: Theme) -> None:
    header = shell.header
    buttons = [PlainButton(theme, words) for words in ("导出 Excel", "打印", "新增一条", "粘贴表格")]
    header.show_page("很长的台账名称" * 6, "共 12,345 条", "姓名")
    header.show_actions(buttons)
    assert header.title.sizeHint().width() > 700
    assert shell.minimumSizeHint().width() <= 1366


def test_words_with_nothing_to_press_stay_on_their_page(shell: Shell) -> None:
    shell.show_notice("已备份")
    shell.go("member")
    assert not shell.notice.isVisible()
    shell.show_notice("已保存", "撤销", lambda: None)
    shell.go("home")
    assert shell.notice.isVisible()


@pytest.mark.parametrize("leave", [QWidget.hide, lambda box: box.setEnabled(False)], ids=["gone", "grey"])
def test_the_cursor_of_a_box_that_goes_stays_on_the_page(
    qtbot: QtBot, shell: Shell, leave: Callable[[QWidget], None]
) -> None:
    """On 撤销 the space bar would undo; in the search Ctrl+Z would not."""
    undone: list[str] = []
    shell.show_notice("已移除", "撤销", lambda: undone.append("space"))
    box = page(shell).box
    box.setFocus()
    leave(box)
    here = QApplication.focusWidget()
    assert here is page(shell) or page(shell).isAncestorOf(here)
    qtbot.keyClick(here, Qt.Key.Key_Space)
    assert undone == []
    with qtbot.waitSignal(shell.undo_asked):
        qtbot.keyClick(here, Qt.Key.Key_Z, CONTROL)


def test_undoing_from_the_bar_leaves_the_cursor_on_the_page(qtbot: QtBot, shell: Shell) -> None:
    box = page(shell).box
    box.setFocus()
    shell.show_notice("已移除", "撤销", lambda: None)
    qtbot.mouseClick(shell.notice.button, LEFT)
    assert box.hasFocus()
    shell.show_notice("已移除", "撤销", lambda: None)
    shell.notice.button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(shell.notice.button, Qt.Key.Key_Space)
    here = QApplication.focusWidget()
    assert here is page(shell) or page(shell).isAncestorOf(here)


def test_another_page_starts_with_an_empty_search(qtbot: QtBot, shell: Shell, log: list[object]) -> None:
    qtbot.keyClicks(shell.header.search, "zs")
    qtbot.keyClick(shell.header.search, Qt.Key.Key_Return)
    shell.go("member")
    assert shell.header.search.text() == ""
    assert ("search", "党员", "zs") not in log


def test_undo_in_the_search_does_not_bring_back_words_of_another_page(qtbot: QtBot, shell: Shell) -> None:
    qtbot.keyClicks(shell.header.search, "zs")
    qtbot.keyClick(shell.header.search, Qt.Key.Key_Escape)
    shell.go("member")
    qtbot.keyClick(shell.header.search, Qt.Key.Key_Z, CONTROL)
    assert shell.header.search.text() == ""


def test_alt_and_a_number_open_the_first_pages(qtbot: QtBot, shell: Shell) -> None:
    for number, key in ((Qt.Key.Key_3, "dues"), (Qt.Key.Key_5, "settings"), (Qt.Key.Key_1, "home")):
        qtbot.keyClick(shell, number, ALT)
        assert shell.pages.current_key == key
    qtbot.keyClick(shell, Qt.Key.Key_9, ALT)
    assert shell.pages.current_key == "home"


def test_keys_for_help_print_undo_and_redo(qtbot: QtBot, shell: Shell) -> None:
    with qtbot.waitSignal(shell.help_asked) as asked:
        qtbot.keyClick(shell, Qt.Key.Key_F1)
    assert asked.args == ["home"]
    with qtbot.waitSignal(shell.print_asked):
        qtbot.keyClick(shell, Qt.Key.Key_P, CONTROL)
    page(shell).prints = True
    with qtbot.assertNotEmitted(shell.print_asked):
        qtbot.keyClick(shell, Qt.Key.Key_P, CONTROL)
    with qtbot.waitSignal(shell.undo_asked):
        qtbot.keyClick(shell, Qt.Key.Key_Z, CONTROL)
    with qtbot.waitSignal(shell.redo_asked):
        qtbot.keyClick(shell, Qt.Key.Key_Y, CONTROL)


def test_undo_in_a_text_box_is_the_boxes_own(qtbot: QtBot, shell: Shell) -> None:
    box = page(shell).box
    box.setFocus()
    qtbot.keyClicks(box, "abc")
    with qtbot.assertNotEmitted(shell.undo_asked):
        qtbot.keyClick(box, Qt.Key.Key_Z, CONTROL)
    assert box.text() == ""


def test_a_heading_folds_its_pages_and_going_there_unfolds(qtbot: QtBot, shell: Shell) -> None:
    heading, entry = shell.navigation.headings["党员与组织"], shell.navigation.entries["dues"]
    assert entry.isVisible()
    qtbot.mouseClick(heading, LEFT)
    assert not entry.isVisible()
    assert heading.accessibleDescription() == "已收起"
    shell.go("dues")
    assert entry.isVisible()


def test_many_pages_start_folded_but_for_the_present_group(qtbot: QtBot, theme: Theme) -> None:
    shell = build_window(theme)
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.go("study")
    shell.show()
    assert shell.navigation.entries["study"].isVisible()
    assert shell.navigation.entries["settings"].isVisible()
    assert not shell.navigation.entries["issue"].isVisible()
    assert shell.pages.built() == ["study"]


def test_notice_and_banner_come_and_go(qtbot: QtBot, shell: Shell) -> None:
    undone: list[bool] = []
    shell.show_notice("已删除 张三", "撤销", lambda: undone.append(True))
    qtbot.mouseClick(shell.notice.button, LEFT)
    assert undone == [True]
    shell.show_sample_banner("示例数据", "清空示例，正式开始")
    assert shell.banner is not None
    with qtbot.waitSignal(shell.sample_pressed):
        qtbot.mouseClick(shell.banner.button, LEFT)
    shell.show_sample_banner("")
    assert shell.banner is None


def test_in_a_low_window_what_is_told_stands_in_place_of_the_bottom_line(
    qtbot: QtBot, shell: Shell, theme: Theme
) -> None:
    for height, stays in ((theme.unit(700), True), (theme.unit(500), False)):
        shell.resize(theme.unit(1100), height)
        shell.show_notice("已保存 46 人的评议", "撤销", lambda: None)
        assert shell.status.isVisible() == stays
        shell.notice.put_away()
        assert shell.status.isVisible()


def test_the_bottom_line_says_where_the_data_is(shell: Shell) -> None:
    shell.set_status(("数据保存在本机", "未联网"))
    shell.set_backup_light("上次备份 今天 08:12", "good")
    texts = [label.text() for label in shell.status.findChildren(QLabel)]
    assert {"数据保存在本机", "未联网", "上次备份 今天 08:12"} <= set(texts)


@pytest.mark.parametrize("points", [12, 16])
def test_the_window_fits_a_small_screen(qtbot: QtBot, theme: Theme, points: int) -> None:
    sized = Theme(RESOURCES, theme.families, points)
    shell = build_window(sized)
    qtbot.addWidget(shell)
    shell.go("study")
    shell.show_sample_banner("示例数据", "清空示例，正式开始")
    shell.show_notice("已删除 张三 的学习记录", "撤销", lambda: None)
    assert shell.minimumSizeHint().width() <= 1366
    assert shell.minimumSizeHint().height() <= 768


def test_no_slow_library_comes_with_the_window() -> None:
    """The start stays quick: nothing the window needs brings papers, workbooks or pictures along."""
    code = (
        "import sys, desktop_app.views.shell, desktop_app.views.look.start\n"
        "slow = {'reportlab', 'openpyxl', 'pypdfium2', 'PIL', 'numpy', 'pypinyin', 'peewee', 'nacl'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
