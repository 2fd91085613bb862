"""A page's body that takes the height it is given: wrapped words inside it never make the page scroll."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.labels import Words

# Units of the window's height under which the parts of a page stand closer.
LOW = 560


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


class _Body(PageFrame):
    """The body of a whole page: on a low screen its parts stand closer, and it is as high as they need."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.column = QVBoxLayout(self)
        self._space()

    def minimumSizeHint(self) -> QSize:
        least, column = super().minimumSizeHint(), self.column
        if column.hasHeightForWidth():
            least.setHeight(max(least.height(), column.totalMinimumHeightForWidth(self.width())))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._space()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _space(self) -> None:
        unit = self._theme.unit
        gap = unit(8 if self.window().height() < unit(LOW) else 12)
        if self.column.spacing() != gap:
            self.column.setContentsMargins(unit(20), gap, unit(20), gap)
            self.column.setSpacing(gap)


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
    body = _Body(theme)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(body)
    return body.column
