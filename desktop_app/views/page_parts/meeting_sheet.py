"""What the parts of the meeting page are made of: a scrolled sheet, a button with a menu."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QVBoxLayout, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.tall import TallWidget

# Units of height it can do with on a low screen.
_LOWEST = 84


class Scrolled(QScrollArea):
    """Scrolls up and down only, and asks for ``least`` units of height however long it is."""

    def __init__(self, theme: Theme, least: int = 200) -> None:
        super().__init__()
        self._least, self._lowest = QSize(theme.unit(120), theme.unit(least)), theme.unit(_LOWEST)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        return self._least

    def minimumSizeHint(self) -> QSize:
        return self._least.boundedTo(QSize(self._least.width(), self._lowest))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # PgUp and PgDn are the form's: previous and next record

    def lay_in(self, *, top: int = 0, spacing: int = 8) -> QVBoxLayout:
        """A fresh column inside, in place of what was there; ``top`` and ``spacing`` in px."""
        inside = TallWidget()  # words that wrap keep their lines
        inside.setProperty("look", "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, top, self._least.width() // 15, top // 2)
        column.setSpacing(spacing)
        self.setWidget(inside)
        return column


def menu_button(theme: Theme, text: str, icon: str, menu: QMenu | None = None) -> PlainButton:
    """A button that opens a menu, its arrow beside the words."""
    button = PlainButton(theme, text, icon)
    made = menu or QMenu(button)
    made.setParent(button, made.windowFlags())
    button.setMenu(made)
    arrow = (theme.resources / "look" / "down.svg").as_posix()
    unit = theme.unit
    button.setStyleSheet(
        f"QPushButton {{ padding-right: {unit(32)}px; }}"
        f"QPushButton:focus {{ padding-right: {unit(31)}px; }}"
        f'QPushButton::menu-indicator {{ image: url("{arrow}"); width: {unit(14)}px; height: {unit(14)}px;'
        f" subcontrol-origin: padding; subcontrol-position: right center; right: {unit(10)}px; }}"
    )
    return button


def hide_if(widget: QWidget, away: bool) -> None:
    """Put a widget away; never shows one, which would open a window of its own before it has a parent."""
    if away:
        widget.hide()
