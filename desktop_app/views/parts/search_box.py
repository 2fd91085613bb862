"""The search box: searches when words are finished, never on half-typed pinyin."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.views.look.theme import Theme

_PAUSE_MS = 150


class SearchBox(QLineEdit):
    """Emits ``searched`` with the trimmed words 150 ms after typing rests, at once on Enter or Esc.

    While an input method is composing nothing is emitted; Esc empties the box.
    """

    searched = Signal(str)

    def __init__(
        self, theme: Theme, hint: str = "姓名、拼音首字母、标题、内容", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._composing = False
        self._last = ""
        self.setPlaceholderText(hint)
        self.setAccessibleName("搜索")
        self.setAccessibleDescription(hint)
        self.addAction(
            theme.icons.icon("search", theme.colours.text_faint, theme.unit(18)),
            QLineEdit.ActionPosition.LeadingPosition,
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(self._text_changed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if self._composing:
            self._pause.stop()
        elif self.text().strip() != self._last:
            self._pause.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._tell()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
        else:
            super().keyPressEvent(event)

    def start_anew(self) -> None:
        """Empty the box without telling anyone, for another page; Ctrl+Z does not bring the words back."""
        self._last = ""
        self.setText("")
        self._pause.stop()

    def _text_changed(self) -> None:
        if not self._composing:
            self._pause.start()

    def _tell(self) -> None:
        self._pause.stop()
        words = self.text().strip()
        if words != self._last:
            self._last = words
            self.searched.emit(words)
