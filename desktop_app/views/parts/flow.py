"""A layout that fills lines like words in a paragraph, and the box of many choices made with it."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLayout, QLayoutItem, QSizePolicy, QWidget, QWidgetItem

from desktop_app.views.look.theme import Theme


class FlowLayout(QLayout):
    """Items from left to right, a new line where the width ends; gaps in px."""

    def __init__(self, parent: QWidget | None = None, across: int = 8, down: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._across, self._down = across, down
        self.setContentsMargins(0, 0, 0, 0)

    def addWidget(self, widget: QWidget) -> None:
        """Take a widget at the end.

        Its item is made here: of one made by Qt, Shiboken is not told when it goes. The next one at the same
        place in memory was then taken for it, and "already deleted" when the window of the first one went.
        """
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._place(area, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, area: QRect, *, move: bool) -> int:
        """Lay the lines out in ``area`` and give the height they take."""
        x, y, line = area.x(), area.y(), 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            size = item.sizeHint()
            if line and x + size.width() > area.right() + 1:
                x, y, line = area.x(), y + line + self._down, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._across
            line = max(line, size.height())
        return y + line - area.y()


class TagPicker(QWidget):
    """Choose any number of words; ``changed`` tells the chosen ones in the order they are offered."""

    changed = Signal(list)

    def __init__(self, theme: Theme, choices: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, theme.unit(20), 0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.boxes: list[QCheckBox] = []
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[str]) -> None:
        """Offer other words; chosen ones that are still offered stay chosen."""
        kept = set(self.values())
        for box in self.boxes:
            self._flow.removeWidget(box)
            box.deleteLater()
        self.boxes = [QCheckBox(text, self) for text in choices]
        for box in self.boxes:
            box.setChecked(box.text() in kept)
            box.toggled.connect(self._tell)
            self._flow.addWidget(box)
        self.setFocusProxy(self.boxes[0] if self.boxes else None)  # type: ignore[arg-type]

    def values(self) -> list[str]:
        """The chosen words."""
        return [box.text() for box in self.boxes if box.isChecked()]

    def set_values(self, values: Iterable[str]) -> None:
        """Choose these words and no others, saying ``changed`` at most once."""
        before, wanted = self.values(), set(values)
        for box in self.boxes:
            box.blockSignals(True)
            box.setChecked(box.text() in wanted)
            box.blockSignals(False)
        if self.values() != before:
            self._tell()

    def _tell(self) -> None:
        self.changed.emit(self.values())
