"""Charts on a page: a drawing painted in the colours of the theme, laid out for the width there is."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.drawing.chart import LEAST_WIDTH, Chart
from desktop_app.drawing.marks import Area, Dot, Drawing, Label, Stroke, hatching
from desktop_app.drawing.shades import Shade
from desktop_app.views.look.theme import Theme

# The small print of a drawing, 8 pt, is as large as the faint words of a page.
_SMALL_PRINT, _FAINT_STEPS = 8.0, -2
_PIXELS = 5 / 3  # of a pt of a drawing, at 12 pt
_HEIGHTS = 8  # widths whose height is remembered: a layout asks about a few again and again


class ChartView(QWidget):
    """Shows a chart in the full width it is given, as high as that needs; its words say what it tells.

    ``titled`` draws its title as well; without, the card or heading it stands under has it.
    """

    def __init__(
        self, theme: Theme, chart: Chart | None = None, *, titled: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._titled = theme, titled
        self._laid: dict[int, Drawing] = {}
        self.chart: Chart | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_chart(chart)

    def show_chart(self, chart: Chart | None) -> None:
        """Show this chart in place of the last."""
        self.chart = chart
        self._laid.clear()
        self.setAccessibleName(chart.title if chart is not None else "")
        self.setAccessibleDescription(chart.alt if chart is not None else "")
        self.updateGeometry()
        self.update()

    @property
    def scale(self) -> float:
        """Pixels of a pt of the drawing."""
        return _PIXELS * self._theme.points / 12

    def drawing(self, width: int) -> Drawing | None:
        """The drawing for a width in px."""
        if self.chart is None:
            return None
        if width not in self._laid:
            if len(self._laid) >= _HEIGHTS:
                self._laid.clear()
            self._laid[width] = self.chart.laid(width / self.scale, self.measure, titled=self._titled)
        return self._laid[width]

    def measure(self, text: str, size: float, bold: bool) -> float:
        """Width of words in pt of the drawing, in the face they are painted in."""
        return QFontMetricsF(self._font(size, bold)).horizontalAdvance(text) / self.scale

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        drawing = self.drawing(width)
        return round(drawing.height * self.scale) + 1 if drawing is not None else 0

    def sizeHint(self) -> QSize:
        width = self._theme.unit(280)
        return QSize(width, self.heightForWidth(self.width() if self.width() > width else width))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(LEAST_WIDTH * self.scale) + 1, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        drawing = self.drawing(self.width())
        if drawing is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in drawing.marks:
            if isinstance(mark, Area):
                self._paint_area(painter, mark)
            elif isinstance(mark, Stroke):
                self._paint_stroke(painter, mark)
            elif isinstance(mark, Dot):
                self._paint_dot(painter, mark)
            else:
                self._paint_words(painter, mark)

    # -- painting ------------------------------------------------------------------------------------

    def _font(self, size: float, bold: bool) -> QFont:
        font = self._theme.font(_FAINT_STEPS, bold=bold)
        font.setPointSizeF(font.pointSizeF() * size / _SMALL_PRINT)
        return font

    def _inks(self, shade: Shade) -> tuple[QColor, QColor]:
        """Fill and edge of a shade."""
        colours = self._theme.colours
        if shade.tone in ("accent", "bar"):
            return QColor(getattr(colours, shade.tone)), QColor(colours.accent)
        if shade.tone == "plain":
            return QColor(colours.card), QColor(colours.edge)
        tone = colours.tone(shade.tone)
        return QColor(tone.soft), QColor(tone.ink)

    def _paint_area(self, painter: QPainter, mark: Area) -> None:
        fill, edge = self._inks(mark.shade)
        scale, box = self.scale, mark.box
        area = QRectF(box.left * scale, box.top * scale, box.width * scale, box.height * scale)
        painter.fillRect(area, fill)
        painter.setPen(QPen(edge, 1))
        if mark.shade.hatch:
            lines = [
                QLineF(x1 * scale, y1 * scale, x2 * scale, y2 * scale)
                for x1, y1, x2, y2 in hatching(box, mark.shade.hatch)
            ]
            painter.drawLines(lines)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)

    def _paint_stroke(self, painter: QPainter, mark: Stroke) -> None:
        colours, scale = self._theme.colours, self.scale
        inks = {"text": colours.text_soft, "soft": colours.edge_hover, "accent": colours.accent}
        pen = QPen(QColor(inks.get(mark.ink, colours.line)), max(1.0, mark.weight * scale))
        if mark.dash:
            pen.setDashPattern([one * scale / pen.widthF() for one in mark.dash])
        painter.setPen(pen)
        painter.drawPolyline([QPointF(x * scale, y * scale) for x, y in mark.points])

    def _paint_dot(self, painter: QPainter, mark: Dot) -> None:
        fill, edge = self._inks(mark.shade)
        scale = self.scale
        painter.setPen(QPen(edge, 1.2))
        painter.setBrush(fill)
        painter.drawEllipse(QPointF(mark.x * scale, mark.y * scale), mark.radius * scale, mark.radius * scale)

    def _paint_words(self, painter: QPainter, mark: Label) -> None:
        colours, scale, box = self._theme.colours, self.scale, mark.box
        x, y = mark.baseline
        if mark.ground:
            area = QRectF(box.left - 1, box.top + 0.5, box.width + 2, box.height - 0.5)
            ground = QRectF(area.topLeft() * scale, area.size() * scale)
            painter.fillRect(ground, QColor(colours.card))
        painter.setFont(self._font(mark.size, mark.bold))
        painter.setPen(QColor(colours.text_faint if mark.faint else colours.text))
        painter.save()
        painter.translate(QPointF(x * scale, y * scale))
        if mark.turned:
            painter.rotate(-90)
        painter.drawText(QPointF(0, 0), mark.text)
        painter.restore()
