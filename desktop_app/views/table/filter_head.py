"""The heads of a table with a line of boxes under them: what is typed over a column narrows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableView, QWidget

from desktop_app.views.look.theme import Theme

_HEAD, _BOX = 40, 36
_PAUSE_MS = 300


class FilterHead(QHeaderView):
    """Heads, and boxes by the name of their column; ``typed`` has the words after a pause or Enter."""

    typed = Signal(dict)
    left = Signal()
    """The down key or Esc in a box: on to the rows."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._theme, self._table = theme, table
        self.boxes: dict[str, QLineEdit] = {}
        self.frozen = 0
        self._columns: list[str] = []
        self._is_open = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.setSectionsClickable(True)
        self.sectionResized.connect(lambda *_: self.place_boxes())
        self.geometriesChanged.connect(self.place_boxes)

    @property
    def head_height(self) -> int:
        """The px of the heads alone."""
        return self._theme.unit(_HEAD)

    @property
    def is_open(self) -> bool:
        """Whether the line of boxes is in sight."""
        return self._is_open

    def open_boxes(self, is_open: bool) -> None:
        """Show or put away the line of boxes."""
        self._is_open = is_open
        self.setFixedHeight(self.head_height + (self._theme.unit(_BOX) if is_open else 0))
        self.place_boxes()

    def set_columns(self, names: Sequence[str], titles: Sequence[str], may_type: Sequence[bool]) -> None:
        """The columns as they stand now, from the left; the boxes of those that stay keep their words."""
        self._columns = list(names)
        allowed = {name for name, may in zip(names, may_type, strict=True) if may}
        for name in [one for one in self.boxes if one not in allowed]:
            box = self.boxes.pop(name)
            box.hide()
            box.deleteLater()
        for name, title in zip(names, titles, strict=True):
            if name in allowed and name not in self.boxes:
                self.boxes[name] = self._box(title)
        before: QWidget | None = None
        for name in names:
            if name in self.boxes and before is not None:
                QWidget.setTabOrder(before, self.boxes[name])
            before = self.boxes.get(name, before)
        self.place_boxes()

    def set_words(self, typed: Mapping[str, str]) -> None:
        """Let these words stand in the boxes, without telling."""
        for name, box in self.boxes.items():
            if box.text().strip() != typed.get(name, "").strip():
                box.setText(typed.get(name, ""))

    def words(self) -> dict[str, str]:
        """What is typed, by column."""
        return {name: box.text().strip() for name, box in self.boxes.items() if box.text().strip()}

    def place_boxes(self) -> None:
        """Put every box under its head; those of frozen columns stay at the left, before the others."""
        edge, unit = 0, self._theme.unit
        for at, name in enumerate(self._columns):
            box = self.boxes.get(name)
            left = edge if at < self.frozen else self.sectionViewportPosition(at)
            edge += self.sectionSize(at)
            if box is None:
                continue
            box.setVisible(self._is_open)
            box.setGeometry(
                left + unit(3),
                self.head_height + unit(2),
                self.sectionSize(at) - unit(6),
                unit(_BOX) - unit(4),
            )
            if at < self.frozen:
                box.raise_()

    def setOffset(self, offset: int) -> None:
        super().setOffset(offset)
        self.place_boxes()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        head = QRect(rect.x(), rect.y(), rect.width(), min(rect.height(), self.head_height))
        super().paintSection(painter, head, logicalIndex)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._tell()
                return True
            if event.key() == Qt.Key.Key_Escape and isinstance(watched, QLineEdit) and watched.text():
                watched.clear()
                self._tell()
                return True
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _box(self, title: str) -> QLineEdit:
        box = QLineEdit(self)
        box.setAccessibleName(f"筛选：{title}")
        box.setPlaceholderText("筛选")
        box.setToolTip("写几个字就只看含有它的；数字可写 >=10、3-8，日期可写 2026.7；“空”“非空”也行")
        box.setStyleSheet(
            f"QLineEdit, QLineEdit:focus {{ min-height: 0; padding: 0 {self._theme.unit(5)}px; }}"
        )
        box.setClearButtonEnabled(True)
        box.textChanged.connect(lambda _words: self._pause.start() if box.hasFocus() else None)
        box.installEventFilter(self)
        return box

    def _tell(self) -> None:
        self._pause.stop()
        self.typed.emit(self.words())
