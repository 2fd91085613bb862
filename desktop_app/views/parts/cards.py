"""Cards: the white panels a page is laid out with, the big number, and the empty place."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.labels import IconMark, IconTile, SectionHeader, Words, faint
from desktop_app.views.parts.tips import folded

# Units of the window's height under which a figure does without the note under it.
_LOW = 560


class Card(QFrame):
    """A white panel with a thin border; ``body`` is the layout to fill."""

    def __init__(self, theme: Theme, title: str = "", note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.unit(16), theme.unit(12), theme.unit(16), theme.unit(16))
        self.body.setSpacing(theme.unit(8))
        self.header: SectionHeader | None = None
        if title:
            self.header = SectionHeader(theme, title, note)
            self.body.addWidget(self.header)


class ListCard(Card):
    """The card of a list, which takes the room there is however its tools wrap."""

    def hasHeightForWidth(self) -> bool:
        return False


class StatCard(QWidget):
    """One figure in large type with its words; a click (or Enter) opens the records behind it.

    ``tone`` colours the icon only; what it means stands in ``note`` as words.
    """

    clicked = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        value: str = "",
        unit: str = "",
        note: str = "",
        icon: str = "",
        tone: str = "plain",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._hover = theme, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.title = Words(theme, title, colour=theme.colours.text_soft)
        self.value = Words(theme, value, steps=12, bold=True)
        self.unit = Words(theme, unit, colour=theme.colours.text_soft)
        self.note = faint(theme, note)
        figure = QHBoxLayout()
        figure.setSpacing(theme.unit(6))
        figure.addWidget(self.value, 0, Qt.AlignmentFlag.AlignBottom)
        figure.addWidget(self.unit, 1, Qt.AlignmentFlag.AlignBottom)
        self.unit.setContentsMargins(0, 0, 0, theme.unit(5))
        lines = QGridLayout(self)
        lines.setContentsMargins(theme.unit(16), theme.unit(12), theme.unit(16), theme.unit(12))
        lines.setVerticalSpacing(theme.unit(2))
        lines.addWidget(self.title, 0, 0)
        lines.addLayout(figure, 1, 0)
        lines.addWidget(self.note, 2, 0, 1, 2)
        lines.setColumnStretch(0, 1)
        if icon:
            colours = theme.colours.tone(tone)
            lines.addWidget(
                IconTile(theme, icon, colours.ink, colours.soft), 0, 1, 2, 1, Qt.AlignmentFlag.AlignTop
            )
        self.set_value(value, unit, note)

    def set_value(self, value: str, unit: str | None = None, note: str | None = None) -> None:
        """Show another figure; unit and note stay as they are when not given."""
        self.value.setText(value)
        if unit is not None:
            self.unit.setText(unit)
        if note is not None:
            self.note.setText(note)
        spoken = f"{self.title.text()} {value}{self.unit.text()}"
        self.setAccessibleName(spoken)
        self.setAccessibleDescription(self.note.text())
        self.setToolTip(folded(self.note.text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen the note goes into the tip."""
        super().resizeEvent(event)
        low = self.window().height() < self._theme.unit(_LOW)
        if low != self.note.isHidden():
            self.note.setHidden(low)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = False
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = self._theme.colours
        edge, width = (colours.edge_hover, 1.0) if self._hover else (colours.line, 1.0)
        if self.hasFocus():
            edge, width = colours.focus, 2.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(colours.card))
        inset = width / 2
        radius = self._theme.unit(8)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)


class EmptyState(QWidget):
    """What an empty list says: a picture, one sentence, and the button that fills it, or two of them."""

    action = Signal()
    other = Signal()

    def __init__(
        self,
        theme: Theme,
        icon: str,
        sentence: str,
        action: str = "",
        hint: str = "",
        main: bool = True,
        other: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        self._gap = theme.unit(8)
        column.setSpacing(self._gap)
        column.addStretch(1)
        self._mark = IconMark(theme, icon, theme.colours.edge_hover, 48)
        column.addWidget(self._mark, 0, middle)
        column.addWidget(Words(theme, sentence, colour=theme.colours.text_soft), 0, middle)
        if hint:
            column.addWidget(faint(theme, hint), 0, middle)
        self.button: PlainButton | None = None
        if action:
            self.button = (PrimaryButton if main else PlainButton)(theme, action, "add")
            self.button.clicked.connect(self.action)
            column.addSpacing(theme.unit(8))
            column.addWidget(self.button, 0, middle)
        self.other_button: PlainButton | None = None
        if other:
            self.other_button = PlainButton(theme, other, "import")
            self.other_button.clicked.connect(self.other)
            column.addWidget(self.other_button, 0, middle)
        column.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        mark = 0 if self._mark.isHidden() else self._mark.height() + self._gap
        return QSize(whole.width(), whole.height() - mark)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it has little height it does without its picture."""
        super().resizeEvent(event)
        roomy = self.height() >= self.minimumSizeHint().height() + self._mark.height() + self._gap
        if roomy == self._mark.isHidden():
            self._mark.setVisible(roomy)
