"""A branch file that does not open for damage: the repair is offered, asks for the password, and opens it."""

import json
from datetime import datetime

import pytest
from PySide6.QtCore import Qt

from desktop_app.app import Desktop
from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.pinyin import load_pinyin
from desktop_app.founding import Founding
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.settings import Settings
from desktop_app.storage import branch_file, keys
from desktop_app.storage.mending import REPAIRED
from desktop_app.storage.sqlite.sealed_pages import PAGE
from desktop_app.views.pages.start.start_choice import RepairFile
from desktop_app.views.pages.start.start_page import StartPage
from desktop_app.views.shell import Shell
from desktop_app.workplace import Workplace
from tests.views.desk_driver import Driver

PASSWORD = "春风化雨润物细无声"
NAME = "桂花里第一支部"


@pytest.fixture
def page(theme, qtbot):
    made = StartPage(theme, has_branch=True)
    qtbot.addWidget(made)
    made.told = []
    made.chosen.connect(made.told.append)
    made.show()
    return made


def test_the_repair_is_offered_for_damage_alone(page, qtbot):
    page.show_error(UserError("密码不对", "数据没有改动", "请再输一次"))
    assert not page.repair_button.isVisible()
    page.show_error(UserError("支部文件有损坏的地方", "没有再写入任何内容"))
    qtbot.mouseClick(page.repair_button, Qt.MouseButton.LeftButton)
    assert page.panes.currentWidget() is page.repairing
    qtbot.mouseClick(page.repairing.main_button, Qt.MouseButton.LeftButton)
    assert "还没有输密码" in page.repairing.problem.text()
    assert page.told == []
    Driver.type_into(page.repairing.password, PASSWORD)
    qtbot.mouseClick(page.repairing.main_button, Qt.MouseButton.LeftButton)
    assert page.told == [RepairFile(PASSWORD)]


def test_a_damaged_file_is_repaired_and_its_report_shown(qapp, qtbot, tmp_path):
    place = Workplace(
        tmp_path, Settings(path=tmp_path / "s.json"), SetClock(datetime(2026, 11, 23, 9)), load_pinyin()
    )
    opened, _ = place.found(Founding(NAME, "A01"), PASSWORD)
    opened.backup_store.make("手动备份")
    branch_file.close(opened.ledger)
    data = bytearray(place.own.read_bytes())
    data[PAGE : 3 * PAGE] = bytes(2 * PAGE)
    place.own.write_bytes(data)
    desktop = Desktop(qapp, place)
    errors = []
    desktop.tell_error = errors.append
    try:
        desktop.show_start()
        start = desktop.window
        qtbot.mouseClick(start.opening.restore_button, Qt.MouseButton.LeftButton)
        start.show_error(UserError("支部文件有损坏的地方", "没有再写入任何内容"))
        qtbot.mouseClick(start.repair_button, Qt.MouseButton.LeftButton)
        Driver.type_into(start.repairing.password, PASSWORD)
        qtbot.mouseClick(start.repairing.main_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: isinstance(desktop.window, Shell) or bool(errors), timeout=20000)
        assert errors == []
        ledger = desktop.desk.ledger
        assert [one.full_name for one in ledger.find(PartyOrg.live())] == [NAME]
        told = json.loads(ledger.note(REPAIRED))
        assert told["bad"] == 2
        assert told["complete"]
        assert desktop.window.pages.current_key == "preview"
        kept = place.own.with_name(told["kept_as"])
        assert kept.read_bytes() == bytes(data)
        assert keys.unlock(kept, PASSWORD)
    finally:
        desktop.shut()
        if desktop.window is not None:
            desktop.window.hide()
            desktop.window.deleteLater()
