"""印纸的字体 by clicks: the choice holds at once for the next paper, and is kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.settings import Settings
from desktop_app.views.pages.office.settings_fonts import FontCard
from tests.printing.type.made_fonts import made_font, put
from tests.views.desk_driver import Driver


@pytest.fixture
def driver(make_desk: Callable[..., Driver], tmp_path: Path) -> Driver:
    """A desk whose PC has a 仿宋_GB2312."""
    driver = make_desk()
    put(made_font(), tmp_path / "fonts" / "仿宋_GB2312.ttf")
    driver.desk.settings = Settings(path=tmp_path / "settings.json")
    driver.desk.renderer = PaperRenderer(driver.desk.ledger, resource_path("fonts"))
    driver.desk.renderer.font_folders = (tmp_path / "fonts",)
    return driver


def test_the_fonts_there_are_named_and_ours_are_taken_by_a_click(
    driver: Driver, tmp_path: Path, qtbot: QtBot
) -> None:
    card = FontCard(driver.desk)
    qtbot.addWidget(card)
    card.refresh()
    driver.rest()
    assert card.found.text() == "这台电脑上有：仿宋"
    renderer = driver.desk.renderer
    office = renderer.fonts
    assert office.typeface("fang").find("会")[0].name == "FangSong_GB2312-fang"
    qtbot.mouseClick(card.whose.chips[True], Qt.MouseButton.LeftButton)
    assert renderer.fonts.typeface("fang").find("会")[0].name == "WJFang"
    assert Settings.load(tmp_path / "settings.json").bundled_fonts_only
    qtbot.mouseClick(card.whose.chips[False], Qt.MouseButton.LeftButton)
    assert renderer.fonts is office
    assert not Settings.load(tmp_path / "settings.json").bundled_fonts_only


def test_a_pc_without_any_says_so_and_one_that_keeps_nothing_too(
    driver: Driver, tmp_path: Path, qtbot: QtBot
) -> None:
    driver.desk.renderer.font_folders = (tmp_path / "none",)
    (tmp_path / "taken").write_bytes(b"")
    driver.desk.settings = Settings(path=tmp_path / "taken" / "settings.json")
    card = FontCard(driver.desk)
    qtbot.addWidget(card)
    card.refresh()
    driver.rest()
    assert "没有能用的公文字体" in card.found.text()
    qtbot.mouseClick(card.whose.chips[True], Qt.MouseButton.LeftButton)
    assert "没有记下来" in card.trouble.text()
    assert driver.desk.renderer.bundled_only
