"""Sizes grow with the font, icons come tinted and sharp, Qt speaks Chinese."""

from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from desktop_app.views.look.fonts import SYSTEM_FAMILIES, load_families
from desktop_app.views.look.icons import IconSet
from desktop_app.views.look.sheet import style_sheet
from desktop_app.views.look.start import RESOURCES
from desktop_app.views.look.theme import POINT_CHOICES, Theme


@pytest.mark.parametrize("points", POINT_CHOICES)
def test_lengths_grow_with_the_font(qapp: QApplication, points: int) -> None:
    theme = Theme(RESOURCES, ["WJ UI"], points)
    assert theme.click_height == round(36 * points / 12)
    assert theme.main_height == round(44 * points / 12)
    assert theme.font().pointSizeF() == points
    assert theme.font(6).pointSizeF() == points * 1.5
    assert QFontMetrics(theme.font()).height() < theme.click_height
    assert f"min-height: {theme.unit(36) - 2}px" in style_sheet(theme)


def test_the_bundled_face_comes_first_and_bold_is_real(qapp: QApplication, theme: Theme) -> None:
    assert load_families(RESOURCES / "fonts")[0] == "WJ UI"
    assert theme.text_width("支部台账 123", bold=True) != theme.text_width("支部台账 123")


def test_without_bundled_faces_the_system_is_asked(tmp_path: Path) -> None:
    assert load_families(tmp_path) == list(SYSTEM_FAMILIES)


def test_every_icon_can_be_drawn(qapp: QApplication) -> None:
    icons = IconSet(RESOURCES / "icons")
    assert len(icons.names()) >= 50
    for name in icons.names():
        for filled in (False, True):
            picture = icons.picture(name, "#C4161C", 20, filled=filled).toImage()
            inks = {QColor(picture.pixelColor(x, y)).alpha() for x in range(20) for y in range(20)}
            assert max(inks) > 100, name


def test_an_icon_takes_the_colour_and_the_pixels_of_the_screen(theme: Theme) -> None:
    picture = theme.icons.picture("flag", "#C4161C", 20, filled=True, ratio=2.0)
    assert picture.width() == 40
    assert picture.devicePixelRatio() == 2.0
    image = picture.toImage()
    solid = [
        image.pixelColor(x, y) for x in range(40) for y in range(40) if image.pixelColor(x, y).alpha() == 255
    ]
    assert solid
    assert {colour.name() for colour in solid} == {"#c4161c"}


def test_a_picture_is_rendered_once(theme: Theme) -> None:
    first = theme.icons.picture("home", "#112233", 20)
    assert theme.icons.picture("home", "#112233", 20).cacheKey() == first.cacheKey()


def test_an_icon_that_is_not_there_is_our_slip(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        theme.icons.picture("no-such-drawing", "#000000", 20)


def test_qt_speaks_chinese(theme: Theme) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    assert [button.text().split("(")[0] for button in box.buttons()] == ["保存", "取消"]
    assert QLocale().toString(QDate(2026, 11, 23), QLocale.FormatType.LongFormat) == "2026年11月23日星期一"


def test_tables_are_painted_by_delegates_not_by_the_sheet(theme: Theme) -> None:
    assert "QTableView::item" not in style_sheet(theme)
