"""The pages of a PDF one under the other: those in sight are drawn by the worker, and no others."""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from itertools import accumulate

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from desktop_app.base.errors import UserError
from desktop_app.printing.raster import PageImage, PdfPages
from desktop_app.views.bridge import Bridge
from desktop_app.views.look.theme import Theme

SCREEN_DPI = 96.0
_Key = tuple[int, int]


class DrawnPage(QImage):
    """A picture as Qt draws it, over the memory it was drawn in: a copy takes as long as a third of it."""

    def __init__(self, picture: PageImage) -> None:
        form = QImage.Format.Format_RGB32
        super().__init__(picture.pixels, picture.width, picture.height, picture.stride, form)
        self.held = picture.pixels  # Qt itself keeps nothing of it


class PageColumn(QAbstractScrollArea):
    """Shows pages at the ``zoom`` of who inherits it, with ``under`` px of room below each for its words.

    Of the pictures drawn it keeps ``kept``, the last ones looked at.
    """

    def __init__(self, theme: Theme, bridge: Bridge, name: str, kept: int, under: int = 0) -> None:
        super().__init__()
        self._theme, self._bridge = theme, bridge
        self._pages: PdfPages | None = None
        self._images: OrderedDict[_Key, QImage] = OrderedDict()
        self._asked: set[_Key] = set()
        self._kept, self._under = kept, under
        self.zoom = 1.0
        self._sizes: list[QSize] = []
        self._tops: list[int] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        # Every point of it is painted here: nothing is to be filled before.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().valueChanged.connect(self._moved)

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show another paper from its first page."""
        self._pages = pages
        self._images.clear()
        self._asked.clear()
        self.lay_out()
        self.verticalScrollBar().setValue(0)
        self._moved()

    def current(self) -> int:
        """The page in the middle of the window, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return max(0, bisect_right(self._tops, middle) - 1)

    def ready(self) -> bool:
        """Whether every page in sight has its picture."""
        return all((at, self._dpi()) in self._images for at in self._in_sight())

    def turn_to(self, page: int) -> None:
        """Have page ``page`` (from 0) begin at the upper edge."""
        if page < len(self._tops):
            self.verticalScrollBar().setValue(self._tops[page] - self._gap())

    # -- measures ------------------------------------------------------------------------------------

    def fitting(self) -> float:
        """The zoom at which the widest page is as wide as the window."""
        if self._pages is None:
            return 1.0
        widest = max(wide for wide, _ in set(self._pages.sizes_at_once)) * SCREEN_DPI / 72
        return self._room() / widest

    def _room(self) -> int:
        """How wide a page may be, beside the bar at the right, come or not.

        Were it asked, pages would grow and shrink by turns.
        """
        return self.width() - self.verticalScrollBar().sizeHint().width() - 2 * self._gap()

    def lay_out(self) -> None:
        """Find where every page stands at the present zoom."""
        gap = self._gap()
        scale = SCREEN_DPI / 72 * self.zoom
        told = self._pages.sizes_at_once if self._pages is not None else ()
        made = {size: QSize(round(size[0] * scale), round(size[1] * scale)) for size in set(told)}
        self._sizes = [made[size] for size in told]
        taken = {size: one.height() + gap + self._under for size, one in made.items()}
        ends = list(accumulate((taken[size] for size in told), initial=gap))
        self._tops, tall = ends[:-1], ends[-1]
        view = self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, tall - view.height()))
        down.setPageStep(view.height())
        down.setSingleStep(self._theme.unit(48))
        wide = max((size.width() for size in made.values()), default=0) + 2 * gap
        across.setRange(0, max(0, wide - view.width()))
        across.setPageStep(view.width())

    def measured(self) -> None:
        """The true sizes of all pages are known by now: those not like the first take their own room."""
        page = self.current()
        within = self.verticalScrollBar().value() - self._tops[page] if self._tops else 0
        self.lay_out()
        if self._tops:
            self.verticalScrollBar().setValue(self._tops[page] + within)
        self.viewport().update()

    def area_of(self, page: int) -> QRect:
        """Where a page stands in the window now, in px."""
        shift = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        left = max(self._gap(), (self.viewport().width() - self._sizes[page].width()) // 2)
        return QRect(QPoint(left, self._tops[page]) - shift, self._sizes[page])

    def _gap(self) -> int:
        return self._theme.unit(16)

    def _dpi(self) -> int:
        return round(SCREEN_DPI * self.zoom * self.devicePixelRatioF())

    def _in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, top) - 1)
        if self._tops and self._tops[first] + self._sizes[first].height() <= top:
            first += 1
        return range(first, bisect_left(self._tops, top + self.viewport().height()))

    # -- pictures ------------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Have the pages in sight drawn; what was asked for and went out of sight is not drawn any more."""
        if self._pages is None:
            return
        wanted = [(at, self._dpi()) for at in self._in_sight()]
        self._asked.intersection_update(wanted)
        for key in wanted:
            if key not in self._images and key not in self._asked:
                self._asked.add(key)
                self._bridge.run(
                    self._job(self._pages, key),
                    done=partial(self._arrived, self._pages, key),
                    failed=partial(self._not_drawn, key),
                )

    def _not_drawn(self, key: _Key, error: UserError) -> None:
        """Ask again when the page comes into sight next."""
        self._asked.discard(key)
        self._bridge.tell(error)

    def _job(self, pages: PdfPages, key: _Key) -> Callable[[], QImage | None]:
        def job() -> QImage | None:
            if key not in self._asked:
                return None  # the window shows something else by now
            return DrawnPage(pages.picture(*key))

        return job

    def _arrived(self, pages: PdfPages, key: _Key, image: QImage | None) -> None:
        if image is None or pages is not self._pages:
            return
        self._asked.discard(key)
        self._images[key] = image
        while len(self._images) > max(self._kept, len(self._in_sight())):
            self._images.popitem(last=False)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colours, pages = self._theme.colours, self._in_sight()
        areas = [self.area_of(at) for at in pages]
        around = QRegion(event.rect())
        for area in areas:
            around -= QRegion(area)
        painter.setClipRegion(around)
        painter.fillRect(event.rect(), QColor(colours.pressed))
        painter.setClipping(False)
        for at, area in zip(pages, areas, strict=True):
            self._draw_shadow(painter, area)
            image = self._image(at)
            if image is not None:
                self._draw(painter, area, image)
            else:
                painter.fillRect(area, QColor(colours.card))
            self.finish_page(painter, at, area, drawn=image is not None)
        painter.end()
        self._ask()

    def _draw_shadow(self, painter: QPainter, area: QRect) -> None:
        wide, colour = self._theme.unit(2), QColor(self._theme.colours.edge)
        painter.fillRect(area.x() + wide, area.y() + area.height(), area.width(), wide, colour)
        painter.fillRect(area.x() + area.width(), area.y() + wide, wide, area.height(), colour)

    def _draw(self, painter: QPainter, area: QRect, image: QImage) -> None:
        """The picture on its page: as it is where it was drawn for this zoom, at a third of the cost."""
        image.setDevicePixelRatio(self.devicePixelRatioF())
        if abs(image.deviceIndependentSize().width() - area.width()) <= 1:
            painter.drawImage(area.topLeft(), image)
        else:
            painter.drawImage(area, image, QRect(QPoint(), image.size()))

    def finish_page(self, painter: QPainter, page: int, area: QRect, *, drawn: bool) -> None:
        """Draw what stands on or under a page besides its picture, which may not be ``drawn`` yet."""
        raise NotImplementedError

    def _image(self, page: int) -> QImage | None:
        """The sharp picture, or meanwhile one of another zoom."""
        key = (page, self._dpi())
        if key in self._images:
            self._images.move_to_end(key)
            return self._images[key]
        return next((image for (at, _), image in self._images.items() if at == page), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()
        self._moved()

    def _moved(self, *_: object) -> None:
        self.viewport().update()
