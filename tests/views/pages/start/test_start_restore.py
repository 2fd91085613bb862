"""The way back on the start page by clicks and keys: a backup chosen, looked into, put back or left."""

from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop_app.storage import backup_file, keys
from desktop_app.storage.backup_file import Backup
from desktop_app.storage.backup_readings import BackupState, FoundBackup
from desktop_app.views.pages.start.restore_dialog import RestoreDialog
from desktop_app.views.pages.start.start_choice import LeaveBackup, LookIntoBackup, PutBackupBack
from desktop_app.views.pages.start.start_page import StartPage
from tests.views.desk_driver import Driver

NAME = "中共青石街道桂花里社区支部委员会"
NEW = "新的好记的一句话"
type_into = Driver.type_into


@pytest.fixture
def start(theme, qtbot):
    """Opens a start page and keeps what it tells; ``found`` is what it is given when it asks for backups."""

    def make(found=(), **values):
        page = StartPage(theme, today=date(2026, 11, 23), **values)
        qtbot.addWidget(page)
        page.told = []
        page.chosen.connect(page.told.append)
        page.backups_asked.connect(lambda: page.restoring.show_backups(list(found)))
        page.show()
        page.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is page, timeout=5000)
        return page

    return make


def press(page, words: str) -> None:
    button = next(
        one
        for one in page.findChildren(QPushButton)
        if one.text() == words and one.isVisible() and one.isEnabled()
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def found(path: Path, state=BackupState.UNREAD, why="", hour=8) -> FoundBackup:
    made = Backup(path, datetime(2026, 11, 20, hour, 0), "退出时", "Z001", {"member": 46})
    return FoundBackup(path, made, state, why)


def looked(**values):
    facts = [
        ("单位", f"{NAME}（Z001）"),
        ("备份时间", "11月20日"),
        ("记录", "党员 46，共 485 条"),
    ]
    kept = {"name": NAME, "is_foreign": False, "replaces": True, "asks_new_password": lambda: False}
    kept["facts"] = lambda: facts
    kept["is_called"] = lambda typed: typed == NAME
    return SimpleNamespace(**{**kept, **values})


def test_a_backup_is_chosen_from_what_was_found(start, tmp_path):
    good, bad = tmp_path / "a.zbak", tmp_path / "b.zbak"
    page = start([found(bad, BackupState.DAMAGED, "已损坏，不能用", 9), found(good)])
    press(page, "以前用过，从备份恢复")
    assert "已损坏，不能用" in page.restoring.list.item(0).text()
    assert page.restoring.list.currentRow() == 1
    type_into(page.restoring.password, "当时的密码\n")
    assert page.told == [LookIntoBackup(good, "当时的密码", "")]


def test_the_recovery_sheet_opens_a_backup_too(start, tmp_path):
    number = keys.new_recovery_number()
    page = start([found(tmp_path / "a.zbak")])
    press(page, "以前用过，从备份恢复")
    press(page, "忘记密码，用恢复单")
    assert not page.restoring.password.isVisible()
    type_into(page.restoring.number, number[:-1])
    press(page, "看看里面")
    assert "恢复码有输错的数字" in page.restoring.problem.text()
    page.restoring.number.clear()
    type_into(page.restoring.number, number)
    press(page, "看看里面")
    assert page.told == [LookIntoBackup(tmp_path / "a.zbak", "", number.replace(" ", ""))]
    press(page, "有密码，用密码")
    assert page.restoring.password.isVisible()


def test_a_backup_from_elsewhere_must_be_one(start, tmp_path):
    broken, whole = tmp_path / "broken.zbak", tmp_path / "whole.zbak"
    broken.write_bytes(b"x" * 100)
    label = {"form": 2, "made_at": "2026-11-20T08:00:00", "reason": "x", "office": "Z001", "counts": {}}
    backup_file.pack(whole, label, {})
    answers = [str(broken), str(whole)]
    page = start(ask_file=lambda parent: answers.pop(0))
    press(page, "以前用过，从备份恢复")
    assert "都没有找到备份" in page.restoring.none.text()
    press(page, "看看里面")
    assert "还没有选备份" in page.restoring.problem.text()
    press(page, "选别处的备份文件")
    assert "不是完整的备份" in page.restoring.problem.text()
    press(page, "选别处的备份文件")
    press(page, "看看里面")
    assert page.told == [LookIntoBackup(whole, "", "")]


def test_what_is_in_it_is_shown_before_anything_is_replaced(start):
    page = start()
    page.show_backup(looked())
    labels = page.preview.findChildren(type(page.preview.heading))
    shown = [label.text() for label in labels if label.isVisible()]
    assert f"{NAME}（Z001）" in shown
    assert "党员 46，共 485 条" in shown
    assert "改名留在原处" in page.preview.kept.text()
    assert not page.preview.name_form.isVisible()
    assert not page.preview.passwords.isVisible()
    press(page, "返回")
    assert page.told == [LeaveBackup()]
    assert page.panes.currentWidget() is page.restoring
    page.show_backup(looked(replaces=False))
    assert "还没有支部文件" in page.preview.kept.text()
    press(page, "恢复")
    assert page.told[1:] == [PutBackupBack("", "")]


def test_another_offices_takes_its_name_in_writing(start):
    page = start()
    page.show_backup(looked(is_foreign=True))
    assert "别的单位" in page.preview.warning.text()
    press(page, "恢复")
    assert page.told == []
    assert "单位名称和这份备份的不一样" in page.preview.problem.text()
    type_into(page.preview.typed, NAME)
    press(page, "恢复")
    assert page.told == [PutBackupBack(NAME, "")]


def test_after_the_sheet_a_new_password_is_asked_for(start):
    page = start()
    page.show_backup(looked(asks_new_password=lambda: True))
    type_into(page.preview.passwords.first, NEW)
    press(page, "恢复")
    assert "两次输的密码不一样" in page.preview.problem.text()
    type_into(page.preview.passwords.second, NEW)
    press(page, "恢复")
    assert page.told == [PutBackupBack("", NEW)]


def test_the_dialog_of_an_open_branch_asks_the_same(theme, qtbot):
    dialog = RestoreDialog(theme, looked())
    qtbot.addWidget(dialog)
    dialog.show()
    press(dialog, "恢复")
    assert dialog.decided == PutBackupBack("", "")
    again = RestoreDialog(theme, looked())
    qtbot.addWidget(again)
    again.show()
    press(again, "先不恢复")
    assert again.decided is None
