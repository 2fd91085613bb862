"""Small painted charts: bars and a line, whose labels make room for one another."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.views.look.theme import Theme


class _Chart(QWidget):
    """The frame both charts share: values with labels, a ground line, every label that fits."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        points: Sequence[tuple[str, float]] = (),
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._title, self._unit = theme, title, unit
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_points(points)

    def set_points(self, points: Sequence[tuple[str, float]], marked: int | None = None) -> None:
        """Show (label, value) pairs, values not negative.

        ``marked`` is the place drawn in the accent, the last one if not given.
        """
        self.points = list(points)
        self.marked = len(self.points) - 1 if marked is None else marked
        told = "，".join(f"{label} {_short(value)}{self._unit}" for label, value in self.points)
        self.setAccessibleName(f"{self._title}：{told or '没有数据'}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.unit(280), self._theme.unit(160))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.unit(160), self._theme.unit(110))

    def labels_shown(self, width: int) -> list[int]:
        """Places whose labels are drawn in ``width`` px: evenly spaced, apart, the marked one among them."""
        if not self.points:
            return []
        metrics = QFontMetrics(self._theme.font(-2, bold=True))
        widest = max(metrics.horizontalAdvance(label) for label, _ in self.points) + self._theme.unit(8)
        share = width / len(self.points)
        every = max(1, -(-widest // max(1, int(share))))
        start = self.marked % every
        return list(range(start, len(self.points), every))

    def _ground(self) -> QRectF:
        theme = self._theme
        below = QFontMetrics(theme.font(-2)).height() + theme.unit(6)
        above = QFontMetrics(theme.font(-2)).height() + theme.unit(4)
        return QRectF(self.rect()).adjusted(theme.unit(2), above, -theme.unit(2), -below)

    def _centres(self, ground: QRectF) -> list[QPointF]:
        top = max((value for _, value in self.points), default=0) or 1
        share = ground.width() / max(1, len(self.points))
        return [
            QPointF(ground.left() + share * (at + 0.5), ground.bottom() - ground.height() * value / top)
            for at, (_, value) in enumerate(self.points)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, colours = self._theme, self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(-2))
        ground = self._ground()
        if not self.points:
            painter.setPen(QColor(colours.text_faint))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), "还没有数据")
            return
        painter.setPen(QPen(QColor(colours.line), 1))
        for part in (0.0, 0.5, 1.0):
            y = round(ground.bottom() - ground.height() * part) + 0.5
            painter.drawLine(QPointF(ground.left(), y), QPointF(ground.right(), y))
        centres = self._centres(ground)
        self._draw(painter, ground, centres)
        share = ground.width() / len(self.points)
        height = QFontMetrics(theme.font(-2)).height()
        for at in self.labels_shown(int(ground.width())):
            painter.setFont(theme.font(-2, bold=at == self.marked))
            painter.setPen(QColor(colours.text if at == self.marked else colours.text_faint))
            room = QRectF(
                centres[at].x() - max(share, 400) / 2,
                ground.bottom() + theme.unit(5),
                max(share, 400),
                height,
            )
            painter.drawText(
                self._inside(room, self.points[at][0], painter),
                int(Qt.AlignmentFlag.AlignCenter),
                self.points[at][0],
            )
        self._draw_value(painter, centres, height)

    def _draw(self, painter: QPainter, ground: QRectF, centres: list[QPointF]) -> None:
        raise AssertionError("a chart draws its own marks")

    def _draw_value(self, painter: QPainter, centres: list[QPointF], height: int) -> None:
        """The marked value above its mark: the figure the eye should leave with."""
        if not 0 <= self.marked < len(self.points):
            return
        text = _short(self.points[self.marked][1]) + self._unit
        painter.setFont(self._theme.font(-2, bold=True))
        painter.setPen(QColor(self._theme.colours.accent))
        spot = centres[self.marked]
        room = QRectF(spot.x() - 200, spot.y() - height - self._theme.unit(4), 400, height)
        painter.drawText(self._inside(room, text, painter), int(Qt.AlignmentFlag.AlignCenter), text)

    def _inside(self, room: QRectF, text: str, painter: QPainter) -> QRectF:
        """Shrink the room round its middle to the text and push it inside the widget."""
        width = painter.fontMetrics().horizontalAdvance(text) + 2
        left = min(max(0.0, room.center().x() - width / 2), max(0.0, self.width() - width))
        return QRectF(left, room.top(), width, room.height())


class BarChart(_Chart):
    """One bar for each value; the marked one in the accent."""

    def _draw(self, painter: QPainter, ground: QRectF, centres: list[QPointF]) -> None:
        theme, colours = self._theme, self._theme.colours
        share = ground.width() / len(centres)
        wide = min(share * 0.56, float(theme.unit(28)))
        painter.setPen(Qt.PenStyle.NoPen)
        for at, top in enumerate(centres):
            height = ground.bottom() - top.y()
            if height <= 0:
                continue
            painter.setBrush(QColor(colours.accent if at == self.marked else colours.bar))
            radius = min(theme.unit(3), wide / 2, height)
            bar = QPainterPath()
            bar.addRoundedRect(QRectF(top.x() - wide / 2, top.y(), wide, height + radius), radius, radius)
            painter.save()
            painter.setClipRect(QRectF(top.x() - wide, top.y() - 1, 2 * wide, height + 1))
            painter.drawPath(bar)
            painter.restore()


class LineChart(_Chart):
    """A line through the values, a dot on each, the marked one larger."""

    def _draw(self, painter: QPainter, ground: QRectF, centres: list[QPointF]) -> None:
        theme, colours = self._theme, self._theme.colours
        painter.setPen(QPen(QColor(colours.accent), theme.unit(2)))
        painter.drawPolyline(centres)
        for at, spot in enumerate(centres):
            radius = theme.unit(4) if at == self.marked else theme.unit(3)
            painter.setBrush(QColor(colours.accent if at == self.marked else colours.card))
            painter.drawEllipse(spot, radius, radius)


def _short(value: float) -> str:
    return f"{value:g}"
