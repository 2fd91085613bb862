"""第二处备份 on the home page by clicks: proposed, taken with one, put off, and asked again by the light."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from desktop_app.base.paths import DriveKind
from desktop_app.base.second_places import SecondPlace
from desktop_app.settings import Settings
from desktop_app.storage import keys
from desktop_app.storage.backup import BackupStore
from desktop_app.views.page_parts.second_place import ASK_AGAIN, ASKING
from desktop_app.views.pages.office.home_page import HomePage
from desktop_app.views.pages.office.window_facts import read_light, show_backup_light
from tests.views.desk_driver import Driver


@pytest.fixture
def home(make_desk: Callable[..., Driver], tmp_path: Path) -> Any:
    """A home page of a new branch, a list of what is plugged in, and the settings file."""
    driver = make_desk()
    path = Path(driver.desk.ledger.database.database)
    driver.desk.backup_store = BackupStore(
        path, keys.unlock(path, None).raw, tmp_path / "backups", driver.desk.clock
    )
    driver.desk.backup_store.before = lambda reason: driver.desk.log.note("备份", "支部文件", reason)
    driver.desk.settings = Settings(path=tmp_path / "settings.json")
    plugged: list[SecondPlace] = []
    driver.add_page("home", lambda: HomePage(driver.desk, driver.shell, lambda _: plugged), "工作台", "home")
    driver.shell.hide()  # as at the opening: the light is read when the window comes into sight
    show_backup_light(driver.desk, driver.shell)
    driver.shell.show()
    driver.rest()
    return SimpleNamespace(driver=driver, plugged=plugged, settings=tmp_path / "settings.json")


def plug_in(home: Any, root: Path) -> SecondPlace:
    root.mkdir(exist_ok=True)
    home.plugged.append(SecondPlace(root, DriveKind.REMOVABLE, 4 << 30))
    return home.plugged[-1]


def test_a_stick_is_taken_with_one_press_and_gets_its_first_copy(home: Any, tmp_path: Path) -> None:
    place = plug_in(home, tmp_path / "KINGSTON")
    page = home.driver.open_page("home")
    home.driver.press("备到U盘 KINGSTON，可用 4.0 GB")
    assert [one.suffix for one in place.folder.iterdir()] == [".zbak"]
    assert not page.second_place.isVisible()
    home.driver.see("以后每次备份都会多抄一份到")
    assert Settings.load(home.settings).second_backup == str(place.folder)
    home.driver.press("现在备份")
    assert page.second_light.isVisible()
    assert read_light(home.driver.desk).state == "good"


def test_without_a_drive_it_says_so_and_finds_the_stick_plugged_in_then(home: Any, tmp_path: Path) -> None:
    page = home.driver.open_page("home")
    home.driver.see("没有找到U盘和别的盘")
    plug_in(home, tmp_path / "LATER")
    home.driver.press("再找一次")
    assert [one.text() for one in page.second_place.places] == ["备到U盘 LATER，可用 4.0 GB"]
    home.driver.see_not("没有找到U盘和别的盘")


def test_put_off_it_is_asked_again_after_a_month_by_the_light(home: Any) -> None:
    driver = home.driver
    page = driver.open_page("home")
    driver.press("现在备份")
    light = driver.shell.status.light
    driver.qtbot.waitUntil(lambda: light.words.text() == ASKING.words)
    driver.press("以后再说")
    driver.qtbot.waitUntil(lambda: light.state == "good")
    assert not page.second_place.isVisible()
    driver.see("30 天后再问")
    driver.desk.settings = Settings.load(home.settings)
    assert read_light(driver.desk).state == "good"
    driver.desk.clock.set(driver.desk.clock.now() + ASK_AGAIN)
    driver.desk.backup_store.make("定时")
    assert read_light(driver.desk) == ASKING
    driver.open_page("register:member")
    driver.open_page("home")
    assert page.second_place.isVisible()


def test_a_date_put_off_by_a_wrong_clock_or_written_by_hand_does_not_silence_it(home: Any) -> None:
    driver = home.driver
    driver.desk.backup_store.make("定时")
    ahead = (driver.desk.clock.now() + timedelta(days=900)).date().isoformat()
    for words in (ahead, "昨天"):
        driver.desk.settings.second_put_off = words
        assert read_light(driver.desk) == ASKING


def test_a_place_that_takes_no_folder_is_told_and_nothing_is_chosen(home: Any, tmp_path: Path) -> None:
    place = plug_in(home, tmp_path / "FULL")
    place.folder.write_bytes(b"")
    page = home.driver.open_page("home")
    home.driver.press(page.second_place.places[0].text())
    home.driver.see("第二处备份没有选成")
    assert home.driver.desk.backup_store.second is None
    assert Settings.load(home.settings).second_backup == ""
    assert page.second_place.isVisible()


def test_the_sample_asks_for_none(home: Any) -> None:
    home.driver.desk.is_sample = True
    page = home.driver.open_page("home")
    assert not page.second_place.isVisible()
