"""The menu of a row: what the buttons around a list do with it, and copying."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QMenu, QPushButton, QWidget

from desktop_app.views.parts.why_not import allow

# What is told where a verb wants a row first.
CHOOSE = "先选一行"


class RowVerb(NamedTuple):
    """Words, what they do, and why that cannot be done now; no words make a line between others."""

    words: str = ""
    act: Callable[[], object] = lambda: None
    why_not: str = ""


def verbs_of(*buttons: QAbstractButton) -> list[RowVerb]:
    """The verbs of buttons that are offered now, as they are pressed."""
    return [
        RowVerb(one.text().replace("&", ""), one.click, "" if one.isEnabled() else one.toolTip())
        for one in buttons
        if not one.isHidden() and not (isinstance(one, QPushButton) and one.menu())
    ]


def row_menu(view: QWidget, verbs: Iterable[RowVerb]) -> QMenu:
    """The menu of these verbs, each by its first mention; it goes when it is closed."""
    menu, known = QMenu(view), set[str]()
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    for verb in verbs:
        if not verb.words:
            menu.addSeparator()
        if not verb.words or verb.words in known:
            continue
        known.add(verb.words)
        action = QAction(verb.words, menu)
        allow(action, verb.why_not)
        action.triggered.connect(lambda _on=False, act=verb.act: act())
        menu.addAction(action)
    return menu


def spot_of(view: QAbstractItemView, event: QContextMenuEvent) -> QPoint:
    """Where the menu opens: under the mouse, or by the key below the row the cursor is on."""
    if event.reason() == QContextMenuEvent.Reason.Keyboard and view.currentIndex().isValid():
        return view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft())
    return event.globalPos()
