"""The bar with 撤销 stays until it is used, and long work can be stopped once."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.notices import Banner, NoticeBar, ProgressPanel

LEFT = Qt.MouseButton.LeftButton


def test_undo_runs_once_and_the_bar_goes(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = NoticeBar(theme, window)
    window.show()
    undone: list[str] = []
    bar.tell("已删除 张三 的学习记录", "撤销", lambda: undone.append("张三"))
    assert bar.isVisible()
    assert bar.button.text() == "撤销"
    qtbot.mouseClick(bar.button, LEFT)
    assert undone == ["张三"]
    assert not bar.isVisible()
    qtbot.mouseClick(bar.button, LEFT)
    assert undone == ["张三"]


def test_a_new_notice_replaces_the_old_one_with_its_action(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = NoticeBar(theme, window)
    window.show()
    undone: list[str] = []
    bar.tell("已删除 甲", "撤销", lambda: undone.append("甲"))
    bar.tell("已保存 乙")
    assert not bar.button.isVisible()
    qtbot.mouseClick(bar.close_button, LEFT)
    assert not bar.isVisible()
    assert undone == []


def test_an_action_may_tell_the_next_notice(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = NoticeBar(theme, window)
    window.show()
    bar.tell("已删除 甲", "撤销", lambda: bar.tell("已恢复 甲"))
    qtbot.mouseClick(bar.button, LEFT)
    assert bar.isVisible()
    assert bar.words.text() == "已恢复 甲"


def test_the_banner_has_a_button_only_with_words(qtbot: QtBot, theme: Theme) -> None:
    banner = Banner(theme, "示例数据", "清空示例，正式开始")
    qtbot.addWidget(banner)
    banner.show()
    with qtbot.waitSignal(banner.pressed):
        qtbot.mouseClick(banner.button, LEFT)
    silent = Banner(theme, "只读")
    qtbot.addWidget(silent)
    silent.show()
    assert not silent.button.isVisible()


def test_long_work_shows_how_far_and_stops_once(qtbot: QtBot, theme: Theme) -> None:
    panel = ProgressPanel(theme, "正在导入花名册")
    qtbot.addWidget(panel)
    panel.show()
    assert panel.bar.maximum() == 0  # unknown length: the bar runs
    panel.set_progress(18, 46, "已读取")
    assert (panel.bar.value(), panel.bar.maximum()) == (18, 46)
    assert "18 / 46" in panel.detail.text()
    stopped: list[bool] = []
    panel.cancelled.connect(lambda: stopped.append(True))
    qtbot.mouseClick(panel.button, LEFT)
    qtbot.mouseClick(panel.button, LEFT)
    assert stopped == [True]
