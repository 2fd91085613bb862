"""A line that offers, while it is typed into, what was written in it before; any other word is free."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from desktop_app.views.look.theme import Theme

_MOST_SHOWN, _MOST_AT_ARROW, _ROWS = 8, 100, 10
_SPELLED_LENGTH = 16  # nobody spells a longer one by its initials


class OfferingLine(QLineEdit):
    """Shows below it the earlier words that fit what is typed, by 汉字 or initials.

    The list takes no keys but up and down, and Enter once a row is chosen with them: nothing is ever filled
    in that the hand did not point at. ``read`` is asked when the first key of a visit comes.
    """

    def __init__(
        self,
        theme: Theme,
        read: Callable[[], list[str]],
        keys: Callable[[str], str],
        *,
        arrow: bool = False,
    ) -> None:
        super().__init__()
        self._theme, self._read, self._keys = theme, read, keys
        self._words: list[str] | None = None
        self.offered: QListWidget | None = None
        self.textEdited.connect(self._find)
        if arrow:
            icon = theme.icons.icon("down", theme.colours.text_faint, theme.unit(16))
            self._arrow = QAction(icon, "从写过的里面选", self)
            self._arrow.triggered.connect(partial(self._show, "", _MOST_AT_ARROW))
            self.addAction(self._arrow, QLineEdit.ActionPosition.TrailingPosition)

    def is_offering(self) -> bool:
        """Whether the list is in sight."""
        return self.offered is not None and self.offered.isVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._walk(1 if key == Qt.Key.Key_Down else -1):
            return
        if self.is_offering() and key == Qt.Key.Key_Escape:
            self.put_away()
            return
        chosen = self.offered.currentItem() if self.offered is not None and self.is_offering() else None
        if chosen is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(chosen)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.put_away()
        self._words = None  # another visit reads what was written meanwhile

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.put_away()

    def put_away(self) -> None:
        """Close the list."""
        if self.offered is not None:
            self.offered.hide()

    def _walk(self, step: int) -> bool:
        if self.isReadOnly():
            return False
        if not self.is_offering():
            return step > 0 and self._show(self.text())
        assert self.offered is not None
        self.offered.setCurrentRow(max(0, min(self.offered.count() - 1, self.offered.currentRow() + step)))
        return True

    def _find(self, text: str) -> None:
        if text.strip():
            self._show(text)
        else:
            self.put_away()

    def _show(self, text: str, most: int = _MOST_SHOWN, _checked: bool = False) -> bool:
        """Show what fits ``text``; False when nothing does."""
        if self.isReadOnly():
            return False
        if self._words is None:
            self._words = self._read()
        fitting = self._fitting(text.strip())[:most]
        if not fitting:
            self.put_away()
            return False
        offered = self.offered = self.offered or self._list()
        offered.clear()
        offered.addItems(fitting)
        offered.setCurrentRow(-1)
        rows = sum(offered.sizeHintForRow(at) for at in range(min(offered.count(), _ROWS)))
        offered.setFixedSize(max(self.width(), self._theme.unit(240)), rows + 2 * offered.frameWidth() + 2)
        offered.move(self.mapToGlobal(QPoint(0, self.height())))
        offered.show()
        return True

    def _fitting(self, text: str) -> list[str]:
        """Those that begin with ``text``, then those that hold it or sound so; never what stands there."""
        words = self._words or []
        low = text.casefold()
        first = [word for word in words if word.casefold().startswith(low)]
        later = [
            word
            for word in words
            if word not in first and (low in word.casefold() or self._sounds(word, low))
        ]
        return [word for word in first + later if word != text]

    def _sounds(self, word: str, low: str) -> bool:
        if not low.isascii() or len(word) > _SPELLED_LENGTH:
            return False
        return any(key.startswith(low) for key in self._keys(word).split())

    def _list(self) -> QListWidget:
        offered = QListWidget(self)
        offered.setWindowFlags(Qt.WindowType.ToolTip)
        offered.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        offered.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        offered.setProperty("look", "card")
        offered.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        offered.setAccessibleName("写过的")
        offered.itemClicked.connect(self._take)
        return offered

    def _take(self, chosen: QListWidgetItem) -> None:
        word = chosen.text()
        self.put_away()
        self.setText(word)
        self.textEdited.emit(word)
        self.put_away()
