"""Two columns side by side, one under the other where large letters leave too little room."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop_app.views.look.theme import Theme


class TwoColumns(QWidget):
    """``shares`` are the widths of the two beside each other, ``least`` units of width what that takes.

    Where the two together need more than the page has they stand one under the other as well.
    """

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

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider one needs: they need not stand beside each other."""
        return QSize(max(self._widths(), default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return done

    def _turn(self) -> None:
        needed = sum(self._widths()) + self._row.spacing()
        narrow = self.width() < max(self._least, needed)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != way:
            self._row.setDirection(way)

    def _widths(self) -> list[int]:
        """The least width of each of the two, in px."""
        parts = [self._row.itemAt(at) for at in range(self._row.count())]
        return [part.minimumSize().width() for part in parts if not part.isEmpty()]
