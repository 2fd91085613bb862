"""A chart on a page has the words of its drawing, the height it needs, and looks like the one on paper."""

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from PIL import Image, ImageFilter
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop_app.drawing.abreast import Abreast
from desktop_app.drawing.bars import Bars, Waterfall
from desktop_app.drawing.cells import Cell, Cells, Dots
from desktop_app.drawing.chart import Chart, Limit, Series
from desktop_app.drawing.lines import Lines
from desktop_app.drawing.pyramid import Pyramid
from desktop_app.drawing.shades import DONE, LATE, NEW, OPEN, STRONG
from desktop_app.drawing.stacked import Shares, StackedBars
from desktop_app.printing.type.charts import ChartFlowable
from desktop_app.printing.type.faces import font_set
from desktop_app.printing.type.page import compose, office_page
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.charts import ChartView
from tests.drawing.drawn import LONG, charts, wrong_with

MONTHS = [f"{month}月" for month in range(1, 13)]
RATES = Series("", [91.3, 88, 95.5, None, 100, 93.4, 80, 84, 86, 99, 92, 90])
SAMPLES = (
    Lines("到会率", MONTHS, [RATES], unit="%", limit=Limit(80, "要求 80%")),
    Bars(
        "四类问题",
        ["政治", "思想", "组织"],
        [Series("新增", [3, 0, 9], NEW), Series("销号", [1, 4, 2], DONE)],
    ),
    Bars("学时", ["欧阳娜", LONG, "单雄信"], [Series("", [12.5, 60, 0])], limit=Limit(32, "要求 32 学时")),
    Bars("增减", ["甲", "乙"], [Series("", [4, -2])]),
    Waterfall("党员增减", ["年初", "发展", "转出", "年末"], 46, [2, -4], unit="人"),
    StackedBars("整改", ["政治", "思想"], [Series("已销号", [12, 3], DONE), Series("在办", [5, 0], OPEN)]),
    Shares("学历", ["本科", "大专", "高中"], [20, 15, 8], unit="人"),
    Pyramid("年龄", ["51岁以上", "50岁以下"], Series("男", [8, 5]), Series("女", [5, 7])),
    Cells("到会", ["欧阳娜", "单雄信"], MONTHS, [[Cell("√", DONE), Cell("缺", LATE)] * 6] * 2),
    Dots("联系", ["欧阳娜", "单雄信"], MONTHS, [[0.5, 2.3, 5.1], [7.7]], STRONG),
)


def shown(qtbot: QtBot, theme: Theme, chart: Chart, width: int, *, titled: bool = True) -> ChartView:
    """The chart as a page of this width shows it."""
    view = ChartView(theme, chart, titled=titled)
    qtbot.addWidget(view)
    view.resize(width, view.heightForWidth(width))
    return view


@settings(max_examples=15, deadline=None)
@given(charts())
def test_words_in_the_faces_of_the_window_stand_apart(qapp: object, theme: Theme, chart: Chart) -> None:
    drawing = ChartView(theme, chart).drawing(700)
    assert drawing is not None
    assert not wrong_with(drawing)


def test_it_tells_in_words_what_is_seen(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, theme, SAMPLES[3], 400)
    assert view.accessibleName() == "增减"
    assert view.accessibleDescription() == "增减：甲 4，乙 -2"
    view.show_chart(None)
    assert (view.accessibleName(), view.heightForWidth(400)) == ("", 0)


def test_its_height_follows_its_width(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, theme, SAMPLES[2], 700)
    assert view.hasHeightForWidth()
    assert view.heightForWidth(260) > view.heightForWidth(700)
    assert view.minimumSizeHint() != QSize()


def test_charts_abreast_stand_below_one_another_where_it_is_narrow() -> None:
    both = Abreast("", SAMPLES[:4])
    wide, narrow = (both.laid(width, lambda text, size, _: 0.6 * size * len(text)) for width in (480, 250))
    assert wide.height < 0.7 * narrow.height
    assert not wrong_with(wide)
    assert all(one.alt in both.alt for one in SAMPLES[:4])


# -- both renderers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("chart", SAMPLES, ids=lambda chart: f"{type(chart).__name__}-{chart.title}")
def test_screen_and_paper_show_the_same_picture(qtbot: QtBot, theme: Theme, chart: Chart) -> None:
    page = office_page()
    pdf = compose(
        [ChartFlowable(chart)], page, font_set(theme.resources / "fonts"), title="t", author="a"
    ).pdf
    view = ChartView(theme, chart, titled=True)
    qtbot.addWidget(view)
    width = round(page.body_width * view.scale)
    view.resize(width, view.heightForWidth(width))
    sheet = pdfium.PdfDocument(pdf)[0].render(scale=view.scale).to_pil().convert("L")
    left, top = round(page.left * view.scale), round(page.top * view.scale)
    printed = sheet.crop((left, top, left + width, top + view.height()))
    drawn = view.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    screen = Image.frombytes("L", (drawn.bytesPerLine(), drawn.height()), bytes(drawn.constBits()))
    seen, put = (_inked(one.crop((0, 0, width, view.height()))) for one in (screen, printed))
    assert len(seen & put) >= 0.7 * len(seen | put)


def _inked(picture: Image.Image) -> set[int]:
    """The squares of a coarse net over the picture in which something is drawn."""
    lowest = picture.filter(ImageFilter.MinFilter(5))
    small = lowest.resize((picture.width // 12, picture.height // 12), Image.Resampling.BOX)
    return {place for place, grey in enumerate(small.tobytes()) if grey < 225}
