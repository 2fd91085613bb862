"""The sheets of a finished paper on the screen: the very PDF, page under page, drawn when looked at."""

from collections import OrderedDict
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy

from desktop_app.base.errors import UserError
from desktop_app.printing.raster import PageImage, PdfPages
from desktop_app.views.bridge import Bridge
from desktop_app.views.look.theme import Theme

KEPT_IMAGES = 8
SCREEN_DPI = 96.0
LEAST, MOST = 0.25, 4.0
STEP = 1.25


def image_of(picture: PageImage) -> QImage:
    """The picture as Qt draws it, with bytes of its own."""
    made = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
    return made.copy()


class Sheets(QAbstractScrollArea):
    """Pages one under the other; those in sight and their neighbours are rendered by the worker.

    ``zoom`` 1.0 is the size of the paper; 0 in ``set_zoom`` means as wide as the window.
    """

    zoomed = Signal(float)
    turned = Signal(int)

    def __init__(self, theme: Theme, bridge: Bridge) -> None:
        super().__init__()
        self._theme, self._bridge = theme, bridge
        self._pages: PdfPages | None = None
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._asked: set[tuple[int, int]] = set()
        self._fit, self.zoom, self._shown = True, 1.0, -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("打印预览")
        self.setMinimumHeight(theme.unit(200))
        self.verticalScrollBar().valueChanged.connect(self._moved)

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show another paper from its first page."""
        self._pages = pages
        self._images.clear()
        self._asked.clear()
        self._shown = -1
        self.set_zoom(min(1.0, self._fitting()))
        self.verticalScrollBar().setValue(0)
        self._moved()

    def set_zoom(self, zoom: float) -> None:
        """Show at ``zoom`` times the size of the paper, 0 for the width of the window."""
        self._fit = zoom == 0
        self.zoom = self._fitting() if self._fit else max(LEAST, min(MOST, zoom))
        self._asked.clear()
        self._lay_out()
        self.zoomed.emit(self.zoom)
        self.viewport().update()

    def show_whole(self) -> None:
        """As large as a whole page can be seen at once."""
        if self._pages is None:
            return
        tallest = max(high for _, high in self._pages.sizes) * SCREEN_DPI / 72
        room = self.viewport().height() - 2 * self._gap()
        page = self.current()
        self.set_zoom(min(self._fitting(), room / tallest))
        self.verticalScrollBar().setValue(self._tops()[page] - self._gap())

    @property
    def fits(self) -> bool:
        """Whether the pages follow the width of the window."""
        return self._fit

    def current(self) -> int:
        """The page in the middle of the window, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        tops = self._tops()
        return max((at for at, top in enumerate(tops) if top <= middle), default=0)

    def ready(self) -> bool:
        """Whether every page in sight has its picture."""
        return all((at, self._dpi()) in self._images for at in self._in_sight())

    # -- measures ------------------------------------------------------------------------------------

    def _gap(self) -> int:
        return self._theme.unit(16)

    def _sizes(self) -> list[QSize]:
        scale = SCREEN_DPI / 72 * self.zoom
        sizes = self._pages.sizes if self._pages is not None else ()
        return [QSize(round(wide * scale), round(high * scale)) for wide, high in sizes]

    def _tops(self) -> list[int]:
        tops, at = [], self._gap()
        for size in self._sizes():
            tops.append(at)
            at += size.height() + self._gap()
        return tops

    def _fitting(self) -> float:
        if self._pages is None or not len(self._pages):
            return 1.0
        widest = max(wide for wide, _ in self._pages.sizes) * SCREEN_DPI / 72
        # Beside the bar at the right, come or not: were it asked, pages would grow and shrink by turns.
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * self._gap()
        return max(LEAST, min(MOST, room / widest))

    def _dpi(self) -> int:
        return round(SCREEN_DPI * self.zoom * self.devicePixelRatioF())

    def _lay_out(self) -> None:
        if self._fit:
            self.zoom = self._fitting()
        sizes = self._sizes()
        tall = sum(size.height() + self._gap() for size in sizes) + self._gap()
        view = self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, tall - view.height()))
        down.setPageStep(view.height())
        down.setSingleStep(self._theme.unit(48))
        # The bar at the right may have come, and the pages with it be narrower.
        wide = max((size.width() for size in self._sizes()), default=0) + 2 * self._gap()
        across.setRange(0, max(0, wide - self.viewport().width()))
        across.setPageStep(self.viewport().width())

    def _in_sight(self) -> list[int]:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        tops, sizes = self._tops(), self._sizes()
        return [at for at, y in enumerate(tops) if y < bottom and y + sizes[at].height() > top]

    # -- pictures ------------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Have the pages in sight drawn, then the one before and the one after."""
        if self._pages is None:
            return
        seen = self._in_sight()
        around = [at for at in (seen[-1] + 1, seen[0] - 1) if 0 <= at < len(self._pages)] if seen else []
        for at in (*seen, *around):
            key = (at, self._dpi())
            if key not in self._images and key not in self._asked:
                self._asked.add(key)
                self._bridge.run(
                    self._job(self._pages, key),
                    done=partial(self._arrived, self._pages, key),
                    failed=partial(self._not_drawn, key),
                )

    def _not_drawn(self, key: tuple[int, int], error: UserError) -> None:
        """Ask again when the page comes into sight next."""
        self._asked.discard(key)
        self._bridge.tell(error)

    def _job(self, pages: PdfPages, key: tuple[int, int]) -> Callable[[], QImage | None]:
        def job() -> QImage | None:
            if key not in self._asked:
                return None  # the window shows something else by now
            return image_of(pages.picture(*key))

        return job

    def _arrived(self, pages: PdfPages, key: tuple[int, int], image: QImage | None) -> None:
        self._asked.discard(key)
        if image is None or pages is not self._pages:
            return
        self._images[key] = image
        while len(self._images) > KEPT_IMAGES:
            self._images.popitem(last=False)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        colours = self._theme.colours
        painter.fillRect(event.rect(), QColor(colours.pressed))
        shift = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        tops, sizes = self._tops(), self._sizes()
        for at in self._in_sight():
            left = max(self._gap(), (self.viewport().width() - sizes[at].width()) // 2)
            area = QRect(QPoint(left, tops[at]) - shift, sizes[at])
            painter.fillRect(area.translated(self._theme.unit(2), self._theme.unit(2)), QColor(colours.edge))
            painter.fillRect(area, QColor(colours.card))
            image = self._image(at)
            if image is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(area, image)
            else:
                painter.setPen(QColor(colours.text_faint))
                painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), f"第 {at + 1} 页")
            painter.setPen(QPen(QColor(colours.line)))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
        painter.end()
        self._ask()

    def _image(self, page: int) -> QImage | None:
        """The sharp picture, or meanwhile one of another zoom."""
        key = (page, self._dpi())
        if key in self._images:
            self._images.move_to_end(key)
            return self._images[key]
        return next((image for (at, _), image in self._images.items() if at == page), None)

    # -- hands ---------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before = self.zoom
        self._lay_out()
        if self.zoom != before:
            self._asked.clear()
            self.zoomed.emit(self.zoom)
        self._moved()

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

    def _moved(self, *_: object) -> None:
        self.viewport().update()
        now = self.current()
        if now != self._shown:
            self._shown = now
            self.turned.emit(now)
