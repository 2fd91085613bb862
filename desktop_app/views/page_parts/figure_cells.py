"""The figures of a report as cells to press: each opens the records it counts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from desktop_app.duties.basics.figure import Figure
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.status import paint_pill, pill_size

_MIDDLE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class FigureCell(QAbstractButton):
    """One figure; ``small`` leaves its title to the heads of the table it stands in."""

    def __init__(self, theme: Theme, *, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._small = theme, small
        self.figure: Figure | None = None
        self._title = ""
        self.setCheckable(True)
        self.setCursor(QCursor(Qt.CursorShape.PointingHandCursor))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figure(self, figure: Figure, title: str = "") -> None:
        """Show a figure, under another title if given."""
        self.figure, self._title = figure, title or figure.title
        self.setAccessibleName(f"{self._title} {figure.value}{figure.unit}，点开看名单")
        self.setToolTip(figure.note or "点开看是哪些记录")
        self.update()

    def sizeHint(self) -> QSize:
        units = 38 if self._small else 62
        return QSize(self._theme.unit(84), self._theme.unit(units))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.unit(64), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.figure is None:
            return
        theme, colours, unit = self._theme, self._theme.colours, self._theme.unit
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, edge = colours.band, colours.line
        if self.isChecked():
            ground, edge = colours.accent_soft, colours.accent
        elif self.underMouse():
            ground, edge = colours.hover, colours.edge_hover
        painter.setPen(QPen(QColor(colours.focus if self.hasFocus() else edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), unit(6), unit(6))
        room = QRectF(self.rect()).adjusted(unit(12), unit(6), -unit(8), -unit(6))
        if not self._small:
            title = QRectF(room.left(), room.top(), room.width(), room.height() * 0.44)
            painter.setFont(theme.font(-1))
            painter.setPen(QColor(colours.text_soft))
            cut = QFontMetrics(theme.font(-1)).elidedText(
                self._title, Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(title, _MIDDLE, cut)
            room = room.adjusted(0, title.height(), 0, 0)
        self._paint_value(painter, room, self.figure)

    def _paint_value(self, painter: QPainter, room: QRectF, figure: Figure) -> None:
        theme, colours, unit = self._theme, self._theme.colours, self._theme.unit
        big = theme.font(2 if self._small else 5, bold=True)
        words = str(figure.value)
        painter.setFont(big)
        painter.setPen(QColor(colours.text if figure.value else colours.text_faint))
        painter.drawText(room, _MIDDLE, words)
        left = room.left() + QFontMetrics(big).horizontalAdvance(words) + unit(4)
        painter.setFont(theme.font(-1))
        painter.setPen(QColor(colours.text_faint))
        painter.drawText(QRectF(left, room.top(), room.right() - left, room.height()), _MIDDLE, figure.unit)
        if not figure.value and figure.note:
            size = pill_size(theme, "待补")
            top = room.center().y() - size.height() / 2
            spot = QRectF(room.right() - size.width(), top, size.width(), size.height())
            paint_pill(painter, theme, spot, "待补", "due")


class FigureGrid(QWidget):
    """The figures of one block in columns; ``asked`` tells the key of the one pressed."""

    asked = Signal(str)

    def __init__(self, theme: Theme, columns: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._columns = theme, columns
        self.cells: dict[str, FigureCell] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.unit(8))
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these, in their order."""
        for at, figure in enumerate(figures):
            if figure.key not in self.cells:
                self._add(figure.key, at // self._columns, at % self._columns)
            self.cells[figure.key].show_figure(figure)

    def mark(self, key: str) -> None:
        """Mark the cell whose records are in sight."""
        for one, cell in self.cells.items():
            cell.setChecked(one == key)

    def _add(self, key: str, row: int, column: int, *, small: bool = False) -> FigureCell:
        cell = self.cells[key] = FigureCell(self._theme, small=small, parent=self)
        cell.clicked.connect(partial(self.asked.emit, key))
        self._grid.addWidget(cell, row, column)
        return cell


class FigureTable(FigureGrid):
    """Figures in rows and columns with heads: ``rows`` are (head, keys), each key under its column."""

    def __init__(self, theme: Theme, heads: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        super().__init__(theme, len(heads) + 1)
        self._grid.setSpacing(theme.unit(6))
        for column, head in enumerate(heads, 1):
            words = Words(theme, head, steps=-1, colour=theme.colours.text_soft)
            words.setContentsMargins(theme.unit(12), 0, 0, 0)
            self._grid.addWidget(words, 0, column)
        for row, (head, keys) in enumerate(rows, 1):
            self._grid.addWidget(Words(theme, head), row, 0)
            for column, key in enumerate(keys, 1):
                self._add(key, row, column, small=True)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show those that have a place here."""
        for figure in figures:
            if figure.key in self.cells:
                self.cells[figure.key].show_figure(figure)
