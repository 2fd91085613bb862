"""A list whose lines go somewhere at one click, or at Enter; the pill at the end of a line says where."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent

from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.line_list import LINE_ROLE, LineList


class PressList(LineList):
    """``opened`` tells the uid of the line pressed."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            line = index.data(LINE_ROLE)
            if not line.head:
                self.opened.emit(line.uid)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click went already."""
