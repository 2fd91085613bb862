"""Hands at the exchange page of an office: opening its tabs, sending, reading what stands there."""

import random
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.views.pages.exchange.exchange_page import ExchangePage
from tests.views.pages.offices import Office

LEFT = Qt.MouseButton.LeftButton


def open_page(one: Office, qtbot: QtBot, tab: str) -> Any:
    """The pane behind a tab of the office's exchange page."""
    if not one.shell.navigation.entries.get("exchange"):
        one.shell.add_page(
            "exchange",
            "上报与接收",
            "stick",
            "",
            lambda: ExchangePage(one.desk, one.shell, lambda: list(one.sticks), one.hands, random.Random(7)),
        )
    one.shell.go("exchange", tab=tab)
    one.idle(qtbot)
    page = one.shell.current_page()
    assert isinstance(page, ExchangePage)
    return page.pane(tab)


def choose(pane: Any, one: Office, qtbot: QtBot, kind: str) -> None:
    """Choose what is handed over, as by the keys of the box."""
    box = pane.choices.kind_box
    box.setFocus()
    at = [box.itemData(row) for row in range(box.count())].index(kind)
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(at):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    one.idle(qtbot)
    assert pane.kind.name == kind


def send(branch: Office, qtbot: QtBot) -> Path:
    """Write a package of everything, ID numbers too, by the page; its path."""
    pane = open_page(branch, qtbot, "send")
    choose(pane, branch, qtbot, "everything")
    branch.desk.courier.notice.confirm()
    tick = pane.choices.private.box
    if not tick.isChecked():
        qtbot.mouseClick(tick, LEFT, pos=tick.rect().bottomLeft() + type(tick.pos())(9, -15))
        branch.idle(qtbot)
    qtbot.waitUntil(pane.write_button.isEnabled)
    qtbot.mouseClick(pane.write_button, LEFT)
    branch.idle(qtbot)
    assert pane.trouble.error is None
    return Path(pane.written[1])


def words_in(widget: Any) -> str:
    """All words on a widget that can be seen."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())
