"""Words in their sizes: titles, faint notes, section headers, and lines between things."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.tips import folded

# Units of the window's height under which a note stands in one line.
_LOW = 560


class Words(QLabel):
    """A plain-text label in one of the theme's sizes and colours.

    ``steps`` is added to the base size in points; ``wrap`` lets it take several lines.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        steps: float = 0,
        bold: bool = False,
        colour: str = "",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(steps, bold=bold))
        self.setWordWrap(wrap)
        self.set_colour(colour or theme.colours.text)

    def set_colour(self, colour: str) -> None:
        """Write in this colour (#RRGGBB)."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        self.setPalette(palette)


class Complaint(Words):
    """What is wrong with what was typed in ``root``; it goes as soon as the hand types there again."""

    def __init__(self, theme: Theme, root: QWidget) -> None:
        super().__init__(theme, colour=theme.colours.wrong, wrap=True)
        self._root = root
        self._watched: list[QLineEdit] = []

    def setText(self, text: str) -> None:
        super().setText(text)
        for line in self._watched:
            line.textEdited.disconnect(self._go)
        self._watched = list(self._root.findChildren(QLineEdit)) if text else []
        for line in self._watched:
            line.textEdited.connect(self._go)

    def _go(self, _typed: str) -> None:
        super().setText("")


class ElidedWords(Words):
    """One line that gives way where room is short: what does not fit ends in …, the tip tells the whole.

    ``share`` is what of its length it keeps at least.
    """

    share = 0.0

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(folded(text))

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return QSize(round(whole.width() * self.share), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


class RoomyWords(Words):
    """A faint note that wraps; on a low screen one line of it with …, and the tip tells the rest."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, steps=-1, colour=theme.colours.text_faint, wrap=True)
        self._low = theme.unit(_LOW)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(folded(text))

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return whole if self.wordWrap() else QSize(0, whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.window().height() < self._low
        if low == self.wordWrap():
            self.setWordWrap(not low)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.wordWrap():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


def faint(theme: Theme, text: str = "", *, wrap: bool = False) -> Words:
    """A note beside the main matter: a step smaller, quieter."""
    return Words(theme, text, steps=-1, colour=theme.colours.text_faint, wrap=wrap)


class IconMark(QLabel):
    """An icon beside words; says nothing to a screen reader because the words do."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        colour: str,
        units: int = 20,
        *,
        filled: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._units = theme, units
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_icon(name, colour, filled=filled)

    def show_icon(self, name: str, colour: str, *, filled: bool = False) -> None:
        """Show another icon in the same place."""
        size = self._theme.unit(self._units)
        self.setFixedSize(size, size)
        ratio = self.devicePixelRatioF()
        self.setPixmap(self._theme.icons.picture(name, colour, size, filled=filled, ratio=ratio))


class IconTile(QWidget):
    """An icon on a small rounded ground: the mark of a figure, or of the product."""

    def __init__(
        self, theme: Theme, name: str, ink: str, ground: str, units: int = 36, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._name, self._ink, self._ground = theme, name, ink, ground
        self.setFixedSize(theme.unit(units), theme.unit(units))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._ground))
        radius = self.width() * 0.24
        painter.drawRoundedRect(self.rect(), radius, radius)
        size = round(self.width() * 0.6)
        edge = (self.width() - size) // 2
        self._theme.icons.paint(painter, edge, edge, self._name, self._ink, size, filled=True)


class SectionHeader(QWidget):
    """A heading over a part of a page, with an optional note and widgets at its right end."""

    def __init__(self, theme: Theme, text: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.unit(8))
        self.words = Words(theme, text, steps=1, bold=True)
        self.note = faint(theme, note)
        self._row.addWidget(self.words)
        self._row.addWidget(self.note, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addStretch(1)
        self.setMinimumHeight(theme.unit(28))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._row.addWidget(widget)


def rule(parent: QWidget | None = None) -> QFrame:
    """A hairline across the page."""
    line = QFrame(parent)
    line.setProperty("look", "rule")
    line.setFixedHeight(1)
    return line
