"""The main window without any content of its own: navigation, header, pages, notices, bottom line."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QPushButton, QVBoxLayout, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.header import Header
from desktop_app.views.parts.navigation import Navigation
from desktop_app.views.parts.notices import Banner, NoticeBar
from desktop_app.views.parts.page import Page
from desktop_app.views.parts.stacked_pages import StackedPages
from desktop_app.views.parts.status_line import StatusLine

# Units of width under which the navigation becomes a rail, and of height under which the head is lower.
_NARROW, _LOW = 1160, 640


class Shell(QMainWindow):
    """The window pages live in. It knows no business object: it is told, and tells by signals.

    Keys: Alt+1…9 the first nine pages, Ctrl+F search, Ctrl+P print, F1 help, Ctrl+L lock, F9 meeting,
    Ctrl+Z/Ctrl+Y undo and redo (a text box being typed in keeps its own undo).
    """

    page_shown = Signal(str)
    search_asked = Signal(str)
    print_asked = Signal(str)
    help_asked = Signal(str)
    undo_asked = Signal()
    redo_asked = Signal()
    lock_asked = Signal()
    meeting_asked = Signal()
    sample_pressed = Signal()
    activated = Signal()
    closing = Signal()

    def __init__(self, theme: Theme, product: str, owner: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setWindowTitle(product)
        self.navigation = Navigation(theme, product, owner)
        self.header = Header(theme)
        self.pages = StackedPages()
        self.notice = NoticeBar(theme)
        self.banner: Banner | None = None
        self.strip: Banner | None = None
        self.status = StatusLine(theme)
        self._listening: Page | None = None
        self._args: dict[str, object] = {}
        # Asked last before the window closes; False keeps it.
        self.may_close: Callable[[], bool] = lambda: True
        self._lay_out()
        self.navigation.chosen.connect(self.go)
        self.header.searched.connect(self._search)
        self.notice.turned.connect(self._give_foot)
        self._make_shortcuts()
        self.resize(self._first_size())

    def _lay_out(self) -> None:
        centre = QWidget()
        centre.setProperty("look", "page")
        whole = QVBoxLayout(centre)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addWidget(self.header)
        self._column.addWidget(self.pages, 1)
        self._column.addWidget(self.notice)
        middle.addLayout(self._column, 1)
        whole.addLayout(middle, 1)
        whole.addWidget(self.status)
        self.setCentralWidget(centre)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.navigation.make_rail(self.width() < self.theme.unit(_NARROW))
        self.header.make_low(self.height() < self.theme.unit(_LOW))
        self._give_foot()

    def _give_foot(self) -> None:
        """In a low window what is told stands in place of the bottom line: pages have no room to give."""
        low = self.height() < self.theme.unit(_LOW)
        self.status.setHidden(low and not self.notice.isHidden())

    def _first_size(self) -> QSize:
        """1366 × 768 in units of the font, never more than the screen."""
        room = QGuiApplication.primaryScreen().availableSize()
        return QSize(self.theme.unit(1366), self.theme.unit(768)).boundedTo(room)

    def _make_shortcuts(self) -> None:
        for place in range(9):
            self._on_key(f"Alt+{place + 1}", partial(self._go_to_place, place))
        self._on_key("Ctrl+F", self._focus_search)
        self._on_key("Ctrl+P", self._print)
        self._on_key("F1", self._help)
        self.status.help_button.clicked.connect(self._help)
        self._on_key("Ctrl+Z", self.undo_asked.emit)
        self._on_key("Ctrl+Y", self.redo_asked.emit)
        self._on_key("Ctrl+L", self.lock_asked.emit)
        self._on_key("F9", self.meeting_asked.emit)
        self.navigation.meeting_button.clicked.connect(lambda: self.meeting_asked.emit())
        self.navigation.lock_button.clicked.connect(lambda: self.lock_asked.emit())

    def _on_key(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(act)

    def add_page(
        self,
        key: str,
        title: str,
        icon: str,
        group: str,
        factory: Callable[[], QWidget],
        *,
        pinned: bool = False,
    ) -> None:
        """Announce a page; ``factory`` runs when it is first shown. See Navigation.add for the rest."""
        self.pages.add(key, factory)
        self.navigation.add(key, title, icon, group, pinned=pinned)

    def add_hidden_page(self, key: str, factory: Callable[[], QWidget]) -> None:
        """Announce a page that is reached from others and does not stand in the navigation."""
        self.pages.add(key, factory)

    def go(self, key: str, /, **args: object) -> bool:
        """Show the page, handing ``args`` to its ``on_shown``; False when the present one may not be left.

        Raises KeyError for a key never announced.
        """
        present = self.current_page()
        if present is not None and self.pages.current_key != key and not present.may_leave():
            self.navigation.mark(self.pages.current_key)
            return False
        narrowed = bool(self.header.search.text())
        self.header.search.start_anew()
        if present is not None and narrowed:
            # The box is empty on every arrival, so no list may stay narrowed by what stood in it.
            present.on_search("")
        if self.pages.current_key != key:
            self.notice.leave_page()
        page = self.pages.go(key)
        self._args = args
        self.navigation.mark(key)
        page.setFocus(Qt.FocusReason.OtherFocusReason)  # Tab starts at the page's first box
        if self._listening is not None:
            self._listening.headline_changed.disconnect(self.refresh_header)
        self._listening = page if isinstance(page, Page) else None
        if isinstance(page, Page):
            page.headline_changed.connect(self.refresh_header)
            page.on_shown(**args)
            page.catch_up()
        self.refresh_header()
        self.page_shown.emit(key)
        return True

    def current_page(self) -> Page | None:
        """The page in sight, None when there is none or it is a bare widget."""
        page = self.pages.current_page()
        return page if isinstance(page, Page) else None

    def place(self) -> tuple[str, dict[str, object]]:
        """What ``go`` takes to come back to what is in sight: the page, and the record open on it."""
        page = self.current_page()
        here = page.here() if page is not None else None
        return self.pages.current_key or "home", self._args if here is None else here

    def refresh_header(self) -> None:
        """Read title, count, search hint and actions of the present page again."""
        page = self.current_page()
        if page is None:
            entry = self.navigation.entries.get(self.pages.current_key)
            self.header.show_page(entry.text() if entry else "", "", "")
            self.header.show_actions(())
            return
        self.header.show_page(page.title, page.count_words(), page.search_hint())
        self.header.show_actions(page.actions())

    def show_notice(
        self, text: str, action: str = "", act: Callable[[], object] | None = None, tone: str = "done"
    ) -> None:
        """Tell in the bar what was done; see NoticeBar.tell."""
        self.notice.tell(text, action, act, tone)

    def show_sample_banner(self, text: str, action: str = "") -> None:
        """Show the lasting strip over the window; an empty text takes it away.

        Its button says ``sample_pressed``.
        """
        if self.banner is not None:
            self._column.removeWidget(self.banner)
            self.banner.hide()
            self.banner.deleteLater()
            self.banner = None
        if text:
            self.banner = Banner(self.theme, text, action)
            self.banner.pressed.connect(self.sample_pressed)
            self._column.insertWidget(0, self.banner)

    def show_strip(self, text: str, action: str, act: Callable[[], object]) -> None:
        """Show a strip over the window that stays, whatever is told in the bar: it is serious."""
        if self.strip is not None:
            self._column.removeWidget(self.strip)
            self.strip.deleteLater()
        self.strip = Banner(self.theme, text, action, tone="overdue")
        self.strip.pressed.connect(act)
        self._column.insertWidget(0, self.strip)

    def put_strip(self, strip: QWidget) -> None:
        """Put a lasting strip over every page."""
        self._column.insertWidget(0, strip)

    def take_strip(self, strip: QWidget) -> None:
        """Take a strip away again."""
        self._column.removeWidget(strip)
        strip.hide()
        strip.deleteLater()

    def add_banner(self, text: str, action: str, act: Callable[[], object]) -> Banner:
        """A calm strip above all others for as long as the window stands; its button does ``act``."""
        banner = Banner(self.theme, text, action, tone="going")
        banner.pressed.connect(act)
        self._column.insertWidget(0, banner)
        return banner

    def set_owner(self, name: str) -> None:
        """Name the branch under the product's name."""
        self.navigation.set_owner(name)

    def set_status(self, facts: Sequence[str]) -> None:
        """Quiet facts in the bottom line, e.g. 数据保存在本机, 未联网."""
        self.status.set_facts(facts)

    def set_backup_light(self, words: str, state: str) -> None:
        """The backup light; ``state`` is good, warn, bad or off."""
        self.status.set_light(words, state)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move the cursor on; one whose box went away or turned grey stays on the page.

        Qt would put it on whatever comes next: on 撤销, where the space bar undoes what was just done, or
        into the search, which keeps Ctrl+Z to itself; after one button on another, which may take back what
        the first did.
        """
        left = QApplication.focusWidget()
        moved = super().focusNextPrevChild(forward)
        page = self.pages.current_page()
        if left is not None and page is not None and not (left.isVisible() and left.isEnabled()):
            now = QApplication.focusWidget()
            is_verb = isinstance(left, QPushButton) and isinstance(now, QPushButton)
            if now is None or not page.isAncestorOf(now) or is_verb:
                page.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return moved

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        page = self.current_page()
        if page is not None and not page.may_leave():
            event.ignore()
            return
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    def _go_to_place(self, place: int) -> None:
        order = self.navigation.order()
        if place < len(order):
            self.go(order[place])

    def _focus_search(self) -> None:
        if self.header.search.isVisible():
            self.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.header.search.selectAll()
        else:
            self.search_asked.emit("")

    def _search(self, words: str) -> None:
        page = self.current_page()
        if page is not None and page.search_hint():
            page.on_search(words)
        else:
            self.search_asked.emit(words)

    def _help(self) -> None:
        self.help_asked.emit(self.pages.current_key)

    def _print(self) -> None:
        page = self.current_page()
        if page is None or not page.on_print():
            self.print_asked.emit(self.pages.current_key)
