"""Two columns side by side, one under the other where large letters leave too little room."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop_app.views.look.theme import Theme


class TwoColumns(QWidget):
    """``shares`` are the widths of the two beside each other, ``least`` units of width what that takes."""

    def __init__(
        self,
        theme: Theme,
        left: QWidget | QBoxLayout,
        right: QWidget | QBoxLayout,
        shares: tuple[int, int],
        least: int = 740,
    ) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._least = theme.unit(least)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.unit(12))
        for part, share in zip((left, right), shares, strict=True):
            if isinstance(part, QWidget):
                self._row.addWidget(part, share)
            else:
                self._row.addLayout(part, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._least
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != way:
            self._row.setDirection(way)
