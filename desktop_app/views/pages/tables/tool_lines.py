"""The tools of a register's list: over it with its filters, and under it; on a low screen all under it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.table.filters import TableFilters


class ToolLines:
    """``above`` and ``below`` are the two lines; ``said`` at the left below gives way to buttons."""

    def __init__(
        self,
        theme: Theme,
        filters: TableFilters,
        over: Sequence[QWidget],
        said: QWidget,
        under: Sequence[QWidget],
    ) -> None:
        self._over, self._said, self._is_low = tuple(over), said, False
        self.above, self.below = QHBoxLayout(), QHBoxLayout()
        self.above.setSpacing(theme.unit(8))
        self.above.setContentsMargins(theme.unit(12), theme.unit(10), theme.unit(12), theme.unit(2))
        self.above.addWidget(filters, 1, Qt.AlignmentFlag.AlignTop)
        for button in self._over:
            self.above.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.below.setSpacing(theme.unit(8))
        self.below.setContentsMargins(theme.unit(14), theme.unit(4), theme.unit(12), theme.unit(6))
        self.below.addWidget(said)
        self.below.addStretch(1)
        for button in under:
            self.below.addWidget(button)

    def make_low(self, low: bool) -> None:
        """Leave the line over the list to the filters, or take it back."""
        if low == self._is_low:
            return
        self._is_low = low
        self._said.setHidden(low)
        here, there = (self.above, self.below) if low else (self.below, self.above)
        for at, button in enumerate(self._over):
            here.removeWidget(button)
            there.insertWidget(at + 1, button, 0, Qt.AlignmentFlag.AlignTop)
