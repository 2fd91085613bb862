"""The sheets of the preview: pages in sight are drawn and no others, and places found are marked."""

import io
from collections.abc import Iterator

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from desktop_app.printing.raster import PageImage, PdfPages
from desktop_app.views.bridge import Bridge
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.office.print_sheets import Sheets, SmallSheets

COUNT = 40


class Watched(PdfPages):
    """Notes which pages are drawn."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__(pdf)
        self.drawn: list[int] = []

    def picture(self, page: int, dots_per_inch: float) -> PageImage:
        self.drawn.append(page)
        return super().picture(page, dots_per_inch)


@pytest.fixture
def pages() -> Iterator[Watched]:
    """Forty blank pages, every other one lying."""
    made, out = pdfium.PdfDocument.new(), io.BytesIO()
    for number in range(COUNT):
        made.new_page(*((595, 842) if number % 2 == 0 else (842, 595)))
    made.save(out)
    made.close()
    with Watched(out.getvalue()) as opened:
        yield opened


@pytest.fixture
def bridge() -> Iterator[Bridge]:
    made = Bridge()
    yield made
    made.shut()


@pytest.fixture
def sheets(qtbot: QtBot, theme: Theme, bridge: Bridge, pages: Watched) -> Sheets:
    made = Sheets(theme, bridge)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.show_opened(made.first_drawn()(pages))
    qtbot.waitUntil(lambda: bridge.idle() and pages.is_measured and made.ready())
    return made


def test_only_the_pages_in_sight_are_drawn(
    qtbot: QtBot, sheets: Sheets, bridge: Bridge, pages: Watched
) -> None:
    assert set(pages.drawn) <= {0, 1}
    bridge.hold()  # the worker is busy while the hand scrolls over all of it
    for page in range(2, COUNT):
        sheets.turn_to(page)
        sheets.viewport().repaint()
    bridge.release()
    qtbot.waitUntil(lambda: bridge.idle() and sheets.ready())
    assert max(set(pages.drawn) - {COUNT - 1, COUNT - 2, COUNT - 3}, default=0) <= 1
    assert sheets.current() == COUNT - 1


def test_pages_of_another_size_than_the_first_get_their_own_room(sheets: Sheets) -> None:
    first, second = sheets.area_of(0), sheets.area_of(1)
    assert (first.width() < first.height(), second.width() > second.height()) == (True, True)
    assert second.top() > first.bottom()


def test_the_place_looked_at_is_framed_and_comes_into_sight(
    qtbot: QtBot, theme: Theme, sheets: Sheets, bridge: Bridge
) -> None:
    place = [(100.0, 400.0, 60.0, 12.0)]
    sheets.mark({30: [place]}, (30, 0))
    sheets.show_place(30, place)
    qtbot.waitUntil(lambda: bridge.idle() and sheets.ready())
    area, scale = sheets.area_of(30), 96 / 72 * sheets.zoom
    middle = area.topLeft() + QPoint(round(130 * scale), round(406 * scale))
    assert sheets.viewport().rect().contains(middle)
    colour = sheets.viewport().grab().toImage().pixelColor(middle)
    assert colour != QColor("white")
    assert colour.red() > colour.blue()


def test_a_small_page_pressed_or_reached_by_a_key_is_told(
    qtbot: QtBot, theme: Theme, bridge: Bridge, pages: Watched
) -> None:
    small = SmallSheets(theme, bridge)
    qtbot.addWidget(small)
    small.resize(small.width(), 600)
    small.show()
    small.show_pages(pages)
    small.measured()
    chosen: list[int] = []
    small.chosen.connect(chosen.append)
    small.chosen.connect(small.follow)
    qtbot.mouseClick(small.viewport(), Qt.MouseButton.LeftButton, pos=small.area_of(1).center())
    qtbot.keyClick(small, Qt.Key.Key_Down)
    qtbot.keyClick(small, Qt.Key.Key_End)
    assert chosen == [1, 2, COUNT - 1]
    assert small.viewport().rect().contains(small.area_of(COUNT - 1).center())
    qtbot.waitUntil(lambda: bridge.idle() and small.ready())
    assert len(set(pages.drawn)) < COUNT
