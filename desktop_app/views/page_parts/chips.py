"""Filter chips: a few words with their counts, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.flow import FlowLayout

# Units of the window's height under which one line of chips has to do.
_LOW = 560


class Chip(QAbstractButton):
    """One filter: its words, and how many there are."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count = ""
        self.setText(words)
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setCursor(QCursor(Qt.CursorShape.PointingHandCursor))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int | None) -> None:
        """Show a count behind the words; None for none."""
        self._count = "" if count is None else str(count)
        self.setAccessibleName(self.words())
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """What it says with its count."""
        return f"{self.text()} {self._count}".strip()

    def sizeHint(self) -> QSize:
        theme = self._theme
        width = theme.text_width(self.text(), bold=True) + theme.unit(28)
        if self._count:
            width += theme.text_width(self._count, -1) + theme.unit(6)
        return QSize(width, theme.click_height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, colours = self._theme, self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = colours.focus if self.hasFocus() else colours.text_soft if self.isChecked() else colours.edge
        if self.underMouse() and not self.hasFocus():
            edge = colours.edge_hover
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(colours.text_soft if self.isChecked() else colours.card))
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        font = theme.font(bold=self.isChecked())
        small = theme.font(-1)
        gap = theme.unit(6) if self._count else 0
        words = QFontMetrics(font).horizontalAdvance(self.text())
        whole = words + gap + QFontMetrics(small).horizontalAdvance(self._count)
        left = (self.width() - whole) / 2
        painter.setFont(font)
        painter.setPen(QColor(colours.card if self.isChecked() else colours.text))
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(left, 0, words + 2, self.height()), middle, self.text())
        painter.setFont(small)
        painter.setPen(QColor(colours.card if self.isChecked() else colours.text_faint))
        painter.drawText(QRectF(left + words + gap, 0, whole, self.height()), middle, self._count)


class ChipRow(QWidget):
    """Chips in a row that wraps; ``chosen`` tells the value of the one pressed.

    On a low screen those that need a second line fold into a box to choose from.
    """

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, pairs: Sequence[tuple[object, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "clear")
        self._theme = theme
        self._flow = FlowLayout(self, theme.unit(8), theme.unit(6))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.chips: dict[object, Chip] = {}
        self._value = pairs[0][0]
        self.box = ChoiceBox(theme, parent=self)
        self.box.setAccessibleName("筛选")
        self.box.activated.connect(lambda _at: self._press(self.box.value()))
        self.box.hide()
        self._flow.addWidget(self.box)
        self._is_folded = False
        self.set_pairs(pairs)

    def set_pairs(self, pairs: Sequence[tuple[object, str]]) -> None:
        """Offer other chips; the chosen value stays if it is still offered, else the first is."""
        if list(pairs) == [(value, chip.text()) for value, chip in self.chips.items()]:
            return
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {}
        for value, words in pairs:
            chip = self.chips[value] = Chip(self._theme, words, self)
            chip.clicked.connect(partial(self._press, value))
            self._flow.addWidget(chip)
            if self.isVisible() and not self._is_folded:
                chip.show()
        self._fill_box()
        self.choose(self._value if self._value in self.chips else pairs[0][0])

    def value(self) -> object:
        """The value of the chosen chip."""
        return self._value

    def choose(self, value: object) -> None:
        """Choose a chip without telling."""
        self._value = value
        for one, chip in self.chips.items():
            chip.setChecked(one == value)
        self.box.set_value(value)

    def set_counts(self, counts: dict[object, int]) -> None:
        """Show how many there are behind each."""
        for value, chip in self.chips.items():
            chip.set_count(counts.get(value, 0))
        self._fill_box()
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fill_box(self) -> None:
        self.box.set_pairs([(value, chip.words()) for value, chip in self.chips.items()])
        self.box.set_value(self._value)

    def _fold(self) -> None:
        """Fold where the screen is low and one line does not hold them."""
        gap = self._theme.unit(8)
        needed = sum(chip.sizeHint().width() + gap for chip in self.chips.values()) - gap
        folded = self.window().height() < self._theme.unit(_LOW) and needed > self.width()
        if folded == self._is_folded:
            return
        self._is_folded = folded
        for chip in self.chips.values():
            chip.setHidden(folded)
        self.box.setHidden(not folded)

    def _press(self, value: object) -> None:
        self.choose(value)
        self.chosen.emit(value)
