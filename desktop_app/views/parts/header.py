"""The head of the window: title and count of the page, its search box, its buttons."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.search_box import SearchBox


class _Title(Words):
    """Gives way when the letters are large and the window is not: what does not fit ends in …."""

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return QSize(whole.width() // 2, whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


class Header(QFrame):
    """Shows what the page says of itself; ``searched`` tells the words in the box."""

    searched = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "head")
        self.setFixedHeight(theme.unit(68))
        self.title = _Title(theme, steps=5, bold=True)
        self.count = Words(theme, colour=theme.colours.text_soft)
        self.search = SearchBox(theme)
        self.search.setMinimumWidth(theme.unit(110))
        self.search.setMaximumWidth(theme.unit(300))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search.searched.connect(self.searched)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(theme.unit(8))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.unit(20), 0, theme.unit(20), 0)
        row.setSpacing(theme.unit(12))
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.search, 2, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._actions)

    def show_page(self, title: str, count: str, search_hint: str) -> None:
        """Show a page's title, count and, with a hint, the search box."""
        self.title.setText(title)
        self.title.setToolTip(title)
        self.count.setText(count)
        self.count.setVisible(bool(count))
        self.search.setVisible(bool(search_hint))
        self.search.setPlaceholderText(search_hint)
        self.search.setAccessibleDescription(search_hint)

    def show_actions(self, actions: Sequence[QWidget]) -> None:
        """Show these buttons and put the former ones away; they stay the page's."""
        if [self._actions.itemAt(at).widget() for at in range(self._actions.count())] == list(actions):
            return
        while self._actions.count():
            former = self._actions.takeAt(0).widget()
            former.hide()
        for action in actions:
            self._actions.addWidget(action)
            action.show()
