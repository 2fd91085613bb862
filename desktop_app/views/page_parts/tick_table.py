"""A table whose lines are ticked: to do one thing for all those ticked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable

_TICKED, _OPEN = "✓", "□"


class TickTable(PlainTable):
    """Lines with a tick in front; a click or the space bar turns it. ``ticked`` tells how many there are."""

    ticked = Signal(int)

    def __init__(
        self,
        theme: Theme,
        heads: Sequence[str],
        widths: Sequence[int],
        *,
        empty: tuple[str, str],
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, ("", *heads), (56, *widths), empty=empty, name=name, parent=parent)
        self._ticked: set[Any] = set()
        self.view.clicked.connect(self._turn_at)
        self.view.installEventFilter(self)

    def show_ticks(self, lines: Sequence[PlainLine]) -> None:
        """Show these lines, those ticked before still ticked."""
        self._ticked &= {line.key for line in lines}
        self.show_lines([self._with_tick(line) for line in lines])
        self.ticked.emit(len(self._ticked))

    def keys(self) -> list[Any]:
        """What the ticked lines stand for, from top to bottom."""
        return [line.key for line in self.model.lines if line.key in self._ticked]

    def tick_all(self, on: bool) -> None:
        """Tick every line, or none."""
        self._ticked = {line.key for line in self.model.lines} if on else set()
        self._again()

    def tick(self, keys: Iterable[Any]) -> None:
        """Tick the lines that stand for ``keys``, and no others."""
        self._ticked = {line.key for line in self.model.lines} & set(keys)
        self._again()

    def turn(self, row: int) -> None:
        """Tick a line, or take the tick away."""
        self._ticked ^= {self.model.lines[row].key}
        self._again()

    def _again(self) -> None:
        for row, line in enumerate(self.model.lines):
            self.model.put(row, self._with_tick(replace(line, cells=line.cells[1:])))
        last = self.model.index(len(self.model.lines) - 1, 0)
        self.model.dataChanged.emit(self.model.index(0, 0), last)
        self.ticked.emit(len(self._ticked))

    def _with_tick(self, line: PlainLine) -> PlainLine:
        on = line.key in self._ticked
        return replace(line, cells=(_TICKED if on else _OPEN, *line.cells), tones={0: "done"} if on else {})

    def _turn_at(self, index: QModelIndex) -> None:
        self.turn(index.row())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if watched is self.view and space and event.type() == QEvent.Type.KeyPress:
            if self.view.currentIndex().isValid():
                self.turn(self.view.currentIndex().row())
            return True
        return super().eventFilter(watched, event)
