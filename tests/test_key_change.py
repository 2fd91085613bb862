"""The password changed in the window: the file is closed, opened again under a new key, and backed up."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.app import Desktop
from desktop_app.base.errors import UserError
from desktop_app.registers.exchange.audit_log import KEY_CHANGED, AuditLog
from desktop_app.storage import keys
from desktop_app.views.pages.office import settings_page
from desktop_app.views.pages.start.start_choice import OpenBranch
from desktop_app.views.shell import Shell
from tests.test_app import OWN, PASSWORD, choose, desktop, wait_for_shell

__all__ = ["desktop"]
NEW = "新书记的一句话2027"


@pytest.fixture
def own(qtbot, desktop: Desktop, qapp: QApplication) -> Desktop:
    """The program over a branch of its own, its window up."""
    desktop.begin(sample=False)
    choose(desktop, OWN)
    wait_for_shell(qtbot, desktop)
    return desktop


def ask(monkeypatch: pytest.MonkeyPatch, shell: Shell, old: str, new: str) -> None:
    """Press 换密码 in the settings and fill the dialog."""

    class Filled(settings_page.ChangePasswordDialog):
        def exec(self) -> int:
            self.old.setText(old)
            self.fields.first.setText(new)
            self.fields.second.setText(new)
            self.decide()
            return self.result()

    monkeypatch.setattr(settings_page, "ChangePasswordDialog", Filled)
    shell.go("settings")
    shell.current_page().password_button.click()


def test_a_changed_password_reopens_the_file_under_a_new_key_and_backs_it_up(
    qtbot, own: Desktop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = own._opened
    old_key = keys.key_path(before.path).read_bytes()
    ask(monkeypatch, own.window, PASSWORD, NEW)
    qtbot.waitUntil(lambda: own._opened is not None and own._opened is not before, timeout=20_000)
    shell = wait_for_shell(qtbot, own)
    assert shell.pages.current_key == "preview"
    assert own._opened.raw != before.raw
    assert own.desk.ledger.name(own.desk.ledger.office) is not None
    qtbot.waitUntil(own.bridge.idle, timeout=20_000)
    assert "换密码后" in [backup.reason for backup in own._opened.backup_store.backups()]
    acts = [line.action for line in own.desk.ledger.find(AuditLog.live())]
    assert acts.count(KEY_CHANGED) == 1
    path = own._opened.path
    assert keys.unlock(path, NEW).raw == own._opened.raw
    with pytest.raises(UserError, match="密码不对"):
        keys.unlock(path, PASSWORD)
    assert keys.key_path(path).read_bytes() != old_key


def test_a_change_that_does_not_go_leaves_the_branch_open_under_the_old_password(
    qtbot, own: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = own._opened

    def refusing(*_: object) -> None:
        raise UserError("磁盘满了", "支部文件和原来的密码都没有动")

    monkeypatch.setattr("desktop_app.workplace.change_password", refusing)
    ask(monkeypatch, own.window, PASSWORD, NEW)
    qtbot.waitUntil(lambda: own._opened is not None and own._opened is not before, timeout=20_000)
    shell = wait_for_shell(qtbot, own)
    assert own._opened.raw == before.raw
    assert "密码没有换：磁盘满了" in shell.notice.words.text()
    assert keys.unlock(before.path, PASSWORD).raw == before.raw


def test_a_damaged_key_file_is_told_and_the_key_fetched_from_a_backup(qtbot, own: Desktop) -> None:
    path = own._opened.path
    own._opened.backup_store.make("手动备份")
    own._close_branch()
    keys.key_path(path).write_bytes(keys.key_path(path).read_bytes()[:-5])
    own.show_start()
    page = own.window
    choose(own, OpenBranch(PASSWORD))
    qtbot.waitUntil(lambda: page.panes.currentWidget() is page.error_pane, timeout=20_000)
    assert "已损坏" in page.error_panel.accessibleName()
    qtbot.mouseClick(page.key_button, Qt.MouseButton.LeftButton)
    assert page.panes.currentWidget() is page.fetching
    qtbot.mouseClick(page.fetching.main_button, Qt.MouseButton.LeftButton)
    assert "还没有输密码" in page.fetching.problem.text()
    page.fetching.word.setText(PASSWORD)
    QTest.keyClick(page.fetching.word, Qt.Key.Key_Return)
    shell = wait_for_shell(qtbot, own)
    assert "已经取回" in shell.notice.words.text()
    assert keys.unlock(path, PASSWORD).raw == own._opened.raw


def test_an_error_that_is_none_of_the_key_file_offers_no_key(qtbot, own: Desktop) -> None:
    own._close_branch()
    own.show_start()
    page = own.window
    choose(own, OpenBranch("这不是那个密码"))
    qtbot.waitUntil(lambda: page.panes.currentWidget() is page.error_pane, timeout=20_000)
    assert not page.key_button.isVisible()
