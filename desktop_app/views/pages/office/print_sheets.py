"""The sheets of a finished paper on the screen: the very PDF, page under page, drawn when looked at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy

from desktop_app.printing.raster import Area, PdfPages
from desktop_app.views.bridge import Bridge
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.office.page_column import SCREEN_DPI, DrawnPage, PageColumn

KEPT_IMAGES, KEPT_SMALL = 8, 40
LEAST, MOST = 0.25, 4.0
STEP = 1.25
_MARKED = 90
"""How dense the colour over a found word is, of 255."""

Marks = Mapping[int, Sequence[Sequence[Area]]]
"""The places found on each page, and the areas of each."""


@dataclass(frozen=True)
class Opened:
    """A paper opened on the worker, and its first page drawn there at so many dots per inch."""

    pages: PdfPages
    dpi: int
    first: DrawnPage


class Sheets(PageColumn):
    """Pages one under the other at their size or as wide as the window.

    ``zoom`` 1.0 is the size of the paper; 0 in ``set_zoom`` means as wide as the window. ``measured_all``
    tells that the pages are known by their own sizes.
    """

    zoomed = Signal(float)
    turned = Signal(int)
    measured_all = Signal()

    def __init__(self, theme: Theme, bridge: Bridge) -> None:
        super().__init__(theme, bridge, "打印预览", KEPT_IMAGES)
        self._fit, self._shown = True, -1
        self._marks: Marks = {}
        self._here: tuple[int, int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.unit(200))

    def first_drawn(self, beside: int = 0) -> Callable[[PdfPages], Opened]:
        """What draws a paper's first page for this window, on the worker that has just made the paper.

        ``beside`` px are taken from the width where there are more pages than one.
        """
        room, ratio = self._room(), self.devicePixelRatioF()

        def draw(pages: PdfPages) -> Opened:
            zoom = _opening_zoom(room - (beside if len(pages) > 1 else 0), pages)
            dpi = round(SCREEN_DPI * zoom * ratio)
            return Opened(pages, dpi, DrawnPage(pages.picture(0, dpi)))

        return draw

    def show_opened(self, opened: Opened) -> None:
        """Show a paper whose first page is drawn already."""
        self.show_pages(opened.pages)
        self._images[0, opened.dpi] = opened.first
        # Once the first page is painted: to ask a thousand others for their size takes as long as drawing it.
        QTimer.singleShot(0, self, partial(self._measure, opened.pages))

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show another paper from its first page, at its size or as wide as the window."""
        self._shown, self._marks, self._here, self._fit = -1, {}, None, False
        self.zoom = _opening_zoom(self._room(), pages) if pages is not None else 1.0
        super().show_pages(pages)
        self.zoomed.emit(self.zoom)

    def set_zoom(self, zoom: float) -> None:
        """Show at ``zoom`` times the size of the paper, 0 for the width of the window."""
        self._fit = zoom == 0
        self.zoom = max(LEAST, min(MOST, zoom or self.fitting()))
        self.lay_out()
        self.zoomed.emit(self.zoom)
        self.viewport().update()

    def show_whole(self) -> None:
        """As large as a whole page can be seen at once."""
        if self._pages is None:
            return
        tallest = max(high for _, high in self._pages.sizes_at_once) * SCREEN_DPI / 72
        room = self.viewport().height() - 2 * self._gap()
        page = self.current()
        self.set_zoom(min(self.fitting(), room / tallest))
        self.turn_to(page)

    @property
    def fits(self) -> bool:
        """Whether the pages follow the width of the window."""
        return self._fit

    def lay_out(self) -> None:
        if self._fit:
            self.zoom = max(LEAST, min(MOST, self.fitting()))
        super().lay_out()

    # -- marks ---------------------------------------------------------------------------------------

    def mark(self, marks: Marks, here: tuple[int, int] | None = None) -> None:
        """Colour the places found; ``here`` is the page and number of the one looked at."""
        self._marks, self._here = marks, here
        self.viewport().update()

    def show_place(self, page: int, areas: Sequence[Area]) -> None:
        """Have a place found in sight, a third from the top, unless it is already."""
        left, top, wide, high = areas[0]
        scale = SCREEN_DPI / 72 * self.zoom
        at = self.area_of(page).topLeft()
        place = QRect(at.x() + round(left * scale), at.y() + round(top * scale), 1, round(high * scale))
        view = self.viewport().rect()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        if place.top() < self._gap() or place.bottom() > view.height() - self._gap():
            down.setValue(down.value() + place.top() - view.height() // 3)
        if place.left() < 0 or place.left() + round(wide * scale) > view.width():
            across.setValue(across.value() + place.left() - view.width() // 3)

    def finish_page(self, painter: QPainter, page: int, area: QRect, *, drawn: bool) -> None:
        colours = self._theme.colours
        if not drawn:
            painter.setPen(QColor(colours.text_faint))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), f"第 {page + 1} 页")
        scale = SCREEN_DPI / 72 * self.zoom
        for number, areas in enumerate(self._marks.get(page, ())):
            is_here = (page, number) == self._here
            ink = QColor(colours.accent if is_here else colours.focus)
            for left, top, wide, high in areas:
                box = QRectF(area.x() + left * scale, area.y() + top * scale, wide * scale, high * scale)
                wash = QColor(ink)
                wash.setAlpha(_MARKED)
                painter.fillRect(box, wash)
                if is_here:  # by its frame too, not by colour alone
                    wide = self._theme.unit(2)
                    painter.setPen(QPen(ink, wide))
                    painter.drawRect(box.adjusted(-wide, -wide, wide, wide))
        painter.setPen(QPen(QColor(colours.line)))
        painter.drawRect(area.adjusted(0, 0, -1, -1))

    # -- hands ---------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        before = self.zoom
        super().resizeEvent(event)
        if self.zoom != before:
            self.zoomed.emit(self.zoom)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * (STEP if event.angleDelta().y() > 0 else 1 / STEP))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        moves = {
            Qt.Key.Key_PageDown: bar.value() + bar.pageStep(),
            Qt.Key.Key_PageUp: bar.value() - bar.pageStep(),
            Qt.Key.Key_Down: bar.value() + bar.singleStep(),
            Qt.Key.Key_Up: bar.value() - bar.singleStep(),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: bar.maximum(),
        }
        if key in moves:
            bar.setValue(moves[Qt.Key(key)])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_zoom(self.zoom * STEP)
        elif key == Qt.Key.Key_Minus:
            self.set_zoom(self.zoom / STEP)
        else:
            super().keyPressEvent(event)

    def _measure(self, pages: PdfPages) -> None:
        if pages is self._pages and not pages.is_measured:
            self._bridge.run(lambda: self._size_of_all(pages), done=self._measured)

    def _size_of_all(self, pages: PdfPages) -> PdfPages | None:
        if pages is not self._pages:
            return None  # another paper came; this one is closed
        assert pages.sizes
        return pages

    def _measured(self, pages: PdfPages | None) -> None:
        if pages is not None and pages is self._pages:
            self.measured()
            self.measured_all.emit()

    def _moved(self, *_: object) -> None:
        super()._moved()
        now = self.current()
        if now != self._shown:
            self._shown = now
            self.turned.emit(now)


def _opening_zoom(room: int, pages: PdfPages) -> float:
    """A paper is first shown at its size, or as wide as there is ``room`` for it."""
    return max(LEAST, min(1.0, room * 72 / SCREEN_DPI / pages.sizes_at_once[0][0]))


class SmallSheets(PageColumn):
    """Every page small at the side; ``chosen`` tells the page pressed."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, bridge: Bridge) -> None:
        under = theme.font(-1).pointSize() * 2 + theme.unit(2)
        super().__init__(theme, bridge, "各页缩略图", KEPT_SMALL, under)
        self._here = 0
        self.setFixedWidth(theme.unit(150))
        self.setFont(theme.font(-1))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def lay_out(self) -> None:
        self.zoom = self.fitting()
        super().lay_out()

    def follow(self, page: int) -> None:
        """Mark the page looked at, and have it in sight."""
        self._here = page
        self.viewport().update()
        if page < len(self._tops):
            area = self.area_of(page)
            if area.top() < 0 or area.bottom() + self._under > self.viewport().height():
                self.turn_to(page)

    def finish_page(self, painter: QPainter, page: int, area: QRect, *, drawn: bool) -> None:
        colours = self._theme.colours
        is_here = page == self._here
        pen = QPen(QColor(colours.accent if is_here else colours.line), self._theme.unit(3 if is_here else 1))
        painter.setPen(pen)
        painter.drawRect(area)
        painter.setPen(QColor(colours.accent if is_here else colours.text_soft))
        under = QRect(0, area.bottom() + self._theme.unit(3), self.viewport().width(), self._under)
        number = f"〔{page + 1}〕" if is_here else f"{page + 1}"
        painter.drawText(under, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), number)

    def _gap(self) -> int:
        return self._theme.unit(12)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The page under the mouse, its number included."""
        at = event.position().toPoint()
        for page in self._in_sight():
            if self.area_of(page).adjusted(0, 0, 0, self._under).contains(at):
                self.chosen.emit(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1,
            Qt.Key.Key_Home: -self._here, Qt.Key.Key_End: len(self._tops) - 1 - self._here,
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.chosen.emit(max(0, min(len(self._tops) - 1, self._here + step)))
