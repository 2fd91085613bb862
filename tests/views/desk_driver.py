"""A hand at the desk: opens pages, types, presses, chooses and looks, as the user would, on a real ledger.

``Driver`` is made by the fixture ``make_desk`` (tests/views/conftest.py) and has the user's verbs::

    driver = make_desk()
    driver.open_page("register:member")
    driver.press("新增一人")
    driver.type_in("姓名", "安长河")
    driver.choose("性别", "男")
    driver.keys("Ctrl+Return")
    driver.see("已保存 安长河")
"""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.base.clock import SetClock
from desktop_app.base.pinyin import load_pinyin
from desktop_app.desk import Desk
from desktop_app.exchange.trust import Trust
from desktop_app.journal.audit_book import AuditBook
from desktop_app.journal.deed_book import DeedBook
from desktop_app.journal.print_book import PrintBook
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.registers import catalogue
from desktop_app.settings import Settings
from desktop_app.storage import branch_file
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.ledger import Ledger
from desktop_app.views.bridge import Bridge
from desktop_app.views.look.start import RESOURCES
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.tables.register_page import RegisterPage
from desktop_app.views.parts.page import Page
from desktop_app.views.parts.status import Pill
from desktop_app.views.paste_door import PasteDoor
from desktop_app.views.shell import Shell
from tests.registers.invented_people import branch, member

TODAY = datetime(2026, 11, 23, 9, 30)
BRANCH = "branch.zbf"


def make_branch(folder: Path, people: int, sow: Callable[[Ledger], None] | None = None) -> None:
    """A closed branch file in ``folder`` with its branch, ``people`` members and what ``sow`` writes."""
    folder.mkdir(parents=True)
    ledger, _ = branch_file.create(folder / BRANCH, _setting(), office="Z001", password=None)
    org = branch()
    ledger.save(org)
    ledger.save(*(member(n, branch=org.uid) for n in range(people)))
    if sow is not None:
        sow(ledger)
    branch_file.close(ledger)


def open_desk(folder: Path, theme: Theme, people: int = 6, *, model: Path | None = None) -> Desk:
    """A desk on a fresh branch file with ``people`` members; ``model`` holds such a file already.

    The renderer is real. Courier and backup store are missing: a test that needs them puts its own there.
    """
    if model is None:
        model = folder / "model"
        make_branch(model, people)
    shutil.copytree(model, folder / "desk")
    setting = _setting()
    ledger = branch_file.open_file(folder / "desk" / BRANCH, setting)
    missing: Any = None
    renderer = PaperRenderer(ledger, RESOURCES / "fonts")
    return Desk(
        ledger=ledger,
        renderer=renderer,
        courier_of=lambda: missing,
        deeds_of=lambda: DeedBook(ledger, Trust(ledger, setting.clock)),
        backup_store=missing,
        log=AuditBook(ledger),
        prints=PrintBook(ledger, renderer.told),
        settings=Settings(),
        clock=setting.clock,
        pinyin=load_pinyin(),
        bridge=Bridge(ledger),
        theme=theme,
        resources=RESOURCES,
    )


def _setting() -> Setting:
    return Setting(catalogue(), SetClock(TODAY), load_pinyin().keys)


class Preview(Page):
    """Stands in for the print preview: remembers what it was asked to show."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "打印预览")
        self.asked: list[dict[str, object]] = []

    def on_shown(self, **args: object) -> None:
        self.asked.append(args)


class Driver:
    """The verbs of a user; every verb waits until the desk is at rest."""

    def __init__(self, desk: Desk, qtbot: QtBot, size: tuple[int, int] = (1366, 768)) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.shell = Shell(desk.theme, "支部台账", "清河社区支部")
        self.preview = Preview(desk.theme)
        self.shell.add_hidden_page("preview", lambda: self.preview)
        for register in desk.ledger.catalogue:
            if register.group:
                self.add_page(
                    f"register:{register.name}",
                    lambda name=register.name: RegisterPage(desk, self.shell, name),
                    register.title,
                    register.icon,
                    register.group,
                )
        PasteDoor(desk, self.shell)
        self.errors: list[object] = []
        desk.bridge.failed.connect(self.errors.append)
        desk.bridge.broken.connect(self.errors.append)
        self.shell.resize(*size)
        self.shell.show()
        self.shell.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.shell, timeout=5000)

    def add_page(
        self, key: str, factory: Any, title: str = "", icon: str = "document", group: str = ""
    ) -> None:
        """Announce one more page; without a title it stands in no navigation."""
        if title:
            self.shell.add_page(key, title, icon, group, factory)
        else:
            self.shell.add_hidden_page(key, factory)

    def close(self) -> None:
        """Leave the desk: the worker is done, the file closed, the window destroyed."""
        self.rest()
        self.shell.close()
        self.desk.bridge.shut()
        self.shell.deleteLater()
        self.preview.deleteLater()
        branch_file.close(self.desk.ledger)

    def rest(self) -> None:
        """Wait until no job is under way."""
        self.qtbot.waitUntil(self.desk.bridge.idle, timeout=5000)
        QApplication.processEvents()

    # -- verbs -----------------------------------------------------------------------------------

    def open_page(self, key: str, **args: object) -> Any:
        """Go to a page and give it."""
        self.shell.go(key, **args)
        self.rest()
        return self.shell.current_page()

    def type_in(self, title: str, text: str, *, then_leave: bool = True) -> QWidget:
        """Type into the box called ``title`` by keys, Chinese as an input method does; Tab leaves it."""
        field = self.field(title)
        field.setFocus()
        if isinstance(field, QLineEdit | QPlainTextEdit):
            field.selectAll()  # as Tab into a line does
        self.type_into(field, text)
        if then_leave:
            # An open list gets the key first, as it has the keyboard.
            QTest.keyClick(QApplication.activePopupWidget() or field, Qt.Key.Key_Tab)
            if field.hasFocus():
                QTest.keyClick(field, Qt.Key.Key_Tab)
        self.rest()
        return field

    def paste_in(self, title: str, text: str) -> QWidget:
        """Paste into the box called ``title`` over what stands there, and leave it."""
        field = self.field(title)
        field.setFocus()
        QTest.keySequence(field, QKeySequence.StandardKey.SelectAll)
        QApplication.clipboard().setText(text)
        QTest.keySequence(field, QKeySequence.StandardKey.Paste)
        QTest.keyClick(field, Qt.Key.Key_Tab)
        self.rest()
        return field

    def choose(self, title: str, word: str) -> None:
        """Choose a word in the list called ``title`` with the arrow keys, or by typing where it is long."""
        field = self.field(title)
        if not isinstance(field, QComboBox):
            self.type_in(title, word)
            return
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Home)
        for _ in range(field.count()):
            if field.currentText() == word:
                break
            QTest.keyClick(field, Qt.Key.Key_Down)
        assert field.currentText() == word, f"“{word}” is not offered by {title}"
        self.rest()

    def tick(self, title: str) -> None:
        """PaperRenderer the space bar on the tick called ``title``."""
        field = self.field(title)
        QTest.keyClick(field.focusProxy() or field, Qt.Key.Key_Space)
        self.rest()

    def press(self, words: str) -> None:
        """PaperRenderer the visible, enabled button that says ``words``."""
        QTest.mouseClick(self.button(words), Qt.MouseButton.LeftButton)
        self.rest()

    def keys(self, sequence: str) -> None:
        """Press a key or a chord where the cursor is."""
        QTest.keySequence(QApplication.focusWidget() or self.top(), QKeySequence(sequence))
        self.rest()

    def open_row(self, words: str) -> None:
        """Double click the row of the visible table in which ``words`` stand."""
        table = self.table()
        QTest.mouseDClick(
            table.viewport(),
            Qt.MouseButton.LeftButton,
            pos=table.visualRect(table.model().index(self.row_of(words), 0)).center(),
        )
        self.rest()

    def select_row(self, words: str, *, more: bool = False) -> None:
        """Click the row in which ``words`` stand; ``more`` adds it to those selected."""
        table = self.table()
        keys = Qt.KeyboardModifier.ControlModifier if more else Qt.KeyboardModifier.NoModifier
        spot = table.visualRect(table.model().index(self.row_of(words), 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, keys, spot)

    def see(self, words: str) -> None:
        """``words`` stand somewhere in sight; fails with all that is in sight."""
        shown = self.words_in_sight()
        assert any(words in one for one in shown), f"“{words}” is not in sight: {shown}"

    def see_not(self, words: str) -> None:
        """``words`` stand nowhere in sight."""
        found = [one for one in self.words_in_sight() if words in one]
        assert found == []

    # -- finding ---------------------------------------------------------------------------------

    def top(self) -> QWidget:
        """The dialog in front, else the window."""
        return QApplication.activeModalWidget() or self.shell

    def field(self, title: str) -> QWidget:
        """The box whose accessible name is ``title``, required or not."""
        names = (title, f"{title}（必填）")
        inputs = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, QPushButton, QWidget)
        for kind in inputs:
            for one in self.top().findChildren(kind):
                if one.accessibleName() in names and one.isVisible() and one.focusProxy() is None:
                    return one
        for one in self.top().findChildren(QWidget):
            if one.accessibleName() in names and one.isVisible():
                return one
        raise AssertionError(f"no box called {title} in sight")

    def button(self, words: str) -> QPushButton:
        """The visible, enabled button that says ``words``."""
        for button in self.top().findChildren(QPushButton):
            if button.text() == words and button.isVisible() and button.isEnabled():
                return button
        here = [b.text() for b in self.top().findChildren(QPushButton) if b.isVisible()]
        raise AssertionError(f"no button {words} to press, only {here}")

    def table(self) -> QTableView:
        """The table in sight."""
        return next(t for t in self.top().findChildren(QTableView) if t.isVisible())

    def row_of(self, words: str) -> int:
        """The row of the table in sight in which ``words`` stand."""
        model = self.table().model()
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                if words in str(model.index(row, column).data() or ""):
                    return row
        raise AssertionError(f"no row with {words}: {self.rows()}")

    def rows(self) -> list[list[str]]:
        """The words of the table in sight."""
        model = self.table().model()
        columns = range(model.columnCount())
        return [[str(model.index(r, c).data() or "") for c in columns] for r in range(model.rowCount())]

    def words_in_sight(self) -> list[str]:
        """Every visible word: labels, buttons, boxes, pills, tabs, tables."""
        top, found = self.top(), []
        for label in top.findChildren(QLabel):
            found.append(label.text() if label.isVisible() else "")
        for button in top.findChildren(QPushButton) + top.findChildren(QCheckBox):
            found.append(button.text() if button.isVisible() else "")
        for line in top.findChildren(QLineEdit):
            found.append(line.text() if line.isVisible() else "")
        for text in top.findChildren(QPlainTextEdit):
            found.append(text.toPlainText() if text.isVisible() else "")
        for pill in top.findChildren(Pill):
            found.append(pill.text if pill.isVisible() else "")
        if any(t.isVisible() for t in top.findChildren(QTableView)):
            found += [cell for row in self.rows() for cell in row]
        return [words for words in found if words]

    @staticmethod
    def type_into(field: QWidget, text: str) -> None:
        """Type any text into a widget; a line end presses Enter."""
        field.setFocus()
        run = ""
        for char in text:
            if char.isascii() and char != "\n":
                run += char
                continue
            QTest.keyClicks(field, run)
            run = ""
            if char == "\n":
                QTest.keyClick(field, Qt.Key.Key_Return)
            else:
                event = QInputMethodEvent("", [])
                event.setCommitString(char)
                QApplication.sendEvent(field, event)
        QTest.keyClicks(field, run)
