"""The running program from its first window: sample, own branch, password, type size, and the way out."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.app import Desktop
from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.pinyin import load_pinyin
from desktop_app.registers.people.care_awards import CareAward
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.settings import Settings
from desktop_app.storage.backup import backups_in
from desktop_app.views.pages.start.start_choice import NewBranch, OpenBranch, SampleChosen
from desktop_app.views.pages.start.start_page import StartPage
from desktop_app.views.parts.dialogs import ErrorDialog
from desktop_app.views.shell import Shell
from desktop_app.workplace import Workplace

PASSWORD = "桂花里支部2026"
OWN = NewBranch(
    "中共青石街道丁香里社区支部委员会",
    "DXL01",
    "中共青石街道工作委员会",
    "丁一",
    date(2025, 3, 1),
    5,
    PASSWORD,
    12,
)


@pytest.fixture
def desktop(qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    """The program in an empty data folder, not yet begun."""
    clock = SetClock(datetime(2026, 11, 23, 9, 0))
    workplace = Workplace(tmp_path, Settings.load(tmp_path / "settings.json"), clock, load_pinyin())
    made = Desktop(qapp, workplace)
    yield made
    made.shut()
    if made.window is not None:
        made.window.hide()
        made.window.deleteLater()


def wait_for_shell(qtbot, desktop: Desktop) -> Shell:
    """The window of an open branch, once it is there and at rest."""
    qtbot.waitUntil(lambda: isinstance(desktop.window, Shell) and desktop.bridge.idle(), timeout=60_000)
    assert isinstance(desktop.window, Shell)
    return desktop.window


def choose(desktop: Desktop, choice: object) -> None:
    """What a person decided on the start page."""
    assert isinstance(desktop.window, StartPage)
    desktop.window.chosen.emit(choice)


def test_the_sample_opens_every_page_and_leaves_no_trace(qtbot, desktop: Desktop, tmp_path: Path) -> None:
    desktop.begin(sample=False)
    choose(desktop, SampleChosen())
    shell = wait_for_shell(qtbot, desktop)
    assert shell.banner is not None
    announced = shell.pages.keys()
    for key in announced:
        if key != "preview":
            assert shell.go(key), key
            qtbot.waitUntil(desktop.bridge.idle, timeout=20_000)
    assert len(shell.pages.built()) == len(announced) - 1
    shell.sample_pressed.emit()
    assert isinstance(desktop.window, StartPage)
    assert not (tmp_path / "sample").exists()


def test_an_own_branch_is_founded_closed_and_opened_again_with_its_password(
    qtbot, desktop: Desktop, tmp_path: Path
) -> None:
    desktop.begin(sample=False)
    choose(desktop, OWN)
    shell = wait_for_shell(qtbot, desktop)
    assert shell.pages.current_key == "preview"
    assert desktop.desk is not None
    names = {org.full_name for org in desktop.desk.ledger.find(PartyOrg.live())}
    assert names == {OWN.full_name, OWN.superior}
    assert desktop.desk.courier.card.code == "DXL01"
    shell.close()
    assert [backup.reason for backup in backups_in(tmp_path / "backup")] == ["退出时"]
    desktop.show_start()
    choose(desktop, OpenBranch("这不是那个密码"))
    page = desktop.window
    assert isinstance(page, StartPage)
    qtbot.waitUntil(lambda: page.panes.currentWidget() is page.error_pane, timeout=20_000)
    choose(desktop, OpenBranch(PASSWORD))
    wait_for_shell(qtbot, desktop)
    assert desktop.desk.ledger.office == "DXL01"


def test_undo_turns_back_the_last_deed_and_says_so(qtbot, desktop: Desktop) -> None:
    desktop.begin(sample=True)
    shell = wait_for_shell(qtbot, desktop)
    assert desktop.desk is not None
    ledger = desktop.desk.ledger
    before = ledger.count(CareAward.live())
    ledger.remove(ledger.find(CareAward.live().limit(1))[0])
    shell.undo_asked.emit()
    qtbot.waitUntil(
        lambda: ledger.count(CareAward.live()) == before and desktop.bridge.idle(), timeout=10_000
    )
    assert "撤销" in shell.notice.words.text()


def test_another_type_size_rebuilds_the_window_on_the_same_branch(qtbot, desktop: Desktop) -> None:
    desktop.begin(sample=True)
    first = wait_for_shell(qtbot, desktop)
    desktop.change_points(16)
    second = wait_for_shell(qtbot, desktop)
    assert second is not first
    assert second.theme.points == 16
    desktop.change_points(12)


def test_a_defect_is_told_in_words_that_nobody_has_to_take_back_and_kept_in_the_log(
    qtbot, desktop: Desktop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desktop.begin(sample=False)
    told: list[UserError] = []
    desktop.tell_error = told.append
    desktop.bridge.run(lambda: 1 / 0)
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert "可能没有做完" in told[0].sentence()
    assert "都在" not in told[0].sentence(), "nobody looked whether it is"
    assert "ZeroDivisionError" in told[0].detail
    assert told[0].detail in (tmp_path / "errors.log").read_text("utf-8")
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert not desktop.window.findChildren(ErrorDialog)
