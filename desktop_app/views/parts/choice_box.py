"""The box of one choice: a combo the wheel cannot change, with lines high enough to hit."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from desktop_app.views.look.theme import Theme


class ChoiceBox(QComboBox):
    """One of several words. ``pairs`` are (value, word); an empty word first means "not chosen"."""

    def __init__(
        self, theme: Theme, pairs: Sequence[tuple[object, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMaxVisibleItems(10)
        self.setMinimumContentsLength(4)
        self.view().setMinimumWidth(theme.unit(120))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A long choice ends in … where the box is short.
        self.currentTextChanged.connect(self.setToolTip)
        self.set_pairs(pairs)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # not ours: the scroll area around it gets the turn

    def set_pairs(self, pairs: Sequence[tuple[object, str]]) -> None:
        """Offer other choices; the chosen value stays if it is still offered."""
        kept = self.value()
        self.clear()
        for value, word in pairs:
            self.addItem(word, value)
        self.set_value(kept)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo, redo and the next record are the form's: no letter to search the list by, no other choice."""
        undo = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) or any(map(event.matches, undo)):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def value(self) -> Any:
        """The chosen value, None when there is no choice."""
        return self.currentData()

    def set_value(self, value: object) -> None:
        """Choose a value; one that is not offered leaves the first choice."""
        found = next((at for at in range(self.count()) if self.itemData(at) == value), 0)
        self.setCurrentIndex(found if self.count() else -1)
