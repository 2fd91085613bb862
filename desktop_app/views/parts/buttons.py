"""Buttons: words with an icon, high enough to hit, and never pressed by an Enter meant for a field."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCursor, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.views.look.theme import Theme


class PlainButton(QPushButton):
    """An ordinary button; ``text`` is a verb with its object, ``icon`` a name in resources/icons."""

    look = "plain"

    def __init__(self, theme: Theme, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(False)
        self.setDefault(False)
        self.setProperty("look", self.look)
        self.setCursor(QCursor(Qt.CursorShape.PointingHandCursor))
        if icon:
            size, gap = theme.unit(20), theme.unit(4)
            self.setIcon(theme.icons.icon(icon, self._ink(theme), size, gap=gap))
            self.setIconSize(QSize(size + gap, size))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button it stands on, as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def _ink(self, theme: Theme) -> str:
        return theme.colours.text_soft


class PrimaryButton(PlainButton):
    """The one main thing to do on a page; at most one is in sight."""

    look = "main"

    def _ink(self, theme: Theme) -> str:
        return theme.colours.on_accent


class DangerButton(PlainButton):
    """A step that cannot simply be undone."""

    look = "danger"

    def _ink(self, theme: Theme) -> str:
        return theme.colours.wrong


class LinkButton(PlainButton):
    """A quiet button inside text or a card."""

    look = "link"

    def _ink(self, theme: Theme) -> str:
        return theme.colours.focus
