"""找字: where words stand in the paper shown; looked for a few pages at a time: nothing waits for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop_app.printing.raster import Area, PdfPages
from desktop_app.views.bridge import Bridge
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.why_not import allow

AT_ONCE = 20
"""Pages looked through before the worker takes up something else."""
_Found = dict[int, list[list[Area]]]


class PaperSearch(QObject):
    """Looks for words in a paper, from its first page to its last; ``grew`` tells after each part."""

    grew = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._pages: PdfPages | None = None
        self._turn = 0
        self.words = ""
        self.marks: _Found = {}
        self.places: list[tuple[int, int]] = []
        self.at = -1
        self.is_over = True

    def look_for(self, pages: PdfPages | None, words: str) -> None:
        """Begin anew with other words, or in another paper; '' ends it."""
        self._turn += 1
        self._pages, self.words = pages, words
        self.marks, self.places, self.at = {}, [], -1
        self.is_over = pages is None or not words
        if not self.is_over:
            self._look(0)
        self.grew.emit()

    @property
    def here(self) -> tuple[int, int] | None:
        """Page and number on it of the place looked at."""
        return self.places[self.at] if self.places else None

    def step(self, by: int) -> None:
        """Go to the next place, or back; round at the ends."""
        if self.places:
            self.at = (self.at + by) % len(self.places)
            self.grew.emit()

    def _look(self, first: int) -> None:
        pages, turn = self._pages, self._turn
        assert pages is not None
        part = range(first, min(len(pages), first + AT_ONCE))

        def job() -> _Found:
            if turn != self._turn:
                return {}  # something else is looked for, and that paper may be closed
            found = ((page, pages.found(page, self.words)) for page in part)
            return {page: places for page, places in found if places}

        self._bridge.run(job, done=partial(self._found, turn, part), failed=partial(self._broke, turn))

    def _found(self, turn: int, part: range, found: _Found) -> None:
        if turn != self._turn or self._pages is None:
            return
        self.marks = {**self.marks, **found}
        self.places += [(page, number) for page, places in found.items() for number in range(len(places))]
        if self.at < 0 and self.places:
            self.at = 0
        self.is_over = part.stop >= len(self._pages)
        if not self.is_over:
            self._look(part.stop)
        self.grew.emit()

    def _broke(self, turn: int, _error: object) -> None:
        if turn == self._turn:
            self.is_over = True
            self.grew.emit()


class FindBar(QFrame):
    """How often the words were found, and the ways to the one before and after."""

    def __init__(self, theme: Theme, search: PaperSearch) -> None:
        super().__init__()
        self.setProperty("look", "plain-pane")
        self._search = search
        self.told = Words(theme)
        self.before_button = PlainButton(theme, "上一处", "up")
        self.next_button = PlainButton(theme, "下一处", "down")
        self.before_button.clicked.connect(lambda: search.step(-1))
        self.next_button.clicked.connect(lambda: search.step(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.unit(20), 0, theme.unit(20), theme.unit(6))
        row.setSpacing(theme.unit(8))
        row.addWidget(self.told, 1)
        row.addWidget(self.before_button)
        row.addWidget(self.next_button)
        self.hide()
        search.grew.connect(self._tell)

    def _tell(self) -> None:
        search = self._search
        self.setVisible(bool(search.words))
        count, more = len(search.places), "" if search.is_over else "，还在往后找"
        if count:
            page = search.places[search.at][0] + 1
            self.told.setText(f"“{search.words}”第 {search.at + 1} 处，共 {count} 处，在第 {page} 页{more}")
        else:
            self.told.setText(
                f"这份材料里没有“{search.words}”" if search.is_over else f"正在找“{search.words}”…"
            )
        why = "" if count > 1 else "只有这一处" if count else "没有找到"
        allow(self.before_button, why)
        allow(self.next_button, why)
