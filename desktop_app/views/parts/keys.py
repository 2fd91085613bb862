"""Hands on the keyboard: Enter goes to the next field, Tab leaves a text."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)


class KeyWalk(QObject):
    """The keys of a form: Enter = next field, Ctrl+Enter = save, PgUp/PgDn = previous/next record.

    Made on the widget that holds the fields; ``tab_leaves`` is applied to its multi-line boxes,
    also to those added later. Enter on a button presses it; in a multi-line box it is a new line.
    """

    save = Signal()
    previous = Signal()
    following = Signal()
    past_last = Signal()

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form = form
        form.installEventFilter(self)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), form)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            tab_leaves(self._form)
        return False

    def _press(self, event: QKeyEvent) -> bool:
        key = event.key()
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if not plain:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            here = QApplication.focusWidget()
            if isinstance(here, QPushButton):
                here.click()
            else:
                self.step()
            return True
        if key == Qt.Key.Key_PageUp:
            self.previous.emit()
            return True
        if key == Qt.Key.Key_PageDown:
            self.following.emit()
            return True
        return False

    def step(self) -> None:
        """Put the cursor into the next field of the form; after the last, say ``past_last``."""
        here = QApplication.focusWidget()
        if here is None or not self._form.isAncestorOf(here):
            return
        seen = here.nextInFocusChain()
        while seen is not None and seen is not here:
            if seen is self._form:
                break  # once round: the form itself stands before its first field
            if self._is_field(seen):
                seen.setFocus(Qt.FocusReason.TabFocusReason)
                return
            seen = seen.nextInFocusChain()
        self.past_last.emit()

    def _is_field(self, widget: QWidget) -> bool:
        return (
            self._form.isAncestorOf(widget)
            and widget.isVisibleTo(self._form)
            and widget.isEnabled()
            and widget.focusProxy() is None
            and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            and not (isinstance(widget, QAbstractButton) and not widget.isCheckable())
        )


def tab_leaves(root: QWidget) -> None:
    """Let Tab leave every multi-line box in ``root`` instead of typing a tab into it."""
    for box in (root, *_inside(root)):
        if isinstance(box, QPlainTextEdit | QTextEdit):
            box.setTabChangesFocus(True)


def _inside(root: QWidget) -> list[QWidget]:
    return list[QWidget](root.findChildren(QWidget))
