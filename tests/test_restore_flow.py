"""Back from a backup through the windows: on a PC that has nothing, by the sheet, out of an open branch."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.app import Desktop
from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.paths import Drive, DriveKind
from desktop_app.base.pinyin import load_pinyin
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.restoring import LookedInto, Secret, found_backups, look_into
from desktop_app.settings import Settings
from desktop_app.storage.restoring import SCRATCH
from desktop_app.views.pages.start.start_choice import (
    LookIntoBackup,
    NewBranch,
    OpenBranch,
    PutBackupBack,
)
from desktop_app.views.pages.start.start_page import StartPage
from desktop_app.views.shell import Shell
from desktop_app.workplace import Workplace

PASSWORD, NEW = "桂花里支部2026", "另一句好记的话2027"
NAME = "中共青石街道丁香里社区支部委员会"
OWN = NewBranch(NAME, "DXL01", "中共青石街道工作委员会", "丁一", date(2025, 3, 1), 5, PASSWORD, 12)
NOON = datetime(2026, 11, 23, 12, 0)


class Pc:
    """A PC with the program on it."""

    def __init__(self, qapp: QApplication, qtbot, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        settings = Settings.load(folder / "settings.json")
        self.workplace = Workplace(folder, settings, SetClock(NOON), load_pinyin())
        self.desktop = Desktop(qapp, self.workplace)
        self.desktop.tell_error = lambda error: self.told.append(error)
        self.told: list[UserError] = []
        self.desktop.begin(sample=False)

    def choose(self, choice: object) -> None:
        self.start.chosen.emit(choice)
        self.rest()

    def rest(self) -> None:
        self.qtbot.waitUntil(self.desktop.bridge.idle, timeout=60_000)

    @property
    def start(self) -> StartPage:
        assert isinstance(self.desktop.window, StartPage)
        return self.desktop.window

    @property
    def shell(self) -> Shell:
        assert isinstance(self.desktop.window, Shell)
        return self.desktop.window

    def error(self) -> str:
        assert self.start.panes.currentWidget() is self.start.error_pane
        return self.start.error_panel.accessibleName()

    def names(self) -> set[str]:
        assert self.desktop.desk is not None
        return {org.full_name for org in self.desktop.desk.ledger.find(PartyOrg.live())}

    def shut(self) -> None:
        self.desktop.shut()
        if self.desktop.window is not None:
            self.desktop.window.hide()
            self.desktop.window.deleteLater()


@pytest.fixture
def pcs(qapp: QApplication, qtbot, tmp_path: Path) -> Iterator:
    """Makes PCs, each with a folder of its own."""
    made: list[Pc] = []

    def make(name: str) -> Pc:
        (tmp_path / name).mkdir(exist_ok=True)
        made.append(Pc(qapp, qtbot, tmp_path / name))
        return made[-1]

    yield make
    for pc in made:
        pc.shut()


def founded(pc: Pc) -> tuple[Path, str]:
    """Found the branch, and back it up; the backup and the recovery number."""
    pc.choose(OWN)
    number = pc.shell._args["args"]["number"]
    backup = pc.desktop.desk.backup_store.make("手动备份")
    return backup.path, number


def test_a_pc_that_has_nothing_gets_the_branch_back_by_password_or_sheet(pcs) -> None:
    backup, number = founded(pcs("old"))
    clean = pcs("clean")
    clean.choose(LookIntoBackup(backup, "不是这个密码吧", ""))
    assert "密码不对" in clean.error()
    assert not list((clean.folder / "own").iterdir())
    clean.choose(LookIntoBackup(backup, PASSWORD, ""))
    assert clean.start.panes.currentWidget() is clean.start.preview
    facts = dict(clean.desktop.restoring._looked.facts())
    assert facts["单位"] == f"{NAME}（DXL01）"
    assert facts["备份时间"].startswith("2026年11月23日 12:00")
    assert not (clean.folder / "own" / "branch.zbf").exists()
    clean.choose(PutBackupBack("", ""))
    assert clean.names() == {NAME, OWN.superior}
    assert "已经恢复" in clean.shell.notice.words.text()
    clean.shell.close()  # nothing was entered, and yet this PC has no copy of its own
    clean.rest()
    assert len(list((clean.folder / "backup").glob("*.zbak"))) == 1
    by_sheet = pcs("sheet")
    by_sheet.choose(LookIntoBackup(backup, "", number.replace(" ", "")))
    by_sheet.choose(PutBackupBack("", NEW))
    assert by_sheet.names() == {NAME, OWN.superior}
    assert by_sheet.shell.pages.current_key == "preview"
    assert "新的恢复单" in by_sheet.shell.notice.words.text()
    by_sheet.shell.close()
    by_sheet.rest()
    by_sheet.desktop.show_start()
    by_sheet.choose(OpenBranch(PASSWORD))
    assert "密码不对" in by_sheet.error()
    by_sheet.choose(OpenBranch(NEW))
    assert by_sheet.names() == {NAME, OWN.superior}


def test_out_of_an_open_branch_what_is_in_it_is_asked_first_and_the_old_file_named(pcs) -> None:
    pc = pcs("pc")
    backup, _ = founded(pc)
    asked: list[LookedInto] = []
    answers = [None, PutBackupBack("", "")]

    def ask(parent, theme, looked):
        asked.append(looked)
        return answers.pop(0)

    pc.desktop.restoring.ask = ask
    (made,) = pc.desktop.desk.backup_store.backups()
    ledger = pc.desktop.desk.ledger
    ledger.save(PartyOrg(full_name="后来写的支部", org_kind="党支部", org_code="HLX01"))
    pc.desktop.restoring.reopen(made, "不是这个密码吧")
    pc.rest()
    assert "密码不对" in pc.shell.notice.words.text()
    pc.desktop.restoring.reopen(made, PASSWORD)
    pc.rest()
    assert asked[0].name == NAME
    assert pc.desktop.desk.ledger is ledger
    pc.desktop.restoring.reopen(made, PASSWORD)
    pc.rest()
    assert "后来写的支部" not in pc.names()
    (aside,) = (pc.folder / "own").glob("*恢复前*.zbf")
    assert aside.name in pc.shell.notice.words.text()
    assert "恢复前" in {one.reason for one in pc.desktop.desk.backup_store.backups()}
    assert not list((pc.folder / "own").glob(SCRATCH + "*"))
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    backup.write_bytes(data)
    pc.desktop.restoring.reopen(made, PASSWORD)
    pc.rest()
    assert "备份已损坏" in pc.shell.notice.words.text()
    assert "的那份是好的" in pc.shell.notice.words.text()
    assert pc.names() == {NAME, OWN.superior}


def test_another_offices_backup_takes_its_name_and_sticks_are_searched(pcs, tmp_path: Path) -> None:
    backup, _ = founded(pcs("theirs"))
    mine = pcs("mine")
    mine.choose(NewBranch("中共青石街道桂花里社区支部委员会", "GHL01", "", "", None, 5, PASSWORD, 12))
    mine.shell.close()
    mine.rest()
    stick = tmp_path / "stick"
    (stick / "备份").mkdir(parents=True)
    there = stick / "备份" / backup.name
    there.write_bytes(backup.read_bytes())
    found = found_backups(mine.workplace, lambda: (Drive(stick, DriveKind.REMOVABLE),))
    assert {one.path for one in found} >= {there}
    looked = look_into(mine.workplace, there, Secret(PASSWORD))
    assert (looked.ours, looked.is_foreign) == ("GHL01", True)
    looked.ready.discard()
    mine.desktop.show_start()
    mine.choose(LookIntoBackup(there, PASSWORD, ""))
    mine.choose(PutBackupBack("桂花里", ""))
    assert "别的单位的（DXL01）" in mine.error()
    mine.choose(PutBackupBack(f" {NAME}", ""))
    assert mine.names() == {NAME, OWN.superior}


def test_closing_backs_up_behind_the_window_and_asks_when_that_fails(pcs, monkeypatch) -> None:
    pc = pcs("pc")
    pc.choose(OWN)
    shell, store = pc.shell, pc.desktop.desk.backup_store
    asked: list[str] = []
    answers = [False, True]

    def ask(parent, theme, error):
        asked.append(error.sentence())
        return answers.pop(0)

    def full(reason: str) -> None:
        raise UserError("备份没有写成：磁盘满了", "支部文件和原有的备份都没有动")

    pc.desktop.closing.ask = ask
    with monkeypatch.context() as patch:
        patch.setattr(store, "make", full)
        shell.close()
        assert shell.isVisible()
        assert pc.desktop.closing.cover.panel.title.text() == "正在备份…"
        shell.close()
        pc.rest()
        assert shell.isVisible()
        assert shell.isEnabled()
        assert pc.names() == {NAME, OWN.superior}
    shell.close()
    pc.rest()
    assert not shell.isVisible()
    assert asked == ["备份没有写成：磁盘满了。支部文件和原有的备份都没有动。"]
    assert [one.reason for one in store.backups()] == ["退出时"]
    pc.workplace.clock.set(NOON + timedelta(days=1))
    pc.desktop.show_start()
    pc.choose(OpenBranch(PASSWORD))
    pc.shell.close()
    assert not pc.desktop.window.isVisible(), "nothing changed, nothing to wait for"
