"""A widget with wrapped words that keeps the height those need; Qt reckons as if each stood on one line."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

_WHEN = frozenset({QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show})


class TallWidget(QWidget):
    """Never lower than its layout needs at its width."""

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in _WHEN:
            self._fit()
        return done

    def least_height(self) -> int:
        """The height in px it has however little it says."""
        return 0

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None and self.isVisible() and layout.hasHeightForWidth():
            needed = max(layout.totalHeightForWidth(self.width()), self.least_height())
            if needed != self.minimumHeight():
                self.setMinimumHeight(needed)
