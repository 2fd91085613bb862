"""Two records side by side: of each box that differs one click takes the value of a side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QRadioButton, QWidget

from desktop_app.records.box import AnyBox
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.exchange_parts import empty
from desktop_app.views.parts.labels import Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

BOTH_CHANGED = "两边都改过"
NOTHING = "（空）"


class Side(Enum):
    """Which of the two a box is taken from."""

    HERE = "本机现在的"
    THERE = "另一个版本"


@dataclass(frozen=True)
class BoxSides:
    """One box that differs: its words on both sides, the side proposed, and whether both sides changed it."""

    box: AnyBox
    here: str
    there: str
    proposed: Side
    disputed: bool


class ValueTile(QFrame):
    """The value one side gives a box; a click anywhere on it takes it."""

    def __init__(self, theme: Theme, title: str, words: str, whose: str) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("value-tile")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.radio = QRadioButton()
        self.radio.setAccessibleName(f"{title}：{whose} {words or NOTHING}")
        self.radio.toggled.connect(lambda _on: self._paint())
        colour = theme.colours.text if words else theme.colours.text_faint
        self.words = Words(theme, words or NOTHING, wrap=True, colour=colour)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.unit(10), theme.unit(4), theme.unit(10), theme.unit(4))
        row.setSpacing(theme.unit(8))
        row.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)
        self._paint()

    def take(self) -> None:
        """Take this value."""
        self.radio.setChecked(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.take()
            self.radio.setFocus()

    def _paint(self) -> None:
        colours, on = self._theme.colours, self.radio.isChecked()
        self.setStyleSheet(
            f"QFrame#value-tile {{ background: {colours.choice if on else colours.card};"
            f" border: 1px solid {colours.focus if on else colours.line};"
            f" border-radius: {self._theme.unit(6)}px; }}"
        )


class SideGrid(QWidget):
    """The boxes that differ, a line each: title, what stands here, what the other version says.

    ``changed`` tells that another value was taken.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("look", "plain-pane")
        self.tiles: dict[str, dict[Side, ValueTile]] = {}
        self._groups: list[QButtonGroup] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, theme.unit(4), 0)
        self._grid.setHorizontalSpacing(theme.unit(8))
        self._grid.setVerticalSpacing(theme.unit(6))
        self._grid.setColumnMinimumWidth(0, theme.unit(120))
        for column, share in ((0, 2), (1, 5), (2, 5)):
            self._grid.setColumnStretch(column, share)

    def show_boxes(self, boxes: Sequence[BoxSides], heads: tuple[str, str]) -> None:
        """Show these boxes, the proposed side of each taken; ``heads`` stand over the two sides."""
        self._clear(self._grid)
        self._head(heads)
        here, there = (head.split("\n")[0] for head in heads)
        for row, one in enumerate(boxes, 1):
            self._add_title(row, one.box.title, BOTH_CHANGED if one.disputed else "")
            tiles = self.tiles[one.box.name] = {
                Side.HERE: ValueTile(self._theme, one.box.title, one.here, here),
                Side.THERE: ValueTile(self._theme, one.box.title, one.there, there),
            }
            group = QButtonGroup(self)
            self._groups.append(group)
            for column, tile in enumerate(tiles.values(), 1):
                group.addButton(tile.radio)
                self._grid.addWidget(tile, row, column)
            tiles[one.proposed].take()
            group.buttonToggled.connect(lambda _button, on: self.changed.emit() if on else None)
        self._grid.setRowStretch(len(boxes) + 1, 1)

    def show_whole(
        self, here: Sequence[tuple[str, str]], there: Sequence[tuple[str, str]], heads: tuple[str, str]
    ) -> None:
        """Show whole versions, of which one is removed: nothing is taken box by box."""
        self._clear(self._grid)
        self._head(heads)
        sides = [dict(here), dict(there)]
        titles = list(dict.fromkeys((*sides[0], *sides[1])))
        for row, title in enumerate(titles, 1):
            self._add_title(row, title, "")
            for column, side in enumerate(sides, 1):
                self._grid.addWidget(Words(self._theme, side.get(title, ""), wrap=True), row, column)
        for column, side in enumerate(sides, 1):
            if not side:
                gone = Words(self._theme, "已删除", bold=True, colour=self._theme.colours.tone("due").ink)
                self._grid.addWidget(gone, 1, column)
        self._grid.setRowStretch(len(titles) + 1, 1)

    def chosen(self) -> dict[str, Side]:
        """The side taken for each box."""
        return {
            name: Side.THERE if tiles[Side.THERE].radio.isChecked() else Side.HERE
            for name, tiles in self.tiles.items()
        }

    def take_all(self, side: Side) -> None:
        """Take every box from one side."""
        for tiles in self.tiles.values():
            tiles[side].take()

    def _head(self, heads: tuple[str, str]) -> None:
        for column, words in enumerate(("栏目", *heads)):
            head = Words(self._theme, words, steps=-1, bold=True, wrap=True)
            self._grid.addWidget(head, 0, column)

    def _add_title(self, row: int, title: str, note: str) -> None:
        theme = self._theme
        holder = Words(theme, title, colour=theme.colours.text_soft, wrap=True)
        if note:
            holder.setText(f"{title}\n{note}")
            holder.set_colour(theme.colours.tone("due").ink)
        self._grid.addWidget(holder, row, 0, Qt.AlignmentFlag.AlignTop)

    def _clear(self, layout: QLayout) -> None:
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        empty(layout)
        for group in self._groups:
            group.deleteLater()
        self.tiles, self._groups = {}, []
