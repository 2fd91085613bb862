"""What two pictures of a year share: twelve months above rows of cells, one of them under the hand."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop_app.base.periods import Month
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.tips import folded

MONTHS = 12
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
MIDDLE = int(Qt.AlignmentFlag.AlignCenter)
At = tuple[int, int]
R = TypeVar("R")


class YearCells(QWidget, Generic[R]):
    """``rows`` with their ``cells``; ``at`` is the row and the cell the keys are on.

    An heir says how large things are, where a cell lies, what it is in words and how it is painted.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: Sequence[R] = ()
        self._this_month: Month | None = None
        self._begun: Month | None = None
        self.at: At = (0, 0)
        self._hovered: At | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @abstractmethod
    def measures(self) -> tuple[float, float, float, float]:
        """Width of the titles, height of the head, width of a month and height of a row, in px."""

    @abstractmethod
    def area(self, at: At) -> QRectF:
        """Where a cell is drawn, in px."""

    @abstractmethod
    def tip(self, at: At) -> str:
        """A cell in words, with what asks for it."""

    def cells_of(self, row: int) -> Sequence[Any]:
        """The cells of a row."""
        cells: Sequence[Any] = self.rows[row].cells  # type: ignore[attr-defined]
        return cells

    def every_cell(self) -> Iterator[At]:
        """Row and place of each cell."""
        for row in range(len(self.rows)):
            for place in range(len(self.cells_of(row))):
                yield row, place

    def cell_under(self, spot: QPoint) -> At | None:
        """The cell under the mouse."""
        _, head, _, high = self.measures()
        row = int((spot.y() - head) // high)
        if not 0 <= row < len(self.rows):
            return None
        places = range(len(self.cells_of(row)))
        return next(((row, at) for at in places if self.area((row, at)).contains(QPointF(spot))), None)

    # -- hands ---------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self.cell_under(event.position().toPoint())
        if found != self._hovered:
            self._hovered = found
            here = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
            self.setCursor(here)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.cell_under(event.pos())
            if found is not None:
                QToolTip.showText(event.globalPos(), folded(self.tip(found)), self)
                return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    # -- painting ------------------------------------------------------------------------------------

    def paint_frame(self, painter: QPainter) -> None:
        """The present month's column, the months' names and a line over every row."""
        theme, colours = self._theme, self._theme.colours
        left, head, wide, high = self.measures()
        present = self._this_month.month if self._this_month else 0
        if present:
            column = QRectF(left + wide * (present - 1), 0, wide, head + high * len(self.rows))
            painter.fillRect(column, QColor(colours.band))
        for month in range(1, MONTHS + 1):
            painter.setFont(theme.font(-1, bold=month == present))
            painter.setPen(QColor(colours.accent if month == present else colours.text_soft))
            painter.drawText(QRectF(left + wide * (month - 1), 0, wide, head), MIDDLE, f"{month}月")
        painter.setPen(QPen(QColor(colours.line)))
        for number in range(len(self.rows)):
            top = int(head + high * number)
            painter.drawLine(0, top, self.width(), top)

    def paint_ground(
        self, painter: QPainter, ground: QRectF, tone: str, *, strong: bool, marked: bool
    ) -> None:
        """A cell's ground in a tone, '' for none; ``marked`` has an edge, ``strong`` that of the focus."""
        colours, radius = self._theme.colours, self._theme.unit(5)
        if tone:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.tone(tone).soft))
            painter.drawRoundedRect(ground, radius, radius)
        if marked:
            painter.setPen(QPen(QColor(colours.focus), 2 if strong else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, radius, radius)

    def paint_words(
        self,
        painter: QPainter,
        room: QRectF,
        text: str,
        flags: int,
        *,
        bold: bool = False,
        small: bool = False,
        ink: str = "",
    ) -> None:
        """One line of words, cut to its room."""
        painter.setFont(self._theme.font(-1 if small else 0, bold=bold))
        painter.setPen(QColor(ink or self._theme.colours.text))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, flags, shown)
