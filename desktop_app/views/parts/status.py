"""Marks of state, always in words: pills, the backup light, and steps of a flow."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.labels import Words

LIGHT_TONES = {"good": "done", "warn": "due", "bad": "overdue", "off": "draft"}


class Pill(QWidget):
    """A status word on its soft ground; ``tone`` is one of done, going, due, overdue, draft, plain."""

    def __init__(self, theme: Theme, text: str, tone: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(text, tone)

    def set_state(self, text: str, tone: str) -> None:
        """Show another state."""
        self.text, self.tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return pill_size(self._theme, self.text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, self._theme, QRectF(self.rect()), self.text, self.tone)


def pill_size(theme: Theme, text: str) -> QSize:
    """Room in px a pill with this word takes."""
    metrics = QFontMetrics(theme.font(-1))
    return QSize(metrics.horizontalAdvance(text) + 2 * theme.unit(9), metrics.height() + theme.unit(3))


def paint_pill(painter: QPainter, theme: Theme, area: QRectF, text: str, tone: str) -> None:
    """Draw a pill that fills ``area``; the word is cut with … where the room ends."""
    colours = theme.colours.tone(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.soft))
    radius = theme.unit(5)
    painter.drawRoundedRect(area, radius, radius)
    font = theme.font(-1)
    painter.setFont(font)
    painter.setPen(QColor(colours.ink))
    room = int(area.width()) - theme.unit(8)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), shown)
    painter.restore()


class LightDot(QWidget):
    """A light with its words, e.g. the backup light; ``state`` is good, warn, bad or off."""

    def __init__(
        self,
        theme: Theme,
        words: str = "",
        state: str = "off",
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
    ) -> None:
        super().__init__(parent)
        self._dot = _Dot(theme)
        self.words = Words(theme, words, steps=-1, colour=theme.colours.text_soft, wrap=wrap)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(6))
        if wrap:
            self._dot.setFixedHeight(self.words.fontMetrics().lineSpacing())
        row.addWidget(self._dot, 0, Qt.AlignmentFlag.AlignTop if wrap else Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, int(wrap))
        self.set_state(words, state)

    def set_state(self, words: str, state: str) -> None:
        """Show another state; the words must say it without the colour."""
        self.state = state
        self.words.setText(words)
        self._dot.show_tone(LIGHT_TONES[state])


class _Dot(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._tone = theme, "draft"
        self.setFixedSize(theme.unit(14), theme.unit(14))

    def show_tone(self, tone: str) -> None:
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tone = self._theme.colours.tone(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.soft))
        side = min(self.width(), self.height())
        area = QRectF(0, (self.height() - side) / 2, side, side)
        painter.drawEllipse(area)
        painter.setBrush(QColor(tone.ink))
        inset = area.width() * 0.22
        painter.drawEllipse(area.adjusted(inset, inset, -inset, -inset))


class StepRail(QWidget):
    """The steps of a flow from left to right; those behind carry a tick, the present one its colour.

    ``current`` is the place of the present step; len(steps) means all is done. ``notes`` are
    short words under a step (a date, a name). ``in_line`` a step's words stand beside its disc.
    """

    def __init__(
        self,
        theme: Theme,
        steps: Sequence[str],
        current: int = 0,
        notes: Sequence[str] = (),
        parent: QWidget | None = None,
        *,
        in_line: bool = False,
    ) -> None:
        super().__init__(parent)
        self._theme, self._in_line = theme, in_line
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_steps(steps, current, notes)

    def show_steps(self, steps: Sequence[str], current: int, notes: Sequence[str] = ()) -> None:
        """Show another flow or another place in it."""
        self.steps, self.current = list(steps), current
        self.notes = [*notes, *[""] * (len(self.steps) - len(notes))]
        spoken = [f"{text}（{self._state_word(at)}）" for at, text in enumerate(self.steps)]
        self.setAccessibleName("、".join(spoken))
        self.updateGeometry()
        self.update()

    def _state_word(self, at: int) -> str:
        return "已完成" if at < self.current else "进行中" if at == self.current else "未开始"

    def sizeHint(self) -> QSize:
        theme = self._theme
        widest = max((theme.text_width(s, bold=True) for s in [*self.steps, *self.notes]), default=0)
        if self._in_line:
            return QSize((widest + theme.unit(26 + 32)) * len(self.steps), theme.unit(28))
        height = theme.unit(28) + theme.unit(6) + theme.unit(24)
        if any(self.notes):
            height += theme.unit(22)
        return QSize((widest + theme.unit(24)) * len(self.steps), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.unit(60) * len(self.steps), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, colours = self._theme, self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        share = self.width() / max(1, len(self.steps))
        disc, top = theme.unit(26), theme.unit(1)
        middle = top + disc / 2
        for at, words in enumerate(self.steps[:-1]):
            if self._in_line:
                told = theme.text_width(words, bold=at == self.current)
                left, right = share * at + disc + told + theme.unit(12), share * (at + 1) - theme.unit(6)
            else:
                left = share * (at + 0.5) + disc / 2 + theme.unit(6)
                right = share * (at + 1.5) - disc / 2 - theme.unit(6)
            ink = colours.tone("done").ink if at < self.current else colours.edge
            painter.setPen(QPen(QColor(ink), theme.unit(2)))
            if right > left:
                painter.drawLine(int(left), int(middle), int(right), int(middle))
        for at in range(len(self.steps)):
            self._paint_step(painter, at, QRectF(share * at, top, share, self.height() - top), disc)

    def _paint_step(self, painter: QPainter, at: int, area: QRectF, disc: int) -> None:
        theme, colours = self._theme, self._theme.colours
        done, now = at < self.current, at == self.current
        ground = colours.tone("done").soft if done else colours.accent if now else colours.card
        edge = colours.tone("done").ink if done else colours.accent if now else colours.edge_hover
        left = area.left() + 1 if self._in_line else area.center().x() - disc / 2
        circle = QRectF(left, area.top(), disc, disc)
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(ground))
        painter.drawEllipse(circle)
        if done:
            size = theme.unit(16)
            corner = circle.center().toPoint()
            theme.icons.paint(
                painter,
                corner.x() - size // 2,
                corner.y() - size // 2,
                "check",
                colours.tone("done").ink,
                size,
            )
        else:
            painter.setFont(theme.font(-1, bold=now))
            painter.setPen(QColor(colours.on_accent if now else colours.text_soft))
            painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), str(at + 1))
        centre = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        ink = colours.text if done or now else colours.text_soft
        if self._in_line:
            beside = area.adjusted(disc + theme.unit(6), -theme.unit(1), 0, 0)
            flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            self._paint_line(painter, self.steps[at], theme.font(0, bold=now), ink, beside, flags)
            return
        below = QRectF(area.left(), circle.bottom() + theme.unit(6), area.width(), theme.unit(26))
        self._paint_line(painter, self.steps[at], theme.font(0, bold=now), ink, below, centre)
        self._paint_line(
            painter,
            self.notes[at],
            theme.font(-1),
            colours.text_faint,
            QRectF(area.left(), circle.bottom() + theme.unit(30), area.width(), theme.unit(24)),
            centre,
        )

    def _paint_line(
        self, painter: QPainter, text: str, font: QFont, colour: str, area: QRectF, flags: int
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, int(area.width()) - self._theme.unit(4)
        )
        painter.drawText(area, flags, shown)
