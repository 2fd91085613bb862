"""A short line that asks what something is to be called, with its verb beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import PlainButton

_LONGEST = 30


class NamingLine(QWidget):
    """Asks a name; ``named`` gives it. Enter takes the verb, Esc puts the line away."""

    named = Signal(str)

    def __init__(self, theme: Theme, title: str, verb: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(title)
        self.line.setAccessibleName(title)
        self.line.setFixedWidth(theme.unit(180))
        self.verb_button = PlainButton(theme, verb)
        self.verb_button.clicked.connect(self._tell)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(8))
        row.addWidget(self.line)
        row.addWidget(self.verb_button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        name = " ".join(self.line.text().split())[:_LONGEST]
        if name:
            self.line.clear()
            self.named.emit(name)
        else:
            self.line.setFocus()
