"""The running program from its first window: sample, own branch, password, type size, and the way out."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app import app, data_lock
from desktop_app.app import Desktop
from desktop_app.base.clock import SetClock
from desktop_app.base.errors import Defect, UserError
from desktop_app.base.pinyin import load_pinyin
from desktop_app.registers.people.care_awards import CareAward
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.settings import Settings
from desktop_app.storage.backup import backups_in
from desktop_app.views.pages.start.start_choice import LookIntoBackup, NewBranch, OpenBranch, SampleChosen
from desktop_app.views.pages.start.start_page import StartPage
from desktop_app.views.parts.dialogs import ErrorDialog
from desktop_app.views.shell import Shell
from desktop_app.workplace import Workplace
from tests.whole import make_sample

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
    desktop.shut()
    assert not (tmp_path / "sample-cleared").exists()


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
    assert desktop.desk.courier.trust.card.code == "DXL01"
    shell.close()
    qtbot.waitUntil(lambda: not shell.isVisible(), timeout=20_000)
    assert [backup.reason for backup in backups_in(tmp_path / "backup")] == ["退出时"]
    desktop.show_start()
    choose(desktop, OpenBranch("这不是那个密码"))
    page = desktop.window
    assert isinstance(page, StartPage)
    qtbot.waitUntil(lambda: page.panes.currentWidget() is page.error_pane, timeout=20_000)
    choose(desktop, OpenBranch(PASSWORD))
    wait_for_shell(qtbot, desktop)
    assert desktop.desk.ledger.office == "DXL01"


def test_undo_turns_back_the_last_deed_and_says_so(qtbot, desktop: Desktop, tmp_path: Path) -> None:
    make_sample(tmp_path)
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


def test_another_type_size_rebuilds_the_window_on_the_same_branch(
    qtbot, desktop: Desktop, tmp_path: Path
) -> None:
    make_sample(tmp_path)
    desktop.begin(sample=True)
    first = wait_for_shell(qtbot, desktop)
    desktop.change_points(16)
    second = wait_for_shell(qtbot, desktop)
    assert second is not first
    assert second.theme.points == 16
    assert Settings.load(tmp_path / "settings.json").points == 16
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


def test_a_start_page_is_given_back_whatever_the_opening_raised(qtbot, desktop: Desktop, tmp_path) -> None:
    told: list[UserError] = []
    desktop.tell_error = told.append
    desktop.begin(sample=False)
    for number, error in enumerate((RuntimeError("ours"), OSError(28, "full"), UserError("密码不对"))):

        def opening(*_: object, error: Exception = error) -> None:
            raise error

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("desktop_app.restore_flow.look_into", opening)
            choose(desktop, LookIntoBackup(Path("none.zbak"), PASSWORD, ""))
            page = desktop.window
            assert isinstance(page, StartPage)
            assert page.panes.currentWidget() is page.busy_pane, number
            qtbot.waitUntil(lambda page=page: page.panes.currentWidget() is page.error_pane, timeout=20_000)
        qtbot.mouseClick(page.again_button, Qt.MouseButton.LeftButton)
        assert page.panes.currentWidget() is not page.error_pane
    assert [type(error) for error in told] == [Defect]
    choose(desktop, OWN)
    wait_for_shell(qtbot, desktop)


def test_a_window_that_cannot_be_built_leads_back_to_the_start(
    qtbot, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[UserError] = []
    desktop.tell_error = told.append
    desktop.begin(sample=False)
    with monkeypatch.context() as patch:
        patch.setattr("desktop_app.app.add_pages", lambda *_args, **_words: 1 / 0)
        choose(desktop, OWN)
        qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    page = desktop.window
    assert isinstance(page, StartPage)
    assert page.panes.currentWidget() is page.error_pane
    assert desktop.desk is None
    choose(desktop, OpenBranch(PASSWORD))
    wait_for_shell(qtbot, desktop)


def test_a_backup_by_the_clock_that_failed_is_told_and_tried_again(
    qtbot, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop.begin(sample=False)
    choose(desktop, OWN)
    shell = wait_for_shell(qtbot, desktop)
    with monkeypatch.context() as patch:
        patch.setattr(desktop.desk.backup_store, "make", raising(UserError("磁盘满了")))
        desktop._timer.timeout.emit()
        qtbot.waitUntil(desktop.bridge.idle, timeout=20_000)
    assert "磁盘满了" in shell.notice.words.text()
    assert not backups_in(tmp_path / "backup")
    desktop._timer.timeout.emit()
    qtbot.waitUntil(desktop.bridge.idle, timeout=20_000)
    assert len(backups_in(tmp_path / "backup")) == 1


def raising(error: Exception) -> Callable[..., object]:
    """Whatever it is called with it raises ``error``."""

    def raises(*_args: object, **_words: object) -> object:
        raise error

    return raises


def told_at_start(monkeypatch: pytest.MonkeyPatch, place: Path) -> list[UserError]:
    """What the program says that is started on ``place``, and ends at once."""
    told: list[UserError] = []
    monkeypatch.setattr(app, "show_error", lambda parent, theme, error, plain=False: told.append(error))
    assert app.run(folder=place) == 1
    return told


def test_a_data_folder_that_cannot_be_used_is_told_in_a_window(
    qapp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_bytes(b"")
    (not_made,) = told_at_start(monkeypatch, tmp_path / "taken" / "data")
    assert "建不了" in not_made.what
    lock = data_lock.QLockFile
    monkeypatch.setattr(lock, "tryLock", lambda lock, wait: False)
    monkeypatch.setattr(
        data_lock.QLockFile, "error", lambda lock: data_lock.QLockFile.LockError.PermissionError
    )
    (not_written,) = told_at_start(monkeypatch, tmp_path / "data")
    assert "写不进去" in not_written.what
    monkeypatch.setattr(
        data_lock.QLockFile, "error", lambda lock: data_lock.QLockFile.LockError.LockFailedError
    )
    (twice,) = told_at_start(monkeypatch, tmp_path / "data")
    assert "已经打开" in twice.what


def test_a_size_that_cannot_be_kept_is_put_on_all_the_same(qtbot, desktop: Desktop, tmp_path: Path) -> None:
    told: list[UserError] = []
    desktop.tell_error = told.append
    desktop.begin(sample=False)
    (tmp_path / "settings.json").mkdir()
    desktop.change_points(16)
    assert desktop.theme.points == 16
    assert ["没有记下来" in error.what for error in told] == [True]
    desktop.change_points(12)
