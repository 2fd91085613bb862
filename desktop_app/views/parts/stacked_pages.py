"""Pages one behind the other, each built when it is first looked at."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QStackedWidget, QWidget


class StackedPages(QStackedWidget):
    """Pages by key; the factory of a page runs once, when the page is first shown.

    A page that needs more room than there is (large type on a small screen) is scrolled, never cut.
    """

    shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._factories: dict[str, Callable[[], QWidget]] = {}
        self._pages: dict[str, QWidget] = {}
        self._frames: dict[str, QScrollArea] = {}
        self.current_key = ""

    def add(self, key: str, factory: Callable[[], QWidget]) -> None:
        """Announce a page; a key may be announced once."""
        if key in self._factories:
            raise ValueError(f"page {key} announced twice")
        self._factories[key] = factory

    def keys(self) -> list[str]:
        """Announced pages in order."""
        return list(self._factories)

    def built(self) -> list[str]:
        """Keys of the pages that exist already."""
        return list(self._pages)

    def page(self, key: str) -> QWidget:
        """The page, built now if need be; raises KeyError for a key never announced."""
        if key not in self._pages:
            page = self._factories[key]()
            _take_along(page)
            self._pages[key] = page
            self._frames[key] = _frame(page)
            self.addWidget(self._frames[key])
        return self._pages[key]

    def go(self, key: str) -> QWidget:
        """Show the page and give it."""
        page = self.page(key)
        self.current_key = key
        self.setCurrentWidget(self._frames[key])
        self.shown.emit(key)
        return page

    def current_page(self) -> QWidget | None:
        """The page in sight, None before the first."""
        return self._pages.get(self.current_key)


class FrontStack(QStackedWidget):
    """Widgets one behind the other that take the room the one in front needs, not that of the largest.

    Their wish for height by width is not passed on: wrapped words never make the page around them scroll.
    A ``tall`` one is never lower than what the words in front need at its width: forms of their own.
    """

    def __init__(self, parent: QWidget | None = None, *, tall: bool = False) -> None:
        super().__init__(parent)
        self._tall = tall
        self.currentChanged.connect(lambda _at: self.updateGeometry())

    def sizeHint(self) -> QSize:
        front = self.currentWidget()
        return front.sizeHint() if front is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        front = self.currentWidget()
        if front is None:
            return super().minimumSizeHint()
        least, layout = front.minimumSizeHint(), front.layout()
        if self._tall and layout is not None and layout.hasHeightForWidth():
            wide = max(self.width(), least.width())
            least.setHeight(max(least.height(), layout.totalMinimumHeightForWidth(wide)))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._tall and event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return False

    def heightForWidth(self, width: int) -> int:
        return -1


def _take_along(page: QWidget) -> None:
    """Make the buttons a page has made and not placed yet its own, so that they go when the page goes.

    Those for the header stand in no layout until the page is in sight. Without a parent they outlived the
    window, and with them, through what they call, the page, the desk and the branch file.
    """
    for part in vars(page).values():
        if isinstance(part, QAbstractButton) and part.parent() is None:
            part.setParent(page)
            part.hide()


def _frame(page: QWidget) -> QScrollArea:
    frame = QScrollArea()
    frame.setWidgetResizable(True)
    frame.setFrameShape(QFrame.Shape.NoFrame)
    frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    frame.setWidget(page)
    page.setAutoFillBackground(False)
    return frame
