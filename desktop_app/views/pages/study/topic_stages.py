"""The four stages of a topic as four cells to press, each saying in words where it stands."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from desktop_app.duties.study.study_files import TopicFile
from desktop_app.registers.study.study_topics import STAGES
from desktop_app.views.look.theme import Theme

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class StageCell(QAbstractButton):
    """One stage: its name, and when it was or is to be held."""

    def __init__(self, theme: Theme, stage: str) -> None:
        super().__init__()
        self._theme, self.stage = theme, stage
        self.words, self.tone = "", "draft"
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str, tone: str) -> None:
        """Say where the stage stands."""
        self.words, self.tone = words, tone
        self.setText(f"{self.stage} {words}")
        self.setAccessibleName(self.text())
        self.setToolTip(self.text())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.unit(130), self._theme.unit(58))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.unit(96), self._theme.unit(58))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, colours, unit = self._theme, self._theme.colours, self._theme.unit
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = colours.tone(self.tone)
        edge = colours.focus if self.hasFocus() else colours.edge_hover if self.underMouse() else colours.line
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(tone.soft))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), unit(6), unit(6))
        room = QRectF(self.rect()).adjusted(unit(12), unit(6), -unit(8), -unit(6))
        upper = QRectF(room.left(), room.top(), room.width(), room.height() / 2)
        for area, text, font, ink in (
            (upper, self.stage, theme.font(bold=True), colours.text),
            (upper.translated(0, room.height() / 2), self.words, theme.font(-1), tone.ink),
        ):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
            painter.drawText(area, _LEFT, shown)


class StageRow(QWidget):
    """The four cells of one topic; ``asked`` tells the stage pressed."""

    asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(8))
        self.cells = {stage: StageCell(theme, stage) for stage in STAGES}
        for stage, cell in self.cells.items():
            cell.clicked.connect(partial(self.asked.emit, stage))
            row.addWidget(cell, 1)

    def show_topic(self, file: TopicFile, today: date) -> None:
        """Show the stages of a topic."""
        for stage, one in file.stages.items():
            words = one.words(today)
            tone = "done" if one.held else "going" if one.coming else "draft"
            self.cells[stage].show_words(words, "overdue" if words.startswith("逾期") else tone)
