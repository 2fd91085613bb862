"""How a list was left and the views that have a name: written into the branch file, offered by a menu."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.records.roles import NotYours
from desktop_app.views.page_parts.list_dialogs import ViewNameDialog
from desktop_app.views.table.list_layout import KeptLayouts, ListLayout, note_key

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_PAUSE_MS = 1500


class KeptLooks(QObject):
    """The looks of one list, kept under ``kept_as``; an heir knows how it looks and makes it look so."""

    def __init__(self, desk: Desk, page: QWidget, kept_as: str) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._key = note_key(kept_as)
        self._kept = KeptLayouts(desk.ledger.note(self._key))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep)

    @property
    @abstractmethod
    def layout(self) -> ListLayout:
        """How the list looks now."""

    @abstractmethod
    def show_layout(self, layout: ListLayout) -> None:
        """Look this way."""

    @abstractmethod
    def show_all(self) -> None:
        """The same columns with nothing filtered."""

    @property
    def views(self) -> list[str]:
        """The names of the views there are."""
        return list(self._kept.views)

    def begin(self) -> None:
        """Look as when it was left."""
        self.show_layout(self._kept.now)

    def reset(self) -> None:
        """As the program has it: its own columns, order and widths, nothing filtered."""
        self.show_layout(ListLayout())

    def keep(self) -> None:
        """Write down how the list looks, for the next time."""
        self._pause.stop()
        if self.layout == self._kept.now:
            return
        self._kept.now = self.layout
        self._write()

    def name_view(self) -> None:
        """Ask for a name and keep the look under it."""
        dialog = ViewNameDialog(self._desk, self.views, self._page)
        dialog.named.connect(self.keep_view)
        dialog.open()

    def keep_view(self, name: str) -> None:
        """Keep how the list looks now under a name."""
        self._kept.views[name] = self.layout
        self._write()

    def drop_view(self, name: str) -> None:
        """Forget a view; the list stays as it is."""
        self._kept.views.pop(name, None)
        self._write()

    def fill_views(self, menu: QMenu) -> None:
        """Offer the views there are, and to keep this one."""
        menu.clear()
        for name, layout in self._kept.views.items():
            add_verb(menu, name, lambda layout=layout: self.show_layout(layout))  # type: ignore[misc]
        if self._kept.views:
            menu.addSeparator()
        add_verb(menu, "保存这个视图…", self.name_view)
        if self._kept.views:
            gone = menu.addMenu("删除视图")
            for name in self._kept.views:
                add_verb(gone, name, lambda name=name: self.drop_view(name))  # type: ignore[misc]
        add_verb(menu, "显示全部", self.show_all)

    def note(self) -> None:
        """The look was changed: it is written down soon."""
        self._pause.start()

    def _write(self) -> None:
        ledger, key, words = self._desk.ledger, self._key, self._kept.note()

        def write() -> None:
            # A role that keeps nothing looks at the list this way until the program ends.
            with suppress(NotYours):
                ledger.set_note(key, words)

        self._desk.bridge.run(write)


def add_verb(menu: QMenu, words: str, act: Callable[[], object]) -> QAction:
    """Add a line to a menu."""
    action = QAction(words, menu)
    action.triggered.connect(lambda _on=False: act())
    menu.addAction(action)
    return action
