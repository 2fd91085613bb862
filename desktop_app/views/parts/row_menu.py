"""The menu of a row: what the buttons around a list do with it, and copying."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QMenu, QPushButton


class RowVerb(NamedTuple):
    """Words, what they do, and whether they can be done now; no words make a line between others."""

    words: str = ""
    act: Callable[[], object] = lambda: None
    fits: bool = True


def verbs_of(*buttons: QAbstractButton) -> list[RowVerb]:
    """The verbs of buttons that are offered now, as they are pressed."""
    return [
        RowVerb(one.text().replace("&", ""), one.click, one.isEnabled())
        for one in buttons
        if not one.isHidden() and not (isinstance(one, QPushButton) and one.menu())
    ]


def row_menu(view: QAbstractItemView, verbs: Iterable[RowVerb]) -> QMenu:
    """The menu of these verbs; it goes when it is closed."""
    menu = QMenu(view)
    for verb in verbs:
        if not verb.words:
            menu.addSeparator()
            continue
        action = QAction(verb.words, menu)
        action.setEnabled(verb.fits)
        action.triggered.connect(lambda _on=False, act=verb.act: act())
        menu.addAction(action)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def spot_of(view: QAbstractItemView, event: QContextMenuEvent) -> QPoint:
    """Where the menu opens: under the mouse, or by the key below the row the cursor is on."""
    if event.reason() == QContextMenuEvent.Reason.Keyboard and view.currentIndex().isValid():
        return view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft())
    return event.globalPos()
