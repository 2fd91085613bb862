"""The head of the window: title and count of the page, its search box, its buttons.

Where large letters meet a small window the search box narrows first, then the buttons from the left go behind
「更多」, then the count steps aside and the title ends in …: the main button stays in sight.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.labels import ElidedWords
from desktop_app.views.parts.search_box import SearchBox
from desktop_app.views.parts.why_not import allow

# Heights in units, in a window high enough for its letters and in a low one.
_HIGH, _LOW = 68, 50
# Widths in units of the search box: the least that shows what it looks for, and the most.
_SEARCH_LEAST, _SEARCH_MOST = 150, 300


class _Title(ElidedWords):
    share = 0.5


class Header(QFrame):
    """Shows what the page says of itself; ``searched`` tells the words in the box."""

    searched = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("look", "head")
        self.setFixedHeight(theme.unit(_HIGH))
        self.title = _Title(theme, steps=5, bold=True)
        self.count = ElidedWords(theme, colour=theme.colours.text_soft)
        self.search = SearchBox(theme)
        self.search.setMinimumWidth(theme.unit(_SEARCH_LEAST))
        self.search.setMaximumWidth(theme.unit(_SEARCH_MOST))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search.searched.connect(self.searched)
        self.more = PlainButton(theme, "更多")
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.more.setMenu(self._menu)
        self.more.hide()
        self._actions = QHBoxLayout()
        self._actions.setSpacing(theme.unit(8))
        self._all: list[QWidget] = []
        self._folded: list[QPushButton] = []
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(theme.unit(20), 0, theme.unit(20), 0)
        row.setSpacing(theme.unit(12))
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.search, 2, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.more)
        row.addLayout(self._actions)

    def make_low(self, low: bool) -> None:
        """Take less height in a window that has little."""
        self.setFixedHeight(self._theme.unit(_LOW if low else _HIGH))

    def show_page(self, title: str, count: str, search_hint: str) -> None:
        """Show a page's title, count and, with a hint, the search box."""
        self.title.setText(title)
        self.count.setText(count)
        self.count.setVisible(bool(count))
        self.search.setVisible(bool(search_hint))
        self.search.setPlaceholderText(search_hint)
        self.search.setToolTip(search_hint)
        self.search.setAccessibleDescription(search_hint)
        self._fold()

    def show_actions(self, actions: Sequence[QWidget]) -> None:
        """Show these buttons and put the former ones away; they stay the page's."""
        if self._all != list(actions):
            while self._actions.count():
                self._actions.takeAt(0).widget().hide()
            for former in self._folded:
                former.hide()
            self._folded.clear()
            self._all = list(actions)
            for action in actions:
                self._actions.addWidget(action)
                action.show()
        self._fold()

    def minimumSizeHint(self) -> QSize:
        # What does not fit is folded: no page widens the window.
        return QSize(self._theme.unit(400), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    # -- where room is short ---------------------------------------------------------------------------

    def _fold(self) -> None:
        """Put as many buttons behind 更多 as have no room, from the left; the last one always stands."""
        shown = [one for one in self._all if one in self._folded or not one.isHidden()]
        able = [one for one in shown[:-1] if isinstance(one, QPushButton)]
        need, gap = self._needed(shown), self._actions.spacing()
        room, folded = self.width() - 2 * self._theme.unit(20), list[QPushButton]()
        if need > room:
            need += self.more.sizeHint().width() + gap
        while need > room and able:
            folded.append(able.pop(0))
            need -= folded[-1].sizeHint().width() + gap
        # The title stands whole where there is room for it, before the count beside it.
        self.title.setMinimumWidth(self.title.sizeHint().width() if need <= room else 0)
        if self.more.isHidden() == bool(folded):
            self.more.setVisible(bool(folded))
        if folded == self._folded:
            return
        for one in self._folded:
            if one not in folded:
                one.show()
        self._folded = folded
        for one in folded:
            one.hide()

    def _needed(self, shown: Sequence[QWidget]) -> int:
        gap = self._row.spacing()
        need = self.title.sizeHint().width() + (3 if self.count.isHidden() else 4) * gap
        if not self.search.isHidden():
            need += self._theme.unit(_SEARCH_LEAST) + gap
        return need + sum(one.sizeHint().width() + self._actions.spacing() for one in shown)

    def _fill_menu(self) -> None:
        """What is behind 更多, as it stands now."""
        self._menu.clear()
        for button in self._folded:
            inner = button.menu()
            if inner is not None and button.isEnabled():
                inner.setTitle(button.text())
                inner.setIcon(button.icon())
                self._menu.addMenu(inner)
                continue
            action = QAction(button.icon(), button.text(), self._menu)
            action.setToolTip(button.toolTip())
            allow(action, "" if button.isEnabled() else button.toolTip())
            action.triggered.connect(button.click)
            self._menu.addAction(action)
