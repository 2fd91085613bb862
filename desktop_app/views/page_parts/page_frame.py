"""A page's body that takes the height it is given: wrapped words inside it never make the page scroll."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.labels import Words


class PageFrame(QFrame):
    """Its layout's wish for height by width is not passed on, so only its least size can make a page scroll.

    Without it the scroll area around every page would give the page the height its longest text likes best.
    """

    def __init__(self, look: str = "clear", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", look)

    def hasHeightForWidth(self) -> bool:
        return False

    def heightForWidth(self, width: int) -> int:
        return -1


def in_a_line(theme: Theme, *widgets: QWidget) -> QWidget:
    """Words and pills beside each other, on a further line where large type leaves no room."""
    holder = QWidget()
    flow = FlowLayout(holder, theme.unit(8), theme.unit(4))
    tallest = max(widget.sizeHint().height() for widget in widgets)
    for widget in widgets:
        if isinstance(widget, Words):
            widget.setFixedHeight(tallest)
        flow.addWidget(widget)
    return holder


def page_column(page: QWidget, theme: Theme) -> QVBoxLayout:
    """The column to lay a page out in, with the margins every page has."""
    body = PageFrame()
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(body)
    column = QVBoxLayout(body)
    column.setContentsMargins(theme.unit(20), theme.unit(12), theme.unit(20), theme.unit(12))
    column.setSpacing(theme.unit(12))
    return column
