"""The settings by clicks: backups made, tried and put back, the password changed, the sample left."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog

from desktop_app.base.errors import UserError
from desktop_app.base.paths import Drive, DriveKind
from desktop_app.settings import Settings
from desktop_app.storage import keys
from desktop_app.storage.backup import BackupStore
from desktop_app.storage.backup_rounds import trying
from desktop_app.views.pages.office import settings_backups, settings_page
from desktop_app.views.pages.office.settings_page import SettingsPage
from desktop_app.views.pages.rules.template_page import TemplatePage
from tests.storage.toy import CHEAP
from tests.views.desk_driver import Driver

PASSWORD = "清河社区的支部2026"


@pytest.fixture
def desk(make_desk: Callable[..., Driver], tmp_path: Path) -> Any:
    """A driver with a keeper, and what the page was given and told."""
    driver = make_desk()
    path = Path(driver.desk.ledger.database.database)
    driver.desk.backup_store = BackupStore(
        path, keys.unlock(path, None).raw, tmp_path / "backups", driver.desk.clock
    )
    driver.desk.settings = Settings(path=tmp_path / "settings.json")
    told = SimpleNamespace(left=[], points=[], reopened=[], folders=[], changed=[])

    def page() -> SettingsPage:
        return SettingsPage(
            driver.desk,
            driver.shell,
            leave_sample=lambda: told.left.append(True),
            change_points=told.points.append,
            reopen=lambda backup, password: told.reopened.append((backup, password)),
            change_key=lambda unlocked, password: told.changed.append((unlocked, password)),
            ask_folder=lambda parent, title: told.folders.pop(0),
        )

    driver.add_page("settings", page, "设置", "settings")
    driver.told = told
    return driver


def test_a_backup_is_made_listed_and_tried(desk):
    page = desk.open_page("settings")
    assert page.backups.light.state == "bad"
    assert not page.backups.try_button.isEnabled()
    desk.press("现在备份")
    assert page.backups.light.state == "good"
    assert len(page.backups.backups()) == 1
    desk.press("试恢复")
    assert page.backups.outcome.text().startswith("试恢复成功：2026-11-23 09:30 的 ")


def test_a_damaged_backup_says_so_when_it_is_tried(desk):
    page = desk.open_page("settings")
    desk.press("现在备份")
    (backup,) = page.backups.backups()
    data = bytearray(backup.path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 64] = bytes(64)
    backup.path.write_bytes(data)
    desk.press("试恢复")
    assert "备份已损坏" in page.backups.outcome.text()
    assert "现在的支部文件没有动" in page.backups.outcome.text()
    assert page.backups.try_button.isEnabled()


def test_putting_a_backup_back_names_it_and_asks_for_its_password(desk, monkeypatch):
    page = desk.open_page("settings")
    desk.press("现在备份")
    asked, answers = [], [False, True]

    def asking(theme: Any, title: str, text: str, verb: str, **kind: Any) -> Any:
        asked.append((text, verb))
        return SimpleNamespace(exec=lambda: answers.pop(0), password=lambda: PASSWORD)

    monkeypatch.setattr(settings_backups, "PasswordDialog", asking)
    desk.press("恢复这份备份")
    assert desk.told.reopened == []
    text, verb = asked[0]
    (backup,) = page.backups.backups()
    assert "2026年11月23日 09:30" in text
    assert f"{backup.total} 条记录" in text
    assert verb == "看看里面"
    desk.press("恢复这份备份")
    assert desk.told.reopened == [(backup, PASSWORD)]


def test_what_does_not_count_is_listed_with_its_reason(desk, tmp_path):
    page = desk.open_page("settings")
    desk.press("现在备份")
    (good,) = page.backups.backups()
    (good.path.parent / "odd.zbak").write_bytes(b"x")
    clock = desk.desk.clock
    now = clock.now()
    clock.set(datetime(2099, 1, 1))
    desk.desk.backup_store.make("退出时")
    clock.set(now)
    page.backups.refresh()
    desk.rest()
    listed = [page.backups.list.item(at).text() for at in range(page.backups.list.count())]
    assert len(listed) == 3
    assert "日期在今天之后，没有算" in listed[0]
    assert "odd.zbak" in listed[2]
    assert page.backups.list.currentRow() == 1
    page.backups.list.setCurrentRow(2)
    assert not page.backups.try_button.isEnabled()
    assert page.backups.light.state == "good"
    assert "没有算" in page.backups.light.words.text()


def test_the_second_place_has_its_own_light_and_the_monthly_trial_its_line(desk, tmp_path):
    page = desk.open_page("settings")
    assert not page.backups.second_light.isVisible()
    desk.press("现在备份")
    assert page.backups.second_light.words.text().startswith("备份只有本机一处")
    assert "每月自动试恢复" in page.backups.trial.text()
    stick = tmp_path / "stick"
    stick.mkdir()
    store = desk.desk.backup_store
    store.second, store.notes = stick, desk.desk.ledger
    desk.press("现在备份")
    assert page.backups.second_light.state == "good"
    for _ in trying(store, desk.desk.ledger, desk.desk.clock):
        pass
    stick.rename(tmp_path / "pulled")
    store.tell()
    desk.rest()
    assert page.backups.second_light.state == "warn"
    assert "没有插上，上次抄到那里是 11月23日 09:30" in page.backups.second_light.words.text()
    assert page.backups.trial.text().startswith("11月23日 自动试恢复成功")


def test_a_stick_is_no_place_for_backups_but_a_second_one(desk, tmp_path, monkeypatch):
    stick = tmp_path / "stick"
    stick.mkdir()
    plugged = (Drive(tmp_path, DriveKind.FIXED), Drive(stick, DriveKind.REMOVABLE))
    monkeypatch.setattr("desktop_app.base.paths.mounted_drives", lambda: plugged)
    page = desk.open_page("settings")
    desk.told.folders += [str(stick), str(stick)]
    desk.press("换位置")
    assert "请放到“第二处备份”里" in page.backups.outcome.text()
    assert desk.desk.backup_store.folder == tmp_path / "backups"
    desk.press("选U盘或文件夹")
    desk.press("现在备份")
    assert {one.suffix for one in stick.iterdir()} == {".zbak"}
    assert Settings.load(tmp_path / "settings.json").second_backup == str(stick)


def test_the_place_of_the_backups_themselves_is_no_second_one(desk, tmp_path):
    page = desk.open_page("settings")
    desk.press("现在备份")
    desk.told.folders.append(str(tmp_path / "backups"))
    desk.press("选U盘或文件夹")
    assert "就是第一处" in page.backups.outcome.text()
    assert desk.desk.settings.second_backup == ""


def test_backups_move_to_another_folder(desk, tmp_path):
    page = desk.open_page("settings")
    desk.told.folders.append(str(tmp_path / "elsewhere"))
    desk.press("换位置")
    desk.press("现在备份")
    assert [one.path.parent for one in page.backups.backups()] == [tmp_path / "elsewhere"]


def test_a_size_of_letters_is_asked_for(usual_screen, desk):
    desk.open_page("settings")
    desk.press("很大 18")
    assert desk.told.points == [18]


def test_the_sample_is_left_by_one_click(desk):
    desk.desk.is_sample = True
    desk.open_page("settings")
    desk.press("清空示例，正式开始")
    assert desk.told.left == [True]


def answer_dialog(monkeypatch: Any, old: str, new: str) -> None:
    """A hand that fills the password dialog when it opens."""

    class Filled(settings_page.ChangePasswordDialog):
        def exec(self) -> int:
            self.old.setText(old)
            self.fields.first.setText(new)
            self.fields.second.setText(new)
            self.decide()
            return self.result()

    monkeypatch.setattr(settings_page, "ChangePasswordDialog", Filled)


def test_the_present_password_is_asked_for_before_the_program_changes_it(desk, monkeypatch):
    path = desk.desk.backup_store.path
    raw = keys.unlock(path, None).raw
    keys.make_key(path, PASSWORD, CHEAP, raw=raw)
    desk.open_page("settings")
    answer_dialog(monkeypatch, PASSWORD, "另一句好记的话2026")
    desk.press("换密码")
    assert desk.told.changed == [(keys.Unlocked(raw), "另一句好记的话2026")]


def test_a_wrong_present_password_changes_nothing(desk, monkeypatch):
    path = desk.desk.backup_store.path
    raw = keys.unlock(path, None).raw
    keys.make_key(path, PASSWORD, CHEAP, raw=raw)
    desk.open_page("settings")
    answer_dialog(monkeypatch, "不是这个密码", "另一句好记的话2026")
    desk.press("换密码")
    desk.see("密码没有换：密码不对")
    assert desk.told.changed == []
    assert keys.unlock(path, PASSWORD).raw == raw


def test_a_weak_new_password_keeps_the_dialog_open(desk, theme, qtbot):
    dialog = settings_page.ChangePasswordDialog(theme)
    qtbot.addWidget(dialog)
    dialog.decide()
    assert "还没有输现在的密码" in dialog.problem.text()
    dialog.old.setText(PASSWORD)
    dialog.fields.first.setText("短")
    dialog.decide()
    assert "密码太短" in dialog.problem.text()
    assert dialog.result() != QDialog.DialogCode.Accepted
    with pytest.raises(UserError):
        dialog.fields.password()


def test_the_minutes_until_the_window_locks_are_kept(desk, tmp_path: Path):
    page = desk.open_page("settings")
    assert page.lock.minutes.value() == 10
    for minutes in (5, 30, 0):
        page.lock.minutes.chips[minutes].click()
        assert Settings.load(tmp_path / "settings.json").lock_after == minutes
    assert not page.lock.trouble.text()
    page.desk.settings.path = tmp_path  # a folder takes no file's place
    page.lock.minutes.chips[5].click()
    assert "没有记下来" in page.lock.trouble.text()
    assert page.desk.settings.lock_after == 5


def test_the_templates_of_papers_are_one_press_away(desk):
    desk.shell.add_hidden_page("paper_templates", lambda: TemplatePage(desk.desk, desk.shell))
    page = desk.open_page("settings")
    page.templates_button.click()
    desk.rest()
    assert desk.shell.current_page().table.model.lines
