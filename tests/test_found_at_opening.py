"""What opening the branch file finds, a copy or a date that cannot be, is told in the window and logged."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.app import Desktop
from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.pinyin import load_pinyin
from desktop_app.registers.exchange.audit_log import FOUND, AuditLog
from desktop_app.settings import Settings
from desktop_app.views.date_keeper import DateKeeper
from desktop_app.views.pages.start.start_choice import NewBranch, OpenBranch
from desktop_app.views.pages.start.start_page import StartPage
from desktop_app.views.shell import Shell
from desktop_app.workplace import Workplace

TODAY = datetime(2026, 11, 23, 9, 0)
PASSWORD = "桂花里支部2026"
OWN = NewBranch("中共青石街道丁香里社区支部委员会", "DXL01", "", "丁一", None, None, PASSWORD, 12)


class Started:
    """The program as it is started over one data folder."""

    def __init__(self, app: QApplication, folder: Path, state: Path, qtbot, today: datetime = TODAY) -> None:
        clock = SetClock(today)
        self.desktop = Desktop(app, Workplace(folder, Settings(), clock, load_pinyin(), state))
        self._qtbot = qtbot
        # A dialog would wait for an answer that nobody gives.
        self.told: list[UserError] = []
        self.desktop.tell_error = self.told.append
        self.desktop.begin(sample=False)

    def opened(self, choice: object) -> Shell:
        """The window after ``choice`` on the start page."""
        desktop = self.desktop
        assert isinstance(desktop.window, StartPage)
        desktop.window.chosen.emit(choice)
        self._qtbot.waitUntil(
            lambda: isinstance(desktop.window, Shell) and desktop.bridge.idle(), timeout=60_000
        )
        assert isinstance(desktop.window, Shell)
        return desktop.window

    def end(self) -> None:
        """Close the window and the program."""
        if self.desktop.window is not None:
            self.desktop.window.close()
            # The worker backs up on closing: the file is let go of when that is done.
            self._qtbot.waitUntil(self.desktop.bridge.idle, timeout=60_000)
        self.desktop.shut()
        if self.desktop.window is not None:
            self.desktop.window.hide()
            self.desktop.window.deleteLater()
            self.desktop.window = None


@pytest.fixture
def begun(qapp: QApplication, tmp_path: Path, qtbot) -> Iterator[list[Started]]:
    """Programs that were started, ended afterwards."""
    made: list[Started] = []
    yield made
    for one in made:
        one.end()
    assert [one.told for one in made if one.told] == []


def test_the_copy_says_so_until_it_was_read_and_writes_it_down(
    qapp: QApplication, tmp_path: Path, qtbot, begun: list[Started]
) -> None:
    first = Started(qapp, tmp_path / "data", tmp_path / "state", qtbot)
    begun.append(first)
    shell = first.opened(OWN)
    assert not shell.notice.isVisible() or "复制" not in shell.notice.words.text()
    first.end()
    shutil.copytree(tmp_path / "data", tmp_path / "copy")
    second = Started(qapp, tmp_path / "copy", tmp_path / "state", qtbot)
    begun.append(second)
    shell = second.opened(OpenBranch(PASSWORD))
    words = shell.notice.words.text()
    assert str(tmp_path / "data" / "own") in words
    assert "原来的那份还在" in words
    shell.go("settings")
    assert shell.notice.isVisible(), "another page does not take it away"
    assert second.desktop.desk is not None
    (line,) = second.desktop.desk.ledger.find(AuditLog.live().where(AuditLog.action == FOUND))
    assert "复制来的" in "".join(line.diff)
    shell.notice.button.click()
    qtbot.waitUntil(lambda: shell.pages.current_key == "register:audit_log", timeout=20_000)


def test_a_date_that_cannot_be_is_asked_about_and_put_right_by_a_click(
    qapp: QApplication, tmp_path: Path, qtbot, begun: list[Started]
) -> None:
    wrong = Started(qapp, tmp_path / "data", tmp_path / "state", qtbot, datetime(2099, 1, 1, 9))
    begun.append(wrong)
    wrong.opened(OWN)
    wrong.end()
    right = Started(qapp, tmp_path / "data", tmp_path / "state", qtbot)
    begun.append(right)
    shell = right.opened(OpenBranch(PASSWORD))
    keeper = shell.findChild(DateKeeper)
    assert "请核对本机的日期" in keeper.banner.words.text()
    assert "2099年01月01日" in keeper.banner.words.text()
    keeper.banner.button.click()
    qtbot.waitUntil(lambda: "重新标记" in shell.notice.words.text(), timeout=20_000)
    assert shell.notice.isVisible()
