"""A line that finds: people and records by Chinese, pinyin or initials, and long lists of choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from desktop_app.views.look.theme import Theme

_MOST_SHOWN = 50
_KEYED_LENGTH = 16  # longer headings are titles, which nobody spells by initials


class Offer(NamedTuple):
    """One thing to pick: its value, its words, and a note that tells it from its like."""

    value: Any
    words: str
    note: str = ""

    @property
    def label(self) -> str:
        """What the list and the line show."""
        return f"{self.words}（{self.note}）" if self.note else self.words


class PickLine(QLineEdit):
    """Type 汉字, zhangsan or zs and pick; the arrow opens the whole list. ``picked`` tells an offer."""

    picked = Signal(object)

    def __init__(
        self,
        theme: Theme,
        offers: Callable[[], Sequence[Offer]],
        keys: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read_offers, self._keys = offers, keys
        self._offers: list[Offer] = []
        self._spelled: dict[str, str] = {}
        self._shown: list[Offer] = []
        self.offer: Offer | None = None
        self._lines = QStringListModel(self)
        self._list = QCompleter(self._lines, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list.setMaxVisibleItems(10)
        self._list.setWidget(self)
        self._list.activated[QModelIndex].connect(self._activate)  # type: ignore[index]
        icon = theme.icons.icon("down", theme.colours.text_faint, theme.unit(16))
        # Made here, not by addAction(icon, …): of an action Qt made itself nobody tells when it went.
        self._arrow = QAction(icon, "打开名单", self)
        self._arrow.triggered.connect(self.open_list)
        self.addAction(self._arrow, QLineEdit.ActionPosition.TrailingPosition)
        self.textEdited.connect(self._find)

    def set_locked(self, locked: bool) -> None:
        """Only to be read, without the arrow, or to be picked from again."""
        self.setReadOnly(locked)
        self._arrow.setVisible(not locked)

    def show_offer(self, offer: Offer | None) -> None:
        """Show one that was picked before, or nothing."""
        self.offer = offer
        self.setText(offer.label if offer is not None else "")
        self.setCursorPosition(0)

    def chosen(self) -> Offer | None:
        """The offer whose label stands in the line."""
        return self.offer if self.offer is not None and self.text() == self.offer.label else None

    def settle(self) -> list[Offer]:
        """Take what was typed for the one offer it fits; give those of that very name where several are."""
        words = self.text().strip()
        if not words or self.chosen() is not None or self.isReadOnly():
            return []
        self._load()
        exact = [offer for offer in self._offers if words in (offer.words, offer.label)]
        found = exact or self._matching(words)
        if len(found) == 1:
            self._take(found[0])
        return exact if len(exact) > 1 else []

    def open_list(self) -> None:
        """Show everything there is to pick."""
        if not self.isReadOnly():
            self._load()
            self._offer_list(self._offers)

    def is_open(self) -> bool:
        """Whether the list is in sight."""
        return self._list.popup().isVisible()

    def still_choosing(self) -> bool:
        """Whether the list is open and the hand still here; a list left open by Tab is put away."""
        if self.is_open() and not self.hasFocus():
            self._list.popup().hide()
        return self.is_open()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._load()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self.is_open():
            self.open_list()
        else:
            super().keyPressEvent(event)

    def _load(self) -> None:
        self._offers = list(self._read_offers())

    def _find(self, text: str) -> None:
        words = text.strip()
        if not words:
            self._list.popup().hide()
            return
        if not self._offers:
            self._load()
        self._offer_list(self._matching(words))

    def _matching(self, words: str) -> list[Offer]:
        """Those beginning so before those containing it, in Chinese or by sound."""
        low = words.lower()
        first: list[Offer] = []
        later: list[Offer] = []
        for offer in self._offers:
            if offer.label.startswith(words):
                first.append(offer)
            elif words in offer.label or (low.isascii() and self._sounds(offer.words, low)):
                later.append(offer)
        return first + later

    def _sounds(self, words: str, low: str) -> bool:
        if len(words) > _KEYED_LENGTH:
            return False
        if words not in self._spelled:
            self._spelled[words] = self._keys(words)
        return any(key.startswith(low) for key in self._spelled[words].split())

    def _offer_list(self, offers: Sequence[Offer]) -> None:
        self._shown = list(offers[:_MOST_SHOWN])
        more = len(offers) - len(self._shown)
        rest = [f"还有 {more} 个没有列出，再输几个字"] if more else []
        self._lines.setStringList([*(offer.label for offer in self._shown), *rest])
        popup = self._list.popup()
        if not self._shown:
            popup.hide()
            return
        self._list.complete()
        # Enter takes the first, unless another is called just the same: then the hand must point.
        sure = len(self._shown) == 1 or self._shown[0].words != self._shown[1].words
        popup.setCurrentIndex(self._list.completionModel().index(0, 0) if sure else QModelIndex())

    def _activate(self, index: QModelIndex) -> None:
        if index.isValid() and index.row() < len(self._shown):
            self._take(self._shown[index.row()])

    def _take(self, offer: Offer) -> None:
        self.show_offer(offer)
        self.picked.emit(offer)
