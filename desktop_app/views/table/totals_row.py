"""The line under a table: how many there are, and under each column of amounts what they come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.table import TableView

_HEIGHT = 36


class TotalsRow(QWidget):
    """The count at the left, the sums under their columns; ``pressed`` tells a column, '' for the count."""

    pressed = Signal(str)

    def __init__(self, theme: Theme, table: TableView) -> None:
        super().__init__()
        self._theme, self._table = theme, table
        self._columns: Sequence[str] = ()
        self.count = self._button("")
        self.sums: dict[str, LinkButton] = {}
        self.setFixedHeight(theme.unit(_HEIGHT))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"TotalsRow {{ background: {theme.colours.band}; }}")
        table.laid_out.connect(self.place)
        table.horizontalScrollBar().valueChanged.connect(lambda _at: self.place())

    def show_totals(self, count: str, columns: Sequence[str], sums: Mapping[str, str]) -> None:
        """``count`` in words, and the sums by the name of their column."""
        self._columns = columns
        self.count.setText(count)
        self.count.adjustSize()
        for name in [one for one in self.sums if one not in sums]:
            self.sums.pop(name).deleteLater()
        for name, words in sums.items():
            if name not in self.sums:
                self.sums[name] = self._button(name)
                self.sums[name].show()
            self.sums[name].setText(words)
            at = list(columns).index(name)
            title = self._table.model().headerData(at, Qt.Orientation.Horizontal)
            self.sums[name].setAccessibleName(f"{title}合计 {words}")
            self.sums[name].setToolTip(f"{title}合计 {words}，按一下只看有数的")
        self.place()

    def place(self) -> None:
        """Put every sum under its column, its end where the numbers end; the count goes before them."""
        head, unit = self._table.horizontalHeader(), self._theme.unit
        left = self._table.x() + head.x()
        first = self.width()
        for name, button in self.sums.items():
            if name not in self._columns:
                continue
            at = list(self._columns).index(name)
            width = max(button.sizeHint().width(), head.sectionSize(at))
            right = left + head.sectionViewportPosition(at) + head.sectionSize(at)
            button.setGeometry(right - width, 0, width, self.height())
            first = min(first, right - button.sizeHint().width())
        wide = self.count.sizeHint().width()
        self.count.setGeometry(0, 0, min(wide, max(first, unit(40))), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def _button(self, name: str) -> LinkButton:
        button = LinkButton(self._theme, "", parent=self)
        side = self._theme.unit(12)
        align = "right" if name else "left"
        button.setStyleSheet(
            f"QPushButton {{ text-align: {align}; padding: 0 {side}px; font-weight: bold; }}"
        )
        button.clicked.connect(lambda: self.pressed.emit(name))
        return button
