"""A branch file that goes away under the window: a strip that stays, and the way on from the start page."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop_app.app import Desktop
from desktop_app.base.clock import SetClock
from desktop_app.base.pinyin import load_pinyin
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.settings import Settings
from desktop_app.storage import branch_file
from desktop_app.storage.file_check import damaged
from desktop_app.views import file_watch
from desktop_app.views.pages.start.start_choice import OpenBranch
from desktop_app.views.pages.start.start_page import StartPage
from desktop_app.views.parts.labels import Words
from desktop_app.workplace import Workplace
from tests.test_app import OWN, PASSWORD, choose, wait_for_shell


@pytest.fixture
def desktop(qapp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    """The program with an own branch open, looking at its file all the time."""
    monkeypatch.setattr(file_watch, "EVERY", 20)
    clock = SetClock(datetime(2026, 11, 23, 9, 0))
    folder = tmp_path / "data"
    made = Desktop(
        qapp, Workplace(folder, Settings.load(folder / "settings.json"), clock, load_pinyin(), tmp_path / "s")
    )
    made.dialogs = []
    made.tell_error = made.dialogs.append
    made.begin(sample=False)
    yield made
    made.shut()
    if made.window is not None:
        made.window.hide()
        made.window.deleteLater()


def gone(own: Path) -> None:
    shutil.rmtree(own.parent)


def replaced(own: Path) -> None:
    own.with_name("x").write_bytes(b"7" * 9000)
    own.with_name("x").replace(own)


@pytest.mark.parametrize("case", [gone, replaced], ids=lambda case: case.__name__)
def test_a_file_that_went_is_told_over_the_window_and_gone_on_with_from_the_start_page(
    qtbot, desktop: Desktop, case: Callable[[Path], None]
) -> None:
    choose(desktop, OWN)
    shell = wait_for_shell(qtbot, desktop)
    own = desktop._workplace.own
    desk = desktop.desk
    assert desk is not None
    desk.ledger.set_note("draft:x", "录入过的")
    case(own)
    qtbot.waitUntil(lambda: shell.strip is not None, timeout=5000)
    assert "另存到" in shell.strip.words.text()
    words = shell.strip.words.text()
    light = shell.status.light
    qtbot.waitUntil(lambda: light.state == "bad" and light.words.text() in words, timeout=5000)
    # What is refused from now on says the same, over the window and in no dialog.
    desk.bridge.run(lambda: desk.ledger.set_note("draft:x", "没有保存的"))
    qtbot.waitUntil(desk.bridge.idle, timeout=5000)
    assert shell.strip.words.text() == words
    desktop.change_points(14)
    shell = wait_for_shell(qtbot, desktop)
    assert shell.strip.words.text() == words
    qtbot.mouseClick(shell.strip.button, Qt.MouseButton.LeftButton)
    page = desktop.window
    assert isinstance(page, StartPage)
    assert page.panes.currentWidget() is page.rescuing
    page.rescuing.password.setText(PASSWORD)
    qtbot.mouseClick(page.rescuing.main_button, Qt.MouseButton.LeftButton)
    wait_for_shell(qtbot, desktop)
    assert desktop.desk.ledger.note("draft:x") == "录入过的"
    assert own.exists()
    assert bool(list(own.parent.glob("branch-换下-*.zbf"))) == (case is replaced)
    assert desktop.dialogs == []
    # The next start asks for the password alone.
    desktop._close_branch()
    desktop.show_start()
    assert desktop.window.panes.currentWidget() is desktop.window.opening
    choose(desktop, OpenBranch(PASSWORD))
    wait_for_shell(qtbot, desktop)
    assert desktop.desk.ledger.note("draft:x") == "录入过的"


def test_a_wrong_password_leaves_what_was_saved_elsewhere_where_it_is(qtbot, desktop: Desktop) -> None:
    choose(desktop, OWN)
    shell = wait_for_shell(qtbot, desktop)
    gone(desktop._workplace.own)
    qtbot.waitUntil(lambda: shell.strip is not None, timeout=5000)
    qtbot.mouseClick(shell.strip.button, Qt.MouseButton.LeftButton)
    page = desktop.window
    page.rescuing.decide()
    assert "还没有输密码" in page.rescuing.problem.text()
    qtbot.keyClicks(page.rescuing.password, "another2026")
    qtbot.mouseClick(page.rescuing.main_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.panes.currentWidget() is page.error_pane, timeout=20_000)
    assert any("密码不对" in words.text() for words in page.error_panel.findChildren(Words))
    assert len(list(page.rescuing.list.findItems("另存", Qt.MatchFlag.MatchContains))) == 1
    assert not desktop._workplace.own.exists()


def test_a_file_that_went_unseen_is_saved_and_told_at_closing(qtbot, desktop: Desktop, monkeypatch) -> None:
    monkeypatch.setattr(file_watch, "EVERY", 10**9)
    choose(desktop, OWN)
    wait_for_shell(qtbot, desktop)
    own = desktop._workplace.own
    gone(own)
    desktop._close_branch()
    saved = list(desktop._workplace.backups.glob("branch-另存-*.zbf"))
    assert len(saved) == 1 or list(own.parent.glob("branch-另存-*.zbf"))
    setting = desktop._workplace._setting(saved[0], desktop._workplace.clock)
    ledger = branch_file.open_file(saved[0], setting, PASSWORD)
    assert ledger.office == "DXL01"
    branch_file.close(ledger)


def test_damage_stands_over_the_window_with_the_way_to_the_backups(qtbot, desktop: Desktop) -> None:
    choose(desktop, OWN)
    shell = wait_for_shell(qtbot, desktop)
    ledger = desktop.desk.ledger
    ledger.told.append(damaged([7], ["党员花名册"]))
    (org,) = ledger.find(PartyOrg.live().limit(1))
    org.short_name = "丁香里支部"
    ledger.save(org)
    qtbot.waitUntil(lambda: shell.strip is not None, timeout=5000)
    assert "在“党员花名册”里" in shell.strip.words.text()
    qtbot.mouseClick(shell.strip.button, Qt.MouseButton.LeftButton)
    assert shell.pages.current_key == "settings"
    assert desktop.dialogs == []
