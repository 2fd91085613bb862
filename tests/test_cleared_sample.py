"""清空示例 is undone by one press until the program ends: the sample comes back whole."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app.app import Desktop
from desktop_app.base.clock import SetClock
from desktop_app.base.pinyin import load_pinyin
from desktop_app.registers.people.orgs import own_organization
from desktop_app.settings import Settings
from desktop_app.views.pages.start.start_page import StartPage
from desktop_app.views.shell import Shell
from desktop_app.workplace import Workplace
from tests.whole import make_sample

LEFT = Qt.MouseButton.LeftButton


def test_a_cleared_sample_comes_back_whole(qtbot, qapp: QApplication, tmp_path: Path) -> None:
    clock = SetClock(datetime(2026, 11, 23, 9, 0))
    place = Workplace(tmp_path, Settings.load(tmp_path / "settings.json"), clock, load_pinyin())
    make_sample(tmp_path)
    desktop = Desktop(qapp, place)
    try:
        desktop.begin(sample=True)
        qtbot.waitUntil(lambda: isinstance(desktop.window, Shell) and desktop.bridge.idle(), timeout=60_000)
        shell = desktop.window
        assert isinstance(shell, Shell)
        assert shell.banner is not None
        assert "示例里的今天是2026年10月29日" in shell.banner.words.text()
        ledger = desktop.desk.ledger
        org = own_organization(ledger)
        org.contact = "改过的联系人"
        ledger.save(org)
        qtbot.mouseClick(shell.banner.button, LEFT)
        page = desktop.window
        assert isinstance(page, StartPage)
        assert "示例支部已清空" in page.cleared_bar.words.text()
        assert page.cleared_bar.isVisibleTo(page)
        assert not place.sample.exists()
        qtbot.mouseClick(page.cleared_bar.button, LEFT)
        qtbot.waitUntil(lambda: isinstance(desktop.window, Shell) and desktop.bridge.idle(), timeout=60_000)
        assert own_organization(desktop.desk.ledger).contact == "改过的联系人"
        assert not place.cleared_sample.exists()
        desktop.leave_sample()
        assert place.cleared_sample.exists()
    finally:
        desktop.shut()
        desktop.window.hide()
        desktop.window.deleteLater()
    assert not place.cleared_sample.exists()
    assert not place.sample.exists()
