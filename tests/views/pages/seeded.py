"""A real branch file filled with the words of the duties' tests, and the whole window over it."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.base.clock import SetClock
from desktop_app.base.pinyin import load_pinyin
from desktop_app.registers import catalogue
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.add_pages import add_pages
from desktop_app.views.shell import Shell
from tests.duties.sample import Branch
from tests.views.pages.branch import until_idle
from tests.whole import lay_desk

OFFICE = "Z001"


class SeededFile(Branch):
    """The words of the duties' branch, written into a real branch file.

    Some of what is planted no form would take; it stands there as an older file or a package brought it.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.db, self.today, self.office = ledger, ledger.database, ledger.today, OFFICE
        self.org = self.add(
            PartyOrg(full_name="中共安和街道春风社区支部委员会", org_code=OFFICE, org_kind="党支部")
        )

    def add(self, *records: Any) -> Any:
        with self.ledger.action("接收旧资料", kind="merge") as action:
            for record in records:
                register = self.ledger.catalogue.of(record)
                new = register.stored(record)
                action.put([action._version(register, record, "add", None, new, record.removed_at)])
        return records[-1]

    @classmethod
    def made(cls, folder: Path, today: date) -> "SeededFile":
        """A new branch file in ``folder``, its day being ``today``."""
        clock = SetClock(datetime(today.year, today.month, today.day, 9, 0))
        setting = branch_file.Setting(catalogue(), clock, load_pinyin().keys)
        ledger, _ = branch_file.create(folder / "branch.zbf", setting, office=OFFICE, password=None)
        return cls(ledger)

    def rule(self, key: str, on: date | None = None) -> Decimal:
        return self.ledger.rule(key, on)

    def find(self, query: Any) -> list[Any]:
        return self.ledger.find(query)

    def get(self, model: Any, uid: str | None) -> Any:
        return self.ledger.get(model, uid)

    def close(self) -> None:
        branch_file.close(self.ledger)


class Window:
    """The whole window over the seeded file."""

    def __init__(self, ledger: Ledger, theme: Theme, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.desk = lay_desk(ledger, theme)
        self.broken: list[Any] = []
        self.desk.bridge.broken.connect(self.broken.append)
        self.shell = Shell(theme, "支部台账")
        qtbot.addWidget(self.shell)
        nothing: Any = None
        asked = dict.fromkeys(("leave_sample", "change_points", "reopen", "change_key"), nothing)
        add_pages(self.shell, self.desk, **asked)
        self.shell.resize(1366, 768)
        self.shell.show()
        qtbot.waitExposed(self.shell)

    def go(self, key: str, **args: Any) -> Any:
        self.shell.go(key, **args)
        self.settle()
        return self.shell.current_page()

    def settle(self) -> None:
        until_idle(self.qtbot, self.desk)
        QApplication.processEvents()
        assert self.broken == []

    def press(self, button: QWidget) -> None:
        """Click a button in sight."""
        assert button.isVisibleTo(button.window())
        assert button.isEnabled()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()
        QApplication.processEvents()
