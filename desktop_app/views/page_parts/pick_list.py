"""A short list to pick one line from, its lines high enough to hit and the picked one plain to see."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QListWidget, QSizePolicy

from desktop_app.views.look.theme import Theme


class PickList(QListWidget):
    """``least`` is its least height in units; it takes what more there is. Empty, it says ``nothing``."""

    def __init__(self, theme: Theme, name: str, least: int = 112, nothing: str = "") -> None:
        super().__init__()
        self._nothing, self._faint = nothing, QColor(theme.colours.text_faint)
        self.setAccessibleName(name)
        # A long line is cut with dots; what there is of it stands in its tip.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(theme.unit(least))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        soft, accent = theme.colours.accent_soft, theme.colours.accent
        self.setStyleSheet(
            f"QListWidget::item {{ border: 1px solid transparent; min-height: {theme.unit(36)}px;"
            f" padding-left: {theme.unit(8)}px; }}"
            f"QListWidget::item:selected {{ background: {soft}; color: {accent}; }}"
        )

    def sizeHint(self) -> QSize:
        """Its least height: what is ignored is left out where the height of a column is reckoned."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.count() == 0 and self._nothing:
            painter = QPainter(self.viewport())
            painter.setPen(self._faint)
            painter.drawText(self.viewport().rect(), int(Qt.AlignmentFlag.AlignCenter), self._nothing)
